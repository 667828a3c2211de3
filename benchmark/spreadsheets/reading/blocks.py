"""Where in a sheet the head of the table, its rows and its foot are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from benchmark.spreadsheets.reading.cells import Cell, Kind, kind_of, text_of
from benchmark.spreadsheets.reading.sheets import Sheet

MOST_HEAD_ROWS = 8
LOOK_AHEAD = 5
UNIT_WORDS = frozenset(
    {
        *("anzahl", "prozent", "in prozent", "%", "in %", "personen", "anzahl personen", "quote", "anteil"),
        *("je 1.000", "je 1000", "je 1 000", "je 10.000", "je 10000", "absolut", "abs."),
    }
)


@dataclass(frozen=True)
class Frame:
    """Rows of a table, counted from 0: head rows first, data rows after them, `end` is behind the last one."""

    head: int
    data: int
    end: int


def frame_of(sheet: Sheet) -> Frame | None:
    """Head and data rows as the kinds of cells show them; None where a sheet holds no numbers."""
    rows = sheet.rows
    like_data = [_is_data(row) for row in rows]
    if not any(like_data):
        return None
    start = next((row for row in range(len(rows)) if like_data[row] and _goes_on(rows, like_data, row)), None)
    if start is None:
        return None
    end = max(row for row in range(len(rows)) if like_data[row]) + 1
    first, last = rows[start], rows[end - 1]
    while start > 0 and kind_of(first[0]) is Kind.YEAR and _counts_like_years(rows[start - 1], first):
        start -= 1
    while end < len(rows) and _counts_like_years(rows[end], last):
        end += 1
    return Frame(_first_head_row(rows, start), start, end)


def _counts_like_years(row: Sequence[Cell], known: Sequence[Cell]) -> bool:
    """Whether a row beside a known data row is data too, although all its numbers could be years: counts near 2000.

    It begins as the known row does (a year, or a label behind which the known row has numbers) and is filled alike.
    """
    kinds, others = [kind_of(cell) for cell in row], [kind_of(cell) for cell in known]
    if not kinds or kinds[0] is not others[0] or kinds[0] not in (Kind.YEAR, Kind.TEXT):
        return False
    numbers = [at for at, kind in enumerate(others) if kind is Kind.NUMBER and at > 0]
    return bool(numbers) and all(kinds[at] in (Kind.YEAR, Kind.NUMBER) for at in numbers)


def head_rows(sheet: Sheet, frame: Frame) -> list[Sequence[Cell]]:
    """The rows of the head that carry labels; a row that only numbers the columns carries none."""
    return [row for row in sheet.rows[frame.head : frame.data] if not _numbers_columns(row) and any_cell(row)]


def any_cell(row: Sequence[Cell]) -> bool:
    """Whether a row says anything."""
    return any(cell is not None and cell != "" for cell in row)


def is_unit_row(row: Sequence[Cell]) -> bool:
    """Whether a row of the head only names units."""
    texts = [text_of(cell).casefold() for cell in row if text_of(cell)]
    return bool(texts) and all(text in UNIT_WORDS for text in texts)


def _is_data(row: Sequence[Cell]) -> bool:
    """A row with a number or sign that is no year; one that only numbers the columns is part of the head."""
    kinds = [kind for kind in map(kind_of, row) if kind is not Kind.BLANK]
    if len(kinds) < min(2, len(row)):
        return False
    if Kind.NUMBER in kinds:
        return not _numbers_columns(row)
    return False


def _numbers_columns(row: Sequence[Cell]) -> bool:
    """Whether a row only counts its columns: 1, 2, 3, …"""
    first = next((cell for cell in row if kind_of(cell) is Kind.NUMBER), None)
    if first is None or text_of(first) not in ("1", "2", "3"):
        return False
    said = [text_of(cell) for cell in row if cell is not None and cell != ""]
    counted = [int(text) for text in said if text.isdecimal() and len(text) <= 3]
    if len(counted) < 3 or len(counted) < len(said) - 1 or counted[0] > 3:
        return False
    return counted[1:] == list(range(counted[1], counted[1] + len(counted) - 1)) and counted[0] in (1, counted[1] - 1)


def _goes_on(rows: Sequence[Sequence[Cell]], like_data: list[bool], row: int) -> bool:
    """Whether the rows after this one are data as well, so that a number in a title begins nothing."""
    following = [at for at in range(row, len(rows)) if any_cell(rows[at])][: LOOK_AHEAD + 1]
    return sum(like_data[at] for at in following) * 2 >= len(following)


def _first_head_row(rows: Sequence[Sequence[Cell]], start: int) -> int:
    first_number = _first_number_column(rows[start])
    head = row = start
    while row > 0 and start - row < MOST_HEAD_ROWS:
        row -= 1
        said = [column for column, cell in enumerate(rows[row]) if text_of(cell)]
        if not said:
            if head < start:
                break
            continue
        if len(said) == 1 and said[0] < first_number and not is_unit_row(rows[row]) and len(rows[row]) > 1:
            break
        head = row
    return head


def _first_number_column(row: Sequence[Cell]) -> int:
    """The first column of a data row with a number that is no year; a key at its beginning does not count."""
    found = [at for at, cell in enumerate(row) if kind_of(cell) is Kind.NUMBER]
    if found and found[0] == 0 and len(found) > 1:
        return found[1]
    return found[0] if found else 0
