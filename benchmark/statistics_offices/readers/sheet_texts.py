"""The contents of one cell of a worksheet as text: numbers as Excel shows them, footnote marks taken off."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from math import isfinite
from typing import Any

from benchmark.harmonisation.missing import SPELLINGS, Sign
from benchmark.harmonisation.numbers import parse_german
from benchmark.statistics_offices.reading import EARLIEST_YEAR, LATEST_YEAR, year_of

_LETTERS = re.compile(r"[^\W\d_]{2}")
_SUPERSCRIPTS = "\u00b9\u00b2\u00b3\u2070\u2074-\u2079"
_MARK = rf"(?:\d{{1,2}}(?:[.,]\s?\d{{1,2}})*\)|[{_SUPERSCRIPTS}]+\)?|\*+\)?)"
_MARKS_AFTER_WORDS = re.compile(rf"(?<=[^\d.,])\s*(?:{_MARK}\s*)+$")
_MARKS_AFTER_NUMBERS = re.compile(rf"(?:\s+\d{{1,2}}\)|\s*[{_SUPERSCRIPTS}]+\)?|\s*\*+\)?)+$")
_GLUED_MARK = re.compile(r"(.*\d)\)$")
_LIKE_A_NUMBER = re.compile(rf"\(?[-\u2212]?\d[\d.,\s]*\)?(?:\s*{_MARK})*")
_PERIOD = re.compile(rf"((?:\d{{2}}\.\d{{2}}\.)?(?:19|20)\d{{2}})(?:\s*(?:\d\)|[{_SUPERSCRIPTS}]+\)?|\*+\)?))*")
_PERIOD_WITHIN = re.compile(r"(?<![\w./])((?:\d{2}\.\d{2}\.)?(?:19|20)\d{2})(?![\w/])")
_SIGNIFICANT_DIGITS = 15  # what Excel keeps and shows; further digits are noise of binary fractions
_LARGEST_WHOLE = 10**_SIGNIFICANT_DIGITS


def is_number(value: Any) -> bool:
    """Whether a cell holds a number (and not a truth value)."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def is_words(value: Any) -> bool:
    """Whether a cell holds words: at least two letters in a row, and no sign or error value."""
    return isinstance(value, str) and _are_words(value)


@lru_cache(maxsize=4096)
def _are_words(text: str) -> bool:
    """Remembered, since names of territories come back in every block and are asked for in every step."""
    return not text.startswith("#") and _LETTERS.search(text) is not None


def is_value(value: Any) -> bool:
    """Whether a cell holds a number, a printed sign, or a text that looks like a number."""
    if not isinstance(value, str):
        return is_number(value)
    text = value.strip()
    return text in SPELLINGS or _LIKE_A_NUMBER.fullmatch(text) is not None


def number_text(value: float) -> str:
    """A number with the digits Excel shows, never with an exponent."""
    if not isfinite(value):
        return str(value)  # refused where a number is expected
    if value == (whole := int(value)) and -_LARGEST_WHOLE < whole < _LARGEST_WHOLE:
        return str(whole)
    text = f"{value:.{_SIGNIFICANT_DIGITS}g}"
    return format(Decimal(text), "f") if "e" in text else text


def plain_words(value: Any) -> str:
    """A label or name in one line without footnote marks."""
    if is_number(value):
        return number_text(value)
    text = " ".join(str(value).replace("\u00ad", "").split())
    return _MARKS_AFTER_WORDS.sub("", text).strip()


def period_text(value: Any) -> str:
    """`2024`, `31.12.2024` or an ISO date where a cell is nothing but a period, else an empty text."""
    if is_number(value):
        return str(int(value)) if EARLIEST_YEAR <= value <= LATEST_YEAR and value == int(value) else ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    found = _PERIOD.fullmatch(str(value).strip())
    return found.group(1) if found and year_of(found.group(1)) else ""


def periods_within(text: str) -> set[str]:
    """All days and years named inside a line; school years such as 2023/24 are none."""
    return {found for found in _PERIOD_WITHIN.findall(text) if year_of(found)}


def value_text(value: Any, marks: frozenset[str]) -> str | None:
    """A value cell as text with decimal point, a sign as printed, empty for an empty cell; None if it is unreadable.

    `marks` are the numbers of the footnotes below the table: only those may be glued to a number.
    """
    if is_number(value):
        return number_text(value)
    if not isinstance(value, str):
        return None
    text = value.strip()
    if not text or text in SPELLINGS:
        return text
    text = _MARKS_AFTER_NUMBERS.sub("", text).strip()
    if (glued := _GLUED_MARK.fullmatch(text)) and not text.startswith("("):
        fitting = [mark for mark in marks if glued.group(1).endswith(mark)]
        if len(fitting) != 1:
            return None
        text = glued.group(1).removesuffix(fitting[0])
    parsed = parse_german(text, thousands=None)
    if parsed.value is not None:
        plain = format(parsed.value, "f")
        return f"({plain})" if parsed.sign is Sign.LIMITED else plain
    return text if parsed.sign is not None else None
