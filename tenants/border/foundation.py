"""Founds the platform in an empty database, or brings an existing one up to date. Fixed order, repeatable."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import contextmanager
from typing import Any

import psycopg2
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from psycopg2 import sql
from psycopg2.extensions import encrypt_password

from tenants.border.catalogue_revokes import revoke_catalogue
from tenants.border.crossing import acting_as
from tenants.border.grants import apply_grants
from tenants.border.roles import MUNICIPALITY, Role, password_for, role_name

LOCK = 7_220_001  # one founder or migrator at a time


@contextmanager
def superuser_cursor(database: str | None = None) -> Any:
    """A cursor of the superuser the launcher knows, or None where there is none (managed servers)."""
    if not settings.BORDER_SUPERUSER:
        yield None
        return
    with_superuser = psycopg2.connect(
        **{**settings.BORDER_SUPERUSER, "dbname": database or settings.DATABASES["default"]["NAME"]}
    )
    with_superuser.autocommit = True
    try:
        with with_superuser.cursor() as cursor:
            yield cursor
    finally:
        with_superuser.close()


def found_platform(say: Callable[[str], None] = lambda line: None) -> None:
    """Roles, database, shared tables, grants and catalogue revokes, in this order."""
    say("roles")
    _make_owner_and_database()
    with acting_as(Role.OWNER):
        _make_roles()
        with only_one_at_a_time():
            say("shared tables")
            call_command("migrate_schemas", shared=True, verbosity=0, interactive=False)
            say("rights")
            apply_grants()
    with superuser_cursor() as cursor:
        if cursor is None:
            say("catalogue: left as it is, because this account is not a superuser (see deploy/README.md)")
        else:
            revoke_catalogue(cursor, [role_name(Role.OWNER), role_name(Role.BACKUP)])


@contextmanager
def only_one_at_a_time() -> Any:
    """Hold the migrators' lock on a connection of its own; a second migrator waits."""
    params = connection.get_connection_params()
    params.pop("cursor_factory", None)
    keeper = psycopg2.connect(**params)
    keeper.autocommit = True
    try:
        with keeper.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        yield
    finally:
        keeper.close()


def _make_owner_and_database() -> None:
    name = settings.DATABASES["default"]["NAME"]
    owner = role_name(Role.OWNER)
    with superuser_cursor("postgres") as cursor:
        if cursor is None:
            return
        cursor.execute("SELECT 1 FROM pg_catalog.pg_roles WHERE rolname = %s", [owner])
        if cursor.fetchone() is None:
            cursor.execute(sql.SQL("CREATE ROLE {} LOGIN CREATEROLE").format(sql.Identifier(owner)))
        _set_password(cursor, owner)
        cursor.execute("SELECT 1 FROM pg_catalog.pg_database WHERE datname = %s", [name])
        if cursor.fetchone() is None:
            cursor.execute(
                sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE template0").format(
                    sql.Identifier(name), sql.Identifier(owner)
                )
            )


def _make_roles() -> None:
    limits = {"search_path": "public", "timezone": "UTC", "lock_timeout": "10s", "statement_timeout": "60s"}
    limits["idle_in_transaction_session_timeout"] = "60s"
    with connection.cursor() as cursor:
        make_role(cursor, role_name(MUNICIPALITY), login=False)
        for role in (Role.ROUTER, Role.PLATFORM, Role.EXCHANGE, Role.SWEEPER, Role.BACKUP):
            make_role(cursor, role_name(role), login=True, settings_of_role=limits)
        database = sql.Identifier(settings.DATABASES["default"]["NAME"])
        cursor.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(database))
        cursor.execute("REVOKE ALL ON SCHEMA public FROM PUBLIC")
        everybody = [role_name(MUNICIPALITY), *(role_name(role) for role in Role if role != Role.OWNER)]
        for name in everybody:
            cursor.execute(sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(database, sql.Identifier(name)))


def make_role(
    cursor: Any, name: str, *, login: bool, settings_of_role: dict[str, str] | None = None, limit: int = -1
) -> None:
    """Create a role if it is missing and set its password, limits and defaults anew."""
    cursor.execute("SELECT 1 FROM pg_catalog.pg_roles WHERE rolname = %s", [name])
    role = sql.Identifier(name)
    if cursor.fetchone() is None:
        cursor.execute(sql.SQL("CREATE ROLE {} NOSUPERUSER NOCREATEDB NOCREATEROLE").format(role))
    if not login:
        return
    cursor.execute(sql.SQL("ALTER ROLE {} LOGIN CONNECTION LIMIT {}").format(role, sql.Literal(limit)))
    _set_password(cursor, name)
    for setting, value in (settings_of_role or {}).items():
        cursor.execute(sql.SQL("ALTER ROLE {} SET {} = {}").format(role, sql.Identifier(setting), sql.Literal(value)))


def _set_password(cursor: Any, role: str) -> None:
    """Send only the SCRAM verifier, so that no password reaches a server log."""
    verifier = encrypt_password(password_for(role), role, cursor.connection, "scram-sha-256")
    cursor.execute(sql.SQL("ALTER ROLE {} PASSWORD {}").format(sql.Identifier(role), sql.Literal(verifier)))
