"""The gap between a group and its comparison group: difference and ratio, each with the range chance could explain."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from comparisons.statistics.noise import Interval, counted, difference_interval, ratio_interval
from comparisons.statistics.trend import as_path


@dataclass(frozen=True)
class Side:
    """One group's figure in its unit, with counts where they are known (NaN: missing)."""

    value: float
    numerator: float = math.nan
    denominator: float = math.nan


@dataclass(frozen=True)
class Gap:
    """Group against comparison group.

    `difference` is in the figure's unit (percentage points for shares), `ratio` a plain number, None where the
    comparison group has 0. Intervals are None without counts, the ratio's also where a numerator is 0.
    """

    group_value: float
    comparison_value: float
    difference: float
    ratio: float | None
    difference_noise: Interval | None
    ratio_noise: Interval | None

    @property
    def beyond_noise(self) -> bool | None:
        """True where chance alone does not explain the difference, False where it may, None without counts."""
        return None if self.difference_noise is None else not self.difference_noise.contains(0.0)


def gap(
    group: Side, comparison: Side, *, factor: float = 100.0, part_of_whole: bool = True, confidence: float = 0.95
) -> Gap | None:
    """The gap between two groups of different people; None where one of the values is missing.

    Where the comparison group contains the group (foreign against total), the gap is a true number but its noise is
    not: give such a comparison without counts.
    """
    if math.isnan(group.value) or math.isnan(comparison.value):
        return None
    first, second = (
        counted(side.numerator, side.denominator, factor=factor, part_of_whole=part_of_whole, confidence=confidence)
        for side in (group, comparison)
    )
    both = None if first is None or second is None else (first, second)
    return Gap(
        group_value=group.value,
        comparison_value=comparison.value,
        difference=group.value - comparison.value,
        ratio=group.value / comparison.value if comparison.value else None,
        difference_noise=difference_interval(*both) if both else None,
        ratio_noise=ratio_interval(*both, part_of_whole=part_of_whole, confidence=confidence) if both else None,
    )


@dataclass(frozen=True)
class GapPath:
    """Yearly gaps (None where a value is missing) and how the size of the difference moved between known years."""

    years: tuple[int, ...]
    gaps: tuple[Gap | None, ...]

    @property
    def narrowed_by(self) -> float | None:
        """By how much the difference shrank in size from the first to the last known year; below 0: it grew."""
        known = [found for found in self.gaps if found is not None]
        return abs(known[0].difference) - abs(known[-1].difference) if len(known) > 1 else None


def gap_path(
    years: Sequence[int],
    group: Sequence[Side],
    comparison: Sequence[Side],
    *,
    factor: float = 100.0,
    part_of_whole: bool = True,
    confidence: float = 0.95,
) -> GapPath:
    """The gap of every year. Raises ValueError where years do not rise or lengths differ."""
    for sides in (group, comparison):
        as_path(years, np.asarray([side.value for side in sides], dtype=float))
    found = [
        gap(one, other, factor=factor, part_of_whole=part_of_whole, confidence=confidence)
        for one, other in zip(group, comparison, strict=True)
    ]
    return GapPath(tuple(years), tuple(found))
