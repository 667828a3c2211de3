"""Downloading a circle's released statistics for research, never without a purpose and a record."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext

from benchmark.catalogue.selectors import indicator
from comparisons.circles.models import Circle
from comparisons.releases import research_file
from comparisons.releases.models import SHORTEST_PURPOSE, ResearchExport
from comparisons.releases.refusals import ResearchRefused
from comparisons.releases.selectors import released_by_circle
from tenants.audit.actions import record
from tenants.membership.people import Person
from tenants.membership.permissions import Permission


@dataclass(frozen=True)
class ResearchFile:
    """A recorded download: the file (CSV) and its name."""

    name: str
    data: bytes


@transaction.atomic
def export_for_research(*, circle: Circle, purpose: str, by: Person) -> ResearchFile:
    """The newest released statistics of a circle as a file, recorded for the circle and in the audit trail.

    Raises ResearchRefused without the right, for a circle that is not open, before its first release, and for a purpose
    of fewer than ten characters; then nothing is recorded.
    """
    purpose = purpose.strip()
    if not by.may(Permission.RESEARCH_EXPORT):
        raise ResearchRefused(gettext("Downloading for research is for accounts with the role “Research”."))
    if not Circle.objects.filter(pk=circle.pk, open_for_research=True).exists():
        raise ResearchRefused(gettext("This circle is not open for research."))
    if len(purpose) < SHORTEST_PURPOSE:
        raise ResearchRefused(
            gettext("Please state what you need the file for, in at least %(least)s characters.")
            % {"least": SHORTEST_PURPOSE}
        )
    rows = [row for found in released_by_circle(circle).values() for row in found]
    if not rows:
        raise ResearchRefused(gettext("This circle has not released anything yet."))
    wanted = {(row.indicator_code, row.definition_version) for row in rows}
    data = research_file.write(circle.name, rows, {key: indicator(*key) for key in wanted})
    newest = max(row.release_number for row in rows)
    ResearchExport.objects.create(
        circle=circle,
        release_number=newest,
        lines=len(rows),
        purpose=purpose,
        person=by.reference,
        name=by.name,
    )
    record("research.exported", by=by, on=f"circle:{circle.slug}", purpose=purpose, release=newest, lines=len(rows))
    return ResearchFile(f"{circle.slug}-freigabe-{newest}.csv", data)
