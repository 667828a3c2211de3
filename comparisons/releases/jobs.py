"""The exchange's jobs: judge a round for a preview, or judge it and freeze the result as a release."""

from __future__ import annotations

from typing import Any

from comparisons.circles.models import Round
from comparisons.releases import ledger
from comparisons.releases.calendar import this_quarter
from comparisons.releases.computing import Impossible, judged, snapshot
from comparisons.releases.earlier_releases import enter_missing
from comparisons.releases.entering import entry_of
from comparisons.releases.grids import frozen_parameters
from comparisons.releases.judged_statistic import Judged, columns
from comparisons.releases.models import Release, ReleasedStatistic
from comparisons.releases.rule_set import RULE_SET
from tenants.audit.actions import record
from tenants.border.jobs import JobContext, job
from tenants.border.roles import Role
from tenants.membership.people import Person


@job("releases.preview", runs_as=Role.EXCHANGE)
def preview(context: JobContext) -> dict[str, Any]:
    """Levels and reasons of a round as it stands; nothing is frozen, no cell leaves this function."""
    chosen = _round(context)
    try:
        return {"items": [one.summary() for one in judged(chosen, context.progress)]}
    except Impossible as impossible:
        return {"refused": impossible.why}


@job("releases.compute", runs_as=Role.EXCHANGE)
def compute(context: JobContext) -> dict[str, Any]:
    """Freeze one release of a round and enter it into the ledger, or refuse and leave everything as it was.

    Repeating the same job finds the release it made. One release at a time is judged in the whole house, because each
    is audited beside all others. An indicator and year that the circle was shown in this quarter already makes the
    whole release wait for the next one; so does a contribution that changed while it was being judged.
    """
    made = Release.objects.filter(job_id=context.id).first()
    if made is not None:
        return {"release": made.number}
    chosen = _round(context)
    try:
        ledger.lock()
        enter_missing()
        before = snapshot(chosen)
        results = list(judged(chosen, context.progress))
    except ledger.LedgerLocked:
        return {"refused": "locked"}
    except Impossible as impossible:
        return {"refused": impossible.why}
    if not results:
        return {"refused": "nothing_handed_over"}
    if _shown_this_quarter(chosen, results):
        return {"refused": "quarter"}
    if snapshot(chosen) != before:
        return {"refused": "changed"}
    release = _freeze(chosen, results, context)
    record(
        "release.published",
        by=Person(reference=context.created_by, name=""),
        on=f"circle:{chosen.circle.slug}",
        release=release.number,
        round=chosen.pk,
        shown=sum(not one.refusal for one in results),
        refused=sum(bool(one.refusal) for one in results),
    )
    return {"release": release.number}


def _round(context: JobContext) -> Round:
    return Round.objects.select_related("circle", "charter").get(pk=context.payload["round"])


def _shown_this_quarter(chosen: Round, results: list[Judged]) -> bool:
    known = set(
        ReleasedStatistic.objects.filter(circle=chosen.circle, quarter=this_quarter()).values_list(
            "indicator_code", "year"
        )
    )
    return any((one.entry.indicator_code, one.year) in known for one in results)


def _freeze(chosen: Round, results: list[Judged], context: JobContext) -> Release:
    newest = Release.objects.filter(circle=chosen.circle).order_by("-number").first()
    release = Release.objects.create(
        circle=chosen.circle,
        round=chosen,
        charter=chosen.charter,
        number=newest.number + 1 if newest else 1,
        released_by=context.created_by,
        quarter=this_quarter(),
        rule_set=RULE_SET,
        parameters=frozen_parameters(chosen.charter),
        job_id=context.id,
    )
    made = ReleasedStatistic.objects.bulk_create(
        ReleasedStatistic(release=release, circle=chosen.circle, quarter=release.quarter, **columns(one))
        for one in results
    )
    ledger.append([entry_of(one, statistic) for one, statistic in zip(results, made, strict=True) if one.passed])
    return release
