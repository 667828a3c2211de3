"""The exchange's job: judge tables of sums and freeze what may be shown of them, all or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from comparisons.releases.calendar import this_quarter
from comparisons.totals.agreed import AgreedEntry, entries_of, newest_agreement
from comparisons.totals.freezing import frozen
from comparisons.totals.gathering import ContradictionError, gather
from comparisons.totals.judging import Judged, Verdict, judged
from comparisons.totals.models import TotalsAgreement, TotalsRelease
from tenants.audit.actions import record
from tenants.border.jobs import JobContext, job
from tenants.border.roles import Role
from tenants.membership.people import Person


@job("totals.compute", runs_as=Role.EXCHANGE)
def compute(context: JobContext) -> dict[str, Any]:
    """Release the ordered tables of a circle; what may not be shown is refused in one and the same sentence.

    Repeating the same job finds what it made. A table that the circle had in this quarter waits for the next one.
    """
    made = TotalsRelease.objects.filter(job_id=context.id)
    if made.exists():
        return {"tables": [_line(row.indicator_code, row.year, shown=not row.refused) for row in made]}
    agreement = TotalsAgreement.objects.select_related("circle", "charter").get(pk=context.payload["agreement"])
    if newest_agreement(agreement.circle) != agreement:
        return {"refused": "agreement"}
    results = [one for one in _judge_all(agreement, context) if one.verdict is not Verdict.FAILED]
    kept = [one for one in results if frozen(one, context)]
    _record(agreement, kept, context)
    shown = {(one.gathered.entry.code, one.gathered.year) for one in kept if one.verdict is Verdict.SHOWN}
    points = [(str(code), int(year)) for code, year in context.payload["points"]]
    return {"tables": [_line(code, year, shown=(code, year) in shown) for code, year in points]}


def _judge_all(agreement: TotalsAgreement, context: JobContext) -> list[Judged]:
    entries = {entry.code: entry for entry in entries_of(agreement)}
    points = _waiting(agreement, [(str(code), int(year)) for code, year in context.payload["points"]])
    found = []
    for place, (code, year) in enumerate(points):
        context.progress(place, len(points), f"{code} {year}")
        one = _judge(entries.get(code), year)
        if one is not None:
            found.append(one)
    context.progress(len(points), len(points), "")
    return found


def _judge(entry: AgreedEntry | None, year: int) -> Judged | None:
    if entry is None:
        return None
    try:
        return judged(gather(entry, year))
    except ContradictionError:
        return None


def _waiting(agreement: TotalsAgreement, points: Sequence[tuple[str, int]]) -> list[tuple[str, int]]:
    """Those that had no release in this quarter yet."""
    had = set(
        TotalsRelease.objects.filter(circle=agreement.circle, quarter=this_quarter()).values_list(
            "indicator_code", "year"
        )
    )
    return [point for point in points if point not in had]


def _record(agreement: TotalsAgreement, kept: Sequence[Judged], context: JobContext) -> None:
    record(
        "totals.published",
        by=Person(reference=context.created_by, name=""),
        on=f"circle:{agreement.circle.slug}",
        shown=[f"{one.gathered.entry.code} {one.gathered.year}" for one in kept if one.verdict is Verdict.SHOWN],
        refused=sum(one.verdict is Verdict.WITHHELD for one in kept),
    )


def _line(code: str, year: int, *, shown: bool) -> dict[str, Any]:
    return {"indicator": code, "year": year, "shown": shown}
