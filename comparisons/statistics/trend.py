"""A municipality's own path: what changed since the first and since the previous known year, and if beyond noise."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

import numpy as np

from comparisons.statistics.noise import Counted, Interval, counted, difference_interval

# yearly numbers; a missing one is NaN or None
Values = Sequence[float | None] | np.ndarray


class Direction(StrEnum):
    """What the values did; says nothing about good or bad."""

    ROSE = "rose"
    FELL = "fell"
    UNCHANGED = "unchanged"


@dataclass(frozen=True)
class Change:
    """Change between two known years, in the figure's unit.

    `relative` is the change as a share of the first value (None from 0). `noise` is the interval of the difference that
    the counts allow; None without counts, and then `beyond_noise` is None: it cannot be said.
    """

    from_year: int
    to_year: int
    from_value: float
    to_value: float
    difference: float
    relative: float | None
    direction: Direction
    noise: Interval | None

    @property
    def beyond_noise(self) -> bool | None:
        """True where chance alone does not explain the change, False where it may, None where counts are missing."""
        return None if self.noise is None else not self.noise.contains(0.0)


@dataclass(frozen=True)
class OwnPath:
    """The known and the missing years of a path and its two changes; None with fewer than two known years."""

    known_years: tuple[int, ...]
    missing_years: tuple[int, ...]
    since_first: Change | None
    since_previous: Change | None


def own_path(
    years: Sequence[int],
    values: Values,
    *,
    numerators: Values | None = None,
    denominators: Values | None = None,
    factor: float = 100.0,
    part_of_whole: bool = True,
    smallest: float = 0.0,
    confidence: float = 0.95,
) -> OwnPath:
    """Describe a path of yearly values in the figure's unit; NaN is missing and stays missing.

    With numerators and denominators (either may be NaN in single years) it is told whether a change goes beyond noise.
    `factor` is 100 for percent; differences up to `smallest` are not called a change (half of the last digit shown).
    Raises ValueError where years do not rise or lengths differ.
    """
    path = as_path(years, values)
    tops = np.full(path.size, math.nan) if numerators is None else as_path(years, numerators)
    bottoms = np.full(path.size, math.nan) if denominators is None else as_path(years, denominators)
    known = [int(place) for place in np.flatnonzero(~np.isnan(path))]

    def at(place: int) -> Counted | None:
        return counted(
            float(tops[place]), float(bottoms[place]), factor=factor, part_of_whole=part_of_whole, confidence=confidence
        )

    def between(first: int, last: int) -> Change:
        earlier, later = at(first), at(last)
        noise = None if earlier is None or later is None else difference_interval(later, earlier)
        return _change((years[first], years[last]), (float(path[first]), float(path[last])), noise, smallest)

    return OwnPath(
        known_years=tuple(years[place] for place in known),
        missing_years=tuple(year for place, year in enumerate(years) if place not in known),
        since_first=between(known[0], known[-1]) if len(known) > 1 else None,
        since_previous=between(known[-2], known[-1]) if len(known) > 1 else None,
    )


def as_path(years: Sequence[int], values: Values) -> np.ndarray:
    """Yearly values as floats, missing ones as NaN. Raises ValueError for infinite values and years that do not fit."""
    path = np.asarray(values, dtype=float)
    if path.shape != (len(years),):
        raise ValueError("there must be one value per year")
    if any(later <= earlier for earlier, later in pairwise(years)):
        raise ValueError("years must rise")
    if np.isinf(path).any():
        raise ValueError("a value is infinite")
    return path


def _change(years: tuple[int, int], values: tuple[float, float], noise: Interval | None, smallest: float) -> Change:
    difference = values[1] - values[0]
    direction = Direction.ROSE if difference > 0 else Direction.FELL
    return Change(
        *years,
        *values,
        difference=difference,
        relative=difference / abs(values[0]) if values[0] else None,
        direction=Direction.UNCHANGED if abs(difference) <= smallest else direction,
        noise=noise,
    )
