"""The audit trail: append-only, own rows only, no figures (M12)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.db import Error, connection, transaction

from tenants.audit.actions import record
from tenants.audit.models import AuditEvent
from tenants.border import Role, acting_as, inside
from tenants.membership.people import Person


def person(municipality: Any) -> Person:
    return Person("p_1", "Eine", municipality=municipality.schema_name)


@pytest.mark.requirement("P4")
def test_what_is_written_stays_even_for_the_owner(ahausen: Any) -> None:
    with inside(ahausen):
        record("figures.checked", by=person(ahausen), on="figure:1", count=3)
        event = AuditEvent.objects.latest("pk")
    assert (event.event, event.municipality, event.details) == ("figures.checked", ahausen.schema_name, {"count": 3})
    for role in (Role.OWNER, Role.PLATFORM):
        for statement in ("UPDATE audit_auditevent SET event = 'x'", "DELETE FROM audit_auditevent"):
            with acting_as(role), connection.cursor() as cursor, pytest.raises(Error), transaction.atomic():
                cursor.execute(statement)
    with acting_as(Role.OWNER), connection.cursor() as cursor, pytest.raises(Error), transaction.atomic():
        cursor.execute("TRUNCATE audit_auditevent")


def test_a_municipality_reads_its_own_trail_and_no_other(ahausen: Any, bedorf: Any) -> None:
    for municipality in (ahausen, bedorf):
        with inside(municipality):
            record("x", by=person(municipality), on="y")
    with inside(ahausen):
        assert set(AuditEvent.objects.values_list("municipality", flat=True)) == {ahausen.schema_name}


@pytest.mark.parametrize("figure", [Decimal("12.5"), 12.5])
def test_no_figure_slips_into_the_trail(ahausen: Any, figure: Any) -> None:
    with inside(ahausen), pytest.raises(TypeError):
        record("x", by=person(ahausen), on="y", value=figure)
