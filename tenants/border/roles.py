"""The accounts of the border: who a connection is, and the password that proves it.

Six platform roles and one login role per municipality. Passwords are derived from two keys, so that a web process
(which holds only the web key) can never become owner, exchange or sweeper.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from dataclasses import dataclass
from enum import StrEnum

from django.conf import settings


class Role(StrEnum):
    """Platform roles; each is a PostgreSQL login role named ``<prefix>_<value>``."""

    OWNER = "owner"  # creates and changes tables; command line and worker only
    ROUTER = "router"  # host name to municipality, nothing else
    PLATFORM = "platform"  # moderators' and public pages
    EXCHANGE = "exchange"  # computes releases from contributions
    SWEEPER = "sweeper"  # ids and leases of jobs
    BACKUP = "backup"  # reads everything for a backup


MUNICIPALITY = "municipality"  # the group all municipalities' roles belong to; also says "runs as a municipality"

_WEB_ROLES = {Role.ROUTER, Role.PLATFORM}


class NoKey(Exception):
    """This process does not hold the key for the role it wants to become."""


@dataclass(frozen=True)
class Account:
    """What a connection authenticates as, and the schema it starts in."""

    login_role: str
    schema_name: str = "public"

    def get_tenant_type(self) -> None:
        """django-tenants asks for it; we have one type of tenant."""


def role_name(role: Role | str) -> str:
    """Full PostgreSQL name of a platform role or of the group of municipalities."""
    if role == Role.OWNER and settings.BORDER_OWNER:
        return settings.BORDER_OWNER[0]
    return f"{settings.BORDER_PREFIX}_{role}"


def account(role: Role) -> Account:
    """The account of a platform role, in the public schema."""
    return Account(role_name(role))


def account_of(tenant: object) -> str:
    """Login role for whatever django-tenants hands to ``set_tenant``.

    A municipality's role bears the name of its schema. django-tenants' own placeholder for the public schema becomes
    the role at rest of this process.
    """
    named = getattr(tenant, "login_role", None)
    if named:
        return str(named)
    schema = str(tenant.schema_name)  # type: ignore[attr-defined]
    return role_name(settings.BORDER_REST_ROLE) if schema == "public" else schema


def password_for(login_role: str) -> str:
    """Password of a login role, derived from the key this process holds.

    Raises NoKey where the process was not given the key for this kind of role.
    """
    if settings.BORDER_OWNER and login_role == settings.BORDER_OWNER[0]:
        return settings.BORDER_OWNER[1]
    platform = {role_name(role): role for role in Role}
    is_worker_role = login_role in platform and platform[login_role] not in _WEB_ROLES
    key = settings.BORDER_WORKER_KEY if is_worker_role else settings.BORDER_WEB_KEY
    if not key:
        raise NoKey(login_role)
    message = f"{settings.BORDER_KEY_GENERATION}:{login_role}".encode()
    return base64.urlsafe_b64encode(hmac.new(key.encode(), message, hashlib.sha256).digest()).decode()
