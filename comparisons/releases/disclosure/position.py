"""Where a municipality's own cell stands among the published cells: a comparison that adds no information."""

from __future__ import annotations

from enum import StrEnum

from comparisons.releases.disclosure.grid import Grid
from comparisons.releases.disclosure.judge import Verdict


class Position(StrEnum):
    """Own position; low and high are meant by value, not as bad or good."""

    NOT_SHOWN = "not_shown"
    BELOW_MEAN = "below_mean"
    NEAR_MEAN = "near_mean"
    ABOVE_MEAN = "above_mean"
    LOWER_HALF = "lower_half"
    AROUND_MEDIAN = "around_median"
    UPPER_HALF = "upper_half"
    LOWEST_QUARTER = "lowest_quarter"
    AROUND_LOWER_QUARTILE = "around_lower_quartile"
    SECOND_QUARTER = "second_quarter"
    THIRD_QUARTER = "third_quarter"
    AROUND_UPPER_QUARTILE = "around_upper_quartile"
    HIGHEST_QUARTER = "highest_quarter"


def own_position(cell: int, verdict: Verdict, grid: Grid) -> Position:
    """Position of an own cell: relative to the quartiles' cells, else to the median's cell, else to the mean.

    The same cell as a published one counts as "around" it; the median goes first where several coincide.
    """
    grid.require(cell)
    if verdict.median is None:
        return _by_mean(cell, verdict, grid)
    if cell == verdict.median:
        return Position.AROUND_MEDIAN
    if verdict.quartiles is None:
        return Position.LOWER_HALF if cell < verdict.median else Position.UPPER_HALF
    lower, upper = verdict.quartiles
    if cell < verdict.median:
        return _beside(cell, lower, Position.LOWEST_QUARTER, Position.AROUND_LOWER_QUARTILE, Position.SECOND_QUARTER)
    return _beside(cell, upper, Position.THIRD_QUARTER, Position.AROUND_UPPER_QUARTILE, Position.HIGHEST_QUARTER)


def _beside(cell: int, published: int, below: Position, same: Position, above: Position) -> Position:
    if cell == published:
        return same
    return below if cell < published else above


def _by_mean(cell: int, verdict: Verdict, grid: Grid) -> Position:
    """Near the mean where the published mean lies in the own cell, both edges included."""
    if verdict.mean is None:
        return Position.NOT_SHOWN
    label = grid.label(cell)
    if label.high is not None and label.high < verdict.mean:
        return Position.BELOW_MEAN
    if label.low is not None and label.low > verdict.mean:
        return Position.ABOVE_MEAN
    return Position.NEAR_MEAN
