"""What a circle may see of one indicator, group and year: decided on cells and on how many take part, on nothing else.

There is deliberately no smallest or largest value, no range, no rank and no spread measure here,
nor any way to ask for one.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import IntEnum, StrEnum
from fractions import Fraction

from comparisons.releases.disclosure.grid import Grid
from comparisons.releases.disclosure.histogram import Bar, histogram
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
    Of the `n` members, the values of `public` are published anyway and `consented` have shown theirs to others;
    `left_out` contributed as well, but more can be shown without them.
    """

    n: int
    level: Level
    refusal: Refusal | None = None
    needed: int | None = None
    mean: Decimal | None = None
    median: int | None = None
    quartiles: tuple[int, int] | None = None
    tails: tuple[int, int] | None = None
    histogram: tuple[Bar, ...] | None = None
    public: int = 0
    consented: int = 0
    left_out: int = 0


@dataclass(frozen=True)
class Basis:
    """Who makes up a statistic, in numbers: `n` members, `known` of them to be counted as known, `left_out` not in."""

    n: int
    known: int
    left_out: int


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


def basis_for(protected: int, public: int, parameters: Parameters, consented: int = 0) -> Basis:
    """Who makes up the statistic of `protected` and `public` members, decided on these numbers alone.

    Where all values are public anyway, nothing is left to protect and nobody counts as known. Where the public values
    alone show more than all together, the protected members are left out.
    """
    if not protected:
        return Basis(public, 0, 0)
    everybody = Basis(protected + public, public + consented, 0)
    if public and level_for(public, parameters) > level_for(everybody.n, parameters, everybody.known):
        return Basis(public, 0, protected)
    return everybody


def judge(
    cells: Sequence[int], *, grid: Grid, parameters: Parameters, consented: int = 0, public: Sequence[int] = ()
) -> Verdict:
    """What may be shown of these contributions, one cell number per contributing member, in any order.

    `cells` are those of members whose value is to be protected; `consented` of them have shown it to other members.
    `public` are the cells of members whose value is officially published anyway.
    Raises `GridError` for a cell the grid does not have and `ValueError` when more members consented than contribute.
    """
    protected = [grid.require(cell) for cell in cells]
    published = [grid.require(cell) for cell in public]
    if consented > len(protected):
        raise ValueError("more members consented than contribute")
    basis = basis_for(len(protected), len(published), parameters, consented)
    ordered = sorted(published if basis.left_out else protected + published)
    counted = Verdict(
        basis.n,
        Level.NOTHING,
        public=len(published),
        consented=0 if basis.left_out else consented,
        left_out=basis.left_out,
    )
    if refused := refusal_for(basis.n, parameters, basis.known):
        return replace(counted, refusal=refused[0], needed=refused[1])
    level = level_for(basis.n, parameters, basis.known)

    def cell_at(share: Fraction) -> int:
        return ordered[rank(basis.n, share) - 1]

    return replace(
        counted,
        level=level,
        mean=grouped_mean(ordered, grid),
        median=cell_at(*MEDIAN) if level >= Level.MEDIAN else None,
        quartiles=(cell_at(QUARTILES[0]), cell_at(QUARTILES[1])) if level >= Level.QUARTILES else None,
        tails=(cell_at(TAILS[0]), cell_at(TAILS[1])) if level >= Level.TAILS else None,
        histogram=histogram(ordered, grid=grid, parameters=parameters, known=basis.known),
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
