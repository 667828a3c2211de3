"""Making schemas and migrating a hundred of them: our border against django-tenants as it comes."""

from __future__ import annotations

from collections.abc import Callable

from django.db import connection, transaction
from django.utils import timezone

from tenants.border import Role, acting_as
from tenants.border.provisioning import make_account, make_schema, migrate_schema, new_schema_name
from tenants.municipalities.models import Municipality
from tenants.onboarding.actions import migrate_municipalities
from tests.bench.pairs import Pair, paired, timed
from tests.bench.peer import Peer

ADDED_APP, ADDED_COLUMN = "growing", "0002_thing_note"


def make_one(schema: str) -> None:
    """The three steps of provisioning that make account, schema and tables."""
    with acting_as(Role.OWNER):
        with transaction.atomic():
            make_account(schema)
        with transaction.atomic():
            make_schema(schema)
        migrate_schema(schema)


def provisioning(peer: Peer, repetitions: int) -> Pair:
    """One municipality."""
    return paired(
        "one municipality: make its schema",
        ("login role with limits, schema, default rights, tables", lambda: _timed_new(make_one)),
        (
            "create_schema: schema, tables, content types and permissions; no role, no rights",
            lambda: peer.seconds("create_schema", new_schema_name()),
        ),
        repetitions=repetitions,
    )


def _timed_new(make: Callable[[str], None]) -> float:
    schema = new_schema_name()
    return timed(lambda: make(schema))


def fill_up(count: int) -> None:
    """Municipalities with schemas until there are this many; the ones of the template get the growing table."""
    with acting_as(Role.OWNER):
        names = list(Municipality.objects.values_list("schema_name", flat=True))
        for number in range(len(names), count):
            schema = new_schema_name()
            Municipality.objects.create(
                schema_name=schema, ags=f"99{number:03d}", slug=f"bench-{number}", name=f"Bench {number}",
                kind="landkreis", provisioned_at=timezone.now(),
            )  # fmt: skip
            make_one(schema)
        founded = _schemas()
        for schema in names:  # some municipalities of the demonstration are rows only, as long as nobody signs in there
            migrate_schema(schema) if schema in founded else make_one(schema)


def _schemas() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nspname FROM pg_namespace")
        return {name for (name,) in cursor.fetchall()}


def let_the_peer_catch_up(peer: Peer) -> None:
    """Not measured: the first time the peer adds content types and permissions that our schemas do without."""
    peer.seconds("migrate_schemas")


def nothing_to_do(peer: Peer, count: int, repetitions: int) -> Pair:
    """All schemas are up to date."""
    return paired(
        f"no-op migration of {count} schemas",
        ("migrate_municipalities", _migrate_ours),
        (
            "migrate_schemas --executor=standard, which also looks for content types and permissions",
            lambda: peer.seconds("migrate_schemas"),
        ),
        repetitions=repetitions,
    )


def one_column(peer: Peer, count: int, repetitions: int) -> Pair:
    """One column is missing in every schema."""
    return paired(
        f"one-column migration of {count} schemas",
        ("migrate_municipalities", _checked(_migrate_ours)),
        (
            "migrate_schemas --executor=standard, which also looks for content types and permissions",
            _checked(lambda: peer.seconds("migrate_schemas")),
        ),
        repetitions=repetitions,
        before_each=_take_the_column_away,
    )


def _migrate_ours() -> float:
    failed: list[str] = []
    seconds = timed(lambda: failed.extend(migrate_municipalities(say=lambda line: None)))
    if failed:
        raise RuntimeError(f"not migrated: {failed}")
    return seconds


def _checked(way: Callable[[], float]) -> Callable[[], float]:
    """The same way, and afterwards the column is really there in every schema."""

    def run() -> float:
        seconds = way()
        with acting_as(Role.OWNER), connection.cursor() as cursor:
            for schema in _schemas():
                cursor.execute(f'SELECT note FROM "{schema}".growing_thing')
        return seconds

    return run


def _schemas() -> list[str]:
    return list(Municipality.objects.order_by("pk").values_list("schema_name", flat=True))


def _take_the_column_away() -> None:
    with acting_as(Role.OWNER):
        schemas = _schemas()
        with transaction.atomic(), connection.cursor() as cursor:
            for schema in schemas:
                cursor.execute(f'ALTER TABLE "{schema}".growing_thing DROP COLUMN IF EXISTS note')
                cursor.execute(
                    f'DELETE FROM "{schema}".django_migrations WHERE app = %s AND name = %s', [ADDED_APP, ADDED_COLUMN]
                )
