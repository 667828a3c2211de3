"""Sharing the preparation of a circle, so that it outlives a change of staff."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext

from comparisons.circles.models import Circle, Moderation
from comparisons.circles.refusals import ModerationRefused
from comparisons.circles.rights import moderates, require_moderator
from tenants.audit.actions import record
from tenants.membership.people import Person, as_person
from tenants.membership.permissions import Permission


@transaction.atomic
def add_moderator(*, circle: Circle, email: str, by: Person) -> Moderation:
    """Let another moderator of the platform prepare this circle too, from today on.

    Raises ModerationRefused for an address without such an account, and for somebody who prepares the circle already.
    """
    require_moderator(circle, by)
    user = User.objects.filter(email=email.strip().lower(), is_active=True).first()
    person = as_person(user, None) if user else None
    if person is None or not person.may(Permission.CIRCLES_MODERATE):
        raise ModerationRefused(
            gettext("No moderator of this platform has the address “%(email)s”. An operator can open such an account.")
            % {"email": email.strip()}
        )
    if moderates(circle, person):
        raise ModerationRefused(gettext("%(name)s prepares this circle already.") % {"name": person.name})
    added = Moderation.objects.create(circle=circle, person=person.reference, name=person.name)
    record("circle.moderator_added", by=by, on=f"circle:{circle.slug}", person=person.reference)
    return added
