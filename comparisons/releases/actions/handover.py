"""Handing over: cells and metadata, with consent and a signed receipt, on the municipality's own connection."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from benchmark.figures.actions import keep_receipt
from comparisons.circles.levels import CircleKind, Level, compared_levels
from comparisons.circles.models import Membership, Round
from comparisons.circles.rights import home_of
from comparisons.circles.selectors import core_set, own_membership, signed_charters
from comparisons.releases.models import Consent, Contribution, Declination
from comparisons.releases.presenters import cell_words, obstacle
from comparisons.releases.readiness import IndicatorReadiness, Item, readiness
from comparisons.releases.receipts import SignedReceipt, fingerprint, sign
from comparisons.releases.refusals import HandoverRefused
from tenants.audit.actions import record
from tenants.membership.people import Person


@dataclass(frozen=True)
class Handover:
    """What was handed over: the receipt kept, and how many figures went with and without a cell."""

    reference: str
    receipt: SignedReceipt
    cells: int
    without_cell: int
    left_out: tuple[str, ...]


@transaction.atomic
def hand_over(
    *,
    round: Round,
    indicator_codes: Collection[str],
    by: Person,
    years: Collection[int] | Mapping[str, Collection[int]] | None = None,
) -> Handover:
    """Hand over the cells of approved figures of these indicators, for all years of the round or those named.

    `years` as a mapping names the years of each indicator; an indicator it does not name has none.
    What was handed over before for the same indicator and year is replaced. Raises HandoverRefused, and then nothing
    changes, if the round is not open, the charter not signed, an indicator not in the core set, or if an indicator
    has nothing that may be handed over (not approved, other concept, other definition version).
    """
    round = Round.objects.select_related("circle", "charter").get(pk=round.pk)
    membership = _member_who_may(round)
    _refuse_foreign(round, indicator_codes)
    found = readiness(round, indicator_codes)
    items = [item for one in found for item in one.goes if _is_wanted(item, years)]
    _refuse_empty(found, items)
    now = timezone.now()
    _replace_earlier(round, items, by)
    Declination.objects.filter(round=round, indicator_code__in=indicator_codes, revoked_at__isnull=True).update(
        revoked_at=now, revoked_by=by.reference
    )
    _store(round, items, by)
    receipt = sign(_receipt_content(round, membership, items, by, now.isoformat()))
    reference = fingerprint(receipt.document)
    keep_receipt(
        reference=reference,
        circle=round.circle.name,
        round_title=round.title,
        document=receipt.document,
        signature=receipt.signature,
        key=receipt.key,
        by=by,
    )
    cells = sum(item.cell is not None for item in items)
    record(
        "figures.handed_over",
        by=by,
        municipality=by.municipality,
        on=f"round:{round.pk}",
        indicators=sorted(indicator_codes),
        count=len(items),
        receipt=reference,
    )
    left_out = tuple(obstacle(item) for one in found for item in one.blocked if _is_wanted(item, years))
    return Handover(reference, receipt, cells, len(items) - cells, left_out)


def _is_wanted(item: Item, years: Collection[int] | Mapping[str, Collection[int]] | None) -> bool:
    if isinstance(years, Mapping):
        return item.year in years.get(item.entry.indicator_code, ())
    return years is None or item.year in years


def _member_who_may(round: Round) -> Membership:
    membership = own_membership(round.circle)
    if membership is None:
        raise HandoverRefused(gettext("Your municipality is not a member of this circle."))
    if round.charter_id not in signed_charters():
        raise HandoverRefused(
            gettext("Version %(number)s of the charter is not signed yet. Please sign it first.")
            % {"number": round.charter.number}
        )
    if Level(membership.level) not in compared_levels(CircleKind(round.circle.kind)):
        raise HandoverRefused(
            gettext(
                "This circle compares Gemeinden with each other. Your Landkreis sees the result and hands nothing over."
            )
        )
    if not round.is_open:
        raise HandoverRefused(
            gettext("“%(round)s” is closed. What is ready now can be handed over in the next round.")
            % {"round": round.title}
        )
    return membership


def _refuse_foreign(round: Round, codes: Collection[str]) -> None:
    if not codes:
        raise HandoverRefused(gettext("Please choose at least one indicator."))
    agreed = {entry.indicator_code for entry in core_set(round.charter)}
    if foreign := sorted(set(codes) - agreed):
        raise HandoverRefused(gettext("Not in the core set of this circle: %(codes)s.") % {"codes": ", ".join(foreign)})


def _refuse_empty(found: Sequence[IndicatorReadiness], items: Sequence[Item]) -> None:
    with_items = {item.entry.indicator_code for item in items}
    sentences = []
    for one in found:
        if one.entry.indicator_code in with_items:
            continue
        if one.goes:
            sentences.append(
                gettext("“%(indicator)s”: no year is chosen that can be handed over.")
                % {"indicator": one.entry.definition.short_name}
            )
            continue
        blocked = [obstacle(item) for item in one.blocked[:3]]
        sentences += blocked or [
            gettext("“%(indicator)s”: there is no approved figure for the years of this round.")
            % {"indicator": one.entry.definition.short_name}
        ]
    if sentences:
        raise HandoverRefused(" ".join(sentences))


def _replace_earlier(round: Round, items: Sequence[Item], by: Person) -> None:
    for code in {item.entry.indicator_code for item in items}:
        years = {item.year for item in items if item.entry.indicator_code == code}
        earlier = Consent.objects.filter(
            round=round, municipality=home_of(by), indicator_code=code, year__in=years, withdrawn_at__isnull=True
        )
        Contribution.objects.filter(consent__in=earlier).delete()
        earlier.update(withdrawn_at=timezone.now(), withdrawn_by=by.reference)


def _store(round: Round, items: Sequence[Item], by: Person) -> None:
    keys = sorted({(item.entry.indicator_code, item.year) for item in items})
    consents = Consent.objects.bulk_create(
        Consent(round=round, municipality_id=home_of(by), indicator_code=code, year=year, given_by=by.reference)
        for code, year in keys
    )
    by_key = {(consent.indicator_code, consent.year): consent for consent in consents}
    Contribution.objects.bulk_create(
        _contribution(round, item, by_key[item.entry.indicator_code, item.year]) for item in items
    )


def _contribution(round: Round, item: Item, consent: Consent) -> Contribution:
    figure = item.figure
    if figure is None:
        raise ValueError(item.readiness)
    return Contribution(
        consent=consent,
        round=round,
        circle_id=round.circle_id,
        municipality_id=consent.municipality_id,
        indicator_code=item.entry.indicator_code,
        definition_version=item.entry.definition_version,
        year=item.year,
        group=item.group,
        concept=item.entry.concept,
        grid_id=item.grid.reference,
        cell=item.cell,
        eligible=item.cell is not None,
        missing=figure.missing,
        source=figure.source,
        territory_date=figure.territory_date,
        reference=figure.reference or item.entry.definition.reference_date,
        figure_state=figure.state,
        invented=figure.invented,
        public=item.public,
        figure_version=figure.version,
    )


def _receipt_content(
    round: Round,
    membership: Membership,
    items: Sequence[Item],
    by: Person,
    at: str,
) -> dict[str, object]:
    return {
        "version": 2,
        "ags": membership.ags,
        "circle": round.circle.name,
        "charter": round.charter.number,
        "round": round.title,
        "handed_over_at": at,
        "handed_over_by": by.reference,
        "rows": [
            {
                "indicator": item.entry.indicator_code,
                "definition": item.entry.definition_version,
                "concept": item.entry.concept,
                "group": item.group,
                "year": item.year,
                "grid": item.grid.reference,
                "cell": item.cell,
                "cell_in_words": "" if item.cell is None else cell_words(item.grid, item.cell),
                "missing": item.figure.missing if item.figure else "",
                "public": item.public,
            }
            for item in items
        ],
    }
