"""Cells of CSV files: numbers with decimal comma, and no text that a spreadsheet would run."""

from __future__ import annotations

from decimal import Decimal

BYTE_ORDER_MARK = "\ufeff"  # tells a spreadsheet that the file is UTF-8
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def as_text(cell: str | int | Decimal) -> str:
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
