"""Five thousand damaged files: each is read or refused with a sentence, none breaks anything or is stored by halves."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from benchmark.figures.intake.workbook import write_template
from benchmark.figures.models import Figure, Import
from benchmark.intake.apart import read_apart
from benchmark.intake.limits import Limits
from tenants.border import Role, acting_as, inside
from tenants.membership.roles import RoleCode
from tests.benchmark.figures.workbooks import TEMPLATE
from tests.benchmark.intake.files import ods, saved, xlsx
from tests.benchmark.intake.mutants import Survey, mutant, survey_statistics, survey_tables, survey_workbook
from tests.benchmark.statistics_offices import workbooks

pytestmark = [pytest.mark.requirement("B15"), pytest.mark.requirement("G9"), pytest.mark.requirement("I3.2")]

EXTRACTS = sorted((Path(__file__).parents[1] / "statistics_offices" / "extracts").glob("*.*"))
LONG = Limits(seconds=30)
ROWS = [["AGS", "Name", "2023", "2024"], ["03101", "Braunschweig", 12.5, 13], ["03102", "Salzgitter", "-", "1.234,5"]]
CELLS = "".join(
    "<table:table-row>"
    + "".join(
        f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>' for cell in row
    )
    + '<table:table-cell office:value-type="float" office:value="1.5" table:formula="of:=1"><text:p>1,5</text:p>'
    "</table:table-cell></table:table-row>"
    for row in ROWS
)
CSV = "\n".join(";".join(map(str, row)) for row in ROWS)
TABLES = {
    "xlsx": (xlsx(ROWS), 900),
    "ods": (ods(CELLS), 900),
    "utf-8": ((CSV + '\nä;"ö\nü";1;2\n').encode("utf-8-sig"), 500),
    "windows": ((CSV + "\nä;ö;ü;ß\n").encode("cp1252"), 400),
    "utf-16": (b"\xff\xfe" + CSV.encode("utf-16-le"), 200),
}


def sound(survey: Survey, count: int, *, some_read: bool = True) -> None:
    assert survey.broken == ()
    assert survey.read + survey.refused == count
    assert survey.refused > 0
    assert survey.read > 0 or not some_read


def test_mutants_of_the_filled_template() -> None:
    sound(read_apart(survey_workbook, write_template(TEMPLATE), 0, 500, limits=LONG), 500)


@pytest.mark.parametrize("kind", TABLES)
def test_mutants_of_spreadsheets(kind: str) -> None:
    original, count = TABLES[kind]
    sound(read_apart(survey_tables, original, 10_000, count, limits=LONG), count)


@pytest.mark.parametrize("path", EXTRACTS, ids=lambda path: path.name)
def test_mutants_of_official_files(path: Path) -> None:
    count = 1_300 // len(EXTRACTS) + 1
    sound(read_apart(survey_statistics, path.read_bytes(), path.name, 20_000, count, limits=LONG), count)


@pytest.mark.parametrize("make", [workbooks.minimum_income, workbooks.foreign_population, workbooks.school_leavers])
def test_mutants_of_official_workbooks(make: Callable[[], bytes]) -> None:
    sound(read_apart(survey_statistics, make(), "tabelle.xlsx", 25_000, 110, limits=LONG), 110)


def test_mutants_at_the_page_leave_all_or_nothing(world_of_module: None, browse: Any) -> None:
    """Through view, action and database: what is refused leaves no row, what is stored is stored whole."""
    office = browse("ahausen", RoleCode.INTEGRATION_OFFICE)
    original = _filled(office.get("/werte/vorlage.xlsx").content)
    stored = refused = 0
    for seed in range(60):
        before = _rows()
        answer = office.post(
            "/werte/hochladen/", {"workbook": SimpleUploadedFile("werte.xlsx", mutant(original, 30_000 + seed))}
        )
        if answer.status_code == 422:
            assert _rows() == before
            refused += 1
            continue
        assert answer.status_code == 302
        upload = _latest()
        assert _rows()["figures"] == before["figures"]
        if upload.state == "stored" or not upload.changes:
            continue
        assert office.post(f"{answer['Location']}uebernehmen/").status_code == 302
        assert _rows()["versions"] == before["versions"] + len(upload.changes)
        stored += 1
    assert refused > 0
    assert stored > 0


def _filled(template: bytes) -> bytes:
    """The template with two figures in it."""
    book = openpyxl.load_workbook(io.BytesIO(template))
    sheet = book["Werte"]
    for row, numerator in ((9, 150), (10, 160)):
        sheet[f"F{row}"], sheet[f"G{row}"] = numerator, 1000
    return saved(book)


def _rows() -> dict[str, int]:
    with inside(_ahausen()):
        return {
            "imports": Import.objects.count(),
            "figures": Figure.objects.filter(is_current=True).count(),
            "versions": Figure.objects.count(),
        }


def _latest() -> Import:
    with inside(_ahausen()):
        return Import.objects.order_by("-pk")[0]


def _ahausen() -> Any:
    from tenants.municipalities.models import Municipality

    with acting_as(Role.OWNER):
        return Municipality.objects.get(slug="ahausen")
