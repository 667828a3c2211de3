"""Taking in applications, answering them, and erasing what is no longer needed."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from benchmark.territories.selectors import TerritoryInfo
from comparisons.joining.models import Application
from comparisons.joining.refusals import TooManyApplications
from tenants.audit.actions import record
from tenants.membership.people import Person

MOST_PER_SENDER = 3  # a day
MOST_PER_EMAIL = 2
MOST_IN_ALL = 100
KEPT = datetime.timedelta(days=183)  # after the answer, or after it came if nobody answers
_SOMEBODY = Person(reference="public", name="")


@transaction.atomic
def apply(*, place: TerritoryInfo, name: str, email: str, role: str, message: str, address: str) -> Application:
    """Store one application. Raises TooManyApplications with a sentence; nothing is stored then.

    `address` is the sender's network address; only a keyed digest of it and of the day is kept.
    """
    _erase_old()
    sender = digest_of(address, timezone.localdate())
    _refuse_floods(sender, email)
    application = Application.objects.create(
        ags=place.ags,
        municipality_name=place.full_name,
        name=name,
        email=email,
        role=role,
        message=message,
        sender=sender,
    )
    record("joining.application_received", by=_SOMEBODY, on=f"application:{application.pk}", ags=place.ags)
    return application


@transaction.atomic
def answer(*, application: Application, by: Person) -> None:
    """Mark an application as answered; a second time changes nothing."""
    open_ones = Application.objects.select_for_update().filter(pk=application.pk, state=Application.State.OPEN)
    changed = open_ones.update(state=Application.State.ANSWERED, answered_at=timezone.now(), answered_by=by.reference)
    if changed:
        record("joining.application_answered", by=by, on=f"application:{application.pk}")


@transaction.atomic
def erase(*, application: Application, by: Person) -> None:
    """Delete an application with all that it says about a person; the audit trail keeps that there was one."""
    record("joining.application_erased", by=by, on=f"application:{application.pk}")
    Application.objects.filter(pk=application.pk).delete()


def digest_of(address: str, day: datetime.date) -> str:
    """What is kept of a network address: the same for one address on one day, and nothing beyond."""
    return salted_hmac("joining.sender", f"{day.isoformat()}|{address}", algorithm="sha256").hexdigest()[:32]


def _refuse_floods(sender: str, email: str) -> None:
    """Raises TooManyApplications where one sender, one mailbox or everybody together sent too much in a day."""
    since = timezone.now() - datetime.timedelta(days=1)
    today = Application.objects.filter(received_at__gte=since)
    if (
        today.filter(sender=sender).count() >= MOST_PER_SENDER
        or today.filter(email__iexact=email).count() >= MOST_PER_EMAIL
        or today.count() >= MOST_IN_ALL
    ):
        raise TooManyApplications(
            _(
                "More messages have come in than we can take today. Nothing was stored. Please try again tomorrow or "
                "write to the address in the imprint."
            )
        )


def _erase_old() -> None:
    """What was promised on the form: nothing is kept longer than half a year."""
    before = timezone.now() - KEPT
    Application.objects.filter(Q(answered_at__lt=before) | Q(answered_at__isnull=True, received_at__lt=before)).delete()
