"""The text of one cell as a number of its unit, or as a reason why there is none."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from django.utils.translation import gettext as _

from benchmark.harmonisation.missing import MissingReason, Sign, read_sign
from benchmark.harmonisation.numbers import NumberError, Parsed, parse_german, parse_plain
from benchmark.statistics_offices.measures import LIMITS, Quality, Unit
from benchmark.statistics_offices.reading import NumberFormat
from benchmark.statistics_offices.refusals import FileRefused


class Cell(NamedTuple):
    """A number with what the office says of it, or the reason why there is none."""

    value: Decimal | None
    missing: MissingReason | None = None
    quality: Quality = Quality.PLAIN


def read_cell(text: str, unit: Unit, numbers: NumberFormat, *, row: int, name: str) -> Cell:
    """A number within the limits of its unit or a missing reason; raises FileRefused for everything else.

    Cells come here only from rows of municipalities that existed, so a dash in a count is a true zero. In a share it
    is not: offices also print it where nobody computed the share. A number in brackets keeps its value and is marked.
    """
    quality = Quality.PLAIN
    if unit is Unit.COUNT and text.isascii() and text.isdigit() and (text[0] != "0" or len(text) == 1):
        number = Decimal(text)
    else:
        parsed = parse_plain(text) if numbers is NumberFormat.DECIMAL_POINT else _german(text, numbers)
        if parsed.value is None:
            return _missing(parsed, unit, text, row, name)
        number = parsed.value
        quality = Quality.LIMITED if parsed.sign is Sign.LIMITED else Quality.PLAIN
    problem = _problem(number, unit)
    if problem:
        raise _refused(problem, text, row, name)
    return Cell(number, quality=quality)


def _german(text: str, numbers: NumberFormat) -> Parsed:
    """With decimal comma; a single dot before three digits is a question unless the family declares what it means."""
    return parse_german(text, thousands=True if numbers is NumberFormat.DOTTED else None)


def _missing(parsed: Parsed, unit: Unit, text: str, row: int, name: str) -> Cell:
    if parsed.sign is None:
        raise _refused(_what_is_wrong(parsed.error), text, row, name)
    if parsed.sign is Sign.NOTHING and unit is not Unit.COUNT:
        return Cell(None, MissingReason.UNKNOWN)
    meaning = read_sign(parsed.sign, unit_existed=True)
    return Cell(None, meaning) if isinstance(meaning, MissingReason) else Cell(meaning)


def _problem(number: Decimal, unit: Unit) -> str:
    """What makes a number impossible for its unit; empty where it is possible."""
    if number < 0:
        return _("a count or share cannot be negative.")
    if number > LIMITS[unit]:
        if unit is Unit.PERCENT:
            return _("a share cannot be above 100 %.")
        if unit is Unit.PERCENT_OPEN:
            return _("a rate cannot be above 200 %.")
        if unit is Unit.PER_MILLE:
            return _("a rate cannot be above 1,000 per 1,000.")
        return _("the number is larger than any count of people.")
    if unit is Unit.COUNT and number != number.to_integral_value():
        return _("a count of people must be a whole number.")
    return ""


def _what_is_wrong(error: NumberError | None) -> str:
    """A sentence for every way in which a text is no number."""
    sentences = {
        NumberError.EMPTY: _("the cell is empty; a table prints a sign where it has no number."),
        NumberError.AMBIGUOUS: _(
            "a dot may mark thousands or decimals; the file does not say which. Please clear that first."
        ),
        NumberError.NOT_FINITE: _("this is not a number a table can print."),
        NumberError.EXPONENT: _("numbers with an exponent come from a spreadsheet, not from the office."),
        NumberError.DECIMAL_POINT: _("a dot stands where this table has a comma."),
        NumberError.DECIMAL_COMMA: _("a comma stands where this table has a dot."),
        NumberError.SPREADSHEET_ERROR: _("this is an error value of a spreadsheet."),
        NumberError.LEADING_ZERO: _("a number does not begin with zero; this looks like a key."),
    }
    return sentences.get(error or NumberError.NOT_A_NUMBER, _("this is not a number."))


def _refused(problem: str, text: str, row: int, name: str) -> FileRefused:
    return FileRefused(
        _("“%(file)s”, row %(row)s, value “%(text)s”: %(problem)s Nothing of this file was stored.")
        % {"file": name, "row": row, "text": text.strip()[:40], "problem": problem}
    )
