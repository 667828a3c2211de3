"""Parts and wholes: no part is larger than its whole, and groups add up to the total."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from benchmark.plausibility.context import Context
from benchmark.plausibility.findings import Evidence, Finding, Reason, Weight, finding
from benchmark.plausibility.records import Aspect, Record, Scale

TOTAL, PARTS = "total", ("german", "foreign")
FEW_UNKNOWN = Decimal("0.02")  # share of the total that may belong to no group, such as persons without a statement


def find(records: Iterable[Record], context: Context) -> list[Finding]:
    """Parts above their whole, groups above their total, groups that do not add up to it."""
    rows = list(records)
    found = [above for row in rows if (above := _part_above_whole(row)) is not None]
    for members in _beside_each_other(rows).values():
        found += [said for aspect in Aspect if (said := _groups(members, aspect)) is not None]
    return found


def _part_above_whole(row: Record) -> Finding | None:
    """The numerator counts members of the denominator, so neither it nor the share can exceed the whole."""
    if not row.part_of_whole:
        return None
    if row.numerator is not None and row.denominator is not None and row.numerator > row.denominator:
        evidence = Evidence(row.numerator, row.denominator, Aspect.NUMERATOR, Scale.COUNT)
        return finding(Reason.PART_EXCEEDS_WHOLE, Weight.CONTRADICTION, (row,), evidence)
    if row.scale is Scale.SHARE and row.value is not None and row.value > row.factor:
        evidence = Evidence(row.value, row.factor, Aspect.VALUE, Scale.SHARE)
        return finding(Reason.PART_EXCEEDS_WHOLE, Weight.CONTRADICTION, (row,), evidence)
    return None


def _beside_each_other(rows: Iterable[Record]) -> dict[tuple[str, str, str, int, str], dict[str, Record]]:
    """Records that differ in nothing but the group."""
    found: dict[tuple[str, str, str, int, str], dict[str, Record]] = defaultdict(dict)
    for row in rows:
        point = row.point
        found[point.place, point.subject, point.concept, point.year, row.source].setdefault(point.group, row)
    return found


def _groups(members: dict[str, Record], aspect: Aspect) -> Finding | None:
    total = members.get(TOTAL)
    parts = [members[group] for group in PARTS if group in members]
    if total is None or not parts or (aspect is Aspect.VALUE and total.scale is not Scale.COUNT):
        return None
    whole = total.number(aspect)
    counts = [count for part in parts if (count := part.number(aspect)) is not None]
    if whole is None or len(counts) < len(parts):
        return None
    tolerance = Decimal(sum(row.step for row in (total, *parts) if row.step > 1))
    counted = sum(counts, Decimal(0))
    evidence = Evidence(counted, whole, aspect, Scale.COUNT, tolerance=tolerance)
    if len(parts) < len(PARTS):
        if counted - whole <= tolerance:
            return None
        return finding(Reason.GROUP_EXCEEDS_TOTAL, Weight.CONTRADICTION, (*parts, total), evidence)
    if abs(counted - whole) <= tolerance:
        return None
    return finding(Reason.GROUPS_DO_NOT_ADD_UP, _weight(counted, whole), (*parts, total), evidence)


def _weight(counted: Decimal, whole: Decimal) -> Weight:
    """More than everybody is impossible; a few less may be people whose group is not known."""
    if counted > whole:
        return Weight.CONTRADICTION
    return Weight.HINT if whole - counted <= FEW_UNKNOWN * whole else Weight.QUESTION
