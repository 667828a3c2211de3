"""Who has an account on the host in use."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.contrib.auth.models import User

from tenants.membership.people import display_name
from tenants.membership.roles import LABELS, RoleCode

_AS_BASE_LETTER = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "ß": "ss"})


class AccountState(StrEnum):
    """Whether somebody can sign in."""

    ACTIVE = "active"
    INVITED = "invited"  # has not set a password yet
    BLOCKED = "blocked"


@dataclass(frozen=True)
class StaffAccount:
    """One account as the person who manages the staff sees it."""

    reference: str
    name: str
    email: str
    roles: tuple[RoleCode, ...]
    state: AccountState
    last_sign_in: datetime | None

    @property
    def role_names(self) -> list[str]:
        return [str(LABELS[role]) for role in self.roles]


class NoSuchAccount(Exception):
    """No account of this host has this reference."""


def staff_accounts() -> list[StaffAccount]:
    """All accounts of the host in use, by name as Germans sort it."""
    found = [_as_seen(user) for user in User.objects.prefetch_related("groups")]
    return sorted(found, key=lambda account: (account.name.lower().translate(_AS_BASE_LETTER), account.email))


def staff_account(reference: str) -> StaffAccount:
    """One account of the host in use. Raises NoSuchAccount."""
    user = User.objects.prefetch_related("groups").filter(username=reference).first()
    if user is None:
        raise NoSuchAccount(reference)
    return _as_seen(user)


def _as_seen(user: User) -> StaffAccount:
    names = {group.name for group in user.groups.all()}
    return StaffAccount(
        reference=user.username,
        name=display_name(user),
        email=user.email,
        roles=tuple(role for role in RoleCode if role.value in names),
        state=_state_of(user),
        last_sign_in=user.last_login,
    )


def _state_of(user: User) -> AccountState:
    if not user.is_active:
        return AccountState.BLOCKED
    return AccountState.ACTIVE if user.has_usable_password() else AccountState.INVITED
