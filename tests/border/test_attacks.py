"""A municipality with injected SQL reads and writes nothing of its neighbour (security.md A1-A6, A8-A10)."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import Error, connection

from tenants.border import Role, acting_as, inside
from tenants.border.roles import role_name
from tests.border.attacks import is_denied, try_sql

CANARY = {"ahausen": 97001, "bedorf": 98001}


@pytest.fixture
def neighbours(ahausen: Any, bedorf: Any) -> tuple[Any, Any]:
    """Two municipalities, each with a recognisable value in its own schema."""
    with acting_as(Role.OWNER), connection.cursor() as cursor:
        for municipality in (ahausen, bedorf):
            cursor.execute(f'CREATE TABLE "{municipality.schema_name}".canary (value integer)')
            cursor.execute(f'INSERT INTO "{municipality.schema_name}".canary VALUES (%s)', [CANARY[municipality.slug]])
    return ahausen, bedorf


@pytest.mark.requirement("A1")
@pytest.mark.requirement("M12")
def test_a_union_select_reads_own_rows_and_no_neighbour(neighbours: tuple[Any, Any]) -> None:
    here, there = neighbours
    assert try_sql(here, "SELECT 'x' UNION SELECT value::text FROM canary") == [("97001",), ("x",)] or try_sql(
        here, "SELECT value FROM canary"
    ) == [(97001,)]
    assert is_denied(try_sql(here, f'SELECT value FROM "{there.schema_name}".canary'))
    assert try_sql(there, "SELECT value FROM canary") == [(98001,)]


@pytest.mark.requirement("A2")
@pytest.mark.parametrize(
    "attempt",
    [
        'SET ROLE "{there}"; {read}',
        'RESET ROLE; SET ROLE "{there}"; {read}',
        'SET SESSION AUTHORIZATION "{there}"; {read}',
    ],
)
def test_no_stacked_statement_becomes_the_neighbour(neighbours: tuple[Any, Any], attempt: str) -> None:
    here, there = neighbours
    read = f'SELECT value FROM "{there.schema_name}".canary'
    assert is_denied(try_sql(here, attempt.format(there=there.schema_name, read=read)))
    assert try_sql(here, "RESET ROLE; SELECT value FROM canary") == [(97001,)]


@pytest.mark.requirement("A3")
def test_one_select_with_set_config_and_query_to_xml(neighbours: tuple[Any, Any]) -> None:
    here, there = neighbours
    attack = f"""SELECT set_config('role', '{there.schema_name}', false),
                 query_to_xml('SELECT value FROM "{there.schema_name}".canary', true, false, '')"""
    assert is_denied(try_sql(here, attack))
    assert is_denied(try_sql(here, f"SELECT set_config('role', '{there.schema_name}', false)"))


@pytest.mark.requirement("A4")
def test_search_path_and_xml_exports_show_no_neighbour(neighbours: tuple[Any, Any]) -> None:
    here, there = neighbours
    moved = try_sql(here, f"SELECT set_config('search_path', '{there.schema_name}', false); SELECT value FROM canary")
    assert isinstance(moved, Error)
    for attack in (
        f"SELECT schema_to_xml('{there.schema_name}', true, false, '')",
        "SELECT database_to_xml(true, false, '')",
    ):
        assert is_denied(try_sql(here, attack))


@pytest.mark.requirement("A5")
def test_a_municipality_changes_own_rows_but_nobody_elses_and_no_tables(neighbours: tuple[Any, Any]) -> None:
    here, there = neighbours
    for attack in (
        f'INSERT INTO "{there.schema_name}".canary VALUES (1)',
        f'UPDATE "{there.schema_name}".canary SET value = 1',
        f'DELETE FROM "{there.schema_name}".canary',
        "CREATE TABLE mine (a int)",
        "CREATE TABLE public.mine (a int)",
        "CREATE TEMP TABLE mine (a int)",
        "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "DROP TABLE canary",
        f'CREATE SCHEMA "{here.schema_name}_2"',
    ):
        assert is_denied(try_sql(here, attack)), attack
    assert try_sql(here, "UPDATE canary SET value = 97002 RETURNING value") == [(97002,)]
    assert try_sql(there, "SELECT value FROM canary") == [(98001,)]


@pytest.mark.requirement("A6")
def test_no_way_to_the_server_itself(neighbours: tuple[Any, Any]) -> None:
    here, _there = neighbours
    for attack in (
        "SELECT pg_read_file('/etc/passwd')",
        "COPY (SELECT 1) TO PROGRAM 'id'",
        "SELECT lo_import('/etc/passwd')",
        "SELECT * FROM pg_authid",
        "ALTER ROLE CURRENT_USER SUPERUSER",
    ):
        assert is_denied(try_sql(here, attack)), attack


@pytest.mark.requirement("A8")
def test_row_level_security_follows_the_session_user(neighbours: tuple[Any, Any]) -> None:
    here, there = neighbours
    insert = (
        "INSERT INTO public.audit_auditevent (at, municipality, person, event, on_object, details)"
        " VALUES (now(), %s, 'p', 'e', 'o', '{}')"
    )
    assert is_denied(try_sql(here, insert, [there.schema_name]))
    assert try_sql(here, insert, [here.schema_name]) == []
    assert try_sql(there, insert, [there.schema_name]) == []
    seen = try_sql(
        here,
        "SELECT set_config('app.tenant', %s, false); SELECT DISTINCT municipality FROM audit_auditevent",
        [there.schema_name],
    )
    assert seen == [(here.schema_name,)]


@pytest.mark.requirement("A9")
def test_the_catalogue_tells_nothing_about_others(neighbours: tuple[Any, Any]) -> None:
    here, _there = neighbours
    for attack in (
        "SELECT nspname FROM pg_namespace",
        "SELECT rolname FROM pg_roles",
        "SELECT relname, reltuples FROM pg_class",
        "SELECT * FROM pg_stat_all_tables",
        "SELECT schema_name FROM information_schema.schemata",
        "SELECT * FROM municipalities_municipality",
        "SELECT * FROM public.auth_user",
        "SELECT pg_relation_size(20000)",
        "SELECT pg_describe_object(1259, 20000, 0)",
    ):
        assert is_denied(try_sql(here, attack)), attack
    with acting_as(Role.OWNER), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_namespace WHERE nspname LIKE 't\\_%%'")
        assert cursor.fetchone()[0] >= 2


@pytest.mark.requirement("A10")
def test_no_locks_and_no_signals_to_others(neighbours: tuple[Any, Any]) -> None:
    here, _there = neighbours
    for attack in (
        "SELECT pg_advisory_lock(1)",
        "SELECT pg_try_advisory_lock(1)",
        "SELECT pg_advisory_xact_lock(1)",
        "SELECT pg_try_advisory_xact_lock_shared(1)",
        "SELECT pg_notify('a', 'b')",
    ):
        assert is_denied(try_sql(here, attack)), attack


def test_the_web_key_opens_no_worker_role(settings: Any, world: None) -> None:
    from tenants.border.roles import NoKey, password_for

    settings.BORDER_WORKER_KEY = ""
    for role in (Role.OWNER, Role.EXCHANGE, Role.SWEEPER, Role.BACKUP):
        with pytest.raises(NoKey):
            password_for(role_name(role))
    assert password_for(role_name(Role.ROUTER))


def test_the_platform_role_reads_no_schema_of_a_municipality(neighbours: tuple[Any, Any]) -> None:
    here, _there = neighbours
    for role in (Role.PLATFORM, Role.ROUTER, Role.EXCHANGE, Role.SWEEPER):
        with acting_as(role), connection.cursor() as cursor, pytest.raises(Error) as refusal:
            cursor.execute(f'SELECT value FROM "{here.schema_name}".canary')
        assert is_denied(refusal.value)
    with inside(here), connection.cursor() as cursor:
        cursor.execute("SELECT value FROM canary")
        assert cursor.fetchone() == (97001,)
