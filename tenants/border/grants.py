"""Applies what rooms say in ``access.py`` to the database: grants, row-level security, append-only triggers.

Run by the owner after every migration of the shared schema; repeating it changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.models import Model

from tenants.border.access import WRITE, Access
from tenants.border.roles import MUNICIPALITY, Role, role_name

_PARTIES = {
    "municipality": MUNICIPALITY,
    "platform": Role.PLATFORM,
    "exchange": Role.EXCHANGE,
    "router": Role.ROUTER,
    "sweeper": Role.SWEEPER,
}


class AccessNotDeclared(Exception):
    """A shared table that no ``access.py`` names, or a name without a table: nobody may guess who reads it."""


def declared() -> Iterator[tuple[type[Model], Access]]:
    """Every model of every public room with its access. Raises AccessNotDeclared for a gap on either side."""
    for package in settings.PUBLIC_ROOMS:
        config = apps.get_app_config(package.rsplit(".", 1)[-1])
        models = {model.__name__: model for model in config.get_models(include_auto_created=True)}
        if not models:
            continue
        try:
            access: dict[str, Access] = import_module(f"{package}.access").ACCESS
        except ModuleNotFoundError as missing:
            raise AccessNotDeclared(f"{package}.access") from missing
        if set(models) != set(access):
            raise AccessNotDeclared(f"{package}: {sorted(set(models) ^ set(access))}")
        for name, model in models.items():
            yield model, access[name]


def apply_grants() -> None:
    """Make the database agree with all ``access.py``; as owner, in one transaction."""
    statements: list[str] = [
        f"GRANT USAGE ON SCHEMA public TO {', '.join(_quoted(party) for party in _PARTIES.values())}",
        f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {', '.join(_quoted(party) for party in _PARTIES.values())}",
        _REFUSE_CHANGE,
    ]
    for label in settings.ON_EVERY_HOST:
        for model in apps.get_app_config(label.rsplit(".", 1)[-1]).get_models(include_auto_created=True):
            statements.append(f"GRANT {WRITE} ON {_table(model)} TO {_quoted(Role.PLATFORM)}")
    for model, access in declared():
        statements += _statements(model, access)
    from django.db import transaction

    with transaction.atomic(), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


_REFUSE_CHANGE = """
CREATE OR REPLACE FUNCTION public.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'append only: %', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END $$
"""


def _quoted(party: Role | str) -> str:
    return f'"{role_name(party)}"'


def _table(model: type[Model]) -> str:
    return f'public."{model._meta.db_table}"'


def _statements(model: type[Model], access: Access) -> Iterator[str]:
    table = _table(model)
    for field, party in _PARTIES.items():
        rights = getattr(access, field)
        if rights:
            yield f"GRANT {rights} ON {table} TO {_quoted(party)}"
    yield from _row_policies(table, access)
    yield f"DROP TRIGGER IF EXISTS append_only ON {table}"
    yield f"DROP TRIGGER IF EXISTS append_only_whole ON {table}"
    if access.append_only:
        yield (
            f"CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON {table}"
            " FOR EACH ROW EXECUTE FUNCTION public.refuse_change()"
        )
        yield (
            f"CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change()"
        )


def _row_policies(table: str, access: Access) -> Iterator[str]:
    for name in ("municipality_reads", "municipality_writes", "platform_rows", "others"):
        yield f"DROP POLICY IF EXISTS {name} ON {table}"
    if not (access.rows or access.platform_rows):
        yield f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY"
        return
    yield f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY"
    rows = access.rows or "true"
    if access.municipality:
        check = access.check or rows
        yield f"CREATE POLICY municipality_reads ON {table} FOR SELECT TO {_quoted(MUNICIPALITY)} USING ({rows})"
        yield (
            f"CREATE POLICY municipality_writes ON {table} FOR ALL TO {_quoted(MUNICIPALITY)}"
            f" USING ({check}) WITH CHECK ({check})"
        )
    others = [Role.EXCHANGE, Role.ROUTER, Role.SWEEPER, Role.BACKUP]
    if access.platform_rows:
        yield (
            f"CREATE POLICY platform_rows ON {table} FOR ALL TO {_quoted(Role.PLATFORM)}"
            f" USING ({access.platform_rows}) WITH CHECK ({access.platform_rows})"
        )
    else:
        others.append(Role.PLATFORM)
    parties = ", ".join(_quoted(party) for party in others)
    yield f"CREATE POLICY others ON {table} FOR ALL TO {parties} USING (true) WITH CHECK (true)"
