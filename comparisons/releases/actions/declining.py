"""Saying "deliberately not" to a core indicator, with the reason; a statement, not a gap."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from comparisons.circles.models import Round
from comparisons.circles.rights import home_of
from comparisons.circles.selectors import core_set, own_membership
from comparisons.releases.models import Consent, Declination
from comparisons.releases.refusals import HandoverRefused
from tenants.audit.actions import record
from tenants.membership.people import Person


@transaction.atomic
def decline_indicator(*, round: Round, indicator_code: str, reason: str, by: Person) -> Declination:
    """Decline one core indicator for this round. Raises HandoverRefused without a reason or after a handover."""
    if own_membership(round.circle) is None:
        raise HandoverRefused(gettext("Your municipality is not a member of this circle."))
    if not round.is_open:
        raise HandoverRefused(
            gettext("“%(round)s” is closed. What is ready now can be handed over in the next round.")
            % {"round": round.title}
        )
    if not reason.strip():
        raise HandoverRefused(gettext("Please state in a few words why you do not hand this indicator over."))
    if indicator_code not in {entry.indicator_code for entry in core_set(round.charter)}:
        raise HandoverRefused(gettext("Not in the core set of this circle: %(codes)s.") % {"codes": indicator_code})
    own = {"round": round, "municipality": home_of(by), "indicator_code": indicator_code}
    if Consent.objects.filter(**own, withdrawn_at__isnull=True).exists():
        raise HandoverRefused(gettext("This indicator is handed over. Please withdraw it before you decline it."))
    _revoke(round, indicator_code, by)
    declined = Declination.objects.create(
        round=round,
        municipality_id=home_of(by),
        indicator_code=indicator_code,
        reason=reason.strip(),
        declined_by=by.reference,
    )
    record("indicator.declined", by=by, municipality=by.municipality, on=f"round:{round.pk}", indicator=indicator_code)
    return declined


@transaction.atomic
def revoke_declination(*, round: Round, indicator_code: str, by: Person) -> None:
    """Take back a "deliberately not". Raises HandoverRefused if there is none."""
    if not _revoke(round, indicator_code, by):
        raise HandoverRefused(gettext("This indicator is not declined."))
    record(
        "indicator.declination_revoked",
        by=by,
        municipality=by.municipality,
        on=f"round:{round.pk}",
        indicator=indicator_code,
    )


def _revoke(round: Round, indicator_code: str, by: Person) -> int:
    return Declination.objects.filter(
        round=round, municipality=home_of(by), indicator_code=indicator_code, revoked_at__isnull=True
    ).update(revoked_at=timezone.now(), revoked_by=by.reference)
