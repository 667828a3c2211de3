"""Published shares held against the ratio of their published parts, and what the publisher probably divided by."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from benchmark.harmonisation.ratios import RatioError, ratio
from benchmark.plausibility.context import Context
from benchmark.plausibility.findings import Cause, Evidence, Finding, Reason, Weight, finding
from benchmark.plausibility.records import Aspect, Record, Scale, series_of

_EXACT = Decimal("1e-9")  # relative; what a spreadsheet's binary numbers lose


def find(records: Iterable[Record], context: Context) -> list[Finding]:
    """Shares that are not the ratio of their parts, beyond what their printed digits and rounding explain."""
    found = []
    for rows in series_of(row for row in records if row.scale is not Scale.COUNT).values():
        wholes = {row.point.year: row.denominator for row in rows if row.denominator}
        found += [said for row in rows if (said := _judged(row, wholes, context)) is not None]
    return found


def tolerance_of(row: Record, recomputed: Decimal) -> Decimal:
    """How far a published share may lie from the recomputed one: half of its last digit, and rounded counts."""
    printed = Decimal(0) if row.decimals is None else Decimal(5).scaleb(-row.decimals - 1)
    counted = Decimal(0)
    if row.step > 1 and row.denominator:
        counted = row.step // 2 * (row.factor + recomputed) / row.denominator
    return max(printed, abs(recomputed) * _EXACT) + counted


def _judged(row: Record, wholes: dict[int, Decimal], context: Context) -> Finding | None:
    if row.value is None or row.numerator is None or row.denominator is None:
        return None
    try:
        recomputed = ratio(row.numerator, row.denominator, row.factor, part_of_whole=False)
    except RatioError:  # negative or nothing to divide by: other rules speak of that
        return None
    tolerance = tolerance_of(row, recomputed)
    difference = abs(row.value - recomputed)
    if difference <= tolerance:
        return None
    implied = row.numerator * row.factor / row.value if row.value else Decimal(0)
    cause, source = _cause(row, implied, wholes, tolerance, context)
    evidence = Evidence(
        observed=row.value,
        compared=recomputed,
        aspect=Aspect.VALUE,
        scale=row.scale,
        tolerance=tolerance,
        cause=cause,
        sources=(source,) if source else (),
        denominators=(row.denominator, implied) if implied else (),
    )
    weight = Weight.CONTRADICTION if difference > max(context.visible, tolerance) else Weight.HINT
    return finding(Reason.SHARE_DIFFERS, weight, (row,), evidence)


def _cause(
    row: Record, implied: Decimal, wholes: dict[int, Decimal], tolerance: Decimal, context: Context
) -> tuple[Cause, str]:
    """Whose denominator the publisher seems to have used, with the name of the source."""
    if not implied or row.value is None:
        return Cause.UNKNOWN, ""
    slack = implied * tolerance / row.value + Decimal("0.5")
    before = wholes.get(row.point.year - 1)
    if before is not None and abs(implied - before) <= slack:
        return Cause.PREVIOUS_YEAR, ""
    others = context.denominators.get((row.point.place, row.point.year), {})
    for source, whole in others.items():
        if source != row.base and abs(implied - whole) <= slack:
            return Cause.OTHER_DENOMINATOR, source
    return Cause.UNKNOWN, ""
