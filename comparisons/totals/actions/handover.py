"""Handing over numbers of persons for the sums, with a consent of its own and a signed receipt."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import formats, timezone
from django.utils.translation import gettext

from benchmark.figures.actions import keep_receipt
from comparisons.circles.levels import Level
from comparisons.circles.models import Circle, Membership
from comparisons.circles.rights import home_of
from comparisons.circles.selectors import own_membership, signed_charters
from comparisons.releases.receipts import SignedReceipt, fingerprint, sign
from comparisons.totals.agreed import newest_agreement
from comparisons.totals.models import CountContribution, TotalsAgreement, TotalsConsent
from comparisons.totals.offers import Number, Offer, offers
from comparisons.totals.presenters import obstacle_words
from comparisons.totals.refusals import CountsRefused
from comparisons.totals.selectors.own import unchanged
from tenants.audit.actions import record
from tenants.membership.people import Person

Point = tuple[str, int]  # indicator code and year


@dataclass(frozen=True)
class CountsHandover:
    """What was handed over: the receipt kept and how many numbers went; what was there unchanged is left alone."""

    reference: str
    receipt: SignedReceipt
    numbers: int
    points: tuple[Point, ...]


@transaction.atomic
def hand_over_counts(*, circle: Circle, chosen: Collection[Point], by: Person) -> CountsHandover:
    """Hand over the numbers of these indicators and years, all groups of the agreement together.

    What was handed over before for the same indicator and year is replaced. Raises CountsRefused, and then nothing
    changes, without an agreement, without a signed charter, for a Landkreis, or if one of them is not ready.
    """
    agreement = newest_agreement(circle)
    if agreement is None:
        raise CountsRefused(gettext("This circle has not agreed on sums yet."))
    membership = _member_who_may(agreement)
    ready = _ready(agreement, chosen)
    now = timezone.now()
    _replace_earlier(agreement, ready, by)
    _store(agreement, membership, ready, by)
    receipt = sign(_receipt_content(agreement, membership, ready, by, now.isoformat()))
    reference = fingerprint(receipt.document)
    keep_receipt(
        reference=reference,
        circle=circle.name,
        round_title=gettext("Numbers for the sums"),
        document=receipt.document,
        signature=receipt.signature,
        key=receipt.key,
        by=by,
    )
    points = tuple((one.entry.code, one.year) for one in ready)
    record(
        "totals.handed_over",
        by=by,
        municipality=by.municipality,
        on=f"circle:{circle.slug}",
        agreement=agreement.number,
        points=[f"{code} {year}" for code, year in points],
        receipt=reference,
    )
    return CountsHandover(reference, receipt, sum(len(one.numbers) for one in ready), points)


def _member_who_may(agreement: TotalsAgreement) -> Membership:
    membership = own_membership(agreement.circle)
    if membership is None:
        raise CountsRefused(gettext("Your municipality is not a member of this circle."))
    if Level(membership.level) is not Level.GEMEINDE:
        raise CountsRefused(gettext("Only Gemeinden hand numbers over. Your Landkreis sees the sums."))
    if agreement.charter_id not in signed_charters():
        raise CountsRefused(
            gettext("Version %(number)s of the charter is not signed yet. Please sign it first.")
            % {"number": agreement.charter.number}
        )
    return membership


def _ready(agreement: TotalsAgreement, chosen: Collection[Point]) -> list[Offer]:
    if not chosen:
        raise CountsRefused(gettext("Please choose at least one indicator and year."))
    found = {(one.entry.code, one.year): one for one in offers(agreement, set(chosen))}
    if foreign := sorted({f"{code} {year}" for code, year in chosen} - {f"{code} {year}" for code, year in found}):
        raise CountsRefused(
            gettext("The circle did not agree on sums of: %(points)s.") % {"points": ", ".join(foreign)}
        )
    if sentences := [obstacle_words(one) for one in found.values() if not one.ready]:
        raise CountsRefused(" ".join(sentences))
    changed = [one for one in found.values() if not unchanged(agreement, one)]
    if not changed:
        raise CountsRefused(gettext("These numbers are handed over already; nothing has changed since."))
    return changed


def _replace_earlier(agreement: TotalsAgreement, ready: Sequence[Offer], by: Person) -> None:
    for one in ready:
        earlier = TotalsConsent.objects.filter(
            circle_id=agreement.circle_id,
            municipality=home_of(by),
            indicator_code=one.entry.code,
            year=one.year,
            withdrawn_at__isnull=True,
        )
        CountContribution.objects.filter(consent__in=earlier).delete()
        earlier.update(withdrawn_at=timezone.now(), withdrawn_by=by.reference)


def _store(agreement: TotalsAgreement, membership: Membership, ready: Sequence[Offer], by: Person) -> None:
    for one in ready:
        consent = TotalsConsent.objects.create(
            agreement=agreement,
            circle_id=agreement.circle_id,
            municipality_id=home_of(by),
            indicator_code=one.entry.code,
            year=one.year,
            given_by=by.reference,
        )
        CountContribution.objects.bulk_create(_contribution(consent, membership, one, number) for number in one.numbers)


def _contribution(consent: TotalsConsent, membership: Membership, offer: Offer, number: Number) -> CountContribution:
    if number.figure is None or number.count is None:
        raise ValueError(number.obstacle)
    return CountContribution(
        consent=consent,
        circle_id=consent.circle_id,
        municipality_id=consent.municipality_id,
        ags=membership.ags,
        indicator_code=offer.entry.code,
        definition_version=offer.entry.definition.version,
        concept=offer.entry.concept,
        year=offer.year,
        group=number.group,
        count=number.count,
        source=number.figure.source,
        territory_date=number.figure.territory_date,
        reference=number.figure.reference or offer.entry.definition.reference_date,
        figure_state=number.figure.state,
        figure_version=number.figure.version,
        invented=number.figure.invented,
    )


def _receipt_content(
    agreement: TotalsAgreement, membership: Membership, ready: Sequence[Offer], by: Person, at: str
) -> dict[str, object]:
    return {
        "version": 1,
        "handed_over": "counts",
        "ags": membership.ags,
        "circle": agreement.circle.name,
        "charter": agreement.charter.number,
        "agreement": agreement.number,
        "round": gettext("Numbers for the sums"),
        "handed_over_at": at,
        "handed_over_by": by.reference,
        "rows": [
            {
                "indicator": one.entry.code,
                "definition": one.entry.definition.version,
                "concept": one.entry.concept,
                "group": number.group,
                "year": one.year,
                "count": number.count,
                "cell_in_words": formats.number_format(number.count or 0, force_grouping=True),
                "missing": "",
            }
            for one in ready
            for number in one.numbers
        ],
    }
