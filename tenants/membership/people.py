"""Who acts: a person as actions see them, and the account behind."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, User
from django.http import HttpRequest

from tenants.membership.permissions import Permission, rights_of
from tenants.membership.roles import RoleCode


@dataclass(frozen=True)
class Person:
    """Somebody on one host: an opaque reference (the only thing stored), a name for the screen, roles, home."""

    reference: str
    name: str
    roles: frozenset[RoleCode] = field(default_factory=frozenset)
    municipality: str | None = None

    @property
    def rights(self) -> frozenset[Permission]:
        return rights_of(self.roles)

    def may(self, permission: Permission) -> bool:
        return permission in self.rights


RoleLimit = Callable[[str, frozenset[RoleCode]], frozenset[RoleCode]]
_LIMITS: list[RoleLimit] = []


def limit_roles(limit: RoleLimit) -> None:
    """Let another room say which of somebody's roles (by reference) are over; asked in municipalities only."""
    if limit not in _LIMITS:
        _LIMITS.append(limit)


NOBODY = Person(reference="", name="")


def new_reference() -> str:
    """An opaque reference for a person; it says nothing about them."""
    return "p_" + secrets.token_hex(8)


def person_of(request: HttpRequest) -> Person:
    """The signed-in person, or NOBODY; read once per request."""
    known = getattr(request, "_person", None)
    if known is None:
        tenant = getattr(request, "tenant", None)
        known = as_person(request.user, tenant.schema_name if tenant else None)
        request._person = known  # type: ignore[attr-defined]
    return known


def as_person(user: AbstractBaseUser | AnonymousUser, municipality: str | None) -> Person:
    """A person from an account of the host in use."""
    if not isinstance(user, User) or not user.is_active:
        return NOBODY
    known = {code.value for code in RoleCode}
    names = [name for name in user.groups.values_list("name", flat=True) if name in known]
    roles = frozenset(RoleCode(name) for name in names)
    if municipality is not None:
        for limit in _LIMITS:
            roles -= limit(user.username, roles)
    return Person(
        reference=user.username,
        name=display_name(user),
        roles=roles,
        municipality=municipality,
    )


def display_name(user: User) -> str:
    """Name for the screen."""
    return user.get_full_name() or user.email
