"""Numbers as people read them: decimal comma, grouped thousands, a narrow no-break space before the unit."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from django.utils.formats import number_format

SIGNS_IN_CELLS = frozenset({"–", ".", "…", "...", "/", "x", "( )"})
NARROW_SPACE = "\u202f"
NO_BREAK_SPACE = "\u00a0"


def written(value: Decimal | float | int, *, decimals: int = 1) -> str:
    """A number in the language of the page, rounded half up as `floatformat` does, for instance 12.345,7."""
    rounded = Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return number_format(rounded or abs(rounded), decimal_pos=decimals, use_l10n=True, force_grouping=True)


def with_unit(value: Decimal | float | int, unit: str = "", *, decimals: int = 1) -> str:
    """A number with its unit, for instance "58,3 %" or "12,0 je 1.000"."""
    number = written(value, decimals=decimals)
    if not unit:
        return number
    return f"{number}{NARROW_SPACE if unit == '%' else NO_BREAK_SPACE}{unit}"


def is_number(cell: object) -> bool:
    """Whether a table cell is a number, a range of numbers or a statistical sign, and so stands on the right."""
    text = str(cell).strip()
    return text in SIGNS_IN_CELLS or text[:1].isdigit() or (text[:1] in "−-(" and text[1:2].isdigit())
