"""One computes at a time, and nobody withdraws a number at the very moment a table with it is written."""

from __future__ import annotations

from django.db import connection

from comparisons.circles.models import Circle

COMPUTING = 0x746F_7461_6C73  # any fixed number; it names this room among the database's advisory locks
WRITING = 0x746F_746C  # the first half of a lock per circle


def only_one_computes() -> None:
    """Wait until no other table is being judged; held to the end of the transaction."""
    _lock("SELECT pg_advisory_xact_lock(%s)", [COMPUTING])


def only_one_writes(circle: Circle) -> None:
    """Wait until nobody else writes tables or withdraws numbers of this circle; held to the end of the transaction."""
    _lock("SELECT pg_advisory_xact_lock(%s, %s)", [WRITING, circle.pk % 2**31])


def _lock(statement: str, values: list[int]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
