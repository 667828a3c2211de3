"""Published XLSX tables of the integration monitor of Niedersachsen: multi-row heads, footnotes, several tables.

The columns of all tables of the file stand one after another in `columns`; the labels of each end with its place
(“Tabelle1!D”), so that a refusal can say where. The first dimension of a row is the number of the first column of its
table, then come features of the line. Keys stand without the Land, or not at all.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

from benchmark.statistics_offices.readers.niedersachsen_long import LICENCE, PUBLISHER
from benchmark.statistics_offices.readers.sheet_blocks import Block, Row, blocks_of, column_letters
from benchmark.statistics_offices.readers.sheet_texts import (
    is_words,
    number_text,
    period_text,
    periods_within,
    plain_words,
    value_text,
)
from benchmark.statistics_offices.reading import (
    Column,
    NumberFormat,
    Reading,
    ReadRow,
    Skip,
    SkipReason,
    read_row,
    year_of,
)
from benchmark.statistics_offices.refusals import FileRefused

FAMILY = "niedersachsen_workbook"
LAND = "03"
SEVERAL = "/"  # between the keys of territories that were added up
_ZIP = b"PK\x03\x04"
_NUMBER = re.compile(r"(?<![\d.-])(\d)([.-])(\d+)\2(\d+)(?![\d.-])")
_COPYRIGHT = re.compile(r"©.*\bNiedersachsen\b")
_FREE_TO_COPY = re.compile(r"Vervielfältigung.*Quellenangabe")
_NOTE = re.compile(r"(\d{1,2})\)\s*\S")
_KEY = re.compile(r"[A-Z]{0,2}(\d{1,8})")
_DIGITS_WITHOUT_LAND = (1, 3, 6)  # Statistische Region, Kreis, Gemeinde


@dataclass(frozen=True)
class _Sheet:
    """One visible sheet that holds something."""

    name: str
    grid: list[Row]
    blocks: list[Block]


def recognises(head: bytes) -> bool:
    """Whether the file is a workbook at all; `read` refuses those of other publishers."""
    return head.startswith(_ZIP)


def read(data: bytes, name: str) -> Reading:
    """Read all tables of a workbook; raises FileRefused for other workbooks and for cells that cannot be read."""
    grids = list(_grids(data, name))
    lines = [plain for _title, grid, _merged in grids for plain in _lines(grid)]
    number = _number_of(lines, name)
    _refuse_foreign(grids, lines, number, name)
    sheets = [_Sheet(title, grid, blocks_of(grid, merged, sheet=title, name=name)) for title, grid, merged in grids]
    if not any(sheet.blocks for sheet in sheets):
        raise FileRefused(_("“%(file)s” has a title but no rows with figures.") % {"file": name})
    marks = frozenset(found.group(1) for line in lines if (found := _NOTE.match(line)))
    skipped: list[Skip] = []
    wanted = list(_of_this_table(sheets, number, skipped))
    years = [year for _sheet, block in wanted for year in _years(block)]
    return Reading(
        family=FAMILY,
        table_code=f"LSN {number}",
        title=next((line for line in reversed(_titles(wanted)) if _NUMBER.search(line)), lines[0])[:300],
        publisher=PUBLISHER,
        licence=LICENCE if any(_FREE_TO_COPY.search(line) for line in lines) else "",
        retrieved=None,
        numbers=NumberFormat.DECIMAL_POINT,
        columns=tuple(_columns(wanted)),
        rows=list(_rows(wanted, marks, name)),
        row_count=sum(len(block.rows) for sheet in sheets for block in sheet.blocks),
        skipped=skipped,
        territory_date=date(max(years), 12, 31) if years else None,
    )


def _grids(data: bytes, name: str) -> Iterator[tuple[str, list[Row], Any]]:
    """Name, cells and merged cells of every visible sheet that is not empty."""
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for about in workbook.sheets_metadata:
            if about.visible != SheetVisibleEnum.Visible:
                continue
            sheet = workbook.get_sheet_by_name(about.name)
            if grid := sheet.to_python(skip_empty_area=False):
                yield about.name, grid, sheet.merged_cell_ranges or []
    except (CalamineError, OSError, ValueError) as error:
        raise FileRefused(
            _("“%(file)s” cannot be opened as a workbook (XLSX). It is cut off or damaged. Please download it again.")
            % {"file": name}
        ) from error


def _lines(grid: list[Row]) -> list[str]:
    """All texts of a sheet once, in their order: titles, labels, names, notes."""
    texts = dict.fromkeys(value for row in grid for value in row if value.__class__ is str)
    return [" ".join(text.split()) for text in texts if is_words(text)]


def _number_of(lines: list[str], name: str) -> str:
    """The number of the table as 1-2-1: from the title, else from the name of the file, else empty."""
    for line in (*lines, name):
        if found := _NUMBER.search(line):
            return "-".join((found.group(1), found.group(3), found.group(4)))
    return ""


def _refuse_foreign(grids: list[tuple[str, list[Row], Any]], lines: list[str], number: str, name: str) -> None:
    """Say what a workbook of unknown origin lacks; a year anywhere in it is looked for too, but never guessed."""
    ours = any(_COPYRIGHT.search(line) for line in lines)
    if ours and number:
        return
    lacking = [] if ours else [_("no publisher")]
    if not number:
        lacking.append(_("no number of a table"))
    dated = any(periods_within(line) for line in lines) or any(
        period_text(value) for _title, grid, _merged in grids for row in grid[:20] for value in row
    )
    if not dated:
        lacking.append(_("no year"))
    raise FileRefused(
        _(
            "“%(file)s” is a workbook of no family this service knows: it states %(lacking)s. Where its figures come "
            "from and which year they are of would have to be guessed. Please take the file as the office published "
            "it. Nothing was stored."
        )
        % {"file": name, "lacking": ", ".join(lacking)}
    )


def _of_this_table(sheets: list[_Sheet], number: str, skipped: list[Skip]) -> Iterator[tuple[_Sheet, Block]]:
    """The tables with the number of the file; rows of other tables in it are noted and left out."""
    for sheet in sheets:
        for block in sheet.blocks:
            own = _number_of(list(reversed(block.titles)), "")
            if own in ("", number):
                yield sheet, block
            else:
                skipped.extend(Skip(row + 1, SkipReason.NOT_MEASURED) for row in block.rows)


def _titles(wanted: list[tuple[_Sheet, Block]]) -> tuple[str, ...]:
    return wanted[0][1].titles if wanted else ()


def _years(block: Block) -> Iterator[int]:
    periods = {*block.periods, *(column.period for column in block.columns)}
    yield from (year for period in periods if (year := year_of(period)) is not None)


def _columns(wanted: list[tuple[_Sheet, Block]]) -> Iterator[Column]:
    """The value columns of all tables."""
    for sheet, block in wanted:
        for column in block.columns:
            place = f"{sheet.name}!{column_letters(column.index)}"
            yield Column((*column.labels, place), column.period or None)


def _rows(wanted: list[tuple[_Sheet, Block]], marks: frozenset[str], name: str) -> Iterator[ReadRow]:
    """The lines of all tables; raises FileRefused for a cell that is no number and no sign."""
    names, keys = _Remembered(plain_words), _Remembered(key_of)
    start = 0
    for sheet, block in wanted:
        key_column = _key_column(sheet.grid, block)
        indexes = [column.index for column in block.columns]
        first = (str(start),)
        for index, period in zip(block.rows, block.periods, strict=True):
            line = sheet.grid[index]
            texts = [
                number_text(cell) if (cell := line[at]).__class__ is float else value_text(cell, marks)
                for at in indexes
            ]
            if None in texts:
                raise _unreadable(sheet, index, indexes[texts.index(None)], name)
            key = "" if key_column is None else keys[line[key_column]]
            dimensions = first + tuple([names[line[at]] for at in block.features])
            territory = names[line[block.name_column]]
            yield read_row((index + 1, key, territory, period, dimensions, cast(list[str], texts)))
        start += len(indexes)


class _Remembered(dict[Any, str]):
    """What a function made of each cell, since names and keys repeat from year to year."""

    def __init__(self, function: Callable[[Any], str]) -> None:
        super().__init__()
        self._function = function

    def __missing__(self, cell: Any) -> str:
        self[cell] = made = self._function(cell)
        return made


def _unreadable(sheet: _Sheet, row: int, column: int, name: str) -> FileRefused:
    return FileRefused(
        _(
            "“%(file)s”, sheet %(sheet)s, row %(row)s, column %(column)s: “%(text)s” is not a number that can be read "
            "in one way only. Nothing of this file was stored."
        )
        % {
            "file": name,
            "sheet": sheet.name,
            "row": row + 1,
            "column": column_letters(column),
            "text": str(sheet.grid[row][column])[:40],
        }
    )


def _key_column(grid: list[Row], block: Block) -> int | None:
    """The nearest column left of the names in which everything that stands there can be a key."""
    for column in range(block.name_column - 1, -1, -1):
        cells = {cell for row in block.rows if (cell := grid[row][column]) != ""}
        if cells and all(key_of(cell) for cell in cells):
            return column
    return None


def key_of(raw: Any) -> str:
    """The whole key of `101`, `101001`, `0` (the Land) or `3101`; several keys with a slash; empty if it is none."""
    text = number_text(raw) if isinstance(raw, float) else str(raw).strip()
    if not text:
        return ""
    parts = [_one_key(part.strip()) for part in text.split(SEVERAL)]
    return SEVERAL.join(parts) if all(parts) else ""


def _one_key(text: str) -> str:
    found = _KEY.fullmatch(text)
    if found is None:
        return ""
    digits = found.group(1)
    if digits == "0":
        return LAND
    if digits.startswith(LAND) and len(digits) in (2, 3, 5, 8):
        return digits
    if len(digits) in (4, 7) and "0" + digits[:1] == LAND:
        return "0" + digits
    return LAND + digits if len(digits) in _DIGITS_WITHOUT_LAND else ""
