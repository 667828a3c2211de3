"""Accounts of the host in use."""

from __future__ import annotations

from collections.abc import Iterable

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.contrib.auth.models import Group, User
from django.db import transaction
from django.utils.translation import gettext as _

from tenants.audit.actions import record
from tenants.membership.people import Person, as_person, new_reference
from tenants.membership.refusals import Refused
from tenants.membership.roles import LABELS, RoleCode, keeper_of, roles_of_host
from tenants.membership.selectors import NoSuchAccount
from tenants.membership.sessions import end_sessions


def prepare_roles(roles: Iterable[RoleCode]) -> None:
    """Make sure the host knows these roles; repeatable."""
    known = set(Group.objects.values_list("name", flat=True))
    Group.objects.bulk_create([Group(name=role.value) for role in roles if role.value not in known])


@transaction.atomic
def open_account(
    *, email: str, name: str, roles: Iterable[RoleCode], password: str | None, municipality: str | None, by: Person
) -> Person:
    """Open an account on the host in use. Without a password the person sets one by a link.

    Raises Refused for an address that has an account here already, and for a role of the other kind of host.
    """
    wanted = _allowed(roles, municipality)
    address = email.strip().lower()
    if User.objects.filter(email=address).exists():
        raise Refused(_("%(email)s already has an account here. Please change its roles instead.") % {"email": address})
    first, _space, last = name.rpartition(" ")
    user = User(username=new_reference(), email=address, first_name=first, last_name=last)
    user.set_password(password)
    user.save()
    EmailAddress.objects.create(user=user, email=address, primary=True, verified=True)
    user.groups.set(_groups(wanted))
    record("account.opened", by=by, on=f"person:{user.username}", municipality=municipality, roles=sorted(wanted))
    return as_person(user, municipality)


@transaction.atomic
def change_roles(*, reference: str, roles: Iterable[RoleCode], by: Person) -> None:
    """Give an account exactly these roles; they hold from its next request on.

    Raises Refused for roles of the other kind of host, and where nobody would be left to manage the staff.
    """
    wanted = _allowed(roles, by.municipality)
    account = _account(reference)
    before = _roles_of(account)
    if wanted == before:
        return
    keeper = keeper_of(by.municipality)
    if keeper not in wanted:
        _keep_one(keeper, account)
    account.groups.set(_groups(wanted))
    record("account.roles_changed", by=by, on=f"person:{reference}", before=sorted(before), after=sorted(wanted))


@transaction.atomic
def block_account(*, reference: str, by: Person) -> None:
    """Nobody signs in with this account any more; whoever is signed in is out with the next request.

    Raises Refused for the own account, and where nobody would be left to manage the staff.
    """
    if reference == by.reference:
        raise Refused(_("You cannot block your own account. Please ask another person who manages the staff."))
    account = _account(reference)
    if not account.is_active:
        return
    _keep_one(keeper_of(by.municipality), account)
    account.is_active = False
    account.save(update_fields=["is_active"])
    end_sessions(account)
    record("account.blocked", by=by, on=f"person:{reference}")


@transaction.atomic
def unblock_account(*, reference: str, by: Person) -> None:
    """Let somebody sign in again with the roles and the password they had."""
    account = _account(reference)
    if account.is_active:
        return
    account.is_active = True
    account.save(update_fields=["is_active"])
    record("account.unblocked", by=by, on=f"person:{reference}")


def _allowed(roles: Iterable[RoleCode], municipality: str | None) -> frozenset[RoleCode]:
    wanted = frozenset(roles)
    if not wanted or not wanted <= set(roles_of_host(municipality)):
        raise Refused(_("These roles do not exist here. Please choose at least one role of this host."))
    return wanted


def _groups(roles: Iterable[RoleCode]) -> list[Group]:
    """The groups of these roles; a role that is younger than the host gets its group now."""
    roles = list(roles)
    prepare_roles(roles)
    return list(Group.objects.filter(name__in=[role.value for role in roles]))


def _account(reference: str) -> User:
    account = User.objects.select_for_update().filter(username=reference).first()
    if account is None:
        raise NoSuchAccount(reference)
    return account


def _roles_of(account: User) -> frozenset[RoleCode]:
    names = set(account.groups.values_list("name", flat=True))
    return frozenset(role for role in RoleCode if role.value in names)


def _keep_one(keeper: RoleCode, losing: User) -> None:
    """Refuse if nobody else with this role can sign in; two who remove each other wait for each other here."""
    group = Group.objects.select_for_update().get(name=keeper.value)
    if not losing.groups.filter(pk=group.pk).exists():
        return
    others = User.objects.filter(groups=group, is_active=True).exclude(pk=losing.pk)
    if not others.exclude(password__startswith=UNUSABLE_PASSWORD_PREFIX).exists():
        raise Refused(
            _(
                "Nobody else with the role “%(role)s” can sign in here. Please give this role to another person first"
                " and wait until they have set their password."
            )
            % {"role": LABELS[keeper]}
        )
