"""The door of this room: files of strangers, opened safely.

table, *more = read_apart(tables_of, data, name)      # in a process of its own; raises FileRefused with a sentence
"""

from __future__ import annotations

import io
import math
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import PurePosixPath
from typing import Any

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from benchmark.intake.apart import NotReadable, read_apart
from benchmark.intake.archive import BEGINNING, LARGEST_FILE, refuse_other_types, save_again, unpacked
from benchmark.intake.delimited import read_delimited
from benchmark.intake.limits import Limits
from benchmark.intake.ods import clean_ods, is_ods
from benchmark.intake.refusals import FileRefused, NotNow, UnreadableFile
from benchmark.intake.tables import (
    LONGEST_TEXT,
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_ROWS,
    MOST_SHEETS,
    Cell,
    Flaw,
    RawTable,
    letters,
    place,
)
from benchmark.intake.xlsx import WANTED, CleanWorkbook, clean_workbook
from benchmark.intake.xlsx_scan import SheetFacts

__all__ = [
    "LARGEST_FILE",
    "MOST_CELLS",
    "MOST_COLUMNS",
    "MOST_ROWS",
    "Cell",
    "FileRefused",
    "Flaw",
    "Limits",
    "NotNow",
    "NotReadable",
    "RawTable",
    "UnreadableFile",
    "letters",
    "place",
    "read_apart",
    "tables_of",
]

_ENDINGS = {".xlsx": "xlsx", ".ods": "ods", ".csv": "text", ".tsv": "text", ".txt": "text"}
_GERMAN_ERRORS = {
    "#N/A": "#NV",
    "#VALUE!": "#WERT!",
    "#REF!": "#BEZUG!",
    "#NUM!": "#ZAHL!",
}


def tables_of(data: bytes, name: str) -> list[RawTable]:
    """All sheets of a spreadsheet (XLSX, ODS) or the one table of a text file (CSV, TSV), empty sheets left out.

    Numbers are exact as people see them (fifteen digits), dates are dates, everything in a text file is text. Content
    decides what a file is; an ending that says something else is refused. Raises UnreadableFile with a sentence.
    Meant to be run through `read_apart`.
    """
    refuse_other_types(data)
    if data.startswith(BEGINNING):
        parts = unpacked(data, wanted=(*WANTED, ".xml", ".xlb", ".py", ".js"))
        kind = "ods" if is_ods(parts) else "xlsx"
        clean = (
            clean_ods(parts) if kind == "ods" else clean_workbook(parts, most_rows=MOST_ROWS, most_columns=MOST_COLUMNS)
        )
        _refuse_wrong_ending(name, kind)
        found = _sheets(clean)
    else:
        _refuse_wrong_ending(name, "text")
        found = [read_delimited(data)]
    if not found:
        raise UnreadableFile(_("The file contains no filled cell."), _("Please choose the file again."))
    return found


def _refuse_wrong_ending(name: str, kind: str) -> None:
    ending = PurePosixPath(name.replace("\\", "/")).suffix.lower()
    if _ENDINGS.get(ending, kind) == kind:
        return
    contents = {
        "xlsx": _("an Excel workbook (.xlsx)"),
        "ods": _("an OpenDocument spreadsheet (.ods)"),
        "text": _("a text file (.csv)"),
    }
    raise UnreadableFile(
        _("The name of the file ends with “%(ending)s”, but it is %(content)s.")
        % {"ending": ending, "content": contents[kind]},
        _("Please give it the right ending, or save it again in your spreadsheet program."),
    )


def _sheets(clean: CleanWorkbook) -> list[RawTable]:
    _refuse_too_many(clean)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(clean.data))
        found = []
        for sheet in book.sheets_metadata:
            facts = clean.sheets.get(sheet.name)
            if sheet.typ == SheetTypeEnum.WorkSheet and facts is not None and facts.last_row >= 0:
                hidden = sheet.visible != SheetVisibleEnum.Visible
                found.append(_table(book.get_sheet_by_name(sheet.name), facts, hidden=hidden))
    except (CalamineError, OSError, ValueError) as error:
        raise UnreadableFile(_("The file is damaged or incomplete."), save_again()) from error
    return found


def _refuse_too_many(clean: CleanWorkbook) -> None:
    """Few filled cells can span a huge sheet, so the area counts."""
    area = sum((facts.last_row + 1) * (facts.last_column + 1) for facts in clean.sheets.values())
    if area > MOST_CELLS or len(clean.sheets) > MOST_SHEETS:
        raise UnreadableFile(
            _("The workbook is too large: it has more than a million cells or a hundred sheets."),
            _("Please copy the table you need into a new, empty workbook."),
        )


def _table(sheet: CalamineSheet, facts: SheetFacts, *, hidden: bool) -> RawTable:
    width, height = facts.last_column + 1, facts.last_row + 1
    rows: list[list[Cell]] = []
    for line in sheet.to_python(skip_empty_area=False, nrows=height):
        cells = [_CELLS[type(value)](value) for value in line[:width]]
        rows.append(cells + [None] * (width - len(cells)))
    rows += [[None] * width for _missing in range(height - len(rows))]
    for (row, column), text in facts.texts.items():
        rows[row][column] = _GERMAN_ERRORS.get(text, text) or None
    _refuse_long_texts(sheet.name, rows)
    merged = sheet.merged_cell_ranges or []
    return RawTable(
        sheet.name,
        rows,
        flaws=facts.flaws,
        merged=tuple((*first, *last) for first, last in merged),
        hidden=hidden,
        hidden_rows=frozenset(row for row in facts.hidden_rows if row < height),
        hidden_columns=frozenset(column for column in facts.hidden_columns if column < width),
    )


def _number(value: float) -> Cell:
    """A number as a spreadsheet program shows it, which is fifteen digits."""
    if value.is_integer() and -_EXACT < value < _EXACT:
        return Decimal(int(value))
    return Decimal(f"{value:.15g}") if math.isfinite(value) else str(value)


def _moment(value: datetime) -> Cell:
    return value.date() if value.time() == time() else f"{value:%d.%m.%Y %H:%M}"


def _same(value: Cell) -> Cell:
    return value


_EXACT = 10**15
_CELLS: dict[type, Callable[[Any], Cell]] = {
    float: _number,
    str: lambda value: value or None,
    int: Decimal,
    bool: _same,
    date: _same,
    datetime: _moment,
    time: str,
    timedelta: str,
}


def _refuse_long_texts(sheet: str, rows: list[list[Cell]]) -> None:
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            if isinstance(cell, str) and len(cell) > LONGEST_TEXT:
                raise UnreadableFile(
                    _("Sheet “%(sheet)s”, cell %(cell)s: the text is too long.")
                    % {"sheet": sheet, "cell": place(row, column)},
                    _("Please write it shorter."),
                )
