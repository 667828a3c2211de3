"""Worlds for the release gate: small enough to count every world that fits, and the slow second way to each answer."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import combinations, product

import numpy as np

from comparisons.releases.disclosure import Grid, Parameters
from comparisons.releases.disclosure.audit import (
    Bar,
    DistributionRow,
    Fact,
    Mean,
    Measure,
    Point,
    Primitive,
    Problem,
    Quantile,
    Row,
    SumRow,
    mean_interval,
)
from comparisons.releases.disclosure.judge import grouped_mean

QUARTERS = Grid(tuple(map(Decimal, (0, 25, 50, 75, 100))), "%")
TWO = Grid(tuple(map(Decimal, (0, 50, 100))), "%")
YEAR = 2023


def members(count: int, version: int = 1) -> tuple[Point, ...]:
    return tuple(Point(f"m{number:02d}", version) for number in range(count))


def measure_of(
    numerators: Sequence[int], denominators: Sequence[int], grid: Grid = QUARTERS, *, key: str = "a", **more: object
) -> Measure:
    """A measure in percent of these numerators over these denominators."""
    cells = tuple(grid.cell_of(Decimal(100 * x) / Decimal(d)) for x, d in zip(numerators, denominators, strict=True))
    settings = {"numerator": key, "year": YEAR, **more}
    return Measure(
        key, grid=grid, points=members(len(cells)), cells=cells, denominators=tuple(denominators), **settings
    )


def of_cells(cells: Sequence[int], grid: Grid = QUARTERS, *, denominator: int = 1000, **more: object) -> Measure:
    """A measure of which only cells are held, all denominators alike."""
    settings = {"numerator": "a", "year": YEAR, **more}
    count = len(cells)
    return Measure(
        "a", grid=grid, points=members(count), cells=tuple(cells), denominators=(denominator,) * count, **settings
    )


def total_of(measure: Measure, numerators: Sequence[int], places: Iterable[int]) -> SumRow:
    """An exact public total over some members."""
    chosen = list(places)
    parts = [measure.primitive(measure.points[place]) for place in chosen]
    return SumRow.exact(parts, sum(numerators[place] for place in chosen))


def held(measure: Measure, numerators: Sequence[int]) -> dict[Primitive, Decimal]:
    """Exact numerators, as a gate for sums holds them."""
    return {measure.primitive(point): Decimal(x) for point, x in zip(measure.points, numerators, strict=True)}


def shown_about(
    measure: Measure, points: Iterable[Point], chance: random.Random, *, mean: bool = True
) -> DistributionRow:
    """A few true facts about some of the values."""
    chosen = tuple(points)
    cells = sorted(measure.cell_of[point] for point in chosen)
    ranks = chance.sample(range(1, len(cells) + 1), chance.randint(1, 2))
    facts: list[Fact] = [Quantile(rank, cells[rank - 1]) for rank in ranks]
    if mean and chance.random() < 0.5:
        facts.append(mean_interval(grouped_mean(cells, measure.grid), measure.grid))
    if mean and chance.random() < 0.3:
        facts.append(Bar(1, 2, sum(1 <= cell <= 2 for cell in cells)))
    return DistributionRow(measure.key, chosen, tuple(facts))


def agreed(c: int = 1, **more: object) -> Parameters:
    return Parameters(c=c, **more)


def problem_of(measures: Sequence[Measure], rows: Sequence[Row], c: int = 1, **more: object) -> Problem:
    """All rows but the last are in the ledger, the last is to be released."""
    return Problem(tuple(measures), tuple(rows[:-1]), tuple(rows[-1:]), agreed(c), **more)


def cell_worlds(problem: Problem) -> list[tuple[int, ...]]:
    """Every assignment of cells to the members of the only measure that satisfies every fact, one by one."""
    (measure,) = problem.measures
    everything = product(range(measure.grid.size), repeat=len(measure.points))
    return [cells for cells in everything if _true_of(problem, measure, dict(zip(measure.points, cells, strict=True)))]


def _true_of(problem: Problem, measure: Measure, cell_of: dict[Point, int]) -> bool:
    for row in problem.distributions:
        cells = sorted(cell_of[point] for point in row.points)
        for fact in row.facts:
            match fact:
                case Quantile(rank, cell):
                    fits = cells[rank - 1] == cell
                case Bar(first, last, size):
                    fits = sum(first <= cell <= last for cell in cells) == size
                case Mean(low, high):
                    fits = low <= sum(measure.grid.midpoint(cell) for cell in cells) / len(cells) < high
            if not fits:
                return False
    return True


def number_worlds(problem: Problem) -> np.ndarray:
    """Every vector of numerators of the only measure that satisfies every fact and every sum, one row per world."""
    (measure,) = problem.measures
    ranges = [np.arange(int(denominator) + 1) for denominator in measure.denominators]
    worlds = np.array(np.meshgrid(*ranges, indexing="ij")).reshape(len(ranges), -1).T
    for row in problem.sums:
        weights = dict(row.terms)
        total = worlds @ np.array([weights.get(measure.primitive(point), 0) for point in measure.points])
        worlds = worlds[(total >= float(row.low)) & (total <= float(row.high))]
    cells = cells_of(measure, worlds)
    allowed = set(cell_worlds(problem))
    return worlds[[tuple(one) in allowed for one in cells.tolist()]] if problem.distributions else worlds


def cells_of(measure: Measure, worlds: np.ndarray) -> np.ndarray:
    """The cells of whole vectors of numerators, in whole-number arithmetic."""
    edges = np.array([int(edge) for edge in measure.grid.edges[1:-1]])
    ratios = worlds * int(measure.factor)
    return np.array(
        [
            (edges[None, :] * int(d) <= ratios[:, place, None]).sum(axis=1)
            for place, d in enumerate(measure.denominators)
        ]
    ).T


def coalitions(count: int, target: int, size: int) -> list[tuple[int, ...]]:
    return list(combinations([place for place in range(count) if place != target], size))


def seeded(seed: int) -> random.Random:
    """Chance that repeats itself."""
    return random.Random(seed)  # noqa: S311


def random_world(seed: int, *, with_values: bool | None = None) -> tuple[Problem, Measure, list[int]]:
    """Five members, one or two circles and a public total over some of them."""
    chance = seeded(seed)
    numerators = [chance.randrange(13) for _ in range(5)]
    measure = measure_of(numerators, [12] * 5)
    rows = [shown_about(measure, chance.sample(measure.points, chance.randint(3, 5)), chance) for _ in range(2)]
    rows.append(total_of(measure, numerators, sorted(chance.sample(range(5), chance.randint(3, 5)))))
    values = held(measure, numerators) if (with_values if with_values is not None else chance.random() < 0.5) else {}
    return problem_of([measure], rows, values=values), measure, numerators
