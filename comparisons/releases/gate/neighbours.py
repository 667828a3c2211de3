"""The years around a candidate: what they add to its question when figures are assumed to change slowly.

Nobody needs a denominator to compare two rates, so that each value outside of sums stands over the same large number:
which cells a figure had decides alone. Only the years just before and after are asked. Values that keep their whole
cells in each pair of years keep them in any number of years, because years form a chain.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from comparisons.releases.disclosure.audit import KnownRow, Measure, Point, Primitive, Problem
from comparisons.releases.gate.exposures import Exposure
from comparisons.releases.gate.problems import UndecidableError
from comparisons.releases.ledger import Value

EVERYBODY = Decimal(1_000_000)  # stands for a denominator; so large that rounding to whole numbers means nothing


def neighbours(candidate: Exposure, exposures: Iterable[Exposure]) -> list[Exposure]:
    """Distributions of the same figures in the year before and the year after. Raises UndecidableError.

    `exposures` are of the candidate's family.
    """
    found = [
        one
        for one in exposures
        if one.grid is not None
        and one.group == candidate.group
        and abs(one.year - candidate.year) == 1
        and not one.members.isdisjoint(candidate.members)
    ]
    if any(one.values is None for one in found):
        raise UndecidableError("the figure of a neighbouring year is no longer known")
    return found


def with_years(problem: Problem, candidate: Exposure, around: Sequence[Exposure], bound: int) -> Problem:
    """The question with the same members' cells of other years and the bound; unchanged where there are none."""
    if not around:
        return problem
    series = candidate.family.numerator(candidate.group)
    measures = [_tied(one, problem, series, bound) if one.key == candidate.measure else one for one in problem.measures]
    pattern = next(one for one in measures if one.key == candidate.measure)
    told = {row.primitive for row in problem.rows if isinstance(row, KnownRow)}
    known = {row.primitive for one in around for row in one.rows if isinstance(row, KnownRow)} - told
    return replace(
        problem,
        measures=(*measures, *_measures(pattern, _finest(candidate, around))),
        ledger=(*problem.ledger, *(KnownRow(primitive) for primitive in sorted(known))),
    )


def _tied(measure: Measure, problem: Problem, series: str, bound: int) -> Measure:
    """The candidate's own distribution, tied to other years."""
    fixed: set[Primitive] = {primitive for row in problem.sums for primitive, _coefficient in row.terms}
    fixed |= {primitive for primitive, value in problem.known.items() if value is not None}
    denominators = tuple(
        number if measure.primitive(point) in fixed else EVERYBODY
        for point, number in zip(measure.points, measure.denominators, strict=True)
    )
    return replace(measure, denominators=denominators, series=series, drift=Decimal(bound), drift_in_cells=True)


@dataclass(frozen=True)
class _Told:
    """The narrowest cell in which a member's newest figure of a year was ever shown."""

    value: Value
    exposure: Exposure
    width: Decimal


def _finest(candidate: Exposure, around: Sequence[Exposure]) -> dict[tuple[int, str], _Told]:
    found: dict[tuple[int, str], _Told] = {}
    for one in around:
        for member, value in (one.values or {}).items():
            if one.grid is None or member not in candidate.members:
                continue
            told, before = _Told(value, one, one.grid.width(value.cell)), found.get((one.year, member))
            if before is not None and _contradicts(before, told):
                raise UndecidableError("one version of a figure stands in two cells")
            if before is None or (value.version, -told.width) > (before.value.version, -before.width):
                found[one.year, member] = told
    return found


def _contradicts(one: _Told, other: _Told) -> bool:
    same = (one.exposure.measure, one.value.version) == (other.exposure.measure, other.value.version)
    return same and one.value.cell != other.value.cell


def _measures(pattern: Measure, told: dict[tuple[int, str], _Told]) -> list[Measure]:
    """One measure per year and grid, made like the candidate's."""
    found: dict[str, dict[Point, _Told]] = {}
    for (_year, member), one in told.items():
        found.setdefault(str(one.exposure.measure), {})[Point(member, one.value.version)] = one
    return [_measure(pattern, key, cells) for key, cells in sorted(found.items())]


def _measure(pattern: Measure, key: str, cells: dict[Point, _Told]) -> Measure:
    points = tuple(sorted(cells))
    one = cells[points[0]].exposure
    return replace(
        pattern,
        key=key,
        year=one.year,
        grid=one.grid or pattern.grid,
        points=points,
        cells=tuple(cells[point].value.cell for point in points),
        denominators=(EVERYBODY,) * len(points),
    )
