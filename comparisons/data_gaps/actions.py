"""Reporting data gaps and taking the report back, each in the municipality's own request."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils.translation import gettext

from benchmark.territories.kinds import TerritoryKind
from comparisons.circles.rights import home_of
from comparisons.data_gaps.models import Gap, Report
from comparisons.data_gaps.own import Found, register_today
from tenants.audit.actions import record
from tenants.membership.people import Person
from tenants.membership.refusals import ChangedMeanwhile, Refused


def report_gaps(*, ags: str, kind: str, by: Person) -> int:
    """Hand over the gaps of today's register in place of those reported before; returns how many.

    A register with lines but without gaps is a report of none. Raises Refused if nothing is recorded, ChangedMeanwhile
    if somebody else reports at the same moment.
    """
    today = register_today()
    if not today.recorded:
        raise Refused(
            gettext(
                "Your data register is empty, so there is nothing to report. Please first record in the data register "
                "where your data are."
            )
        )
    try:
        _replace(today.gaps, land=ags[:2], kind=TerritoryKind(kind), by=by)
    except IntegrityError as error:
        raise ChangedMeanwhile(
            gettext("Somebody else reported the data gaps at the same moment. Please look at the page again.")
        ) from error
    return len(today.gaps)


@transaction.atomic
def withdraw_gaps(*, by: Person) -> None:
    """Delete everything this municipality reported. Raises Refused if there is no report."""
    reported = Report.objects.filter(municipality=home_of(by))
    if not reported.exists():
        raise Refused(gettext("Nothing is reported, so there is nothing to withdraw."))
    gaps, _each = Gap.objects.filter(municipality=home_of(by)).delete()
    reported.delete()
    record("gaps.withdrawn", by=by, on="gaps", gaps=gaps)


@transaction.atomic
def _replace(found: tuple[Found, ...], *, land: str, kind: TerritoryKind, by: Person) -> None:
    home = home_of(by)
    Report.objects.filter(municipality=home).delete()
    Gap.objects.filter(municipality=home).delete()
    Report(municipality_id=home, land=land, kind=kind, reported_by=by.reference).save(force_insert=True)
    Gap.objects.bulk_create(
        Gap(
            municipality_id=home,
            land=land,
            kind=kind,
            indicator_code=each.indicator_code,
            status=each.status,
            source=each.source,
            holders=list(each.holders),
            returned=each.returned,
            since=each.since,
        )
        for each in found
    )
    record("gaps.reported", by=by, on="gaps", indicators=[each.indicator_code for each in found])
