"""Definitions as pages show them: codes in words, cells as sentences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from django.utils.formats import number_format
from django.utils.translation import gettext

from benchmark.catalogue import words
from benchmark.catalogue.browsing import count_by
from benchmark.catalogue.indicator_definition import Cells, IndicatorDefinition
from benchmark.catalogue.selectors import ConceptDefinition, ConversionRule, FieldInfo
from benchmark.catalogue.words import word


@dataclass(frozen=True)
class Badge:
    """A small label; `kind` is one of the kinds of the badge component."""

    text: str
    kind: str


@dataclass(frozen=True)
class Entry:
    """One indicator in a list: its question first, never its data source."""

    code: str
    question: str
    name: str
    badges: tuple[Badge, ...]


@dataclass(frozen=True)
class Section:
    """The indicators of one field of action."""

    code: str
    name: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Rate:
    """How many of the indicators one kind of municipality has, partly has and has not."""

    kind: str
    yes: int
    partial: int
    no: int


@dataclass(frozen=True)
class CellTable:
    """The cells of one group on one level, in words; below `smallest_denominator` persons nobody takes part."""

    group: str
    level: str
    smallest_denominator: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """A definition sheet: everything about one indicator in words."""

    definition: IndicatorDefinition
    concepts: tuple[ConceptDefinition, ...]
    perspective: Badge
    polarity: str
    steerability: str
    effort: str
    periodicity: str
    holders: str
    groups: str
    differentiation: str
    evidence: str
    availability: tuple[tuple[str, Badge], ...]
    cell_tables: tuple[CellTable, ...]


PERSPECTIVE_BADGES = {"strength": "success", "need": "warning", "context": "info"}


def sections(
    definitions: Iterable[IndicatorDefinition], fields: Iterable[FieldInfo], *, kind: str = ""
) -> list[Section]:
    """The indicators by field of action; fields without any are left out. With a kind its availability is shown."""
    found = list(definitions)
    grouped = [
        Section(field.code, field.name, tuple(_entry(each, kind) for each in found if each.field_code == field.code))
        for field in fields
    ]
    return [section for section in grouped if section.entries]


def rates(definitions: Sequence[IndicatorDefinition]) -> list[Rate]:
    """Availability of these indicators per kind of municipality (R11)."""
    return [Rate(str(name), **count_by(definitions, kind)) for kind, name in words.KINDS.items()]


def balance(definitions: Sequence[IndicatorDefinition]) -> list[tuple[str, int]]:
    """How many indicators show strengths, gaps and context (R10, R48)."""
    return [
        (str(name), sum(each.perspective == code for each in definitions)) for code, name in words.PERSPECTIVE.items()
    ]


def sheet(definition: IndicatorDefinition, concepts: Iterable[ConceptDefinition]) -> Sheet:
    """The definition sheet of an indicator; of all concepts only those it allows are shown, the default first."""
    known = {each.code: each for each in concepts}
    order = sorted(definition.concepts, key=lambda code: code != definition.default_concept)
    return Sheet(
        definition=definition,
        concepts=tuple(known[code] for code in order),
        perspective=_perspective(definition),
        polarity=word(words.POLARITY, definition.polarity),
        steerability=word(words.STEERABILITY, definition.steerability),
        effort=word(words.EFFORT, definition.effort),
        periodicity=word(words.PERIODICITY, definition.periodicity),
        holders=_listed(words.HOLDERS, definition.data_holder),
        groups=_listed(words.GROUPS, definition.groups),
        differentiation=_listed(words.DIFFERENTIATION, definition.differentiation),
        evidence=word(words.EVIDENCE, definition.evidence),
        availability=tuple((str(name), _availability(definition, kind)) for kind, name in words.KINDS.items()),
        cell_tables=tuple(_cell_table(group, level, cells) for (group, level), cells in definition.cells.items()),
    )


def _cell_table(group: str, level: str, cells: Cells) -> CellTable:
    words_of = (word(words.GROUPS, group), word(words.LEVELS, level))
    return CellTable(*words_of, cells.smallest_denominator, cell_words(cells.edges))


def cell_words(edges: Sequence[Decimal]) -> tuple[str, ...]:
    """Each cell in words; the first and the last are open."""
    inner = [(number_format(low), number_format(high)) for low, high in list(pairwise(edges))[1:-1]]
    return (
        gettext("under %(high)s") % {"high": number_format(edges[1])},
        *(gettext("%(low)s to under %(high)s") % {"low": low, "high": high} for low, high in inner),
        gettext("%(low)s and more") % {"low": number_format(edges[-2])},
    )


def period(concept: ConceptDefinition) -> str:
    """The years there are figures of a concept for."""
    first, last = concept.first_year, concept.last_year
    if first and first == last:
        return str(first)
    if first and last:
        return gettext("%(first)s to %(last)s") % {"first": first, "last": last}
    if first:
        return gettext("from %(first)s on") % {"first": first}
    return gettext("no limit is known")


@dataclass(frozen=True)
class Neighbour:
    """What another concept means for values of this one."""

    name: str
    code: str
    rule: str
    note: str


def neighbours(code: str, rules: Iterable[ConversionRule], concepts: Iterable[ConceptDefinition]) -> list[Neighbour]:
    """What the catalogue says about turning this concept into others."""
    names = {each.code: each.name for each in concepts} | {"*": gettext("every other concept")}
    return [
        Neighbour(
            names[rule.target], "" if rule.target == "*" else rule.target, word(words.CONVERSION, rule.rule), rule.note
        )
        for rule in rules
        if rule.source == code
    ]


def _entry(each: IndicatorDefinition, kind: str) -> Entry:
    badges = [Badge(gettext("Core"), "info")] if each.core else []
    if each.on_trial:
        badges.append(Badge(gettext("On trial"), "warning"))
    badges += [_perspective(each), Badge(word(words.STEERABILITY, each.steerability), "neutral")]
    if kind:
        badges.append(_availability(each, kind))
    return Entry(each.code, each.question, each.name, tuple(badges))


def _perspective(each: IndicatorDefinition) -> Badge:
    return Badge(word(words.PERSPECTIVE, each.perspective), PERSPECTIVE_BADGES[each.perspective])


def _availability(each: IndicatorDefinition, kind: str) -> Badge:
    answer = each.availability[kind]
    return Badge(word(words.AVAILABILITY, answer), words.AVAILABILITY_BADGE[answer])


def _listed(known: Mapping[str, object], codes: Iterable[str]) -> str:
    return ", ".join(word(known, code) for code in codes)
