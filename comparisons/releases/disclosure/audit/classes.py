"""Members that nobody can tell apart, and the counting rows that releases put on them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property, lru_cache
from math import ceil, lcm

from comparisons.releases.disclosure.audit.problem import Measure, Problem
from comparisons.releases.disclosure.audit.rows import Bar, DistributionRow, Mean, Point, Quantile
from comparisons.releases.disclosure.grid import Grid


@dataclass(frozen=True)
class Class:
    """Values of one measure that stand in the same distributions; one in a sum, or a known one, is alone."""

    measure: int
    rows: frozenset[int]
    points: tuple[Point, ...]
    known: bool = False
    summed: bool = False


@dataclass(frozen=True)
class Counting:
    """`low <= sum of weight(cell) over the row's values <= high`, in whole numbers."""

    row: int
    weights: tuple[int, ...]  # per cell
    low: int | None
    high: int | None


@dataclass(frozen=True)
class Classes:
    """All classes of some measures, and all counting rows on them."""

    problem: Problem
    measures: tuple[Measure, ...]
    rows: tuple[DistributionRow, ...]
    classes: tuple[Class, ...]

    @cached_property
    def countings(self) -> tuple[Counting, ...]:
        """Every fact as a counting row; a mean's weights are the mid-points in whole numbers."""
        grids = {measure.key: measure.grid for measure in self.measures}
        return tuple(
            counting
            for number, row in enumerate(self.rows)
            for counting in countings_of(row, grids[row.measure], number)
        )

    def of(self, measure: str, point: Point) -> int:
        """The number of the class a value belongs to."""
        return self._place[measure, point]

    @cached_property
    def _place(self) -> dict[tuple[str, Point], int]:
        return {
            (self.measures[one.measure].key, point): number
            for number, one in enumerate(self.classes)
            for point in one.points
        }

    def counts(self, number: int, points: Iterable[Point] | None = None) -> Counter[int]:
        """How many of a class (or of some of its values) lie in each cell."""
        one = self.classes[number]
        cell_of = self.measures[one.measure].cell_of
        return Counter(cell_of[point] for point in (one.points if points is None else points))


def classes_of(problem: Problem, measures: Iterable[Measure]) -> Classes:
    """Classes by signature: the set of distributions a value stands in, and whether something else tells it apart."""
    chosen = tuple(measures)
    keys = {measure.key for measure in chosen}
    rows = tuple(dict.fromkeys(row for row in problem.distributions if row.measure in keys))
    summed = {primitive for row in problem.sums for primitive, _ in row.terms}
    found: list[Class] = []
    for number, measure in enumerate(chosen):
        signature: dict[Point, set[int]] = defaultdict(set)
        for place, row in enumerate(rows):
            if row.measure == measure.key:
                for point in row.points:
                    signature[point].add(place)
        together: dict[frozenset[int], list[Point]] = defaultdict(list)
        for point in measure.points:
            primitive, told = measure.primitive(point), frozenset(signature[point])
            if primitive in problem.known or primitive in summed:
                found.append(Class(number, told, (point,), primitive in problem.known, primitive in summed))
            else:
                together[told].append(point)
        found += [Class(number, told, tuple(points)) for told, points in together.items()]
    return Classes(problem, chosen, rows, tuple(found))


def countings_of(row: DistributionRow, grid: Grid, number: int = 0) -> Iterator[Counting]:
    """The facts of one row as sums over cells."""
    for fact in row.facts:
        match fact:
            case Quantile(rank, cell):
                yield Counting(number, _ones(grid.size, 0, cell), None, rank - 1)
                yield Counting(number, _ones(grid.size, 0, cell + 1), rank, None)
            case Bar(first, last, size):
                yield Counting(number, _ones(grid.size, first, last + 1), size, size)
            case Mean(low, high):
                least, most = Fraction(low) * row.n, Fraction(high) * row.n
                weights, scale = _middles(grid)
                yield Counting(number, weights, ceil(least * scale), ceil(most * scale) - 1)


def holds(counting: Counting, counts: Mapping[int, int]) -> bool:
    """Whether a counting row is true of so many values per cell."""
    total = sum(counting.weights[cell] * count for cell, count in counts.items())
    return (counting.low is None or counting.low <= total) and (counting.high is None or total <= counting.high)


def contradictions(problem: Problem) -> list[str]:
    """Facts of ledger and candidates that are not true of the contributions; there must be none."""
    measures = {measure.key: measure for measure in problem.measures}
    found = []
    for row in problem.distributions:
        measure = measures.get(row.measure)
        if measure is None or any(point not in measure.cell_of for point in row.points):
            found.append(f"{row.measure}: a row names values that are not there")
            continue
        if any(fact_cells >= measure.grid.size for fact in row.facts for fact_cells in _cells_named(fact)):
            found.append(f"{row.measure}: a row names a cell that the grid does not have")
            continue
        cells = Counter([measure.cell_of[point] for point in row.points])
        if not all(holds(counting, cells) for counting in countings_of(row, measure.grid)):
            found.append(f"{row.measure}: a row is not true of the contributions")
    return found + _wrong_sums(problem)


def _wrong_sums(problem: Problem) -> list[str]:
    """Sums all of whose parts the gate holds, and which are not their sum."""
    held = {**problem.values, **{one: value for one, value in problem.known.items() if value is not None}}
    if not held:
        return []
    found = []
    for row in problem.sums:
        parts = [(coefficient, held.get(primitive)) for primitive, coefficient in row.terms]
        total = Decimal(0)
        for coefficient, value in parts:
            if value is None or not value.is_finite():
                break
            total += coefficient * value
        else:
            if (row.low is not None and total < row.low) or (row.high is not None and total > row.high):
                found.append("a sum is not the sum of its parts")
    return found


def _cells_named(fact: Quantile | Mean | Bar) -> tuple[int, ...]:
    match fact:
        case Quantile(_, cell):
            return (cell,)
        case Bar(_, last, _):
            return (last,)
    return ()


@lru_cache(maxsize=4096)
def _ones(size: int, first: int, end: int) -> tuple[int, ...]:
    return tuple(int(first <= cell < end) for cell in range(size))


@lru_cache(maxsize=256)
def _middles(grid: Grid) -> tuple[tuple[int, ...], int]:
    """The mid-points of all cells in whole numbers, and what they were multiplied by."""
    middles = [Fraction(grid.midpoint(cell)) for cell in range(grid.size)]
    scale = lcm(*(middle.denominator for middle in middles))
    return tuple(int(middle * scale) for middle in middles), scale
