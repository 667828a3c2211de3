"""A municipality's answers: sign, decline, leave. They run on its own connection and touch its own rows only."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from comparisons.circles.models import CharterVersion, Circle, Invitation, Membership, Signature
from comparisons.circles.refusals import InvitationRefused
from comparisons.circles.rights import home_of
from comparisons.circles.selectors.members import own_membership
from tenants.audit.actions import record
from tenants.membership.people import Person


@transaction.atomic
def sign_charter(*, circle: Circle, by: Person) -> Signature:
    """Sign the newest published charter; whoever was invited becomes a member today.

    Raises InvitationRefused without an invitation or membership, or if this version is signed already.
    """
    charter = CharterVersion.objects.filter(circle=circle, published_at__isnull=False).order_by("-number").first()
    invitation = Invitation.objects.select_for_update().filter(circle=circle, answer="").first()
    if charter is None or (invitation is None and own_membership(circle) is None):
        raise InvitationRefused(gettext("There is no open invitation to this circle."))
    if Signature.objects.filter(charter=charter).exists():
        if invitation is None:
            raise InvitationRefused(gettext("This version of the charter is signed already."))
        signature = Signature.objects.get(charter=charter)
    else:
        signature = Signature.objects.create(
            charter=charter, municipality_id=home_of(by), signed_by=by.reference, signed_name=by.name
        )
    if invitation is not None:
        _join(invitation, by)
    record("charter.signed", by=by, municipality=by.municipality, on=f"circle:{circle.slug}", number=charter.number)
    return signature


@transaction.atomic
def decline(*, circle: Circle, by: Person, reason: str = "") -> None:
    """Decline an open invitation, with or without a reason."""
    changed = Invitation.objects.filter(circle=circle, answer="").update(
        answer=Invitation.Answer.DECLINED,
        answered_at=timezone.now(),
        answered_by=by.reference,
        reason=reason.strip(),
    )
    if not changed:
        raise InvitationRefused(gettext("There is no open invitation to this circle."))
    record("circle.declined", by=by, municipality=by.municipality, on=f"circle:{circle.slug}")


@transaction.atomic
def leave(*, circle: Circle, on: datetime.date, by: Person) -> Membership:
    """End the own membership on a day, today at the earliest; that day is the last one. What was released stays."""
    membership = own_membership(circle)
    if membership is None:
        raise InvitationRefused(gettext("Your municipality is not a member of this circle."))
    if on < timezone.localdate():
        raise InvitationRefused(gettext("A membership cannot end in the past. Please choose today or a later day."))
    membership.member_until, membership.left_by = on, by.reference
    membership.save(update_fields=["member_until", "left_by"])
    record("circle.left", by=by, municipality=by.municipality, on=f"circle:{circle.slug}", until=on.isoformat())
    return membership


def _join(invitation: Invitation, by: Person) -> None:
    Membership.objects.create(
        circle_id=invitation.circle_id,
        municipality_id=home_of(by),
        ags=invitation.ags,
        level=invitation.level,
        member_from=timezone.localdate(),
    )
    invitation.answer = Invitation.Answer.SIGNED
    invitation.answered_at, invitation.answered_by = timezone.now(), by.reference
    invitation.save(update_fields=["answer", "answered_at", "answered_by"])
