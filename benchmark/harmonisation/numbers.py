"""Strict reading of numbers as German tables print them; what can be read two ways is a question, never a guess."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from benchmark.harmonisation.missing import SPELLINGS, Sign

MOST_DIGITS = 18  # before the comma; no count of people or euros is longer
MOST_DECIMALS = 20
LONGEST_TEXT = 60  # characters; longer cells are sentences, not numbers


class NumberError(StrEnum):
    """Why a text is not a number."""

    EMPTY = "empty"
    AMBIGUOUS = "ambiguous"  # 1.234 without a declared format
    NOT_A_NUMBER = "not_a_number"
    NOT_FINITE = "not_finite"  # NaN, Infinity
    EXPONENT = "exponent"  # 1e308
    FOREIGN_DIGITS = "foreign_digits"  # full-width, Arabic and other digits than 0-9
    DECIMAL_POINT = "decimal_point"  # 12.5 where a comma belongs
    DECIMAL_COMMA = "decimal_comma"  # 12,5 where a point belongs
    SEPARATOR = "separator"  # thousands separator in a file that declares none, or in the wrong place
    LEADING_ZERO = "leading_zero"  # 03101 is a key, not a count
    PERCENT_SIGN = "percent_sign"  # the unit belongs to the indicator, not into the cell
    TOO_LARGE = "too_large"
    SPREADSHEET_ERROR = "spreadsheet_error"  # #NV, #DIV/0!


@dataclass(frozen=True)
class Parsed:
    """One cell as read: a number (in the unit of the column), a printed sign, or what is wrong with it.

    A number in brackets has both a value and `Sign.LIMITED`. An ambiguous text carries its possible readings.
    """

    value: Decimal | None = None
    sign: Sign | None = None
    error: NumberError | None = None
    readings: tuple[Decimal, ...] = ()


@dataclass(frozen=True)
class Ambiguous(Parsed):
    """A text with two readings, such as 1.234 where nobody declared what the dot means."""

    error: NumberError | None = NumberError.AMBIGUOUS


SPACES = "\u0020\u00a0\u2009\u202f"  # plain, no-break, thin and narrow no-break space
_MINUS = "-\u2212"
_WHOLE = r"(?:0|[1-9][0-9]*)"
_BARE = re.compile(rf"[{_MINUS}]?{_WHOLE}(?:,[0-9]+)?")
_DOTTED = re.compile(rf"[{_MINUS}]?[1-9][0-9]{{0,2}}(?:\.[0-9]{{3}})+(?:,[0-9]+)?")
_SPACED = re.compile(rf"[{_MINUS}]?[1-9][0-9]{{0,2}}([{SPACES}])[0-9]{{3}}(?:\1[0-9]{{3}})*(?:,[0-9]+)?")
_ONE_DOT = re.compile(rf"[{_MINUS}]?[1-9][0-9]{{0,2}}\.[0-9]{{3}}")
_PLAIN = re.compile(rf"[{_MINUS}]?{_WHOLE}(?:\.[0-9]+)?")
_POINT = re.compile(rf"[{_MINUS}]?[0-9]+\.[0-9]+")
_COMMA = re.compile(rf"[{_MINUS}]?[0-9.{SPACES}]*,[0-9]+")
_EXPONENT = re.compile(rf"[{_MINUS}+]?[0-9]+(?:[.,][0-9]+)?[eE][{_MINUS}+]?[0-9]+")
_SEPARATED = re.compile(rf"[{_MINUS}]?[0-9]+(?:[._'{SPACES}][0-9]+)+(?:,[0-9]+)?")
_ZERO_FIRST = re.compile(rf"[{_MINUS}]?0[0-9]+(?:[.,][0-9]+)?")
_NOT_FINITE = frozenset({"nan", "inf", "infinity", "unendlich"})
_SPREADSHEET = re.compile(r"#[A-ZÄÖÜa-zäöü0-9/_]+[!?]?")


def parse_german(text: str, *, thousands: bool | None) -> Parsed:
    """Read a number with decimal comma.

    `thousands` is what the file declares about dots between groups of three digits: True (they are there), False
    (there are none), None (nothing is declared; `1.234` is then `Ambiguous`; `1.234,5` and `1.234.567` are clear).
    """
    cell = text.strip(SPACES + "\t\r\n")
    early = _sign_or_noise(cell)
    if early is not None:
        return early
    if cell.startswith("(") and cell.endswith(")"):
        inner = parse_german(cell[1:-1], thousands=thousands)
        return inner if inner.value is None else Parsed(value=inner.value, sign=Sign.LIMITED)
    if _BARE.fullmatch(cell):
        return _number(cell.replace(",", "."))
    if _DOTTED.fullmatch(cell):
        return _dotted(cell, thousands)
    if _SPACED.fullmatch(cell):
        if thousands is False:
            return Parsed(error=NumberError.SEPARATOR)
        return _number(re.sub(f"[{SPACES}]", "", cell).replace(",", "."))
    return Parsed(error=_what_is_wrong(cell, point_is=NumberError.DECIMAL_POINT))


def parse_plain(text: str) -> Parsed:
    """Read a number of a file that declares a decimal point and no thousands separators."""
    cell = text.strip(SPACES + "\t\r\n")
    early = _sign_or_noise(cell)
    if early is not None:
        return early
    if cell.startswith("(") and cell.endswith(")"):
        inner = parse_plain(cell[1:-1])
        return inner if inner.value is None else Parsed(value=inner.value, sign=Sign.LIMITED)
    if _PLAIN.fullmatch(cell):
        return _number(cell)
    if _COMMA.fullmatch(cell):
        return Parsed(error=NumberError.DECIMAL_COMMA)
    return Parsed(error=_what_is_wrong(cell, point_is=NumberError.NOT_A_NUMBER))


def _dotted(cell: str, thousands: bool | None) -> Parsed:
    """A well-formed grouping by dots, judged by what the file declares."""
    if thousands is False:
        return Parsed(error=NumberError.DECIMAL_POINT if _ONE_DOT.fullmatch(cell) else NumberError.SEPARATOR)
    if thousands is None and _ONE_DOT.fullmatch(cell):
        exact = cell.replace("\u2212", "-")
        return Ambiguous(readings=(Decimal(exact.replace(".", "")), Decimal(exact)))
    return _number(cell.replace(".", "").replace(",", "."))


def _sign_or_noise(cell: str) -> Parsed | None:
    """Signs, empty cells and spreadsheet errors, which look the same in every number format."""
    if not cell:
        return Parsed(error=NumberError.EMPTY)
    if cell in SPELLINGS:
        return Parsed(sign=SPELLINGS[cell])
    if _SPREADSHEET.fullmatch(cell):
        return Parsed(error=NumberError.SPREADSHEET_ERROR)
    if len(cell) > LONGEST_TEXT:
        return Parsed(error=NumberError.TOO_LARGE if cell.isdecimal() else NumberError.NOT_A_NUMBER)
    return None


def _number(digits: str) -> Parsed:
    """A text of ASCII digits with a decimal point, as an exact Decimal without negative zero."""
    whole, _, fraction = digits.replace("\u2212", "-").partition(".")
    if len(whole.lstrip("-")) > MOST_DIGITS or len(fraction) > MOST_DECIMALS:
        return Parsed(error=NumberError.TOO_LARGE)
    value = Decimal(digits.replace("\u2212", "-"))
    return Parsed(value=value.copy_abs() if value.is_zero() else value)


def _what_is_wrong(cell: str, *, point_is: NumberError) -> NumberError:
    """The most helpful name for a text that is not a number."""
    if cell.lower().lstrip("+" + _MINUS) in _NOT_FINITE:
        return NumberError.NOT_FINITE
    if cell.endswith(("%", "\u2030", "\ufe6a", "\uff05")):
        return NumberError.PERCENT_SIGN
    if any(letter.isnumeric() and letter not in "0123456789" for letter in cell):
        return NumberError.FOREIGN_DIGITS
    if _EXPONENT.fullmatch(cell):
        return NumberError.EXPONENT
    if _ZERO_FIRST.fullmatch(cell):
        return NumberError.LEADING_ZERO
    if _POINT.fullmatch(cell):
        return point_is
    if _SEPARATED.fullmatch(cell):
        return NumberError.SEPARATOR
    return NumberError.NOT_A_NUMBER
