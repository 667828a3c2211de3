"""Public context of all municipalities of a kind: the structural variables, their years and their sources."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.core.cache import cache
from django.db.models import Count, Max, Q, Sum
from django.db.models.functions import Length

from benchmark.statistics_offices.measures import Measured
from benchmark.statistics_offices.models import OfficialValue, SourceFile
from benchmark.territories.kinds import TerritoryKind
from benchmark.territories.models import Territory
from comparisons.joining.variables import LOGARITHMIC, VARIABLES, Made, Variable
from comparisons.joining.years import years_of
from comparisons.neighbours import Context
from comparisons.neighbours.context import context_of

_A_DAY = 24 * 60 * 60
_KREIS_KEY, _GEMEINDE_KEY = 5, 8
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
        ags: {"population": float(people), "density": float(people) / float(area) if area else None}
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
    return PublicContext(table, tuple(facts))


def _is(measured: Measured) -> Q:
    return Q(measure=measured.measure, group=measured.group, concept=measured.concept)


def _coverage(width: int) -> dict[tuple[Measured, int], int]:
    """How many municipalities of this level have a value, by measure and year."""
    parts = {part for variable in VARIABLES for part in variable.parts}
    counted = (
        OfficialValue.objects.annotate(width=Length("ags"))
        .filter(reduce(or_, map(_is, sorted(parts))), width=width, value__isnull=False, source__invented=False)
        .values_list("measure", "group", "concept", "year")
        .annotate(count=Count("ags", distinct=True))
    )
    return {(Measured(measure, group, concept), year): count for measure, group, concept, year, count in counted}


def _cells(chosen: dict[str, tuple[int, ...]], width: int) -> tuple[_Cells, dict[str, list[str]]]:
    """All values that the chosen years need, by measure and year, and the publishers of each variable.

    Where two files state the same cell, the table that most municipalities have it from goes first.
    """
    wanted = {(part, year) for variable in VARIABLES for part in variable.parts for year in chosen[variable.code]}
    if not wanted:
        return {}, {}
    rows = list(
        OfficialValue.objects.annotate(width=Length("ags"))
        .filter(
            reduce(or_, (_is(part) & Q(year=year) for part, year in sorted(wanted))),
            width=width,
            value__isnull=False,
            source__invented=False,
        )
        .values_list("measure", "group", "concept", "year", "ags", "value", "source__table_code", "source__publisher")
    )
    usual = Counter((Measured(*row[:3]), row[3], row[6]) for row in rows)
    cells: _Cells = defaultdict(dict)
    publishers: dict[Measured, Counter[str]] = defaultdict(Counter)
    for measure, group, concept, year, ags, value, table, publisher in sorted(
        rows, key=lambda row: (usual[Measured(*row[:3]), row[3], row[6]], row[6])
    ):
        measured = Measured(measure, group, concept)
        cells[measured, year][ags] = float(value)
        publishers[measured][publisher] += 1
    return cells, {variable.code: _named(variable.parts, publishers) for variable in VARIABLES}


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
