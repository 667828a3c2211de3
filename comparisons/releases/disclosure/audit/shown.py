"""From what a circle is shown to the facts that the ledger keeps."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from comparisons.releases.disclosure.audit.rows import Bar, DistributionRow, Fact, Mean, Point, Quantile, RowError
from comparisons.releases.disclosure.grid import Grid
from comparisons.releases.disclosure.judge import MEDIAN, QUARTILES, TAILS, Verdict, rank


def distribution_row(
    verdict: Verdict, *, measure: str, points: Iterable[Point], grid: Grid, bars: Sequence[Bar] = ()
) -> DistributionRow:
    """The ledger row of a verdict that is shown: quantiles, the mean's rounding interval and a histogram's bars.

    Raises `RowError` when nothing is shown or the points are not the verdict's members.
    """
    if verdict.refusal is not None or verdict.mean is None:
        raise RowError("a refusal shows nothing that a row could keep")
    facts: list[Fact] = [mean_interval(verdict.mean, grid), *bars]
    shares = [(MEDIAN, (verdict.median,)), (QUARTILES, verdict.quartiles), (TAILS, verdict.tails)]
    for wanted, cells in shares:
        for share, cell in zip(wanted, cells or (), strict=False):
            if cell is not None:
                facts.append(Quantile(rank(verdict.n, share), cell))
    row = DistributionRow(measure, tuple(points), tuple(facts))
    if row.n != verdict.n:
        raise RowError("the row must name exactly the members of the verdict")
    return row


def mean_interval(mean: Decimal, grid: Grid) -> Mean:
    """All means that are shown as this one: a quarter of a cell to either side, each side measured in its own cell."""
    below = above = None
    for cell in range(grid.size):
        low, high = grid.bounds(cell)
        width = grid.width(cell)
        anchor = high - width if cell == 0 else low
        if mean == anchor + width / 2:
            return Mean(mean - width / 4, mean + width / 4)
        if mean == anchor:
            above = width / 4
        if mean == anchor + width:
            below = width / 4
    if above is None and below is None:
        raise RowError("a rounded mean is an edge or the middle of a cell")
    return Mean(mean - (below or Decimal(0)), mean + (above or Decimal(0)))
