"""Numbers that repeat where they should not: last year's again, the same line twice, zero after many cases."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import pairwise
from statistics import median

from benchmark.plausibility.context import Context
from benchmark.plausibility.findings import Evidence, Finding, Reason, Weight, finding
from benchmark.plausibility.records import Aspect, Point, Record, Scale, known, series_of
from benchmark.plausibility.scales import scale_of

FEWEST_CASES = 20  # a pair of counts below may well repeat by chance
USUAL_MOVEMENT = 200  # a count that usually moves by so many persons hardly repeats by chance
FEWEST_FIGURES = 4  # below, a series does not say how it usually moves
UNLIKELY_ZERO = 0.005  # chance of no case at all, if the usual number of cases were still right
MANY_DIGITS = 6  # a share printed with so many decimals does not repeat by chance


def find(records: Iterable[Record], context: Context) -> list[Finding]:
    """Identical figures in neighbouring years, zeros after cases, and duplicates."""
    rows = list(records)
    found = _duplicates(rows)
    for series in series_of(rows).values():
        found += [*_identical(series), *_zeros(series)]
    return found


def _duplicates(rows: Iterable[Record]) -> list[Finding]:
    """The same point more than once in one source; different numbers cannot both be right."""
    by_point: dict[tuple[Point, str], list[Record]] = defaultdict(list)
    for row in rows:
        by_point[row.point, row.source].append(row)
    found = []
    for members in by_point.values():
        if len(members) < 2:
            continue
        first = members[0]
        numbers = {tuple(row.number(aspect) for aspect in Aspect) for row in members}
        reason, weight = Reason.DUPLICATE, Weight.HINT
        if len(numbers) > 1:
            reason, weight = Reason.CONTRADICTING_DUPLICATE, Weight.CONTRADICTION
        other = next((row.value for row in members if row.value != first.value), first.value)
        evidence = Evidence(
            first.value or Decimal(0), other, scale=first.scale, count=len(members), sources=(first.source,)
        )
        found.append(finding(reason, weight, members, evidence))
    return found


def _identical(series: Sequence[Record]) -> list[Finding]:
    """Figures that state exactly the numbers of the year before, where that is no coincidence."""
    usually = {aspect: _usual_movement(series, aspect) for aspect in Aspect}
    found = []
    for before, after in pairwise(series):
        if after.point.year - before.point.year != 1:
            continue
        aspect = _repeated(before, after, usually)
        number = after.number(aspect) if aspect else None
        if aspect is None or number is None:
            continue
        evidence = Evidence(
            number, number, aspect, scale_of(after, aspect), before.point.year, change=Decimal(0), count=2
        )
        weight = Weight.QUESTION if aspect is Aspect.VALUE else Weight.HINT
        found.append(finding(Reason.IDENTICAL, weight, (after,), evidence))
    return found


def _repeated(before: Record, after: Record, usually: dict[Aspect, Decimal]) -> Aspect | None:
    """Which number repeats in a way that chance does not explain; the value stands for the whole figure."""
    if before.value is None or after.value is None or not after.value:
        return None
    counted = before.numerator is not None and before.denominator is not None
    same = {aspect: before.number(aspect) == after.number(aspect) for aspect in Aspect}
    if counted and same[Aspect.NUMERATOR] and same[Aspect.DENOMINATOR]:
        return Aspect.VALUE if before.numerator and before.numerator >= FEWEST_CASES else None
    if counted and same[Aspect.DENOMINATOR] and usually[Aspect.DENOMINATOR] >= USUAL_MOVEMENT * after.step:
        return Aspect.DENOMINATOR
    if not same[Aspect.VALUE] or counted:
        return None
    if after.scale is Scale.COUNT:
        return Aspect.VALUE if usually[Aspect.VALUE] >= USUAL_MOVEMENT * after.step else None
    exponent = after.value.normalize().as_tuple().exponent
    return Aspect.VALUE if isinstance(exponent, int) and -exponent >= MANY_DIGITS else None


def _usual_movement(series: Sequence[Record], aspect: Aspect) -> Decimal:
    """By how many persons a count usually changes; 0 where too few years are known."""
    numbers = [number for _, number in known(series, aspect)]
    if len(numbers) < FEWEST_FIGURES:
        return Decimal(0)
    return median([abs(after - before) for before, after in pairwise(numbers)])


def _zeros(series: Sequence[Record]) -> list[Finding]:
    """Zero where there were many cases before: often a missing figure that was typed as zero."""
    found = []
    rows = known(series, Aspect.VALUE)
    for (before, usual_before), (after, value) in pairwise(rows):
        if value or not usual_before:
            continue
        cases = before.cases
        if cases is not None and math.exp(-float(cases)) > UNLIKELY_ZERO:
            continue
        evidence = Evidence(value, usual_before, scale=after.scale, year_before=before.point.year)
        found.append(finding(Reason.ZERO_AFTER_CASES, Weight.QUESTION, (after,), evidence))
    return found
