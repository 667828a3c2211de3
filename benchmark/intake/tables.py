"""What every opened spreadsheet looks like, wherever it comes from: sheets of cells, with what is odd about them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

Cell = str | Decimal | date | bool | None

MOST_ROWS = 20_000
MOST_COLUMNS = 200
MOST_CELLS = 1_000_000  # of all sheets together, empty ones between filled ones included
MOST_SHEETS = 100
LONGEST_TEXT = 32_767  # characters of one cell; no spreadsheet program allows more


class Flaw(StrEnum):
    """What is odd about a single cell."""

    ERROR = "error"  # #NV, #DIV/0! and the like; the cell holds that text
    NO_RESULT = "no_result"  # a formula that was never computed; the cell looks empty
    RAISED = "raised"  # part of the text is printed small and raised, a footnote mark in most cases


@dataclass(frozen=True)
class RawTable:
    """One sheet: its cells row by row as they stand, with empty rows and columns kept so that places are right.

    Rows and columns are counted from 0 here; all rows have the same length. Text that is printed raised comes as
    raised characters (1234¹), so that a footnote mark never becomes a digit. `merged` holds first row, first column,
    last row, last column. `encoding` and `delimiter` are told for text files only.
    """

    sheet: str
    rows: list[list[Cell]]
    flaws: dict[tuple[int, int], Flaw] = field(default_factory=dict)
    merged: tuple[tuple[int, int, int, int], ...] = ()
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    encoding: str = ""
    delimiter: str = ""


def place(row: int, column: int) -> str:
    """The name of a cell as people see it: B7 for row 6, column 1."""
    return f"{letters(column)}{row + 1}"


def letters(column: int) -> str:
    """The letters of a column counted from 0: A, B, … Z, AA."""
    found = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(ord("A") + rest) + found
    return found
