"""Reads single cells of a filled workbook; what cannot be read says what is wrong and what to do."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from benchmark.figures.intake.layout import Choice
from benchmark.harmonisation.numbers import NumberError, Parsed, parse_german

LARGEST_COUNT = Decimal(10) ** 12

_CODE_AT_END = re.compile(r".*\[([^\[\]]+)\]", re.DOTALL)

_REMEDIES: dict[NumberError, str | Promise] = {
    NumberError.EXPONENT: gettext_lazy("Please write the number out."),
    NumberError.FOREIGN_DIGITS: gettext_lazy("Please use the digits 0 to 9."),
    NumberError.DECIMAL_POINT: gettext_lazy("Please use a comma for decimal places."),
    NumberError.SEPARATOR: gettext_lazy("Please write the number without separators."),
    NumberError.LEADING_ZERO: gettext_lazy("Please enter a number without a leading zero."),
    NumberError.PERCENT_SIGN: gettext_lazy("Please enter counts, not percentages."),
}


class CellProblem(Exception):
    """A cell that cannot be taken over: what is wrong and what to do."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what)
        self.what = what
        self.remedy = remedy


def text_of(cell: object) -> str:
    """The text of a cell; whole numbers come without a decimal place."""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < LARGEST_COUNT:
        return str(int(cell))
    return "" if cell is None else str(cell).strip()


def count_of(cell: object, *, whole: bool) -> Decimal | None:
    """A count that is not negative, or None for an empty cell; `whole` refuses decimal places."""
    number = _number_of(cell)
    if number is None:
        return None
    if number < 0:
        raise CellProblem(
            _("The number %(number)s is negative.") % {"number": _german(number)}, _("Please check the sign.")
        )
    if number >= LARGEST_COUNT:
        raise CellProblem(_("The number is too large to be true."), _("Please check the number."))
    if whole and number != number.to_integral_value():
        raise CellProblem(
            _("%(number)s is not a whole number, although persons or cases are counted.") % {"number": _german(number)},
            _("Please enter the count itself, not a share or an average."),
        )
    return number


def _number_of(cell: object) -> Decimal | None:
    """The exact number of a cell, be it a number or a text."""
    if cell is None or cell == "":
        return None
    if isinstance(cell, bool) or not isinstance(cell, (int, float, str)):
        raise CellProblem(
            _("“%(text)s” is not a number.") % {"text": cell},
            _("Please enter a number and format the cell as a number."),
        )
    if isinstance(cell, str):
        return _number_of_text(cell)
    if not math.isfinite(cell):
        raise CellProblem(_("“%(text)s” is not a number.") % {"text": cell}, _("Please check the number."))
    return Decimal(repr(cell)) if isinstance(cell, float) else Decimal(cell)


def _number_of_text(text: str) -> Decimal | None:
    parsed = parse_german(text, thousands=None)
    if parsed.error is NumberError.EMPTY:
        return None
    if parsed.value is not None and parsed.sign is None:
        return parsed.value
    if parsed.error is NumberError.AMBIGUOUS:
        raise CellProblem(
            _("“%(text)s” can be read in two ways: %(first)s or %(second)s.")
            % {"text": text, "first": _german(parsed.readings[0]), "second": _german(parsed.readings[1])},
            _("Please enter it as a number, without the dot or with a comma."),
        )
    if parsed.sign is not None:
        raise CellProblem(
            _("“%(text)s” is a sign, not a number.") % {"text": text},
            _("Please enter 0 if there are none; otherwise choose a reason in the column “Reason if missing”."),
        )
    raise CellProblem(_("“%(text)s” is not a number.") % {"text": text[:60]}, _remedy(parsed))


def _remedy(parsed: Parsed) -> str:
    known = _REMEDIES.get(parsed.error) if parsed.error is not None else None
    return str(known) if known is not None else _("Please enter digits, with a comma for decimal places.")


def year_of(cell: object, first: int, last: int) -> int:
    """A year of the period."""
    text = text_of(cell)
    if not re.fullmatch(r"[0-9]{4}", text) or not first <= int(text) <= last:
        raise CellProblem(
            _("“%(text)s” is not a year from %(first)s to %(last)s.")
            % {"text": text[:20], "first": str(first), "last": str(last)},
            _("Please enter the year with four digits."),
        )
    return int(text)


def choice_of(cell: object, choices: Sequence[Choice]) -> str | None:
    """The code of a drop-down entry, found by the code in brackets, by the code alone or by its label; else None."""
    text = text_of(cell)
    marked = _CODE_AT_END.fullmatch(text)
    wanted = {text.casefold()} | ({marked[1].strip().casefold()} if marked else set())
    for choice in choices:
        if choice.code.casefold() in wanted or choice.label.casefold() in wanted:
            return choice.code
    return None


def _german(number: Decimal) -> str:
    return f"{number:f}".replace(".", ",")
