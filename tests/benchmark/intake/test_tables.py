"""Spreadsheets of municipalities: every cell as it stands, umlauts right or an error (B7)."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import openpyxl
import pytest
from django.utils import translation
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from benchmark.intake.opening import FileRefused, Flaw, read_apart, tables_of
from benchmark.intake.tables import MOST_ROWS, letters, place
from tests.benchmark.intake.files import SHEET, ods, packed, parts_of, saved, xlsx

pytestmark = pytest.mark.requirement("I3.2")
MORNING = datetime(2024, 1, 1, 8, 30)  # noqa: DTZ001  a workbook knows no time zones
UMLAUTS = "Größe;Märkte\nÄpfel;12,5\n"


def one(data: bytes, name: str = "tabelle.csv"):
    (table,) = tables_of(data, name)
    return table


def refusal(data: bytes, name: str = "tabelle.csv") -> str:
    with translation.override("de"), pytest.raises(FileRefused) as refused:
        read_apart(tables_of, data, name)
    assert "Bitte" in str(refused.value)
    return str(refused.value)


@pytest.mark.requirement("B7")
@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (UMLAUTS.encode(), "UTF-8"),
        (UMLAUTS.encode("utf-8-sig"), "UTF-8"),
        (UMLAUTS.encode("cp1252"), "Windows-1252"),
        (b"\xff\xfe" + UMLAUTS.encode("utf-16-le"), "UTF-16"),
        (b"\xfe\xff" + UMLAUTS.encode("utf-16-be"), "UTF-16"),
        (UMLAUTS.replace("\n", "\r\n").encode(), "UTF-8"),
    ],
)
def test_umlauts_are_right_in_every_known_encoding(data: bytes, encoding: str) -> None:
    table = one(data)
    assert table.rows == [["Größe", "Märkte"], ["Äpfel", "12,5"]]
    assert (table.encoding, table.delimiter) == (encoding, ";")


@pytest.mark.requirement("B7")
@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ("ä;1\n".encode() + "ö;2\n".encode("cp1252"), "mischt zwei Zeichenkodierungen (Zeile 2)"),
        (b"\xef\xbb\xbfa;1\n" + "ö;2\n".encode("cp1252"), "mischt zwei Zeichenkodierungen (Zeile 2)"),
        ("a;1\nStraße;2\n".encode("cp850"), "Die Zeichenkodierung der Datei ist nicht bekannt (Zeile 2)"),
        ("a;1\nGrün;2\n".encode("cp850"), "Die Zeichenkodierung der Datei ist nicht bekannt"),
        ("a;1\nLüneburg;2\n".encode("mac-roman"), "Die Zeichenkodierung der Datei ist nicht bekannt"),
        ("a;1\nLÃ¼neburg;2\n".encode(), "In Zeile 2 sind Umlaute bereits zerstört"),
        ("a;1\nL\ufffdneburg;2\n".encode(), "In Zeile 2 sind Umlaute bereits zerstört"),
        (b"a;b\n1;\0\n", "keine Textdatei"),
        (UMLAUTS.encode("utf-16-le"), "keine Textdatei"),
        (b"\xff\xfea;b", "UTF-16"),
        (b"a;b\n1;\x07\n", "Zeichen, die in keiner Tabelle vorkommen (Zeile 2)"),
        (b"x" * 1_000_000, "Eine Zeile der Datei ist für eine Tabelle viel zu lang"),
        (b'a;b\n1;"2\n3;4\n', "fehlt ein Anführungszeichen"),
        (b";" * 200 + b"\n", "Zeile 1 hat mehr als 200 Spalten"),
        (b"1;2\n" * (MOST_ROWS + 1), "mehr als 20.000 Zeilen"),
        (b";;\n;;\n", "keine ausgefüllte Zelle"),
        (b"%PDF-1.7", "ein PDF"),
    ],
)
def test_what_could_be_read_wrongly_is_refused(data: bytes, sentence: str) -> None:
    assert sentence in refusal(data)


@pytest.mark.requirement("B7")
@pytest.mark.parametrize(
    ("text", "separator", "rows"),
    [
        ("a;b\n1,5;2,5\n", ";", [["a", "b"], ["1,5", "2,5"]]),
        ("a\tb\n1,5\t2;5\n", "\t", [["a", "b"], ["1,5", "2;5"]]),
        ('a,b\n"1,5",2\n', ",", [["a", "b"], ["1,5", "2"]]),
        ("Titel\n\na;b;c\n1;2;3\n", ";", [["Titel", None, None], [None] * 3, ["a", "b", "c"], ["1", "2", "3"]]),
        ('a;b\n"zwei\nZeilen";"er sagte ""ja"""\n', ";", [["a", "b"], ["zwei\nZeilen", 'er sagte "ja"']]),
        ("sep=;\na;b\n", ";", [[None, None], ["a", "b"]]),
        ("03101;007\n", ";", [["03101", "007"]]),
    ],
)
def test_columns_are_found_by_structure(text: str, separator: str, rows: list[list[str | None]]) -> None:
    table = one(text.encode())
    assert table.rows == rows
    assert table.delimiter == separator


