"""Which years the structural variables are read for: one year per variable for everybody, the newest that most have.

A variable in which one Land is ten years ahead of the others would compare years and not municipalities.
"""

from __future__ import annotations

from collections.abc import Mapping

from benchmark.statistics_offices.measures import Measured
from comparisons.joining.variables import Made, Variable

Coverage = Mapping[tuple[Measured, int], int]  # municipalities with a value, by measure and year

MOST = 0.8  # of the best covered year
FEWEST = 30  # municipalities; below that a variable says nothing about likeness
_SPAN = 5  # years between which a change is preferred
_SHORTEST = 2
_CENSUS_FIRST, _CENSUS_SECOND = 2011, 2022  # populations before and after stand on different counts


def years_of(variable: Variable, coverage: Coverage) -> tuple[int, ...]:
    """The year of a variable, for a change the earlier and the later one; empty where too few have it."""
    if variable.made is Made.DIRECTORY:
        return ()
    by_year = {
        year: min(coverage.get((part, year), 0) for part in variable.parts)
        for year in {year for part, year in coverage if part in variable.parts}
    }
    best = max(by_year.values(), default=0)
    good = sorted(year for year, count in by_year.items() if count >= max(FEWEST, MOST * best))
    if not good:
        return ()
    if variable.made is not Made.CHANGE:
        return (good[-1],)
    return next((pair for last in reversed(good) if (pair := _pair(good, last))), ())


def _pair(good: list[int], last: int) -> tuple[int, ...]:
    """The earlier year that lies closest to five years before, on the same census."""
    earlier = [year for year in good if year <= last - _SHORTEST and not _census_between(year, last)]
    return (min(earlier, key=lambda year: (abs(last - year - _SPAN), -year)), last) if earlier else ()


def _census_between(first: int, last: int) -> bool:
    """2011 stands on its census already; for 2022 offices published both, so only later years count as after it."""
    return first < _CENSUS_FIRST <= last or first < _CENSUS_SECOND < last
