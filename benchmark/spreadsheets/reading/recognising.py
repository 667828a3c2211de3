"""Which indicators a table holds: pairs of columns whose labels speak of a numerator and its denominator."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from benchmark.spreadsheets.reading.cells import read_number
from benchmark.spreadsheets.reading.mapping import Entry
from benchmark.spreadsheets.reading.proposing import PlaceFound
from benchmark.spreadsheets.reading.subjects import Subject, concept_named, subject_of

MOST_ENTRIES = 20


class Definition(Protocol):
    """What is needed of an indicator's definition."""

    @property
    def code(self) -> str: ...
    @property
    def groups(self) -> tuple[str, ...]: ...
    @property
    def concepts(self) -> tuple[str, ...]: ...
    @property
    def default_concept(self) -> str: ...
    @property
    def factor(self) -> object: ...


@dataclass(frozen=True)
class Spoken:
    """What a label must speak of: topics, and the group (`own` is the group of the figure)."""

    topics: frozenset[str]
    group: str = "own"


def _of(*topics: str, group: str = "own") -> Spoken:
    return Spoken(frozenset(topics), group)


# Indicator → what its numerator and its denominator are called in tables. Without topics, people are counted.
KNOWN: dict[str, tuple[Spoken, Spoken]] = {
    "DEM-01": (_of(group="foreign"), _of(group="total")),
    "DEM-02": (_of("migration", group="any"), _of(group="total")),
    "REC-01": (_of("naturalised", group="any"), _of(group="foreign")),
    "KIT-01": (_of("daycare", "origin", group="any"), _of("daycare", group="total")),
    "KIT-02": (_of("daycare", "language", group="any"), _of("daycare", group="total")),
    "BIL-01": (_of("leavers", "no_certificate"), _of("leavers")),
    "SPR-01": (_of("courses", group="any"), _of(group="foreign")),
    "ARB-02": (_of("unemployed"), _of("labour_force")),
    "SOZ-01": (_of("minimum_income"), _of()),
    "SOZ-02": (_of("sgb2"), _of()),
    "SOZ-04": (_of("asylum_benefits", group="any"), _of(group="total")),
    "WOH-01": (_of("homeless"), _of()),
    "IKO-01": (_of("staff", "employed", "migration", group="any"), _of("staff", "employed", group="total")),
    "PAR-01": (_of("voters", group="any"), _of("adults", group="total")),
}


@dataclass(frozen=True)
class Recognised:
    """A series the service recognised: the entry it proposes, and the labels it recognised it by."""

    entry: Entry
    labels: tuple[str, ...]
    concept_named: bool


def recognised(
    places: Sequence[PlaceFound], definitions: Iterable[Definition], *, around: Sequence[str]
) -> list[Recognised]:
    """Series that the labels of a table speak of; `around` are its title, its sheet and its source.

    The title only speaks for columns whose own labels name no topic.
    """
    subjects = [(place, subject_of(" ".join((*place.labels, place.unit)))) for place in places]
    if not any(subject.topics - {"age", "sex"} for _, subject in subjects):
        topics = subject_of(" ".join(around)).topics - {"age", "sex", "area"}
        subjects = [(place, replace(subject, topics=subject.topics | topics)) for place, subject in subjects]
    named = concept_named(" ".join((*around, *(label for place in places for label in place.labels))))
    found: list[Recognised] = []
    for definition in definitions:
        if definition.code not in KNOWN:
            continue
        for group in definition.groups:
            entry = _entry(definition, group, subjects)
            if entry is not None and len(found) < MOST_ENTRIES:
                concept = named if named in definition.concepts else definition.default_concept
                entry = replace(entry, concept=concept)
                found.append(Recognised(entry, _labels_of(entry, places), concept == named))
    return found


def _entry(definition: Definition, group: str, subjects: Sequence[tuple[PlaceFound, Subject]]) -> Entry | None:
    """Counts for numerator and denominator, else a share of the right kind."""
    above, below = KNOWN[definition.code]
    numerator, denominator = (_first(subjects, spoken, group, share=False) for spoken in (above, below))
    if numerator and denominator and numerator is not denominator:
        return Entry(definition.code, group, "", numerator=numerator.place, denominator=denominator.place)
    value = _first(subjects, above, group, share=True)
    if value is None:
        return None
    return Entry(definition.code, group, "", value=value.place, scale=scale_of(value, definition))


def _first(
    subjects: Sequence[tuple[PlaceFound, Subject]], spoken: Spoken, group: str, *, share: bool
) -> PlaceFound | None:
    """The place with the shortest label that speaks of this."""
    fitting = [
        place for place, subject in subjects if subject.share is share and _fits(subject, spoken, group, share=share)
    ]
    return min(fitting, key=lambda place: len(" ".join(place.labels)), default=None)


def _fits(subject: Subject, spoken: Spoken, group: str, *, share: bool) -> bool:
    if subject.topics != spoken.topics:
        return False
    wanted = group if spoken.group == "own" else spoken.group
    if wanted == "any":
        return True
    if wanted == "total":
        named = subject.group == "total" or (not subject.group and (subject.people or bool(spoken.topics)))
        return named and not (share and not spoken.topics)
    return subject.group == wanted


def scale_of(place: PlaceFound, definition: Definition) -> int:
    """1 where a share is written as a fraction (0.123 for 12.3 %), 100 where percent signs say so, else 0."""
    numbers = [read_number(text, None) for text in place.texts]
    if any(number.percent for number in numbers):
        return 100
    values = [number.value for number in numbers if number.value is not None]
    if not values or definition.factor == 1:
        return 0
    return 1 if all(0 <= value <= 1 for value in values) and any(value != int(value) for value in values) else 0


def _labels_of(entry: Entry, places: Sequence[PlaceFound]) -> tuple[str, ...]:
    """What the chosen places are called in the table."""
    names = {place.place: " · ".join(place.labels) for place in places}
    return tuple(names[place] for place in (entry.numerator, entry.denominator, entry.value) if place is not None)
