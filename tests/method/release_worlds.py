"""Worlds for the release rules: a readable grid, values to draw, and the slow second way to every released number."""

from __future__ import annotations

import random
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from functools import cache

from comparisons.releases.disclosure import Grid, Parameters, Verdict, judge, own_position

SAMPLE_EDGES = "0 1 1.5 2 2.5 3 3.5 4 4.5 5 6 7 8 9 10 12 14 16 18 20 23 26 30 35 40 45 50 60 70 80 100"
GRID = Grid(tuple(map(Decimal, SAMPLE_EDGES.split())), "%")
TENS = Grid(tuple(Decimal(edge) for edge in range(0, 101, 10)), "%")


def seeded(seed: int) -> random.Random:
    """Chance that repeats itself."""
    return random.Random(seed)  # noqa: S311


def draw_in(grid: Grid, cell: int, chance: random.Random) -> Decimal:
    """Any value of a cell, its lower edge included; in the open top cell far beyond the end of the scale, too."""
    low, high = grid.bounds(cell)
    if cell == grid.size - 1:
        high *= 10
    return low + (high - low) * chance.randrange(10_000) / 10_000


def draw_values(size: int, chance: random.Random) -> list[Decimal]:
    """A skewed set of shares in percent, as municipalities have them, with one far out every now and then."""
    shares = (100 * chance.betavariate(3, 20) * chance.choice((1, 1, 1, 4)) for _ in range(size))
    return [Decimal(str(round(min(share, 99.9), 3))) for share in shares]


def shown(
    values: Sequence[Decimal], *, grid: Grid = GRID, parameters: Parameters | None = None, consented: int = 0
) -> Verdict:
    """The whole way from exact values to what is shown."""
    cells = [grid.cell_of(value) for value in values]
    return judge(cells, grid=grid, parameters=parameters or Parameters(), consented=consented)


def shown_to(member: int, values: Sequence[Decimal], *, grid: Grid = GRID) -> tuple[Verdict, str]:
    """Everything one member sees: the verdict and its own position."""
    verdict = shown(values, grid=grid)
    return verdict, own_position(grid.cell_of(values[member]), verdict, grid).value


def slow_quantile(cells: Sequence[int], share: Fraction) -> int:
    """The smallest cell that at least this share of the members does not exceed: the definition, read aloud."""
    return next(
        cell for cell in range(max(cells) + 1) if Fraction(sum(other <= cell for other in cells), len(cells)) >= share
    )


@cache
def slow_rank(n: int, share: Fraction) -> int:
    """The smallest rank that makes up at least this share of n."""
    return next(r for r in range(1, n + 1) if Fraction(r, n) >= share)


def slow_mean(cells: Sequence[int], grid: Grid) -> Decimal:
    """Nearest of edges and mid-point of the cell in which the mean of mid-points falls; the upper one in a tie."""
    middles = []
    for cell in cells:
        low, high = grid.edges[cell], grid.edges[cell + 1]
        if cell == 0:
            low = max(low, high - (grid.edges[2] - high))
        if cell == grid.size - 1:
            high = min(high, low + (low - grid.edges[-3]))
        middles.append((Fraction(low), Fraction(high)))
    mean = sum((low + high) / 2 for low, high in middles) / len(middles)
    home = next(cell for cell in reversed(range(grid.size)) if Fraction(grid.edges[cell]) <= mean)
    low, high = grid.edges[home], grid.edges[home + 1]
    if home == 0:
        low = max(low, high - (grid.edges[2] - high))
    if home == grid.size - 1:
        high = min(high, low + (low - grid.edges[-3]))
    candidates = (low, (low + high) / 2, high)
    return min(candidates, key=lambda candidate: (abs(Fraction(candidate) - mean), -candidate))
