"""A moderator orders tables of sums; the computing itself is a job of the exchange."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction
from django.utils import formats
from django.utils.translation import gettext

from comparisons.circles.models import Circle
from comparisons.circles.rights import require_moderator
from comparisons.totals.agreed import entries_of, newest_agreement
from comparisons.totals.refusals import TotalsRefused
from comparisons.totals.selectors.released import next_table_from
from tenants.audit.actions import record
from tenants.border.jobs import Job, enqueue
from tenants.membership.people import Person

COMPUTE = "totals.compute"


@transaction.atomic
def request_totals(*, circle: Circle, chosen: Collection[tuple[str, int]], by: Person) -> Job:
    """Order the tables of these indicators and years.

    Raises TotalsRefused without an agreement, while other tables of the circle are being computed, or if one of them
    had its release of this quarter already.
    """
    require_moderator(circle, by)
    agreement = newest_agreement(circle)
    if agreement is None:
        raise TotalsRefused(gettext("This circle has not agreed on sums yet."))
    if not chosen:
        raise TotalsRefused(gettext("Please choose at least one indicator and year."))
    agreed = {entry.code: entry for entry in entries_of(agreement)}
    if any(code not in agreed or not agreement.first_year <= year <= agreement.last_year for code, year in chosen):
        raise TotalsRefused(gettext("The circle did not agree on sums of this indicator and year."))
    if waiting(circle):
        raise TotalsRefused(gettext("Tables of this circle are being computed already."))
    for (code, year), day in next_table_from(circle, chosen).items():
        raise TotalsRefused(
            gettext(
                "“%(indicator)s” %(year)s has had its table of this quarter. The next one is possible from %(day)s, "
                "so that nobody can work out a single number from the difference of two tables."
            )
            % {"indicator": agreed[code].definition.short_name, "year": year, "day": formats.date_format(day)}
        )
    points = sorted({(code, year) for code, year in chosen})
    ordered = enqueue(COMPUTE, payload={"agreement": agreement.pk, "circle": circle.pk, "points": points}, by=by)
    record("totals.ordered", by=by, on=f"circle:{circle.slug}", job=str(ordered.pk), points=[list(p) for p in points])
    return ordered


def waiting(circle: Circle) -> bool:
    """Whether tables of this circle are being computed."""
    jobs = Job.objects.filter(kind=COMPUTE, payload__circle=circle.pk)
    return jobs.filter(state__in=[Job.State.QUEUED, Job.State.RUNNING]).exists()
