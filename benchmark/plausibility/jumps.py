"""Sudden jumps: far outside what is usual in the own series and, in that year, among municipalities of the kind."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from decimal import Decimal

from benchmark.plausibility.breaks import break_between
from benchmark.plausibility.changes import Change, change_between, changes_of, usual_beside
from benchmark.plausibility.context import Context
from benchmark.plausibility.findings import Band, Evidence, Finding, Reason, Weight, finding
from benchmark.plausibility.kinds import Usual
from benchmark.plausibility.records import Aspect, Record, Scale, series_of
from benchmark.plausibility.scales import moved

MANY_DEVIATIONS = 3.5  # measured on official series: docs/method/plausibility.md
SMALLEST_DEVIATION = 0.01  # calm series may move a little; smaller movements are never unusual
LARGE_CHANGE = math.log(1.5)  # where neither the series nor the kind says what is usual


def find(records: Iterable[Record], context: Context) -> list[Finding]:
    """Jumps of values, and of denominators where the value itself does not jump."""
    found = []
    for rows in series_of(records).values():
        values = _jumps(rows, Aspect.VALUE, context)
        jumping = {change.after.id for change, _, _ in values}
        whole = [jump for jump in _jumps(rows, Aspect.DENOMINATOR, context) if jump[0].after.id not in jumping]
        found += [_told(*jump, Aspect.VALUE, context) for jump in values]
        found += [_told(*jump, Aspect.DENOMINATOR, context) for jump in whole]
    return found


_Jump = tuple[Change, "Usual | None", "Usual | None"]


def _jumps(rows: Sequence[Record], aspect: Aspect, context: Context) -> list[_Jump]:
    """The changes that are unusual in the series and in its kind; the way back from an outlier is not one."""
    changes = changes_of(rows, aspect)
    found: list[_Jump] = []
    earlier: Change | None = None  # the change that led to an outlier
    for change in changes:
        own, kind = usual_beside(change, changes), _kind(change, aspect, context)
        leads_back = earlier is not None and _is_back(earlier, change, aspect, own, kind)
        earlier = None
        if not leads_back and _is_jump(change, own, kind):
            found.append((change, own, kind))
            earlier = change
    return found


def _kind(change: Change, aspect: Aspect, context: Context) -> Usual | None:
    if context.kind is None:
        return None
    point = change.after.point
    series = (point.subject, point.group, point.concept)
    return context.kind.change(series, aspect.value, change.before.point.year, point.year)


def _is_back(out: Change, back: Change, aspect: Aspect, own: Usual | None, kind: Usual | None) -> bool:
    """Whether the series goes on after an outlier as if it had not been there."""
    across = change_between(out.before, back.after, aspect)
    return across is not None and not _is_jump(across, own, kind)


def _is_jump(change: Change, own: Usual | None, kind: Usual | None) -> bool:
    bands = [band for band in (own, kind) if band is not None]
    if not bands:
        return abs(change.per_year) > LARGE_CHANGE + MANY_DEVIATIONS * change.chance
    return all(abs(change.per_year - band.middle) > _width(change, band) for band in bands)


def _width(change: Change, band: Usual) -> float:
    """How far from the middle is still usual; few cases move by chance, and calm series may move a little too."""
    return MANY_DEVIATIONS * math.hypot(max(band.deviation, SMALLEST_DEVIATION), change.chance)


def _told(change: Change, own: Usual | None, kind: Usual | None, aspect: Aspect, context: Context) -> Finding:
    before, after = change.before.number(aspect), change.after.number(aspect)
    if before is None or after is None:  # a change exists only between two numbers
        raise AssertionError("a change without numbers")
    code = break_between(change.before, change.after, context.breaks)
    evidence = Evidence(
        observed=after,
        compared=before,
        aspect=aspect,
        scale=change.scale,
        year_before=change.before.point.year,
        change=_as_read(change, after, before),
        own=_band(change, own, before),
        kind=_band(change, kind, before),
        break_code=code,
    )
    reason, weight = (Reason.JUMP_AT_BREAK, Weight.HINT) if code else (Reason.JUMP, Weight.QUESTION)
    return finding(reason, weight, (change.after,), evidence)


def _band(change: Change, seen: Usual | None, before: Decimal) -> Band | None:
    """What would have been usual between these two years."""
    if seen is None:
        return None
    width = _width(change, seen)
    low, high = ((seen.middle + side * width) * change.years for side in (-1, 1))
    spread = Decimal(str(round(seen.deviation, 6)))
    return Band(_shown(change, low, before), _shown(change, high, before), spread, seen.known)


def _shown(change: Change, step: float, before: Decimal) -> Decimal:
    """A step on the scale as people read it: points of the unit for shares, else relative."""
    return _as_read(change, moved(before, step, change.scale, change.after.factor), before)


def _as_read(change: Change, after: Decimal, before: Decimal) -> Decimal:
    return after - before if change.scale is Scale.SHARE else (after - before) / before
