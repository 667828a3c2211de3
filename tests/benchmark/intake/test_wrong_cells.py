"""Wrong cells at the real page: a German sentence with sheet and cell, and nothing stored (B8–B11)."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.utils.timezone import localdate
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from benchmark.figures import actions
from benchmark.figures.models import Figure, Import
from benchmark.figures.workbooks import template_of
from tenants.audit.models import AuditEvent
from tenants.border import Role, acting_as, inside
from tenants.membership.refusals import Refused
from tenants.membership.roles import RoleCode
from tests.benchmark.intake.files import saved

pytestmark = pytest.mark.requirement("I3.2")
UPLOAD = "/werte/hochladen/"
GOOD = {"F9": 150, "G9": 1000}


def changed(template: bytes, cells: dict[str, object]) -> bytes:
    """The template with these cells, as a spreadsheet program would save it."""
    book = openpyxl.load_workbook(io.BytesIO(template))
    for place, content in cells.items():
        book["Werte"][place] = content
    return saved(book)


def sentences(page: str) -> str:
    """The text of a page without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page)).replace("&quot;", '"')


def rows(municipality: Any) -> tuple[int, int, int]:
    """Uploads, figures and events in the trail."""
    with inside(municipality):
        own = Import.objects.count(), Figure.objects.count()
    with acting_as(Role.OWNER):
        return *own, AuditEvent.objects.filter(event__startswith="figures.").count()


@pytest.fixture(scope="module")
def municipality(world_of_module: None) -> Any:
    from tenants.municipalities.models import Municipality

    with acting_as(Role.OWNER):
        return Municipality.objects.get(slug="ahausen")


CASES: list[tuple[str, dict[str, object], str, str]] = [
    ("B8", {"F9": "1.234"}, "F9", "lässt sich auf zwei Arten lesen: 1234 oder 1,234"),
    ("B8", {"F9": "1e308"}, "F9", "ist keine Zahl"),
    ("B8", {"F9": 1e308}, "F9", "zu groß"),
    ("B8", {"F9": "1e309"}, "F9", "ist keine Zahl"),
    ("B8", {"F9": "NaN"}, "F9", "ist keine Zahl"),
    ("B8", {"F9": "Infinity"}, "F9", "ist keine Zahl"),
    ("B8", {"F9": "−5"}, "F9", "ist negativ"),
    ("B8", {"F9": "1_000"}, "F9", "ist keine Zahl"),
    ("B8", {"F9": "٣"}, "F9", "Ziffern 0 bis 9"),
    ("B8", {"F9": "１２"}, "F9", "Ziffern 0 bis 9"),
    ("B8", {"F9": "-"}, "F9", "ist ein Zeichen, keine Zahl"),
    ("B8", {"F9": "."}, "F9", "ist ein Zeichen, keine Zahl"),
    ("B8", {"F9": "x"}, "F9", "ist ein Zeichen, keine Zahl"),
    ("B8", {"F9": "12¹"}, "F9", "ist keine Zahl"),
    ("B8", {"F9": CellRichText("15", TextBlock(InlineFont(vertAlign="superscript"), "1"))}, "F9", "„15¹“"),
    ("B9", {"F9": -1}, "F9", "ist negativ"),
    ("B9", {"F9": "101 %"}, "F9", "Anzahlen ein, keine Prozentwerte"),
    ("B9", {"F9": 1001}, "F9", "größer als der Nenner"),
    ("B9", {"F9": 3.5}, "F9", "keine ganze Zahl, obwohl Personen oder Fälle gezählt werden"),
    ("B11", {"A9": "XYZ-99"}, "A9", "Der Indikator „XYZ-99“ ist nicht bekannt"),
    ("B11", {"C9": 20255}, "C9", "„20255“ ist kein Jahr"),
    ("B11", {"C9": "29.02.2025"}, "C9", "„29.02.2025“ ist kein Jahr"),
    ("B11", {"B3": 3157}, "B3", "hat seine führende Null verloren"),
    ("B10", {}, "", "steht schon in Zeile 9"),
]


@pytest.mark.requirement("B8", "B9", "B10", "B11")
@pytest.mark.parametrize(("number", "cells", "place", "sentence"), CASES)
def test_a_wrong_cell_is_named_in_german_and_nothing_is_stored(
    municipality: Any, browse: Callable[..., Any], number: str, cells: dict[str, object], place: str, sentence: str
) -> None:
    office = browse("ahausen", RoleCode.INTEGRATION_OFFICE)
    template = office.get("/werte/vorlage.xlsx").content
    if not cells:  # the first line once more below the others
        sheet = openpyxl.load_workbook(io.BytesIO(template))["Werte"]
        last = max(row[0].row for row in sheet.iter_rows(min_row=9) if row[0].value)
        cells = {f"{letter}{last + 1}": sheet[f"{letter}9"].value for letter in "ACDE"}
        cells |= {f"F{last + 1}": 5, f"G{last + 1}": 9}
        place = f"A{last + 1}"
    before = rows(municipality)
    data = changed(template, {**GOOD, **cells})
    answer = office.post(UPLOAD, {"workbook": SimpleUploadedFile("werte.xlsx", data)})
    assert answer.status_code == 422
    told = sentences(answer.content.decode())
    assert f"Blatt „Werte“, Zelle {place}:" in told
    assert sentence in told
    assert "Bitte" in told
    assert rows(municipality) == before


