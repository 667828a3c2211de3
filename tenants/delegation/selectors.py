"""Who checks on loan, today and before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.models import User
from django.db.models import Q
from django.utils import timezone

from tenants.delegation.models import Delegation
from tenants.membership.people import display_name
from tenants.membership.roles import RoleCode

LENT = RoleCode.STATISTICS_SUBSTITUTE


@dataclass(frozen=True)
class DelegationRow:
    """One delegation; `name` is "" where the account is gone."""

    id: int
    person: str
    name: str
    office: str
    first_day: date
    last_day: date
    ended_on: date | None
    end_reason: str

    def runs_on(self, day: date) -> bool:
        """Whether the check is lent on this day; a delegation that is ended does not run on that day any more."""
        return self.first_day <= day <= self.last_day and (self.ended_on is None or day < self.ended_on)

    @property
    def running(self) -> bool:
        return self.runs_on(timezone.localdate())

    @property
    def planned(self) -> bool:
        return self.ended_on is None and timezone.localdate() < self.first_day

    @property
    def days_left(self) -> int:
        """Days until the last day, 0 on it."""
        return (self.last_day - timezone.localdate()).days


def delegations() -> list[DelegationRow]:
    """All delegations of this municipality, the one that ends last first."""
    rows = list(Delegation.objects.all())
    names = {user.username: display_name(user) for user in User.objects.filter(username__in={r.person for r in rows})}
    return [
        DelegationRow(
            row.pk,
            row.person,
            names.get(row.person, ""),
            row.office,
            row.first_day,
            row.last_day,
            row.ended_on,
            row.end_reason,
        )
        for row in rows
    ]


def running_delegations() -> list[DelegationRow]:
    """Who checks on loan today."""
    return [row for row in delegations() if row.running]


def offices_of(people: Iterable[str], day: date | None = None) -> dict[str, str]:
    """The office each of these people checks for on loan (on a day, today if none is given)."""
    wanted = list(people)
    if not wanted:
        return {}
    on = day or timezone.localdate()
    rows = Delegation.objects.filter(person__in=wanted, first_day__lte=on).order_by("last_day")
    return {row.person: row.office for row in rows}


def ended_roles(person: str, roles: frozenset[RoleCode]) -> frozenset[RoleCode]:
    """Of somebody's roles those that were lent and are over; a role given without an end date never ends here."""
    if LENT not in roles:
        return frozenset()
    today = timezone.localdate()
    lent = Delegation.objects.filter(person=person)
    running = lent.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=today), first_day__lte=today, last_day__gte=today)
    return frozenset({LENT}) if lent.exists() and not running.exists() else frozenset()
