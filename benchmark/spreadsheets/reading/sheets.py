"""Tables as this room keeps them while a person decides: plain cells, packed small."""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from benchmark.spreadsheets.reading.cells import Cell

_NUMBER, _DATE = "\x01", "\x02"
MOST_UNPACKED = 256 * 1024 * 1024  # bytes


class NotOurs(ValueError):
    """Bytes that `packed` did not make."""


@dataclass(frozen=True)
class Sheet:
    """One sheet: all rows are as long as the longest, counted from 0."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def width(self) -> int:
        return len(self.rows[0]) if self.rows else 0


@dataclass(frozen=True)
class Opened:
    """A file that was opened: its sheets, and what the family of the file says of itself where it is known.

    `source` names publisher and table, `style` is the declared number style; both empty for files of nobody's family.
    """

    sheets: tuple[Sheet, ...]
    source: str = ""
    style: str = ""
    hidden: tuple[str, ...] = ()  # names of hidden sheets, which are left out


def sheet(name: str, rows: list[list[Cell]]) -> Sheet:
    """A sheet with rows of one length."""
    width = max((len(row) for row in rows), default=0)
    return Sheet(name, tuple(tuple(row) + (None,) * (width - len(row)) for row in rows))


def letters(column: int) -> str:
    """The name of a column in a spreadsheet program: A for 0, AA for 26."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def packed(opened: Opened) -> bytes:
    """A file as bytes for the database; numbers and dates are marked by a first character that no text has."""
    sheets = [[one.name, [[_out(cell) for cell in row] for row in one.rows]] for one in opened.sheets]
    said = {"sheets": sheets, "source": opened.source, "style": opened.style, "hidden": opened.hidden}
    return zlib.compress(json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode(), 1)


def unpacked(data: bytes) -> Opened:
    """The file that `packed` made bytes of. Raises NotOurs for any other bytes."""
    try:
        plain = zlib.decompressobj().decompress(data, MOST_UNPACKED)
        said = json.loads(plain)
        sheets = tuple(Sheet(str(name), tuple(tuple(map(_in, row)) for row in rows)) for name, rows in said["sheets"])
        texts = [str(text) for text in (said["source"], said["style"], *said["hidden"])]
    except (zlib.error, ValueError, KeyError, TypeError, ArithmeticError) as error:
        raise NotOurs from error
    return Opened(sheets, texts[0], texts[1], tuple(texts[2:]))


def _out(cell: Cell) -> str | bool | None:
    if isinstance(cell, Decimal):
        return f"{_NUMBER}{cell}"
    if isinstance(cell, date):
        return f"{_DATE}{cell.isoformat()[:10]}"
    return cell.lstrip(_NUMBER + _DATE) if isinstance(cell, str) else cell


def _in(cell: object) -> Cell:
    if isinstance(cell, str):
        mark = cell[:1]
        if mark == _NUMBER:
            return Decimal(cell[1:])
        return date.fromisoformat(cell[1:]) if mark == _DATE else cell
    if cell is None or isinstance(cell, bool):
        return cell
    raise TypeError(cell)
