"""Published shares held against the ratio of their published parts, and what the publisher probably divided by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from benchmark.harmonisation.ratios import RatioError, ratio
from benchmark.plausibility.breaks import near_census
from benchmark.plausibility.context import Context
from benchmark.plausibility.findings import Cause, Evidence, Finding, Reason, Weight, finding
from benchmark.plausibility.records import Aspect, Record, Scale, series_of

_EXACT = Decimal("1e-9")  # relative; what a spreadsheet's binary numbers lose


def find(records: Iterable[Record], context: Context) -> list[Finding]:
    """Shares that are not the ratio of their parts, beyond what their printed digits and rounding explain.

    Records that have parts but no value say nothing themselves; they help to recognise lines under a wrong key.
    """
    rows = [row for row in records if row.scale is not Scale.COUNT]
    elsewhere: dict[tuple[str, ...], dict[str, Decimal]] = defaultdict(dict)
    for row in rows:
        if (recomputed := _recomputed(row)) is not None:
            elsewhere[_beside(row)][row.point.place] = recomputed
    found = []
    for series in series_of(rows).values():
        wholes = {row.point.year: row.denominator for row in series if row.denominator}
        for row in series:
            said = _judged(row, _Known(wholes, elsewhere[_beside(row)]), context)
            found += [said] if said is not None else []
    return found


class _Known(NamedTuple):
    """The wholes of the series by year, and the recomputed shares of all places in the year by place."""

    wholes: dict[int, Decimal]
    places: dict[str, Decimal]


def _beside(row: Record) -> tuple[str, ...]:
    return (row.point.subject, row.point.group, row.point.concept, str(row.point.year))


def _recomputed(row: Record) -> Decimal | None:
    """The ratio of the parts; None where one is missing or cannot be (other rules speak of that)."""
    if row.numerator is None or row.denominator is None:
        return None
    try:
        return ratio(row.numerator, row.denominator, row.factor, part_of_whole=False)
    except RatioError:
        return None


def tolerance_of(row: Record, recomputed: Decimal) -> Decimal:
    """How far a published share may lie from the recomputed one: half of its last digit, and rounded counts."""
    printed = Decimal(0) if row.decimals is None else Decimal(5).scaleb(-row.decimals - 1)
    counted = Decimal(0)
    if row.step > 1 and row.denominator:
        counted = row.step // 2 * (row.factor + recomputed) / row.denominator
    return max(printed, abs(recomputed) * _EXACT) + counted


def _judged(row: Record, known: _Known, context: Context) -> Finding | None:
    recomputed = _recomputed(row)
    if row.value is None or row.numerator is None or row.denominator is None or recomputed is None:
        return None
    tolerance = tolerance_of(row, recomputed)
    difference = abs(row.value - recomputed)
    if difference <= tolerance:
        return None
    implied = row.numerator * row.factor / row.value if row.value else Decimal(0)
    cause, source = _cause(row, implied, known, tolerance, context)
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


def _cause(row: Record, implied: Decimal, known: _Known, tolerance: Decimal, context: Context) -> tuple[Cause, str]:
    """Whose denominator the publisher seems to have used, or whose value it is, with the name of source or place."""
    if not implied or row.value is None:
        return Cause.UNKNOWN, ""
    alike = [place for place, share in known.places.items() if abs(share - row.value) <= tolerance]
    if len(alike) == 1 and alike[0] != row.point.place:
        return Cause.OTHER_PLACE, alike[0]
    slack = implied * tolerance / row.value + Decimal("0.5")
    before = known.wholes.get(row.point.year - 1)
    if before is not None and abs(implied - before) <= slack:
        return Cause.PREVIOUS_YEAR, ""
    others = context.denominators.get((row.point.place, row.point.year), {})
    for source, whole in others.items():
        if source != row.base and abs(implied - whole) <= slack:
            return Cause.OTHER_DENOMINATOR, source
    return (Cause.CENSUS, "") if near_census(row, context.breaks) else (Cause.UNKNOWN, "")
