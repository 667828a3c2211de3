"""The workbook of a municipality: out, filled in, and back; each error with its sheet and cell."""

from __future__ import annotations

import io
from decimal import Decimal

import openpyxl
import pytest
from django.utils import translation

from benchmark.figures.intake.workbook import read_workbook, write_template
from tests.benchmark.figures.workbooks import FIRST_LINE, TEMPLATE, filled, with_cells

pytestmark = pytest.mark.requirement("I2.8")


def errors_of(data):
    intake = read_workbook(data, TEMPLATE)
    assert intake.errors, "the workbook was taken although it should not be"
    assert intake.rows == ()
    assert all(error.what and error.remedy for error in intake.errors)
    return {error.cell: error for error in intake.errors}


def as_tuples(rows):
    return [
        (row.indicator_code, row.year, row.group, row.concept, row.numerator, row.denominator, row.missing, row.note)
        for row in rows
    ]


@pytest.mark.requirement("B12")
def test_the_template_reads_back_equal():
    intake = read_workbook(write_template(TEMPLATE), TEMPLATE)
    assert intake.errors == ()
    said = [row for row in TEMPLATE.rows if row.missing or row.numerator is not None]
    assert as_tuples(intake.rows) == as_tuples(said)
    assert [row.line for row in intake.rows] == [9, 10, 11, 13]


def test_a_file_saved_by_another_program_reads_back_equal():
    assert read_workbook(filled(lambda sheet: None), TEMPLATE) == read_workbook(write_template(TEMPLATE), TEMPLATE)


def test_what_people_enter_is_read_exactly():
    def fill(sheet):
        sheet["F12"], sheet["G12"] = 12, "1.234.567"
        sheet.append(["dem-01", "", "2022", "german", "NAT_FS", "5", "10,0", "", "", "nachgetragen"])

    rows = read_workbook(filled(fill), TEMPLATE)
    assert rows.errors == ()
    by_line = {row.line: row for row in rows.rows}
    assert (by_line[12].numerator, by_line[12].denominator) == (Decimal(12), Decimal(1234567))
    added = rows.rows[-1]
    assert (added.indicator_code, added.year, added.group, added.note) == ("DEM-01", 2022, "german", "nachgetragen")


