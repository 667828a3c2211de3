"""What a circle may see of one indicator, group and year: decided on cells and on how many take part, on nothing else.

There is deliberately no smallest or largest value, no range, no rank and no spread measure here,
nor any way to ask for one.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum, StrEnum
from fractions import Fraction

from comparisons.releases.disclosure.grid import Grid
from comparisons.releases.disclosure.parameters import Parameters


class Level(IntEnum):
    """The step of the release table that applies; each step includes the ones before."""

    NOTHING = 0
    MEAN = 1  # number of members, grouped mean, own position relative to it
    MEDIAN = 2  # + the median's cell, own half
    QUARTILES = 3  # + the quartiles' cells, own quarter
    TAILS = 4  # + the cells of the tenth and the ninetieth percentile


class Refusal(StrEnum):
    """Why nothing is shown; decided on counts of members, never on values."""

    TOO_FEW = "too_few"  # fewer contributing members than the circle agreed on
    TOO_FEW_UNKNOWN = "too_few_unknown"  # too few members whose value nobody in a coalition knows


@dataclass(frozen=True)
class Verdict:
    """Everything a circle is shown about one indicator, group and year.

    `mean` is in the grid's unit; `median`, `quartiles` and `tails` are cell numbers; what the step
    does not allow is None.
    `needed` is the number of contributing members from which something would be shown, given with a refusal only.
    """

    n: int
    level: Level
    refusal: Refusal | None = None
    needed: int | None = None
    mean: Decimal | None = None
    median: int | None = None
    quartiles: tuple[int, int] | None = None
    tails: tuple[int, int] | None = None


@dataclass(frozen=True)
class Step:
    """One line of the release table: a level and the numbers of members it applies to (`last_n` None: no end)."""

    level: Level
    first_n: int
    last_n: int | None


MEDIAN = (Fraction(1, 2),)
QUARTILES = (Fraction(1, 4), Fraction(3, 4))
TAILS = (Fraction(1, 10), Fraction(9, 10))
QUANTILES = {Level.MEDIAN: MEDIAN, Level.QUARTILES: QUARTILES, Level.TAILS: TAILS}


def rank(n: int, share: Fraction) -> int:
    """Rank of a quantile in the inverse distribution function: the smallest r with r / n >= share, counted from 1."""
    return -(-n * share.numerator // share.denominator)


def refusal_for(n: int, parameters: Parameters, consented: int = 0) -> tuple[Refusal, int] | None:
    """Why n contributing members are too few and how many are needed; None when something may be shown.

    `consented` counts members whose exact value others may see, with their consent or because it is public.
    """
    if consented < 0:
        raise ValueError("a number of consenting members cannot be negative")
    known = parameters.c + consented
    needed = max(parameters.n_min, known + parameters.k)
    if n < parameters.n_min:
        return Refusal.TOO_FEW, needed
    return (Refusal.TOO_FEW_UNKNOWN, needed) if n < needed else None


def level_for(n: int, parameters: Parameters, consented: int = 0) -> Level:
    """The step of the release table for n contributing members."""
    if refusal_for(n, parameters, consented):
        return Level.NOTHING
    apart = parameters.t + parameters.c + consented
    reached = [
        level
        for level, shares in QUANTILES.items()
        if all(min(r, n - r + 1) >= apart for r in (rank(n, share) for share in shares))
    ]
    return max(reached, default=Level.MEAN)


def steps(parameters: Parameters, consented: int = 0) -> tuple[Step, ...]:
    """The whole release table for a circle's parameters, without the steps that no number of members reaches."""
    first: dict[Level, int] = {}
    n = 0
    while Level.TAILS not in first:
        first.setdefault(level_for(n, parameters, consented), n)
        n += 1
    starts = sorted(first.items())
    ends = [start - 1 for _, start in starts[1:]]
    return tuple(Step(level, start, end) for (level, start), end in zip(starts, [*ends, None], strict=True))


def judge(cells: Sequence[int], *, grid: Grid, parameters: Parameters, consented: int = 0) -> Verdict:
    """What may be shown of these contributions, one cell number per contributing member, in any order.

    Raises `GridError` for a cell the grid does not have and `ValueError` when more members consented than contribute.
    """
    n = len(cells)
    ordered = sorted(grid.require(cell) for cell in cells)
    if consented > n:
        raise ValueError("more members consented than contribute")
    if refused := refusal_for(n, parameters, consented):
        return Verdict(n, Level.NOTHING, refusal=refused[0], needed=refused[1])
    level = level_for(n, parameters, consented)

    def cell_at(share: Fraction) -> int:
        return ordered[rank(n, share) - 1]

    return Verdict(
        n,
        level,
        mean=grouped_mean(ordered, grid),
        median=cell_at(*MEDIAN) if level >= Level.MEDIAN else None,
        quartiles=(cell_at(QUARTILES[0]), cell_at(QUARTILES[1])) if level >= Level.QUARTILES else None,
        tails=(cell_at(TAILS[0]), cell_at(TAILS[1])) if level >= Level.TAILS else None,
    )


def grouped_mean(cells: Sequence[int], grid: Grid) -> Decimal:
    """Mean of the cells' mid-points in the grid's unit, rounded to half a cell.

    The cell meant is the one in which the mean itself falls; half cells are counted from its lower edge, ties upwards.
    So the result is always an edge or the mid-point of that cell, and depends on the cells only.
    """
    total = sum((Fraction(grid.midpoint(cell)) * count for cell, count in Counter(cells).items()), Fraction(0))
    exact = total / len(cells)
    # like any value, a mean on an edge belongs to the upper cell; mid-points lie inside, so the scale is never left
    cell = bisect_right(grid.edges, exact, key=Fraction) - 1
    low, high = grid.bounds(cell)
    width = grid.width(cell)
    anchor = high - width if cell == 0 else low
    halves = (exact - Fraction(anchor)) / (Fraction(width) / 2)
    return anchor + width / 2 * int(halves + Fraction(1, 2))
