"""Withdrawing numbers that were handed over for the sums, and saying what stays."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from comparisons.circles.models import Circle
from comparisons.circles.rights import home_of
from comparisons.totals.models import CountContribution, TotalsConsent, TotalsRelease
from comparisons.totals.refusals import CountsNotThere
from tenants.audit.actions import record
from tenants.membership.people import Person


@dataclass(frozen=True)
class CountsWithdrawal:
    """What was withdrawn, and the numbers of tables that were released before and stay as they are."""

    indicator_code: str
    year: int
    stays: tuple[int, ...]


@transaction.atomic
def withdraw_counts(*, circle: Circle, indicator_code: str, year: int, by: Person) -> CountsWithdrawal:
    """Withdraw the consent for an indicator and year: its numbers are deleted and in no later table.

    Possible at any time, also after leaving the circle. Raises CountsNotThere if nothing is handed over.
    """
    in_force = TotalsConsent.objects.filter(
        circle=circle,
        municipality=home_of(by),
        indicator_code=indicator_code,
        year=year,
        withdrawn_at__isnull=True,
    )
    given_at = in_force.values_list("given_at", flat=True).first()
    if given_at is None:
        raise CountsNotThere(gettext("No number of this indicator and year is handed over."))
    keys = list(in_force.values_list("pk", flat=True))
    TotalsConsent.objects.filter(pk__in=keys).update(withdrawn_at=timezone.now(), withdrawn_by=by.reference)
    CountContribution.objects.filter(consent__in=keys).delete()
    # read last: a table that is being written at this moment makes the update above wait
    stays = tuple(
        TotalsRelease.objects.filter(
            circle=circle, indicator_code=indicator_code, year=year, refused=False, published_at__gte=given_at
        )
        .order_by("number")
        .values_list("number", flat=True)
    )
    record(
        "totals.withdrawn",
        by=by,
        municipality=by.municipality,
        on=f"circle:{circle.slug}",
        indicator=indicator_code,
        year=year,
        in_tables=list(stays),
    )
    return CountsWithdrawal(indicator_code, year, stays)
