"""CSV files and their cells: numbers with decimal comma, and no text that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from decimal import Decimal

BYTE_ORDER_MARK = "\ufeff"  # tells a spreadsheet that the file is UTF-8
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
Cell = str | int | Decimal


def file_of(head: Sequence[str], lines: Iterable[Iterable[Cell]], *, marked: bool = True) -> bytes:
    """A CSV file in UTF-8 with semicolons; `marked` puts the byte order mark in front that spreadsheets look for."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows([as_text(cell) for cell in line] for line in lines)
    return ((BYTE_ORDER_MARK if marked else "") + stream.getvalue()).encode()


def as_text(cell: Cell) -> str:
    """A cell for CSV: numbers with decimal comma, texts never readable as a formula."""
    if isinstance(cell, Decimal):
        return number_text(cell).replace(".", ",")
    if isinstance(cell, int):
        return str(cell)
    return harmless(cell)


def number_text(number: Decimal) -> str:
    """A number without trailing zeros and without powers of ten."""
    text = f"{number:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


def harmless(text: str) -> str:
    """A text that no spreadsheet runs: one that begins like a formula gets an apostrophe in front."""
    return f"'{text}" if text.lstrip(" \u00a0").startswith(FORMULA_STARTS) else text
