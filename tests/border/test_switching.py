"""Switching accounts never mixes municipalities: a state machine of everything that may happen (C23, F1, F2)."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import psycopg2
import pytest
from django.db import Error, connection, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tenants.border import CrossingRefused, NotProvisioned, Role, acting_as, inside
from tenants.border.backend.base import SwitchInsideTransaction
from tests.support.worlds import superuser

STEPS, EXAMPLES = 30, 40


def plant(municipalities: list[Any]) -> None:
    """A table in each schema that names its owner."""
    with acting_as(Role.OWNER), connection.cursor() as cursor:
        for municipality in municipalities:
            name = municipality.schema_name
            cursor.execute(f'CREATE TABLE "{name}".whose (name text)')
            cursor.execute(f'INSERT INTO "{name}".whose VALUES (%s)', [name])


def whose() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, session_user FROM whose")
        name, user = cursor.fetchone()
    assert name == user
    return name


class Crossing(RuleBasedStateMachine):
    """Switch, open transactions, fail, roll back to savepoints, lose backends, close: whose rows are read?"""

    municipalities: list[Any] = []
    reads = 0

    @initialize()
    def begin(self) -> None:
        self.stack: list[Any] = []
        connection.set_schema_to_public()
        self.here: Any = None

    @precondition(lambda self: not self.stack)
    @rule(number=st.integers(0, 2))
    def switch(self, number: int) -> None:
        self.here = self.municipalities[number]
        connection.set_tenant(self.here)

    @precondition(lambda self: self.here is not None and len(self.stack) < 3)
    @rule()
    def open_transaction(self) -> None:
        block = transaction.atomic()
        block.__enter__()
        self.stack.append(block)

    @precondition(lambda self: bool(self.stack))
    @rule(fails=st.booleans())
    def leave_transaction(self, fails: bool) -> None:
        block = self.stack.pop()
        if fails:
            error = RuntimeError("rolled back")
            block.__exit__(RuntimeError, error, None)
        else:
            with suppress(Error):
                block.__exit__(None, None, None)

    @precondition(lambda self: bool(self.stack))
    @rule(number=st.integers(0, 2))
    def try_to_switch_inside(self, number: int) -> None:
        other = self.municipalities[number]
        if other == self.here:
            return
        with pytest.raises(SwitchInsideTransaction):
            connection.set_tenant(other)

    @precondition(lambda self: self.here is not None)
    @rule()
    def error_behind_a_savepoint(self) -> None:
        if connection.needs_rollback:
            return
        with suppress(Error), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT 1 / 0")

    @precondition(lambda self: self.here is not None and not self.stack)
    @rule()
    def lose_all_backends(self) -> None:
        with superuser() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()",
                [connection.settings_dict["NAME"]],
            )
        connection.health_check_done = False
        connection.health_check_enabled = True

    @precondition(lambda self: not self.stack)
    @rule()
    def close(self) -> None:
        connection.close()

    @invariant()
    def reads_own_rows_only(self) -> None:
        if getattr(self, "here", None) is None or connection.needs_rollback:
            return
        with suppress(psycopg2.InterfaceError):
            assert whose() == self.here.schema_name
            type(self).reads += 1

    def teardown(self) -> None:
        while getattr(self, "stack", None):
            block = self.stack.pop()
            block.__exit__(RuntimeError, RuntimeError("end"), None)
        connection.set_schema_to_public()


@pytest.mark.requirement("C23")
@pytest.mark.requirement("F2")
@pytest.mark.slow
def test_whatever_happens_nobody_reads_another_municipality(six: list[Any]) -> None:
    plant(six[:3])
    Crossing.municipalities, Crossing.reads = six[:3], 0
    run_state_machine_as_test(
        Crossing,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=STEPS,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            database=None,
        ),
    )
    assert Crossing.reads > EXAMPLES


@pytest.mark.requirement("C23")
def test_the_invariant_would_notice_a_switch_that_keeps_the_connection(
    six: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The positive control: the same reads under a backend that forgets to change the connection."""
    from tenants.border.backend.base import DatabaseWrapper

    plant(six[:2])
    with inside(six[0]):
        assert whose() == six[0].schema_name
        monkeypatch.setattr(DatabaseWrapper, "_park", lambda self: None)
        monkeypatch.setattr(DatabaseWrapper, "_take", lambda self: None)
        connection.set_tenant(six[1])
        assert whose() == six[0].schema_name != six[1].schema_name
        connection.set_tenant(six[0])
        monkeypatch.undo()
    connection.close()


@pytest.mark.requirement("F2")
def test_the_doors_refuse_and_change_nothing(ahausen: Any, bedorf: Any, person: Callable[..., Any]) -> None:
    with inside(ahausen):
        with pytest.raises(CrossingRefused), inside(bedorf):
            pass
        with pytest.raises(CrossingRefused), acting_as(Role.OWNER):
            pass
        with transaction.atomic(), pytest.raises(SwitchInsideTransaction):
            connection.set_tenant(bedorf)
        assert connection.login_role == ahausen.schema_name
    bedorf.provisioned_at = None
    with pytest.raises(NotProvisioned), inside(bedorf):
        pass
    with pytest.raises(RuntimeError), ahausen:
        pass


def test_parked_connections_are_few_and_closed_together(six: list[Any], settings: Any) -> None:
    settings.BORDER_PARKED_CONNECTIONS = 2
    for municipality in six:
        with inside(municipality), connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    assert 0 < len(connection._parked) <= 2
    connection.close()
    assert not connection._parked
