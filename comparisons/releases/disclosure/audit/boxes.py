"""What a told cell says about the numerator behind it: the whole numbers between two limits."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from comparisons.releases.disclosure.audit.problem import Measure
from comparisons.releases.disclosure.grid import Grid

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Boxes:
    """Limits of every numerator of a measure that is told its cell; an open side is infinite, an unknown one is NaN.

    `needed` is the width that must be left: the whole cell, an open cell counted as wide as the grid counts it.
    """

    low: Floats
    high: Floats
    needed: Floats


def boxes(measure: Measure) -> Boxes:
    """The boxes of all values of a measure, in numerator units, exact for whole numbers."""
    count = len(measure.points)
    edges = _edges_of(measure.grid)
    cells = np.asarray(measure.cells, dtype=np.int64)
    scaled, divisor, persons = _denominators(measure.denominators, measure.factor)
    drawn = [_limits(edges[side][0], edges[side][1], cells, scaled, divisor, measure, side) for side in ("low", "high")]
    low, high = drawn
    counted_low = _limits(edges["counted_low"][0], edges["counted_low"][1], cells, scaled, divisor, measure, "low")
    counted_high = _limits(edges["counted_high"][0], edges["counted_high"][1], cells, scaled, divisor, measure, "high")
    bottom, top = cells == 0, cells == measure.grid.size - 1
    low = np.where(bottom, 0.0 if measure.grid.edges[0] >= 0 else -np.inf, low)
    high = np.where(top, np.inf, high)
    known = ~np.isnan(persons)
    if measure.part_of_whole:
        high = np.fmin(high, np.floor(persons) if measure.whole else persons)
    needed = np.minimum(counted_high, high) - np.maximum(counted_low, low)
    nothing = np.full(count, np.nan)
    return Boxes(np.where(known, low, nothing), np.where(known, high, nothing), np.where(known, needed, nothing))


@lru_cache(maxsize=256)
def _edges_of(grid: Grid) -> dict[str, tuple[list[int], int]]:
    """Per cell its drawn and its counted edges as whole numbers over one divisor."""
    widths = [grid.width(cell) for cell in range(grid.size)]
    counted_low = [grid.edges[1] - widths[0], *grid.edges[1:-1]]
    counted_high = [*grid.edges[1:-1], grid.edges[-2] + widths[-1]]
    lists = {
        "low": list(grid.edges[:-1]),
        "high": list(grid.edges[1:]),
        "counted_low": counted_low,
        "counted_high": counted_high,
    }
    return {name: _as_integers(edges) for name, edges in lists.items()}


def _as_integers(numbers: list[Decimal]) -> tuple[list[int], int]:
    places = max((-int(number.normalize().as_tuple().exponent) for number in numbers), default=0)
    divisor = 10 ** max(places, 0)
    return [int(number * divisor) for number in numbers], divisor


@lru_cache(maxsize=256)
def _denominators(
    denominators: tuple[Decimal | int | None, ...], factor: Decimal | int
) -> tuple[NDArray[np.int64], int, Floats]:
    """Denominators as whole numbers and what to divide them by, the factor included; then as persons, NaN: unknown."""
    numbers = [Decimal(0) if one is None else Decimal(one) for one in denominators]
    if any(not number.is_finite() or number < 0 for number in numbers):
        raise ValueError("a denominator is not a finite number of persons")
    ratio = Fraction(factor)
    if ratio <= 0:
        raise ValueError("the factor of a ratio must be positive")
    scaled, divisor = _as_integers(numbers)
    persons = np.array([np.nan if one is None else float(one) for one in denominators], dtype=np.float64)
    return np.asarray([one * ratio.denominator for one in scaled], dtype=np.int64), divisor * ratio.numerator, persons


def _limits(
    edges: list[int], edge_divisor: int, cells: NDArray[np.int64], scaled: NDArray[np.int64], divisor: int,
    measure: Measure, side: str,
) -> Floats:  # fmt: skip
    """Smallest (side "low") or largest numerator whose ratio lies on this side of the cell's edge."""
    whole_divisor = divisor * edge_divisor
    chosen = np.asarray(edges, dtype=np.int64)[cells]
    largest = int(np.abs(chosen).max(initial=0)) * int(np.abs(scaled).max(initial=0))
    product = chosen * scaled if largest < 2**62 else chosen.astype(object) * scaled.astype(object)
    if not measure.whole:
        return np.asarray(product / whole_divisor, dtype=np.float64)
    ceiling = -(-product // whole_divisor)
    return np.asarray(ceiling if side == "low" else ceiling - 1, dtype=np.float64)