def test_the_template_holds_no_formula_and_the_key_is_text():
    sheet = openpyxl.load_workbook(io.BytesIO(write_template(TEMPLATE)))["Werte"]
    assert (sheet["A3"].value, sheet["B3"].value, sheet["B3"].data_type) == ("AGS", "03101", "s")
    assert not [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert sheet["J10"].value == '=HYPERLINK("http://x")'
    assert sheet["J10"].quotePrefix
    assert sheet.freeze_panes == f"C{FIRST_LINE}"
    assert sheet["I9"].value == 12.1


def test_drop_downs_offer_what_the_indicator_allows():
    book = openpyxl.load_workbook(io.BytesIO(write_template(TEMPLATE)))
    lists = book["Listen"]
    assert lists.sheet_state == "hidden"

    def offered(cell):
        rules = [rule for rule in book["Werte"].data_validations.dataValidation if cell in rule.sqref]
        place = next(rule.formula1 for rule in rules if rule.type == "list").rpartition("!")[2]
        return [row[0].value for row in lists[place.replace("$", "")]]

    assert offered("E9") == ["Staatsangehörigkeit (Fortschreibung) [NAT_FS]", "Ausländerzentralregister [NAT_AZR]"]
    assert len(offered("D9")) == 3
    assert offered("H9") == ["nicht erhoben [not_collected]", "nicht anwendbar [not_applicable]"]
    assert len(offered("E20")) == 3


def test_the_notes_explain_every_indicator_and_sign():
    sheet = openpyxl.load_workbook(io.BytesIO(write_template(TEMPLATE)))["Lesehinweise"]
    texts = {str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None}
    for indicator in TEMPLATE.indicators:
        assert {indicator.code, indicator.numerator, indicator.denominator, indicator.source} <= texts
    assert {".", "x", "nicht erhoben", "nicht anwendbar"} <= texts


@pytest.mark.requirement("B8", "B9", "B10", "B11")
@pytest.mark.parametrize(
    ("cells", "place"),
    [
        ({"B3": "03102"}, "B3"),
        ({"B3": 3101}, "B3"),
        ({"B3": None}, "B3"),
        ({"A9": "XYZ-99"}, "A9"),
        ({"E9": "MIGRAPRO"}, "E9"),
        ({"E9": None}, "E9"),
        ({"D9": "Rentner"}, "D9"),
        ({"C9": 20255}, "C9"),
        ({"C9": 2014}, "C9"),
        ({"C9": 2025}, "C9"),
        ({"C9": 2024.5}, "C9"),
        ({"C9": None}, "C9"),
        ({"F9": -1}, "F9"),
        ({"F9": 3.5}, "F9"),
        ({"F9": 250001}, "F9"),
        ({"G9": 0}, "G9"),
        ({"F9": None}, "F9"),
        ({"G9": None}, "G9"),
        ({"F9": "NaN"}, "F9"),
        ({"F9": "1e308"}, "F9"),
        ({"F9": 1e308}, "F9"),
        ({"F9": "1.234"}, "F9"),
        ({"F9": "12,5 %"}, "F9"),
        ({"F9": "\uff11\uff12"}, "F9"),
        ({"F9": "1_000"}, "F9"),
        ({"F9": "\u2013"}, "F9"),
        ({"F9": "rund 30.000"}, "F9"),
        ({"F9": True}, "F9"),
        ({"F9": "=NA()"}, "F9"),
        ({"F12": "=1+1", "G12": 5}, "F12"),
        ({"H9": "nicht erhoben [not_collected]"}, "H9"),
        ({"H12": "keine Lust"}, "H12"),
        ({"J12": "nur eine Notiz"}, "F12"),
        ({"J9": "x" * 501}, "J9"),
        ({"C10": 2024}, "A10"),
    ],
)
def test_a_wrong_cell_is_named_and_nothing_is_taken_over(cells, place):
    found = errors_of(with_cells(**cells))
    assert list(found) == [place]
    assert found[place].sheet == "Werte"
    assert place in str(found[place])


@pytest.mark.requirement("B8")
def test_an_error_cell_is_not_taken_for_an_empty_one():
    def break_cells(sheet):
        for place in ("F12", "G12"):
            sheet[place] = "#N/A"
            assert sheet[place].data_type == "e"

    assert set(errors_of(filled(break_cells))) == {"F12", "G12"}


def test_a_lost_leading_zero_of_the_key_is_recognised():
    error = errors_of(with_cells(B3=3101))["B3"]
    assert "3101" in error.what
    assert "03101" in error.remedy


def test_both_readings_of_an_ambiguous_number_are_named():
    error = errors_of(with_cells(F9="1.234"))["F9"]
    assert "1234" in error.what
    assert "1,234" in error.what


def test_all_errors_are_named_at_once():
    assert set(errors_of(with_cells(F9=-1, G9="x", C11=1999, A13="NEIN"))) == {"F9", "G9", "C11", "A13"}


def test_a_rate_may_exceed_its_denominator_and_averages_may_have_decimals():
    rows = {row.indicator_code: row for row in read_workbook(write_template(TEMPLATE), TEMPLATE).rows}
    assert rows["REC-01"].numerator > rows["REC-01"].denominator
    assert rows["ARB-02"].numerator == Decimal("1234.5")


def test_moved_columns_are_found_and_missing_ones_are_reported():
    moved = filled(lambda sheet: sheet.insert_cols(3))
    assert read_workbook(moved, TEMPLATE).errors == ()
    assert read_workbook(moved, TEMPLATE).rows == read_workbook(write_template(TEMPLATE), TEMPLATE).rows
    assert errors_of(filled(lambda sheet: sheet.delete_cols(7)))[""].sheet == "Werte"


def test_a_renamed_sheet_is_reported():
    def rename(sheet):
        sheet.title = "Tabelle1"

    assert "Werte" in errors_of(filled(rename))[""].what


def test_errors_are_german_sentences_that_name_the_place():
    with translation.override("de"):
        error = errors_of(with_cells(F9=-1))["F9"]
        assert str(error).startswith("Blatt „Werte“, Zelle F9: ")
        assert "Bitte" in error.remedy
