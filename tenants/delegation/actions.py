"""Lending the check, and taking it back."""

from __future__ import annotations

from datetime import date, timedelta

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tenants.audit.actions import record
from tenants.delegation.models import Delegation
from tenants.delegation.selectors import LENT
from tenants.membership.actions import change_roles, open_account
from tenants.membership.people import Person, as_person
from tenants.membership.permissions import Permission
from tenants.membership.refusals import Refused
from tenants.membership.roles import RoleCode

LONGEST = timedelta(days=2 * 366)


class DelegationRefused(Refused):
    """The check cannot be lent like this; the sentence says why."""


@transaction.atomic
def delegate(*, email: str, name: str, office: str, first_day: date, last_day: date, by: Person) -> Person:
    """Lend the check to somebody of another office until the last day; opens the account if there is none.

    Raises DelegationRefused for days that do not fit, for somebody who approves here, and for the own account.
    """
    _refuse_unless_leadership(by)
    _refuse_days(first_day, last_day)
    if not office.strip():
        raise DelegationRefused(_("Please name the office that checks on loan."))
    person = _person_with_role(email.strip().lower(), name, by)
    row = Delegation.objects.create(
        person=person.reference,
        office=office.strip(),
        first_day=first_day,
        last_day=last_day,
        given_by=by.reference,
        given_at=timezone.now(),
    )
    record(
        "check.delegated",
        by=by,
        municipality=by.municipality,
        on=f"delegation:{row.pk}",
        person=person.reference,
        office=row.office,
        first_day=first_day.isoformat(),
        last_day=last_day.isoformat(),
    )
    return person


@transaction.atomic
def end_delegation(*, delegation: int, reason: str, by: Person) -> None:
    """Take the check back from today on. Raises DelegationRefused where it is over already or no reason is given."""
    _refuse_unless_leadership(by)
    row = Delegation.objects.select_for_update().filter(pk=delegation).first()
    today = timezone.localdate()
    if row is None or row.ended_on is not None or row.last_day < today:
        raise DelegationRefused(_("This delegation is over already."))
    if not reason.strip():
        raise DelegationRefused(_("Please say why the delegation ends early."))
    row.ended_on, row.ended_by, row.end_reason = today, by.reference, reason.strip()
    row.save(update_fields=["ended_on", "ended_by", "end_reason"])
    record("check.taken_back", by=by, municipality=by.municipality, on=f"delegation:{row.pk}", person=row.person)


def _refuse_unless_leadership(by: Person) -> None:
    if not by.may(Permission.STAFF_MANAGE):
        raise DelegationRefused(_("Only the leadership lends the check to another office."))


def _refuse_days(first_day: date, last_day: date) -> None:
    if last_day < first_day:
        raise DelegationRefused(_("The last day lies before the first day."))
    if last_day < timezone.localdate():
        raise DelegationRefused(_("The last day is over already."))
    if last_day - first_day > LONGEST:
        raise DelegationRefused(_("A delegation runs for two years at most. You can renew it before it ends."))


def _person_with_role(email: str, name: str, by: Person) -> Person:
    """The account of this address with the lent role, opened where there is none."""
    user = User.objects.filter(email=email).first()
    if user is None:
        return open_account(email=email, name=name, roles=[LENT], password=None, municipality=by.municipality, by=by)
    if user.username == by.reference:
        raise DelegationRefused(_("You cannot lend the check to yourself."))
    roles = {RoleCode(group) for group in user.groups.values_list("name", flat=True)}
    if roles & {RoleCode.INTEGRATION_OFFICE, RoleCode.LEADERSHIP}:
        raise DelegationRefused(
            _("%(email)s approves figures here. Who approves cannot check on loan: two different people are needed.")
            % {"email": email}
        )
    if LENT not in roles:
        change_roles(reference=user.username, roles=[*roles, LENT], by=by)
    return as_person(user, by.municipality)
