"""Sets of indicators that are entered together, and which rows such a set has in one year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from benchmark.catalogue.selectors import IndicatorDefinition, indicators
from benchmark.figures.contents import Point
from benchmark.figures.locks import CORE_SET
from benchmark.figures.models import Figure, Proposal, UnfinishedEntry

# Rooms above say here which further indicators this municipality needs: its circles, its own goals.
ALSO_NEEDED: list[Callable[[], Iterable[str]]] = []


@dataclass(frozen=True)
class EntrySet:
    """Indicators that are entered on one page, in the order of the catalogue."""

    code: str
    name: str
    definitions: tuple[IndicatorDefinition, ...]

    @property
    def indicator_codes(self) -> tuple[str, ...]:
        return tuple(definition.code for definition in self.definitions)


def also_needed(codes: Callable[[], Iterable[str]]) -> Callable[[], Iterable[str]]:
    """Register a function that names indicators which belong to the yearly collection of this municipality."""
    if codes not in ALSO_NEEDED:
        ALSO_NEEDED.append(codes)
    return codes


def entry_sets() -> list[EntrySet]:
    """The yearly collection first (core indicators, those of circles and goals, those with own figures), then one
    set per field of action with all its indicators."""
    definitions = indicators()
    wanted = {definition.code for definition in definitions if definition.core}
    wanted |= set(Figure.objects.filter(is_current=True).order_by().values_list("indicator_code", flat=True).distinct())
    for codes in ALSO_NEEDED:
        wanted |= set(codes())
    chosen = tuple(definition for definition in definitions if definition.code in wanted)
    fields: dict[str, list[IndicatorDefinition]] = defaultdict(list)
    for definition in definitions:
        fields[definition.field_code].append(definition)
    return [
        EntrySet(CORE_SET, _("Yearly collection"), chosen),
        *(EntrySet(code, members[0].field_name, tuple(members)) for code, members in fields.items()),
    ]


def entry_set(code: str) -> EntrySet | None:
    """One set, or None."""
    return next((one for one in entry_sets() if one.code == code), None)


def points_of(definitions: Collection[IndicatorDefinition], year: int) -> list[Point]:
    """The rows of these indicators in one year: each group once, in the concept that the municipality works in.

    That is every concept with something in this year; else the one of its newest figure; else the one that official
    statistics offer; else the default of the definition.
    """
    codes = {definition.code for definition in definitions}
    used = _concepts_used(codes)
    drafts = UnfinishedEntry.objects.filter(indicator_code__in=codes, year=year).order_by()
    here: dict[str, set[str]] = defaultdict(set)
    for code, concept in drafts.values_list("indicator_code", "concept"):
        here[code].add(concept)
    for code, newest in used.items():
        here[code] |= {concept for concept, last in newest.items() if year in last}
    offered = _concepts_offered(codes, year)
    points: list[Point] = []
    for definition in definitions:
        years = {concept: max(found) for concept, found in used.get(definition.code, {}).items()}
        concepts = _concepts(definition, here[definition.code], years, offered[definition.code])
        points += [Point(definition.code, year, group, concept) for concept in concepts for group in definition.groups]
    return points


def _concepts(
    definition: IndicatorDefinition, here: set[str], years: dict[str, int], offered: set[str]
) -> Sequence[str]:
    known = definition.concepts
    if here & set(known):
        return [concept for concept in known if concept in here]
    before = [concept for concept in known if concept in years]
    if before:
        return [max(before, key=lambda concept: years[concept])]
    if definition.default_concept not in offered and offered & set(known):
        return [next(concept for concept in known if concept in offered)]
    return [definition.default_concept]


def _concepts_used(codes: Collection[str]) -> dict[str, dict[str, set[int]]]:
    """By indicator and concept, the years that have own figures."""
    found: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    rows = Figure.objects.filter(is_current=True, indicator_code__in=codes).order_by()
    for code, concept, year in rows.values_list("indicator_code", "concept", "year").distinct():
        found[code][concept].add(year)
    return found


def _concepts_offered(codes: Collection[str], year: int) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    rows = Proposal.objects.filter(indicator_code__in=codes, year=year).order_by()
    for code, concept in rows.values_list("indicator_code", "concept").distinct():
        found[code].add(concept)
    return found
