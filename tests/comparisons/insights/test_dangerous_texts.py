"""Texts that begin like a formula, from entry to file."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest

from tenants.membership.roles import RoleCode
from tests.comparisons.insights import scenes

ATTACKS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x.test";"x")', " =1+1"]


def _lines(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


@pytest.mark.requirement("B12")
def test_a_dangerous_source_stays_text_in_both_kinds_of_file(ahausen: Any, browse: Callable[..., Any]) -> None:
    danger = '=HYPERLINK("http://x.test")'
    scenes.enter(ahausen, "ARB-01", "foreign", {2023: (5600, 10000)}, source=danger, note="@SUM(A1)")
    office = browse("ahausen", RoleCode.INTEGRATION_OFFICE)
    line = _lines(office.get("/kennzahl/ARB-01/werte-excel.csv").content)[0]
    assert line["source"] == f"'{danger}"
    assert line["remark"] == "'@SUM(A1)"
    book = openpyxl.load_workbook(io.BytesIO(office.get("/kennzahl/ARB-01/werte.xlsx").content))
    cells = [cell for row in book["Werte"].iter_rows() for cell in row]
    assert danger in [cell.value for cell in cells]  # equal to what was entered
    assert {cell.data_type for cell in cells} <= {"s", "n"}
