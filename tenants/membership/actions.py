"""Accounts of the host in use."""

from __future__ import annotations

from collections.abc import Iterable

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group, User
from django.db import transaction
from django.utils.translation import gettext as _

from tenants.audit.actions import record
from tenants.membership.people import Person, as_person, new_reference
from tenants.membership.refusals import Refused
from tenants.membership.roles import OF_A_MUNICIPALITY, OF_THE_PLATFORM, RoleCode


def prepare_roles(roles: Iterable[RoleCode]) -> None:
    """Make sure the host knows these roles; repeatable."""
    known = set(Group.objects.values_list("name", flat=True))
    Group.objects.bulk_create([Group(name=role.value) for role in roles if role.value not in known])


@transaction.atomic
def open_account(
    *, email: str, name: str, roles: Iterable[RoleCode], password: str | None, municipality: str | None, by: Person
) -> Person:
    """Open an account on the host in use. Without a password the person sets one by "forgotten password".

    Raises Refused for an address that has an account here already, and for a role of the other kind of host.
    """
    wanted = frozenset(roles)
    allowed = OF_A_MUNICIPALITY if municipality else OF_THE_PLATFORM
    if not wanted or not wanted <= set(allowed):
        raise Refused(_("These roles do not exist here. Please choose at least one role of this host."))
    address = email.strip().lower()
    if User.objects.filter(email=address).exists():
        raise Refused(_("%(email)s already has an account here. Please change its roles instead.") % {"email": address})
    first, _space, last = name.rpartition(" ")
    user = User(username=new_reference(), email=address, first_name=first, last_name=last)
    user.set_password(password)
    user.save()
    EmailAddress.objects.create(user=user, email=address, primary=True, verified=True)
    user.groups.set(Group.objects.filter(name__in=[role.value for role in wanted]))
    record("account.opened", by=by, on=f"person:{user.username}", municipality=municipality, roles=sorted(wanted))
    return as_person(user, municipality)
