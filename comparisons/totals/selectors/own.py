"""A Gemeinde's own numbers in a circle, on its own connection."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from comparisons.circles.models import Circle
from comparisons.totals.models import TotalsAgreement, TotalsConsent
from comparisons.totals.offers import Offer


@dataclass(frozen=True)
class GivenPoint:
    """One indicator and year that is handed over: its numbers by group, and under which agreement."""

    indicator_code: str
    year: int
    agreement_id: int
    agreement_number: int
    given_at: datetime.datetime
    counts: dict[str, int]


def own_points(circle: Circle) -> dict[tuple[str, int], GivenPoint]:
    """What the municipality has handed over to the sums of a circle and not withdrawn."""
    consents = TotalsConsent.objects.filter(circle=circle, withdrawn_at__isnull=True)
    return {
        (one.indicator_code, one.year): GivenPoint(
            one.indicator_code,
            one.year,
            one.agreement_id,
            one.agreement.number,
            one.given_at,
            {row.group: row.count for row in one.counts.all()},
        )
        for one in consents.select_related("agreement").prefetch_related("counts")
    }


def unchanged(agreement: TotalsAgreement, offer: Offer) -> bool:
    """Whether exactly these numbers are handed over already under this agreement."""
    given = own_points(agreement.circle).get((offer.entry.code, offer.year))
    return given is not None and given.agreement_id == agreement.pk and given.counts == offer.counts
