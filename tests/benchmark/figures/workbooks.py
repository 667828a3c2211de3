"""A small template and what people do to its file in a spreadsheet program."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import openpyxl

from benchmark.figures.intake.workbook import Choice, IndicatorSheet, Template, TemplateRow, write_template

NATIONALITY = (Choice("total", "Insgesamt"), Choice("german", "Deutsche"), Choice("foreign", "Ausländische"))
REGISTERS = (Choice("NAT_FS", "Staatsangehörigkeit (Fortschreibung)"), Choice("NAT_AZR", "Ausländerzentralregister"))
LABOUR = (Choice("NAT_BA", "Statistik der Bundesagentur"),)

TEMPLATE = Template(
    municipality="Stadt Braunschweig",
    ags="03101",
    made_on=date(2025, 5, 6),
    first_year=2015,
    last_year=2024,
    indicators=(
        IndicatorSheet(
            "DEM-01", "Ausländeranteil", "Ausländische Bevölkerung", "Bevölkerung", "%", "12411", "Land",
            REGISTERS, NATIONALITY,
        ),
        IndicatorSheet(
            "ARB-02", "Arbeitslosenquote", "Arbeitslose", "Erwerbspersonen", "%", "13211", "BA", LABOUR, NATIONALITY,
            whole_counts=False,
        ),
        IndicatorSheet(
            "REC-01", "=Einbürgerungen", "Einbürgerungen", "Ausländische Bevölkerung", "je 1.000", "12511", "Land",
            REGISTERS, NATIONALITY, part_of_whole=False,
        ),
    ),
    reasons=(
        Choice("not_collected", "nicht erhoben", "."),
        Choice("not_applicable", "nicht anwendbar", "x"),
    ),
    rows=(
        TemplateRow("DEM-01", 2024, "foreign", "NAT_FS", Decimal(31000), Decimal(250000), last_year=Decimal("12.1")),
        TemplateRow("DEM-01", 2023, "foreign", "NAT_FS", missing="not_collected", note="=HYPERLINK(\"http://x\")"),
        TemplateRow("ARB-02", 2024, "foreign", "NAT_BA", Decimal("1234.5"), Decimal("9876.25"), note="-1 @x +2"),
        TemplateRow("REC-01", 2024, "total", "NAT_AZR"),
        TemplateRow("REC-01", 2023, "total", "NAT_AZR", Decimal(7), Decimal(5)),
    ),
)  # fmt: skip
FIRST_LINE = 9  # of the figures in the sheet, as people count


def filled(change: Callable[[openpyxl.worksheet.worksheet.Worksheet], None], template: Template = TEMPLATE) -> bytes:
    """The template after somebody changed cells of its sheet and saved it."""
    book = openpyxl.load_workbook(io.BytesIO(write_template(template)))
    change(book["Werte"])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def with_cells(**cells: object) -> bytes:
    """The template with some cells changed, such as F9=5."""

    def change(sheet):
        for place, content in cells.items():
            sheet[place] = content

    return filled(change)


def repacked(change: Callable[[dict[str, bytes]], None], data: bytes | None = None) -> bytes:
    """The template's archive with its parts changed, as no spreadsheet program would write it."""
    with zipfile.ZipFile(io.BytesIO(data or write_template(TEMPLATE))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()
