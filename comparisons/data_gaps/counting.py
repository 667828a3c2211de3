"""Counting reported gaps per Land, kind of municipality, source and status, for the platform.

Counts stand for municipalities: each reports an indicator once. Kinds are counted apart, because a Gemeinde lacks other
data than a Kreis; there is no sum over kinds or Länder, from which a hidden count could be taken away again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext

from benchmark.catalogue.selectors import indicators
from benchmark.catalogue.words import HOLDERS, KINDS, word
from benchmark.data_register.register import ELSEWHERE
from benchmark.figures.models import Returned
from benchmark.territories.keys import LAENDER
from comparisons.data_gaps.models import Gap, Report

FEWEST = 3  # municipalities behind a count that is shown
LONG = 5  # years after which a gap is an old one


@dataclass(frozen=True)
class Line:
    """One indicator in one Land: counts as they may be shown."""

    source: str
    indicator_code: str
    name: str
    holders: str
    by_status: tuple[str, ...]  # in the order of ELSEWHERE
    total: str
    not_returned: str
    long_standing: str


@dataclass(frozen=True)
class Counted:
    """What the municipalities of one kind in one Land reported; no lines where fewer than FEWEST reported."""

    land: str
    kind: str
    reported: str
    is_shown: bool
    lines: tuple[Line, ...]


def shown(count: int) -> str:
    """A count, or "under 3" where so few municipalities would be recognised; none is 0."""
    return gettext("under %(fewest)s") % {"fewest": FEWEST} if 0 < count < FEWEST else str(count)


def total_shown(parts: tuple[int, ...]) -> str:
    """The sum of counts, but not beside a hidden one: the difference would tell it."""
    total = sum(parts)
    if total >= FEWEST and any(0 < part < FEWEST for part in parts):
        return gettext("not shown")
    return shown(total)


def counted() -> list[Counted]:
    """Every Land and kind from which somebody reported; three queries."""
    names = {each.code: each.short_name for each in indicators()}
    lines: dict[tuple[str, str], list[Line]] = {}
    for row in _gaps():
        lines.setdefault((row["kind"], row["land"]), []).append(_line(row, names))
    return [
        Counted(
            land=LAENDER[row["land"]],
            kind=word(KINDS, row["kind"]),
            reported=shown(row["reports"]),
            is_shown=row["reports"] >= FEWEST,
            lines=tuple(lines.get((row["kind"], row["land"]), ())) if row["reports"] >= FEWEST else (),
        )
        for row in Report.objects.values("kind", "land").annotate(reports=Count("land")).order_by("land", "kind")
    ]


def _gaps() -> Any:
    counts = {f"at_{status.value}": Count("status", filter=Q(status=status)) for status in ELSEWHERE}
    return (
        Gap.objects.values("kind", "land", "source", "indicator_code", "holders")
        .annotate(
            **counts,
            lost=Count("returned", filter=Q(returned__in=[Returned.NO, Returned.PARTLY])),
            old=Count("since", filter=Q(since__lte=timezone.localdate().year - LONG)),
        )
        .order_by("kind", "land", "source", "indicator_code")
    )


def _line(row: dict[str, Any], names: Mapping[str, str]) -> Line:
    parts = tuple(row[f"at_{status.value}"] for status in ELSEWHERE)
    return Line(
        source=row["source"],
        indicator_code=row["indicator_code"],
        name=names.get(row["indicator_code"], row["indicator_code"]),
        holders=", ".join(word(HOLDERS, code) for code in row["holders"]),
        by_status=tuple(shown(part) for part in parts),
        total=total_shown(parts),
        not_returned=shown(row["lost"]),
        long_standing=shown(row["old"]),
    )
