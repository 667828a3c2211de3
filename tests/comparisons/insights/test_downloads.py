"""Files: the same figures with source and date, signs instead of holes, texts that no spreadsheet runs."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import openpyxl
import pandas as pd
import pytest

from benchmark.web import delimited
from comparisons.insights.exports.lines import COLUMNS
from tenants.membership.roles import RoleCode
from tests.comparisons.insights import scenes

ATTACKS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x.test";"x")', " =1+1"]


@pytest.fixture
def office(scene: SimpleNamespace, browse: Callable[..., Any]) -> Any:
    return browse("ahausen", RoleCode.INTEGRATION_OFFICE)


def _lines(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


@pytest.mark.requirement("I2.12")
def test_csv_carries_value_source_date_and_state(office: Any) -> None:
    answer = office.get("/kennzahl/ARB-01/werte.csv")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert "attachment" in answer["Content-Disposition"]
    lines = _lines(answer.content)
    assert list(lines[0]) == list(COLUMNS)
    found = next(line for line in lines if line["time"] == "2023" and line["group_code"] == "foreign")
    assert found["value"] == "56"
    assert found["value_unit"] == "%"
    assert (found["numerator"], found["denominator"]) == ("5600", "10000")
    assert found["source"] == scenes.SOURCE
    assert found["territory_code"] == "03157"
    assert (found["state_code"], found["state_label"]) == ("approved", "Freigegeben")
    assert found["as_of"].startswith("20")


def test_csv_is_read_by_pandas_with_the_signs_as_missing(office: Any) -> None:
    content = office.get("/kennzahl/ARB-01/werte.csv").content
    signs = ["-", "x", ".", "/", "..."]
    frame = pd.read_csv(io.BytesIO(content), sep=";", decimal=",", na_values=signs, dtype={"territory_code": str})
    assert frame["value"].dtype == float
    assert frame.loc[frame.time == 2020, "value"].isna().all()
    assert frame.loc[(frame.time == 2021) & (frame.group_code == "foreign"), "value"].item() == 50.0
    assert set(frame.loc[frame.value_variable_code == "OWN", "territory_code"]) == {"03157"}


def test_a_missing_year_is_a_sign_never_empty_never_zero(office: Any) -> None:
    lines = [line for line in _lines(office.get("/kennzahl/ARB-01/werte.csv").content) if line["time"] == "2020"]
    assert {line["value"] for line in lines} == {"."}
    assert {line["value_q"] for line in lines} == {"."}
    assert any("zu wenige Fälle" in line["remark"] for line in lines)
    assert not any(line["value"] in ("", "0") for line in _lines(office.get("/kennzahl/ARB-01/werte.csv").content))


def test_csv_for_excel_begins_with_the_byte_order_mark(office: Any) -> None:
    plain = office.get("/kennzahl/ARB-01/werte.csv").content
    excel = office.get("/kennzahl/ARB-01/werte-excel.csv").content
    assert excel == "\ufeff".encode() + plain


def test_circle_lines_hold_released_values_only(office: Any) -> None:
    lines = [
        line for line in _lines(office.get("/kennzahl/REC-01/werte.csv").content) if line["state_code"] == "released"
    ]
    assert {line["value_variable_code"] for line in lines} == {"MEAN"}  # six members: the mean and nothing else
    assert {line["members"] for line in lines} == {"6"}
    assert {line["numerator"] for line in lines} == {"x"}
    assert all("Freigabe 1 des Rings" in line["source"] for line in lines)


def test_invented_figures_are_marked_in_files(office: Any) -> None:
    lines = _lines(office.get("/kennzahl/DEM-01/werte.csv").content)
    assert {line["invented"] for line in lines} == {"ja"}
    svg = office.get("/kennzahl/DEM-01/eigener-weg.svg").content.decode()
    assert "erfundene" in svg


@pytest.mark.requirement("I2.12")
def test_xlsx_has_numbers_as_numbers_and_a_sheet_of_notes(office: Any) -> None:
    book = openpyxl.load_workbook(io.BytesIO(office.get("/kennzahl/ARB-01/werte.xlsx").content))
    assert book.sheetnames == ["Werte", "Lesehinweise"]
    sheet = book["Werte"]
    head = [cell.value for cell in sheet[1]]
    rows = [dict(zip(COLUMNS, [cell.value for cell in row], strict=True)) for row in sheet.iter_rows(min_row=2)]
    assert "Gebietsstand" in head
    found = next(row for row in rows if row["time"] == 2023 and row["group_code"] == "foreign")
    assert found["value"] == 56
    assert found["territory_code"] == "03157"
    assert next(row for row in rows if row["time"] == 2020 and row["group_code"] == "foreign")["value"] == "."
    notes = {row[0].value: row[1].value for row in book["Lesehinweise"].iter_rows()}
    assert notes["Frage"] == "Kommen alle in Arbeit?"
    assert "Monitoring misst nicht die Wirkung von Maßnahmen." in notes.values()
    assert scenes.SOURCE in notes["Alle Quellen"]
    assert notes["/"].startswith("Nicht")
    assert "Zähler" in notes


@pytest.mark.requirement("B12")
@pytest.mark.parametrize("attack", ATTACKS)
def test_no_text_is_readable_as_a_formula(attack: str) -> None:
    assert delimited.as_text(attack) == f"'{attack}"


@pytest.mark.requirement("B12")
def test_negative_numbers_and_signs_stay_what_they_are() -> None:
    assert delimited.as_text(Decimal("-1.50")) == "-1,5"
    assert delimited.as_text(Decimal("1000000")) == "1000000"
    assert [delimited.as_text(sign) for sign in (".", "x", "/", "...", "–")] == [".", "x", "/", "...", "–"]


@pytest.mark.requirement("I2.12")
def test_pictures_carry_title_source_and_date(office: Any) -> None:
    for address in ("eigener-weg", "vergleichsring"):
        svg = office.get(f"/kennzahl/REC-01/{address}.svg")
        assert svg["Content-Type"] == "image/svg+xml"
        text = svg.content.decode()
        assert "Quelle: Statistisches Landesamt" in text
        assert "Bild vom" in text
        assert "Landkreis Ahausen, %" in text
        png = office.get(f"/kennzahl/REC-01/{address}.png")
        assert png.content.startswith(b"\x89PNG")
    assert "Freigabe 1 des Rings" in text
    assert office.get("/kennzahl/REC-01/eigener-weg.gif").status_code == 404
