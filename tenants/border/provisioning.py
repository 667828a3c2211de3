"""Makes and unmakes the schema and role of one municipality; every step can be repeated."""

from __future__ import annotations

import secrets

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from psycopg2 import sql

from tenants.border.crossing import _as
from tenants.border.foundation import make_role
from tenants.border.roles import MUNICIPALITY, Account, role_name

_ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789"


def new_schema_name() -> str:
    """An opaque name for schema and role: it says nothing about the municipality."""
    return "t_" + "".join(secrets.choice(_ALPHABET) for _ in range(10))


def make_account(schema_name: str) -> None:
    """The municipality's login role, member of the group that may read shared tables."""
    with connection.cursor() as cursor:
        make_role(
            cursor,
            schema_name,
            login=True,
            limit=settings.BORDER_CONNECTIONS_PER_MUNICIPALITY,
            settings_of_role={
                "timezone": "UTC",
                "lock_timeout": "10s",
                "statement_timeout": "60s",
                "idle_in_transaction_session_timeout": "60s",
            },
        )
        role = sql.Identifier(schema_name)
        cursor.execute(
            sql.SQL("ALTER ROLE {} SET search_path = {}, public").format(role, role),
        )
        cursor.execute(sql.SQL("GRANT {} TO {}").format(sql.Identifier(role_name(MUNICIPALITY)), role))


def make_schema(schema_name: str) -> None:
    """The schema, owned by the owner; the municipality may use tables in it but create none."""
    name = sql.Identifier(schema_name)
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("CREATE SCHEMA IF NOT EXISTS {}").format(name))
        cursor.execute(sql.SQL("GRANT USAGE ON SCHEMA {} TO {}").format(name, name))
        cursor.execute(
            sql.SQL(
                "ALTER DEFAULT PRIVILEGES IN SCHEMA {} GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {}"
            ).format(name, name)
        )
        cursor.execute(
            sql.SQL("ALTER DEFAULT PRIVILEGES IN SCHEMA {} GRANT USAGE ON SEQUENCES TO {}").format(name, name)
        )


def tenant_labels() -> list[str]:
    """Labels of the apps whose tables a municipality has."""
    return [apps.get_app_config(name.rsplit(".", 1)[-1]).label for name in settings.TENANT_APPS]


def migrate_schema(schema_name: str) -> int:
    """Bring one schema's tables up to date; only apps that have tables there. Returns the migrations applied."""
    with _as(Account(role_name("owner"), schema_name)):
        connection.include_public_schema = False  # type: ignore[attr-defined]
        executor = MigrationExecutor(connection)
        targets = _newest_of_tenant_apps(executor)
        plan = executor.migration_plan(targets)
        if plan:
            executor.recorder.ensure_schema()
            executor.migrate(targets, plan)
        return len(plan)


def is_behind(schema_name: str) -> bool:
    """Whether migrations are waiting for this schema."""
    with _as(Account(role_name("owner"), schema_name)):
        executor = MigrationExecutor(connection)
        return bool(executor.migration_plan(_newest_of_tenant_apps(executor)))


def _newest_of_tenant_apps(executor: MigrationExecutor) -> list[tuple[str, str]]:
    labels = set(tenant_labels())
    return [node for node in executor.loader.graph.leaf_nodes() if node[0] in labels]
