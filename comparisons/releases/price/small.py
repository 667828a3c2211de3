"""Which members are too small to count, told from public numbers so that small places do not vanish unnoticed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

from django.utils.formats import number_format
from django.utils.translation import gettext, ngettext

from comparisons.circles.models import Circle
from comparisons.circles.selectors import CoreEntry
from comparisons.releases.disclosure import level_for
from comparisons.releases.grids import disclosure_parameters, fewest_persons
from comparisons.releases.presenters import LEVEL_WORDS, group_words
from comparisons.releases.price.choices import Choice, Table, head
from comparisons.releases.price.structure import Structure

SIZES = (5_000, 20_000, 50_000, 100_000, 200_000)  # inhabitants; each class begins at one of them


class Size(Enum):
    """Whether a member is large enough for an indicator."""

    LARGE_ENOUGH = "large enough"
    TOO_SMALL = "too small"
    NOT_PUBLIC = "not public"  # the denominator is not published, and the population does not decide it


@dataclass(frozen=True)
class Comparison:
    """One indicator and group under one choice: how many persons are needed and how each place stands to that."""

    entry: CoreEntry
    group: str
    choice: Choice
    needed: int
    standing: dict[str, Size]

    def count(self, size: Size) -> int:
        return sum(one is size for one in self.standing.values())


def comparisons(choice: Choice, entries: Sequence[CoreEntry], structure: Structure) -> list[Comparison]:
    """Every indicator and group of the core set, held against the public size of every place."""
    found = []
    for entry in entries:
        parameters = disclosure_parameters(choice.charter, entry.definition)
        circle: Circle = choice.charter.circle
        for group in entry.groups:
            needed = fewest_persons(group=group, definition=entry.definition, circle=circle, parameters=parameters)
            standing = {ags: _size(ags, entry.indicator_code, group, needed, structure) for ags in structure.places}
            found.append(Comparison(entry, group, choice, needed, standing))
    return found


def by_indicator(columns: Sequence[tuple[Choice, list[Comparison]]], structure: Structure) -> Table:
    """Per indicator: persons needed, how many places are too small, and what is then shown."""
    rows = []
    for line in zip(*(found for _choice, found in columns), strict=True):
        one = line[0]
        name = f"{one.entry.definition.short_name} ({group_words(one.group)})"
        rows.append((name, *(_cell(comparison, structure) for comparison in line)))
    title = gettext("Who is large enough for which indicator")
    return Table(title, head(gettext("Indicator"), [choice for choice, _found in columns]), tuple(rows), wordy=True)


def by_size(columns: Sequence[tuple[Choice, list[Comparison]]], structure: Structure) -> Table:
    """Per class of population: how many places it has and in what share of the comparisons they do not count."""
    rows = [
        (said, str(len(places)), *(_share(found, places) for _choice, found in columns))
        for said, places in _classes(structure)
    ]
    first, *titles = head(gettext("Inhabitants"), [choice for choice, _found in columns])
    return Table(
        gettext("In what share of the comparisons municipalities are too small"),
        (first, gettext("Municipalities"), *titles),
        tuple(rows),
    )


def _size(ags: str, code: str, group: str, needed: int, structure: Structure) -> Size:
    denominator = structure.denominators.get((ags, code, group))
    if denominator is not None:
        return Size.LARGE_ENOUGH if denominator >= needed else Size.TOO_SMALL
    population = structure.population.get(ags)
    return Size.TOO_SMALL if population is not None and population < needed else Size.NOT_PUBLIC


def _cell(comparison: Comparison, structure: Structure) -> str:
    total, small = len(comparison.standing), comparison.count(Size.TOO_SMALL)
    told = {"persons": number_format(comparison.needed, force_grouping=True), "small": small, "total": total}
    parts = [gettext("from %(persons)s persons") % told]
    if small:
        parts.append(gettext("%(small)s of %(total)s too small") % told)
    if unknown := comparison.count(Size.NOT_PUBLIC):
        parts.append(ngettext("for %(count)s not public", "for %(count)s not public", unknown) % {"count": unknown})
    if total:
        parameters = disclosure_parameters(comparison.choice.charter, comparison.entry.definition)
        left = max(structure.expected - round(structure.expected * small / total), 0)
        level = LEVEL_WORDS[level_for(left, parameters)]
        said = gettext("with the other %(left)s: %(shown)s") if small else gettext("with all %(left)s: %(shown)s")
        parts.append(said % {"left": left, "shown": level})
    return "\n".join(parts)


def _share(found: Sequence[Comparison], places: Sequence[str]) -> str:
    """Share of comparisons for which these places are too small, and how many of them are too small for any."""
    small = sum(one.standing[ags] is Size.TOO_SMALL for one in found for ags in places)
    touched = sum(any(one.standing[ags] is Size.TOO_SMALL for one in found) for ags in places)
    if not small:
        return gettext("none")
    percent = number_format(100 * small / (len(found) * len(places)), decimal_pos=0)
    return ngettext(
        "%(percent)s %% (%(touched)s municipality)", "%(percent)s %% (%(touched)s municipalities)", touched
    ) % {"percent": percent, "touched": touched}


def _classes(structure: Structure) -> Iterator[tuple[str, list[str]]]:
    """Classes of population that have places, the smallest first; those without a known population last."""
    known = structure.population
    limits = [0, *SIZES, 10**9]
    for low, high in pairwise(limits):
        if places := [ags for ags in structure.places if ags in known and low <= known[ags] < high]:
            yield _class_words(low, high), places
    if places := [ags for ags in structure.places if ags not in known]:
        yield gettext("not known"), places


def _class_words(low: int, high: int) -> str:
    told = {"low": number_format(low, force_grouping=True), "high": number_format(high, force_grouping=True)}
    if not low:
        return gettext("below %(high)s") % told
    if high > SIZES[-1]:
        return gettext("%(low)s and more") % told
    return gettext("%(low)s to below %(high)s") % told
