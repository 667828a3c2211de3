"""Reminders by mail: a month before the deadline, a week before it, and once after it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from benchmark.collection.models import Collection, Reminder
from benchmark.collection.selectors import ItemRow, Standing, collections, standing
from tenants.membership.links import home
from tenants.membership.roles import RoleCode
from tenants.membership.selectors import AccountState, StaffAccount, staff_accounts

MONTH, WEEK = 30, 7  # days


@dataclass(frozen=True)
class Letter:
    """One mail to one person about one year."""

    account: StaffAccount
    year: Standing
    items: tuple[ItemRow, ...]
    occasion: Reminder.Occasion


def occasion_of(year: Standing) -> Reminder.Occasion | None:
    """Which reminder is due today, None while the deadline is far away."""
    if year.days_left < 0:
        return Reminder.Occasion.OVERDUE
    if year.days_left <= WEEK:
        return Reminder.Occasion.WEEK_BEFORE
    return Reminder.Occasion.MONTH_BEFORE if year.days_left <= MONTH else None


def letters(year: Standing) -> list[Letter]:
    """Who is to be reminded of what; items nobody is named for go to the integration office."""
    occasion = occasion_of(year)
    if occasion is None:
        return []
    active = {one.reference: one for one in staff_accounts() if one.state == AccountState.ACTIVE}
    office = [one for one in active.values() if RoleCode.INTEGRATION_OFFICE in one.roles]
    whose: dict[str, list[ItemRow]] = defaultdict(list)
    for item in year.items:
        if item.open:
            for account in [active[item.responsible]] if item.responsible in active else office:
                whose[account.reference].append(item)
    return [Letter(active[reference], year, tuple(items), occasion) for reference, items in sorted(whose.items())]


def remind(*, host: str) -> int:
    """Send what is due today and was not sent yet; returns how many mails. A mail that fails is tried again."""
    sent = 0
    for collection in collections():
        for letter in letters(standing(collection)):
            sent += _send_once(collection, letter, host)
    return sent


def _send_once(collection: Collection, letter: Letter, host: str) -> bool:
    """The note that somebody was reminded and the mail stand or fall together."""
    with transaction.atomic():
        _note, is_new = Reminder.objects.get_or_create(
            collection=collection,
            person=letter.account.reference,
            occasion=letter.occasion,
            deadline=collection.deadline,
        )
        if not is_new:
            return False
        with translation.override(settings.LANGUAGE_CODE):
            subject = _("Open figures for %(year)s") % {"year": letter.year.year}
            text = render_to_string(
                "collection/mail/reminder.txt",
                {"letter": letter, "url": home(host) + reverse("collection:start")},
            )
        send_mail(subject, text, None, [letter.account.email])
    return True
