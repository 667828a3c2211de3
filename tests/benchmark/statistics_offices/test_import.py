"""Storing: all of a file or nothing, every file once; who may write; what a municipality gets proposed."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, ProgrammingError, connection, transaction

from benchmark.statistics_offices.actions import import_file
from benchmark.statistics_offices.models import OfficialValue, SourceFile
from benchmark.statistics_offices.refusals import FileRefused
from tenants.audit.models import AuditEvent
from tenants.border import Role, acting_as, inside
from tenants.membership.people import Person
from tenants.membership.roles import RoleCode
from tests.benchmark.statistics_offices.conftest import EXTRACTS

BY = Person(reference="p_operator", name="Betrieb", roles=frozenset({RoleCode.OPERATOR}))
ROWS = "13211-02-05-4_rows.csv"
OFFICIAL_13211 = "regionalstatistik/13211-02-05-4_00.csv"

Bytes = Callable[[str], bytes]

pytestmark = pytest.mark.requirement("I2.7")


def counts() -> tuple[int, int]:
    return SourceFile.objects.count(), OfficialValue.objects.count()


@pytest.mark.requirement("B10")
def test_a_file_is_imported_once(world: None, bytes_of: Bytes) -> None:
    data = bytes_of(ROWS)
    with acting_as(Role.OWNER):
        first = import_file(data=data, name=ROWS, by=BY)
        assert not first.already_there
        before = counts()
        assert before == (1, first.source.values_stored)
        again = import_file(data=data, name="other-name.csv", by=BY)
        recoded = import_file(data=data.decode("latin-1").encode(), name=ROWS, by=BY)
        later = import_file(data=data.replace(b"Stand: 05.03.2021", b"Stand: 06.03.2021"), name=ROWS, by=BY)
        assert again.already_there
        assert recoded.already_there
        assert later.already_there
        assert counts() == before
        assert AuditEvent.objects.filter(event="statistics.imported", person="p_operator").count() == 1


def test_what_was_left_out_is_kept_with_the_file(world: None, bytes_of: Bytes) -> None:
    with acting_as(Role.OWNER):
        source = import_file(data=bytes_of(ROWS), name=ROWS, by=BY).source
    assert source.rows_read == 14
    assert source.skips["did_not_exist"] == {"rows": 3, "first": [10, 11, 19]}
    assert source.skips["whole_country"] == {"rows": 1, "first": [7]}


@pytest.mark.parametrize("damage", [(b"2008;03157", b"2008;03999"), (b"5200;700", b"5200;NaN"), (b"Stand:", b"Stnd:")])
def test_a_refused_file_leaves_nothing(world: None, bytes_of: Bytes, damage: tuple[bytes, bytes]) -> None:
    data = bytes_of(ROWS)
    assert data.count(damage[0]) == 1
    with acting_as(Role.OWNER):
        with pytest.raises(FileRefused):
            import_file(data=data.replace(*damage), name=ROWS, by=BY)
        assert counts() == (0, 0)
        assert not AuditEvent.objects.filter(event="statistics.imported").exists()


def test_a_fault_while_storing_leaves_nothing(world: None, bytes_of: Bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr("benchmark.statistics_offices.actions.record", fail)
    with acting_as(Role.OWNER):
        with pytest.raises(RuntimeError):
            import_file(data=bytes_of(ROWS), name=ROWS, by=BY)
        assert counts() == (0, 0)


@pytest.mark.parametrize(
    "change",
    ["value = 'NaN'", "value = -1", "value = NULL", "missing = 'unknown'", "year = 20255", "ags = '3157'"],
)
def test_the_database_refuses_impossible_figures(world: None, bytes_of: Bytes, change: str) -> None:
    with acting_as(Role.OWNER):
        import_file(data=bytes_of(ROWS), name=ROWS, by=BY)
        first = OfficialValue.objects.filter(value__gt=0).first()
        assert first is not None
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE {OfficialValue._meta.db_table} SET {change} WHERE id = %s", [first.pk])


def test_municipalities_read_and_only_the_owner_writes(world: None, ahausen: Any, bytes_of: Bytes) -> None:
    with acting_as(Role.OWNER):
        import_file(data=bytes_of(ROWS), name=ROWS, by=BY)
    with inside(ahausen):
        assert OfficialValue.objects.filter(ags="03157").exists()
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            OfficialValue.objects.update(value=Decimal(1))
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            import_file(data=bytes_of("compact.csv"), name="compact.csv", by=BY)


def test_the_command_reports_per_file_and_fails_for_refused_ones(world: None, tmp_path: Path) -> None:
    broken = tmp_path / "broken.csv"
    broken.write_bytes((EXTRACTS / ROWS).read_bytes()[:700])
    out, err = StringIO(), StringIO()
    with pytest.raises(CommandError):
        call_command("import_statistics", EXTRACTS / ROWS, broken, tmp_path / "none.csv", stdout=out, stderr=err)
    assert ROWS in out.getvalue()
    assert "13211-02-05-4" in out.getvalue()
    assert "broken.csv" in err.getvalue()
    assert "none.csv" in err.getvalue()
    out = StringIO()
    call_command("import_statistics", EXTRACTS / ROWS, stdout=out)
    assert "unchanged" in out.getvalue()
    with acting_as(Role.OWNER):
        assert SourceFile.objects.count() == 1


@pytest.mark.parametrize(
    ("slug", "role", "status"),
    [(None, RoleCode.OPERATOR, 200), (None, RoleCode.MODERATOR, 403), ("ahausen", RoleCode.STATISTICS_OFFICE, 404)],
)
def test_the_page_of_imported_files(
    world: None, bytes_of: Bytes, browse: Callable[..., Any], slug: str | None, role: RoleCode, status: int
) -> None:
    with acting_as(Role.OWNER):
        import_file(data=bytes_of(ROWS), name=ROWS, by=BY)
    page = browse(slug, role).get("/statistik/")
    assert page.status_code == status
    if status == 200:
        assert "13211-02-05-4" in page.content.decode()


@pytest.mark.official_files
def test_a_table_of_the_regionaldatenbank_as_it_is(world: None, official_files: Path) -> None:
    with acting_as(Role.OWNER):
        data = (official_files / OFFICIAL_13211).read_bytes()
        source = import_file(data=data, name="13211-02-05-4_00.csv", by=BY).source
        assert source.rows_read == 8416
        assert source.values_stored == OfficialValue.objects.count() > 20_000
