"""Raw SQL as an attacker inside one municipality's connection would send it."""

from __future__ import annotations

from typing import Any

from django.db import Error, connection

from tenants.border import inside


def try_sql(municipality: Any, statement: str, params: list[Any] | None = None) -> list[tuple[Any, ...]] | Error:
    """Run a statement as a municipality; its rows, or the database's refusal."""
    with inside(municipality):
        try:
            with connection.cursor() as cursor:
                cursor.execute(statement, params)
                return cursor.fetchall() if cursor.description else []
        except Error as refusal:
            connection.close()
            return refusal


def is_denied(outcome: list[tuple[Any, ...]] | Error) -> bool:
    """Whether the database refused for lack of rights (not because of a typing mistake of ours)."""
    return isinstance(outcome, Error) and outcome.__cause__.pgcode in {"42501", "28000", "0A000", "57014", "3F000"}
