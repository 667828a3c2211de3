"""Path to a target: is the municipality there, on the way, or off the path it set itself."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from comparisons.statistics.trend import Values, as_path


class Aim(StrEnum):
    """In which direction the target lies."""

    HIGHER = "higher"
    LOWER = "lower"


class TargetStatus(StrEnum):
    """Where the municipality stands on the path it set itself."""

    NO_TARGET = "no_target"
    NOT_KNOWN = "not_known"  # no value since the base year, or none in the base year to measure the way from
    REACHED = "reached"
    ON_THE_WAY = "on_the_way"
    OFF_THE_PATH = "off_the_path"


@dataclass(frozen=True)
class Goal:
    """A target in the figure's unit.

    `threshold` is the line that must not be crossed on the way; `target_year` may still be open. Raises ValueError
    where the target year does not follow the base year or the threshold lies beyond the target.
    """

    target: float
    aim: Aim
    base_year: int
    target_year: int | None = None
    threshold: float | None = None

    def __post_init__(self) -> None:
        if not math.isfinite(self.target) or not math.isfinite(self.threshold or 0.0):
            raise ValueError("a target and a threshold are finite numbers")
        if self.target_year is not None and self.target_year <= self.base_year:
            raise ValueError("the target year must follow the base year")
        if self.threshold is not None and self.sign * self.threshold > self.sign * self.target:
            raise ValueError("the threshold lies beyond the target")

    @property
    def sign(self) -> int:
        """+1 where higher is aimed at, −1 where lower: multiplied by it, more is always nearer to the aim."""
        return 1 if self.aim is Aim.HIGHER else -1


@dataclass(frozen=True)
class PathToTarget:
    """Status with what it rests on, in the figure's unit; None where it is missing or not defined.

    `expected` is the value of the straight path from base to target in `current_year`. `remaining` is what is still
    to go (0 once reached), `share_done` the share of the way covered since the base year (below 0: moved away).
    """

    status: TargetStatus
    base_value: float | None = None
    current_year: int | None = None
    current_value: float | None = None
    expected: float | None = None
    remaining: float | None = None
    share_done: float | None = None
    beyond_threshold: bool | None = None


def path_to_target(years: Sequence[int], values: Values, goal: Goal | None) -> PathToTarget:
    """Judge the latest known value since the base year against the goal; NaN is missing.

    Reached: the target is met or passed. Off the path: behind the straight path from base value to target, or on the
    wrong side of the threshold, or the target year is over. Without a target year it is enough not to have moved away.
    """
    path = as_path(years, values)
    if goal is None:
        return PathToTarget(TargetStatus.NO_TARGET)
    known = {year: float(value) for year, value in zip(years, path, strict=True) if not math.isnan(value)}
    current_year = max((year for year in known if year >= goal.base_year), default=None)
    base = known.get(goal.base_year)
    if current_year is None:
        return PathToTarget(TargetStatus.NOT_KNOWN, base_value=base)
    current = known[current_year]
    crossed = None if goal.threshold is None else goal.sign * current < goal.sign * goal.threshold
    expected = _expected(goal, base, current_year)
    return PathToTarget(
        status=_status(goal, base, current_year, current, expected, crossed is True),
        base_value=base,
        current_year=current_year,
        current_value=current,
        expected=expected,
        remaining=max(0.0, goal.sign * (goal.target - current)),
        share_done=None if base is None or base == goal.target else (current - base) / (goal.target - base),
        beyond_threshold=crossed,
    )


def _expected(goal: Goal, base: float | None, year: int) -> float | None:
    """The straight path's value in a year; level at the target from the target year on, or if the base was better."""
    if base is None or goal.target_year is None:
        return None
    if goal.sign * base >= goal.sign * goal.target or year >= goal.target_year:
        return goal.target
    return base + (goal.target - base) * (year - goal.base_year) / (goal.target_year - goal.base_year)


def _status(
    goal: Goal, base: float | None, year: int, current: float, expected: float | None, crossed: bool
) -> TargetStatus:
    if goal.sign * current >= goal.sign * goal.target:
        return TargetStatus.REACHED
    overdue = goal.target_year is not None and year >= goal.target_year
    if crossed or overdue:
        return TargetStatus.OFF_THE_PATH
    if base is None:
        return TargetStatus.NOT_KNOWN
    required = base if expected is None else expected
    # a rounding error of the straight path must not put anybody off it
    behind = goal.sign * (required - current) > 1e-9 * max(1.0, abs(required))
    return TargetStatus.OFF_THE_PATH if behind else TargetStatus.ON_THE_WAY