def test_cells_of_a_workbook_keep_what_they_are() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["03101", 12.3, 0.1 + 0.2, 7, date(2024, 12, 31), MORNING, True, None, "=1+1"])
    sheet["A2"] = CellRichText("1234", TextBlock(InlineFont(vertAlign="superscript"), "1)"))
    sheet["B2"], sheet["B2"].data_type = "#N/A", "e"
    sheet["I2"] = "x"
    sheet.merge_cells("A3:B3")
    sheet["A3"] = "Kopf"
    sheet.row_dimensions[2].hidden = True
    sheet.column_dimensions["C"].hidden = True
    other = book.create_sheet("Notizen")
    other["B2"], other.sheet_state = "geheim", "hidden"
    book.create_sheet("leer")
    first, second = read_apart(tables_of, saved(book), "tabelle.xlsx")
    assert first.rows[0] == [
        "03101", Decimal("12.3"), Decimal("0.3"), Decimal(7), date(2024, 12, 31), "01.01.2024 08:30", True, None, None,
    ]  # fmt: skip
    assert first.rows[1] == ["1234¹⁾", "#NV", None, None, None, None, None, None, "x"]
    assert first.flaws == {(0, 8): Flaw.NO_RESULT, (1, 0): Flaw.RAISED, (1, 1): Flaw.ERROR}
    assert first.merged == ((2, 0, 2, 1),)
    assert (first.hidden, first.hidden_rows, first.hidden_columns) == (False, {1}, {2})
    assert (second.sheet, second.hidden, second.rows) == ("Notizen", True, [[None, None], [None, "geheim"]])


def test_an_open_document_is_read_the_same_way() -> None:
    raised = '<style:style style:name="T1"><style:text-properties style:text-position="super 58%"/></style:style>'
    table = read_apart(
        tables_of,
        ods(
            '<table:table-column table:number-columns-repeated="2"/><table:table-column table:visibility="collapse"/>'
            "<table:table-row>"
            '<table:table-cell office:value-type="string"><text:p>03101</text:p></table:table-cell>'
            '<table:table-cell office:value-type="float" office:value="12.3"><text:p>12,3</text:p></table:table-cell>'
            '<table:table-cell office:value-type="date" office:date-value="2024-12-31"/></table:table-row>'
            '<table:table-row table:visibility="collapse"><table:table-cell office:value-type="string">'
            '<text:p>1234<text:span text:style-name="T1">1</text:span></text:p></table:table-cell>'
            '<table:table-cell calcext:value-type="error" office:value-type="string" table:formula="of:=NA()">'
            '<text:p>#NV</text:p></table:table-cell><table:table-cell table:formula="of:=1"/></table:table-row>'
            '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>',
            styles=raised,
        ),
        "tabelle.ods",
    )[0]
    assert table.rows == [["03101", Decimal("12.3"), date(2024, 12, 31)], ["1234¹", "#NV", None]]
    assert table.flaws == {(1, 0): Flaw.RAISED, (1, 1): Flaw.ERROR, (1, 2): Flaw.NO_RESULT}
    assert (table.hidden_rows, table.hidden_columns) == ({1}, {2})


@pytest.mark.requirement("B2")
@pytest.mark.requirement("B3")
@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        (
            (
                '<table:table-row table:number-rows-repeated="1048576"><table:table-cell office:value-type="string" '
                'table:number-columns-repeated="16384"><text:p>x</text:p></table:table-cell></table:table-row>'
            ),
            "zu viele Zeilen oder Spalten",
        ),
        ("<!DOCTYPE x><table:table-row/>", "Teile, die nicht"),
        ("<table:table-source/>", "mit anderen Dateien verknüpft"),
    ],
)
def test_harmful_open_documents_are_refused(table: str, sentence: str) -> None:
    assert sentence in refusal(ods(table), "tabelle.ods")


def test_locked_open_documents_and_those_with_macros_are_refused() -> None:
    locked = b'<m:manifest xmlns:m="m"><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>'
    assert "Kennwort" in refusal(ods("", parts={"META-INF/manifest.xml": locked}), "t.ods")
    assert "Makros" in refusal(ods("", parts={"Basic/Standard/Module1.xml": b"<x/>"}), "t.ods")
    text = b"application/vnd.oasis.opendocument.text"
    assert "keine Tabelle" in refusal(ods("", parts={"mimetype": text}), "t.ods")


@pytest.mark.requirement("B6")
@pytest.mark.parametrize(
    ("data", "name", "sentence"),
    [
        (xlsx([["a"]]), "tabelle.csv", "endet auf „.csv“, sie ist aber eine Excel-Arbeitsmappe (.xlsx)"),
        (xlsx([["a"]]), "TABELLE.ODS", "endet auf „.ods“"),
        (b"a;b\n", "tabelle.xlsx", "sie ist aber eine Textdatei (.csv)"),
        (ods("<table:table-row/>"), "x.xlsx", "sie ist aber eine OpenDocument-Tabelle (.ods)"),
    ],
)
def test_an_ending_that_says_something_else_is_refused(data: bytes, name: str, sentence: str) -> None:
    assert sentence in refusal(data, name)


def test_a_name_without_a_known_ending_is_no_obstacle() -> None:
    assert tables_of(xlsx([["a"]]), "tabelle")[0].rows == [["a"]]


@pytest.mark.requirement("B2")
def test_few_cells_that_span_too_much_are_refused() -> None:
    book = openpyxl.Workbook()
    book.active["GR20000"] = 1
    assert "mehr als eine Million Zellen" in refusal(saved(book), "t.xlsx")


def test_a_cell_that_claims_another_row_is_no_cell() -> None:
    parts = parts_of(xlsx([["a", 1]]))
    parts[SHEET] = parts[SHEET].replace(b'r="B1"', b'r="B7"')
    assert "Teile, die nicht" in refusal(packed(parts), "t.xlsx")


def test_names_of_places() -> None:
    assert [letters(number) for number in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
    assert place(6, 1) == "B7"
