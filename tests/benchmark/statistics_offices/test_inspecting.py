"""What inspect_statistics says of files, also of tables nobody has described, and that it stores nothing."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from benchmark.statistics_offices import readers
from benchmark.statistics_offices.inspecting import cell_kind, inspected
from benchmark.statistics_offices.models import SourceFile
from tenants.border import Role, acting_as
from tests.benchmark.statistics_offices.conftest import EXTRACTS, SMALL

pytestmark = pytest.mark.requirement("I3.1")


def test_facts_of_an_unknown_table() -> None:
    data = (EXTRACTS / "13211-02-05-4_rows.csv").read_bytes().replace(b"13211-02-05-4", b"99999-01-01-4", 1)
    found = inspected(readers.read(data, "t.csv"), SMALL, name="t.csv")
    assert (found.reading.table_code, found.mapped, found.rows) == ("99999-01-01-4", False, 14)
    assert found.periods[0] == "2008"
    assert sum(count for _path, count in found.columns) == 13
    assert found.columns[1] == (("Arbeitslose", "Ausländer", "Anzahl"), 1)
    assert found.keys["kreis"] == 4
    assert found.keys["whole_country"] == 1
    assert sum(found.cells.values()) == 14 * 13
    assert found.cells["."] > 0


def test_keys_that_an_import_would_refuse_are_counted() -> None:
    data = (EXTRACTS / "13211-02-05-4_rows.csv").read_bytes().replace(b"2008;03157", b"2008;03999")
    assert inspected(readers.read(data, "t.csv"), SMALL, name="t.csv").keys["unknown"] == 1


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("1", "number"),
        ("-4,5", "number"),
        ("-", "–"),
        (" . ", "."),
        ("(12)", "brackets"),
        ("", "empty"),
        ("k. A.", "text"),
    ],
)
def test_kinds_of_cells(text: str, kind: str) -> None:
    assert cell_kind(text) == kind


def test_the_command_describes_and_stores_nothing(world: None, tmp_path: Path) -> None:
    out, err = StringIO(), StringIO()
    broken = tmp_path / "broken.csv"
    broken.write_bytes((EXTRACTS / "inkar.csv").read_bytes()[:-5])
    with pytest.raises(CommandError):
        call_command("inspect_statistics", EXTRACTS / "12521-03i_citizenships.csv", broken, stdout=out, stderr=err)
    said = out.getvalue()
    for part in ("12521-03i", "31.12.2024", "Staatsangehörigkeiten", "Europa", "column 1"):
        assert part in said, said
    assert "broken.csv" in err.getvalue()
    with acting_as(Role.OWNER):
        assert not SourceFile.objects.exists()
