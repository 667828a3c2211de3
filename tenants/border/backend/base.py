"""Database backend: every municipality is a login role of its own, and open connections are parked per role.

The search path comes from the role (``ALTER ROLE … SET search_path``), so nothing has to be set, and nothing can go
stale, behind a transaction pooler or after a rollback. Only the owner, who changes many schemas, sets it per statement.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import DatabaseError
from django_tenants.postgresql_backend import base

from tenants.border.roles import Role, account_of, password_for, role_name


class SwitchInsideTransaction(RuntimeError):
    """Somebody tried to become another role while a transaction was open."""


@dataclass
class Parked:
    """An open connection of a role that is not in use at the moment."""

    connection: Any
    autocommit: bool
    close_at: float | None
    errors_occurred: bool

    def is_stale(self) -> bool:
        return self.errors_occurred or (self.close_at is not None and time.monotonic() >= self.close_at)


class DatabaseWrapper(base.DatabaseWrapper):  # type: ignore[misc]
    """django-tenants' wrapper, with a role per municipality."""

    connection: Any
    autocommit: bool
    close_at: float | None
    errors_occurred: bool

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._role: str | None = None
        self._parked: OrderedDict[str, Parked] = OrderedDict()
        super().__init__(*args, **kwargs)

    @property
    def login_role(self) -> str:
        """The PostgreSQL role the next statement will run as."""
        return self._role or role_name(settings.BORDER_REST_ROLE)

    def set_tenant(self, tenant: Any, include_public: bool = True) -> None:
        """Become another account. Checks first and changes afterwards, so a refusal leaves everything as it was.

        Raises SwitchInsideTransaction where a transaction is open and the account would change.
        """
        role = account_of(tenant)
        if self._role is not None and role != self._role:
            if self.in_atomic_block:
                raise SwitchInsideTransaction(f"{self._role} -> {role}")
            self._park()
            self._role = role
            self._take()
        self._role = role
        super().set_tenant(tenant, include_public)

    def get_connection_params(self) -> dict[str, Any]:
        params: dict[str, Any] = super().get_connection_params()
        params["user"] = self.login_role
        params["password"] = password_for(self.login_role)
        return params

    def close(self) -> None:
        """Close the connection in use and all parked ones."""
        super().close()
        if self.in_atomic_block:
            return
        while self._parked:
            self._quit(self._parked.popitem()[1])

    def _handle_search_path(self, cursor: Any = None) -> None:
        if self.login_role == role_name(Role.OWNER):
            super()._handle_search_path(cursor)

    def _park(self) -> None:
        if self.connection is None:
            return
        parked = Parked(self.connection, self.autocommit, self.close_at, self.errors_occurred)
        self.connection = None
        self.search_path_set_schemas = None
        if parked.is_stale():
            self._quit(parked)
            return
        self._parked[self.login_role] = parked
        while len(self._parked) > settings.BORDER_PARKED_CONNECTIONS:
            self._quit(self._parked.popitem(last=False)[1])

    def _take(self) -> None:
        parked = self._parked.pop(self.login_role, None)
        if parked is None:
            return
        if parked.is_stale():
            self._quit(parked)
            return
        self.connection = parked.connection
        self.autocommit = parked.autocommit
        self.close_at = parked.close_at
        self.errors_occurred = False
        self.health_check_done = False

    def _quit(self, parked: Parked) -> None:
        with self.wrap_database_errors:
            try:
                parked.connection.close()
            except DatabaseError:  # the server has already gone: nothing is left to close
                return
