"""XLSX with a sheet of values and a sheet that says how to read them."""

from __future__ import annotations

import io
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import xlsxwriter
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from xlsxwriter.worksheet import Worksheet

from benchmark.web.signs import SIGNS
from comparisons.insights import words
from comparisons.insights.exports.lines import COLUMNS, Cell, Subject
from comparisons.insights.presenters.indicator import facts_of, sources_of

WIDTHS = {
    "statistics_label": 34,
    "territory_label": 26,
    "group_label": 26,
    "value_variable_label": 30,
    "concept_label": 34,
    "source": 50,
    "remark": 50,
}
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def write(subject: Subject, lines: Sequence[dict[str, Cell]]) -> bytes:
    """The workbook as bytes; texts stay texts, also those that begin like a formula."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, OPTIONS)
    formats_of = {
        "head": book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}),
        "text": book.add_format({"num_format": "@", "valign": "top"}),
        "wrapped": book.add_format({"num_format": "@", "valign": "top", "text_wrap": True}),
        "year": book.add_format({"num_format": "0", "valign": "top"}),
        "count": book.add_format({"num_format": "#,##0", "valign": "top"}),
        "value": book.add_format({"num_format": _places(subject.looked.chosen.definition.decimals), "valign": "top"}),
    }
    _values(book.add_worksheet(_("Values")), lines, formats_of)
    _notes(book.add_worksheet(_("Reading notes")), notes_of(subject), formats_of)
    book.close()
    return stream.getvalue()


def _places(decimals: int) -> str:
    return "#,##0." + "0" * decimals if decimals else "#,##0"


def _values(sheet: Worksheet, lines: Sequence[dict[str, Cell]], formats_of: dict[str, Any]) -> None:
    for column, (name, label) in enumerate(COLUMNS.items()):
        sheet.write_string(0, column, str(label), formats_of["head"])
        sheet.set_column(column, column, WIDTHS.get(name, 14))
        for row, line in enumerate(lines, start=1):
            _cell(sheet, row, column, name, line[name], formats_of)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(lines), 1), len(COLUMNS) - 1)


def _cell(sheet: Worksheet, row: int, column: int, name: str, cell: Cell, formats_of: dict[str, Any]) -> None:
    """One cell: numbers as numbers, everything else as text."""
    if isinstance(cell, str):
        sheet.write_string(row, column, cell, formats_of["text"])
        return
    kind = "value" if name == "value" else "count" if isinstance(cell, Decimal) else "year"
    sheet.write_number(row, column, float(cell), formats_of[kind])


def _notes(sheet: Worksheet, notes: Sequence[tuple[str, str]], formats_of: dict[str, Any]) -> None:
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 100)
    for row, (name, text) in enumerate(notes):
        sheet.write_string(row, 0, name, formats_of["head"] if not text else formats_of["wrapped"])
        sheet.write_string(row, 1, text, formats_of["wrapped"])


def notes_of(subject: Subject) -> list[tuple[str, str]]:
    """What somebody needs to know who finds this file later: subject, sources, definition, circle, signs."""
    chosen, compared = subject.looked.chosen, subject.looked.compared
    definition = chosen.definition
    today = formats.date_format(timezone.localdate())
    notes = [
        (_("Indicator"), f"{definition.name} ({definition.code})"),
        (_("Question"), chosen.use.question if chosen.use else definition.question),
        (_("Municipality"), f"{subject.place.name} ({subject.place.ags})"),
        (_("Group"), words.group_words(chosen.series.group)),
        (_("Unit"), definition.unit),
        *((fact.name, fact.text) for fact in facts_of(chosen.series, subject.concepts)),
        (_("All sources"), "; ".join(sources_of(chosen.series)) or _("not named")),
        (_("Comparability"), definition.comparability_note or "–"),
    ]
    if chosen.circle and compared:
        newest = compared.rows[-1]
        released = _("Release %(number)s of %(day)s") % {
            "number": newest.release_number,
            "day": formats.date_format(timezone.localdate(newest.published_at)),
        }
        notes.append((_("Circle"), f"{chosen.circle.circle.name}. {released}"))
        notes.append((_("Circle, newest year"), f"{newest.year}: {words.members_words(newest)}"))
    notes += [
        (_("Please note"), _("Monitoring does not measure the effect of measures.")),
        (_("File written on"), today),
        (_("Explanation of signs"), ""),
        *((entry.sign, str(entry.meaning)) for entry in SIGNS),
        (_("invented"), _("Made up for the demonstration; says nothing about a real municipality.")),
    ]
    return notes
