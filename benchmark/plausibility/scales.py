"""The scale on which changes are measured, and how much of a change is mere chance.

Counts and rates change relatively (logarithm; counts with a start, so that the smallest ones do not jump all the
time), shares by their odds (logit), so that 2 % to 3 % and 97 % to 98 % weigh the same and no band leaves the range
that is possible. Small numbers of cases move by chance alone; that is
the deviation of a Poisson count, and rounding adds its own.
"""

from __future__ import annotations

import math
from decimal import Decimal

from benchmark.plausibility.records import Aspect, Record, Scale

START = 10  # persons added to a count before its logarithm is taken
_UNIFORM = 1 / math.sqrt(12)  # deviation of a rounding error, as share of the step


def scale_of(record: Record, aspect: Aspect) -> Scale:
    """Numerators and denominators are counts, whatever the value is."""
    return record.scale if aspect is Aspect.VALUE else Scale.COUNT


def placed(number: Decimal, scale: Scale, factor: Decimal) -> float | None:
    """Where a number lies on its scale; None where the scale has no place for it (zero, or the whole)."""
    share = float(number) if scale is Scale.COUNT else float(number / factor)
    if share <= 0 or (scale is Scale.SHARE and share >= 1):
        return None
    if scale is Scale.SHARE:
        return math.log(share / (1 - share))
    return math.log(share + START) if scale is Scale.COUNT else math.log(share)


def moved(number: Decimal, by: float, scale: Scale, factor: Decimal) -> Decimal:
    """The number that lies `by` further on the scale, in the unit of the number."""
    if scale is not Scale.SHARE:
        start = START if scale is Scale.COUNT else 0
        return max((number + start) * Decimal(str(math.exp(by))) - start, Decimal(0))
    share = float(number / factor)
    odds = share / (1 - share) * math.exp(by)
    return Decimal(str(odds / (1 + odds))) * factor


def chance(record: Record, aspect: Aspect, number: Decimal) -> float:
    """The deviation that chance and rounding alone give the number, on its scale."""
    scale = scale_of(record, aspect)
    share = float(number / record.factor) if scale is Scale.SHARE else 0.0
    counted = number if scale is Scale.COUNT else record.cases
    parts = [0.0]
    if counted is not None and counted > 0:
        cases = max(float(counted) * (1 - share), 1.0)
        shrunk = float(counted) / (float(counted) + START) if scale is Scale.COUNT else 1.0
        parts.append(shrunk / math.sqrt(cases))
        parts.append(shrunk * record.step * _UNIFORM / cases if record.step > 1 else 0.0)
    if record.decimals is not None and scale is not Scale.COUNT and number > 0:
        parts.append(10**-record.decimals * _UNIFORM / (float(number) * (1 - share)))
    return math.hypot(*parts)
