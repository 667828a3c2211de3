"""How far a share or a rate could differ by chance alone, from its counts.

Full counts are no samples; the intervals treat each year's count as one outcome of a process that could have turned
out slightly differently. Small counts swing more, and readers must be told so before they call something a change.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist


@dataclass(frozen=True)
class Interval:
    """Lower and upper end, in the unit of the figure it belongs to."""

    low: float
    high: float

    def contains(self, value: float) -> bool:
        return self.low <= value <= self.high


@dataclass(frozen=True)
class Counted:
    """A figure from counts: `value` = factor · numerator / denominator, with the range chance alone could explain."""

    numerator: float
    denominator: float
    value: float
    interval: Interval


def z_of(confidence: float) -> float:
    """Two-sided normal quantile: 1.96 for 0.95. Raises ValueError outside (0, 1)."""
    if not 0 < confidence < 1:
        raise ValueError("a confidence lies between 0 and 1")
    return NormalDist().inv_cdf((1 + confidence) / 2)


def wilson(numerator: float, denominator: float, confidence: float = 0.95) -> Interval:
    """Wilson's score interval of a share (0 to 1); also right for 0 and for all."""
    z = z_of(confidence)
    share, spread = numerator / denominator, z * z / denominator
    middle = (share + spread / 2) / (1 + spread)
    half = z * math.sqrt(share * (1 - share) / denominator + spread / denominator / 4) / (1 + spread)
    low = 0.0 if numerator == 0 else max(0.0, middle - half)
    return Interval(low, 1.0 if numerator == denominator else min(1.0, middle + half))


def event_rate(numerator: float, denominator: float, confidence: float = 0.95) -> Interval:
    """Score interval of a rate of events per unit of the denominator; for numerators that are no part of it."""
    z = z_of(confidence)
    half = z * math.sqrt(numerator + z * z / 4)
    low = 0.0 if numerator == 0 else numerator + z * z / 2 - half
    return Interval(low / denominator, (numerator + z * z / 2 + half) / denominator)


def counted(
    numerator: float, denominator: float, *, factor: float, part_of_whole: bool, confidence: float = 0.95
) -> Counted | None:
    """A figure with its interval in the figure's unit; None where a count is missing (NaN) or the denominator is 0.

    Raises ValueError for negative counts and, for a part of a whole, for a part larger than the whole.
    """
    if math.isnan(numerator) or math.isnan(denominator) or denominator == 0:
        return None
    if numerator < 0 or denominator < 0:
        raise ValueError("counts cannot be negative")
    if part_of_whole and numerator > denominator:
        raise ValueError("a part cannot be larger than its whole")
    found = (wilson if part_of_whole else event_rate)(numerator, denominator, confidence)
    interval = Interval(found.low * factor, found.high * factor)
    return Counted(numerator, denominator, factor * numerator / denominator, interval)


def difference_interval(later: Counted, earlier: Counted) -> Interval:
    """Interval of `later.value - earlier.value`, from the two intervals (Newcombe's square-and-add method).

    Treats both as independent. Consecutive years share most of their people, so for them it is on the careful side.
    """
    difference = later.value - earlier.value
    below = math.hypot(later.value - later.interval.low, earlier.interval.high - earlier.value)
    above = math.hypot(later.interval.high - later.value, earlier.value - earlier.interval.low)
    return Interval(difference - below, difference + above)


def ratio_interval(
    first: Counted, second: Counted, *, part_of_whole: bool, confidence: float = 0.95
) -> Interval | None:
    """Interval of `first.value / second.value` on the logarithmic scale (Katz); None where a numerator is 0."""
    if first.numerator == 0 or second.numerator == 0:
        return None
    variance = 1 / first.numerator + 1 / second.numerator
    if part_of_whole:
        variance -= 1 / first.denominator + 1 / second.denominator
    ratio = first.value / second.value
    stretch = math.exp(z_of(confidence) * math.sqrt(max(variance, 0.0)))
    return Interval(ratio / stretch, ratio * stretch)
