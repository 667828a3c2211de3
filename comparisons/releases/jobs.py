"""The exchange's jobs: judge a round for a preview, or judge it and freeze the result as a release."""

from __future__ import annotations

from typing import Any

from comparisons.circles.models import Round
from comparisons.releases.calendar import this_quarter
from comparisons.releases.computing import Judged, columns, judged
from comparisons.releases.grids import frozen_parameters
from comparisons.releases.models import Release, ReleasedStatistic
from tenants.audit.actions import record
from tenants.border.jobs import JobContext, job
from tenants.border.roles import Role
from tenants.membership.people import Person

RULE_SET = "2026-11"


@job("releases.preview", runs_as=Role.EXCHANGE)
def preview(context: JobContext) -> dict[str, Any]:
    """Levels and reasons of a round as it stands; nothing is frozen, no cell leaves this function."""
    chosen = _round(context)
    return {"items": [one.summary() for one in judged(chosen, context.progress)]}


@job("releases.compute", runs_as=Role.EXCHANGE)
def compute(context: JobContext) -> dict[str, Any]:
    """Freeze one release of a round.

    Repeating the same job finds the release it made. An indicator, group and year that the circle was shown in this
    quarter already makes the whole release wait for the next one.
    """
    made = Release.objects.filter(job_id=context.id).first()
    if made is not None:
        return {"release": made.number}
    chosen = _round(context)
    results = list(judged(chosen, context.progress))
    if not results:
        return {"refused": "nothing_handed_over"}
    if _shown_this_quarter(chosen, results):
        return {"refused": "quarter"}
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
    ReleasedStatistic.objects.bulk_create(
        ReleasedStatistic(release=release, circle=chosen.circle, quarter=release.quarter, **columns(one))
        for one in results
    )
    return release
