"""Public context of all municipalities of a kind: the structural variables, their years and their sources."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.core.cache import cache
from django.db.models import Count, FloatField, Max, Q, QuerySet, Sum
from django.db.models.functions import Cast, Left, Length

from benchmark.statistics_offices.measures import Measured
from benchmark.statistics_offices.models import OfficialValue, SourceFile
from benchmark.territories.kinds import TerritoryKind
from benchmark.territories.models import Territory
from comparisons.joining.variables import LOGARITHMIC, VARIABLES, Made, Variable
from comparisons.joining.years import years_of
from comparisons.neighbours import Context
from comparisons.neighbours.context import context_of

_A_DAY = 24 * 60 * 60
_LAND, _KREIS_KEY, _GEMEINDE_KEY = 2, 5, 8
_Cells = dict[tuple[Measured, int], dict[str, float]]
_DIRECTORY = "Destatis, GV-ISys"


@dataclass(frozen=True)
class VariableFacts:
    """Years and publishers of one variable, and how many municipalities of this kind have it."""

    variable: Variable
    years: tuple[int, ...]
    sources: tuple[str, ...]
    known: int


@dataclass(frozen=True)
class PublicContext:
    """The table of one kind with the facts of its variables; a variable nobody has a year for is left out."""

    table: Context
    facts: tuple[VariableFacts, ...]
    directory_year: str  # of population and area in the directory


def public_context(kind: TerritoryKind) -> PublicContext:
    """The context of all present municipalities of a kind; remembered until an import or the directory changes."""
    key = f"joining.context.{kind.value}.{_state()}"
    known = cache.get(key)
    if isinstance(known, PublicContext):
        return known
    found = _built(kind)
    cache.set(key, found, _A_DAY)
    return found


def _state() -> str:
    """Changes with every import and every new state of the directory."""
    files = SourceFile.objects.aggregate(newest=Max("pk"), files=Count("pk"), values=Sum("values_stored"))
    places = Territory.objects.aggregate(places=Count("pk"), people=Sum("population"))
    return "-".join(str(number) for number in (*files.values(), *places.values()))


def _built(kind: TerritoryKind) -> PublicContext:
    places = Territory.objects.filter(kind=kind.value, valid_until=None, unincorporated=False, population__gt=0)
    rows: dict[str, dict[str, float | None]] = {
        ags: {"population": float(people or 0), "density": float(people or 0) / float(area) if area else None}
        for ags, people, area in places.order_by("sort_key", "ags").values_list("ags", "population", "area_km2")
    }
    width = _KREIS_KEY if kind.is_kreis else _GEMEINDE_KEY
    coverage = _coverage(width)
    chosen = {variable.code: years_of(variable, coverage) for variable in VARIABLES}
    cells, sources = _cells(chosen, width)
    facts = []
    for variable in VARIABLES:
        years = chosen[variable.code]
        if variable.made is not Made.DIRECTORY:
            if not years:
                continue
            for ags, value in _values(variable, years, cells).items():
                if ags in rows:
                    rows[ags][variable.code] = value
        known = sum(row.get(variable.code) is not None for row in rows.values())
        publishers = sources.get(variable.code, ()) if variable.made is not Made.DIRECTORY else (_DIRECTORY,)
        facts.append(VariableFacts(variable, years, tuple(publishers), known))
    table = context_of(rows, [fact.variable.code for fact in facts], logarithmic=LOGARITHMIC)
    year = places.aggregate(year=Max("population_year"))["year"]
    return PublicContext(table, tuple(facts), str(year or ""))


def _is(measured: Measured) -> Q:
    return Q(measure=measured.measure, group=measured.group, concept=measured.concept)


def _coverage(width: int) -> dict[tuple[Measured, int], int]:
    """How many municipalities of this level have a value, by measure and year.

    Two files may state the same cells, so within a Land only the fullest file counts. Everything is counted and what
    is of no use here is left out afterwards: PostgreSQL cannot foresee how much such conditions leave, takes it for
    next to nothing, and then sorts all values on disk instead of counting them as they come.
    """
    parts = {part for variable in VARIABLES for part in variable.parts}
    counted = (
        _real()
        .values_list("measure", "group", "concept", "year", Left("ags", _LAND), Length("ags"), "source")
        .annotate(count=Count("pk"))
    )
    fullest: dict[tuple[Measured, int, str], int] = defaultdict(int)
    for measure, group, concept, year, land, length, _source, count in counted:
        cell = (Measured(measure, group, concept), year, land)
        if length == width and cell[0] in parts:
            fullest[cell] = max(fullest[cell], count)
    coverage: dict[tuple[Measured, int], int] = defaultdict(int)
    for (measured, year, _land), count in fullest.items():
        coverage[measured, year] += count
    return coverage


def _real() -> QuerySet[OfficialValue]:
    """Published values, without anything invented."""
    invented = list(SourceFile.objects.filter(invented=True).values_list("pk", flat=True))
    return OfficialValue.objects.exclude(source__in=invented).filter(value__isnull=False)


def _cells(chosen: dict[str, tuple[int, ...]], width: int) -> tuple[_Cells, dict[str, list[str]]]:
    """All values that the chosen years need, by measure and year, and the publishers of each variable.

    Where two files state the same cell, the table that most municipalities have it from goes first.
    """
    wanted = {(part, year) for variable in VARIABLES for part in variable.parts for year in chosen[variable.code]}
    by_source: dict[tuple[Measured, int], dict[int, dict[str, float]]] = {cell: defaultdict(dict) for cell in wanted}
    if wanted:
        leveled = _real().annotate(width=Length("ags")).filter(width=width)
        rows = leveled.filter(reduce(or_, (_is(part) & Q(year=year) for part, year in sorted(wanted))))
        columns = ("measure", "group", "concept", "year", "ags", Cast("value", FloatField()), "source")
        for measure, group, concept, year, ags, value, source in rows.values_list(*columns):
            by_source[Measured(measure, group, concept), year][source][ags] = value
    publishers = dict(SourceFile.objects.values_list("pk", "publisher"))
    cells: _Cells = {}
    named: dict[Measured, Counter[str]] = defaultdict(Counter)
    for cell, sources in by_source.items():
        cells[cell] = {}
        for source, values in sorted(sources.items(), key=lambda item: (len(item[1]), item[0])):
            cells[cell].update(values)
            named[cell[0]][publishers[source]] += len(values)
    return cells, {variable.code: _named(variable.parts, named) for variable in VARIABLES}


def _named(parts: Iterable[Measured], publishers: dict[Measured, Counter[str]]) -> list[str]:
    """The publishers of a variable, the one with most values first."""
    together: Counter[str] = Counter()
    for part in parts:
        together.update(publishers.get(part, Counter()))
    return [name for name, _count in together.most_common()]


def _values(variable: Variable, years: tuple[int, ...], cells: _Cells) -> dict[str, float]:
    """A variable by municipality, in its unit; without those for which a part is missing."""
    first = cells.get((variable.parts[0], years[0]), {})
    if variable.made is Made.PUBLISHED:
        return first
    if variable.made is Made.SHARE:
        whole = cells.get((variable.parts[1], years[0]), {})
        return {ags: part / whole[ags] * 100 for ags, part in first.items() if whole.get(ags)}
    last = cells.get((variable.parts[0], years[-1]), {})
    return {ags: (last[ags] / before - 1) * 100 for ags, before in first.items() if before and ags in last}
