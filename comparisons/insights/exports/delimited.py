"""CSV as GENESIS-Online writes flat files: semicolon, decimal comma, one value per line."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from decimal import Decimal

from comparisons.insights.exports.lines import COLUMNS, Cell

BYTE_ORDER_MARK = "\ufeff"  # tells Excel that the file is UTF-8
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def write(lines: Iterable[Mapping[str, Cell]], *, for_excel: bool = False) -> bytes:
    """The lines as UTF-8 with the columns' stable names as header."""
    stream = io.StringIO(newline="")
    if for_excel:
        stream.write(BYTE_ORDER_MARK)
    writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for line in lines:
        writer.writerow([as_text(line[name]) for name in COLUMNS])
    return stream.getvalue().encode()


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