@pytest.mark.requirement("B8")
@pytest.mark.parametrize(
    ("written", "value"), [("12", 12), ("1 234", 1234), ("-0", 0), (12.0, 12), ("1.234.567", 1234567)]
)
def test_numbers_with_one_reading_are_taken(municipality: Any, written: object, value: int) -> None:
    with inside(municipality):
        template = template_of(municipality=municipality.name, ags=municipality.ags)
    from benchmark.figures.intake.workbook import read_workbook, write_template

    intake = read_workbook(changed(write_template(template), {"F9": written, "G9": 9_000_000}), template)
    assert intake.errors == ()
    assert [row.numerator for row in intake.rows if row.line == 9] == [value]


@pytest.mark.requirement("B10")
def test_the_same_file_again_adds_nothing_and_says_so(ahausen: Any, browse: Callable[..., Any]) -> None:
    office = browse("ahausen", RoleCode.INTEGRATION_OFFICE)
    data = changed(office.get("/werte/vorlage.xlsx").content, GOOD)
    first = office.post(UPLOAD, {"workbook": SimpleUploadedFile("werte.xlsx", data)})
    before = rows(ahausen)
    waiting = office.post(UPLOAD, {"workbook": SimpleUploadedFile("anderer Name.xlsx", data)}, follow=True)
    assert waiting.redirect_chain == [(first["Location"], 302)]
    today = f"{localdate():%d.%m.%Y}"
    assert f"Diese Datei haben Sie bereits hochgeladen ({today})." in sentences(waiting.content.decode())
    assert rows(ahausen) == before
    office.post(f"{first['Location']}uebernehmen/")
    stored = rows(ahausen)
    again = office.post(UPLOAD, {"workbook": SimpleUploadedFile("werte.xlsx", data)}, follow=True)
    assert again.redirect_chain == [(first["Location"], 302)]
    assert "bereits hochgeladen" in sentences(again.content.decode())
    assert rows(ahausen) == stored


@pytest.mark.requirement("B10")
def test_the_same_file_is_read_anew_after_figures_have_changed(ahausen: Any, browse: Callable[..., Any]) -> None:
    office = browse("ahausen", RoleCode.INTEGRATION_OFFICE)
    template = office.get("/werte/vorlage.xlsx").content
    data = changed(template, GOOD)
    first = office.post(UPLOAD, {"workbook": SimpleUploadedFile("a.xlsx", data)})
    other = office.post(UPLOAD, {"workbook": SimpleUploadedFile("b.xlsx", changed(template, {**GOOD, "F9": 160}))})
    assert office.post(f"{other['Location']}uebernehmen/").status_code == 302
    refused = office.post(f"{first['Location']}uebernehmen/")
    assert refused.status_code == 409
    again = office.post(UPLOAD, {"workbook": SimpleUploadedFile("a.xlsx", data)})
    assert again["Location"] not in (first["Location"], other["Location"])
    assert office.post(f"{again['Location']}uebernehmen/").status_code == 302


@pytest.mark.requirement("B10")
def test_of_two_imports_at_the_same_time_one_wins_and_the_other_is_told(
    ahausen: Any, person: Callable[..., Any], browse: Callable[..., Any]
) -> None:
    office = browse("ahausen", RoleCode.INTEGRATION_OFFICE)
    by = person(ahausen, RoleCode.INTEGRATION_OFFICE)
    template = office.get("/werte/vorlage.xlsx").content
    with inside(ahausen):
        layout = template_of(municipality=ahausen.name, ags=ahausen.ags)
        uploads = [
            actions.read_upload(name="w.xlsx", data=changed(template, {**GOOD, "F9": number}), template=layout, by=by)
            for number in (150, 160)
        ]

    def store(upload_id: int) -> str:
        try:
            with inside(ahausen):
                actions.import_workbook(upload_id=upload_id, by=by)
        except Refused as refused:
            return str(refused)
        finally:
            connection.close()
        return ""

    numbers = [upload.upload_id for upload in uploads for _twice in range(2) if upload.upload_id]
    with ThreadPoolExecutor(4) as pool:
        told = list(pool.map(store, numbers))
    assert told.count("") == 1
    assert all(sentence == "" or "bitte" in sentence.lower() for sentence in told)
    with inside(ahausen):
        assert Figure.objects.filter(is_current=True).count() == 1
        assert Import.objects.filter(state="stored").count() == 1
