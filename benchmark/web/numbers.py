"""Numbers as people read them: decimal comma, grouped thousands, a narrow no-break space before the unit."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from django.utils.formats import number_format

SIGNS_IN_CELLS = frozenset({"–", ".", "…", "...", "/", "x", "( )"})
NARROW_SPACE = "\u202f"
NO_BREAK_SPACE = "\u00a0"


def written(value: Decimal | float | int, *, decimals: int = 1) -> str:
    """A number in the language of the page, rounded half up as `floatformat` does, for instance 12.345,7."""
    rounded = Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return number_format(rounded or abs(rounded), decimal_pos=decimals, use_l10n=True, force_grouping=True)


def spans_of(years: Iterable[int]) -> list[tuple[int, int]]:
    """Years as spans of years in a row, each by its first and last one."""
    spans: list[tuple[int, int]] = []
    for year in sorted(years):
        if spans and spans[-1][1] == year - 1:
            spans[-1] = (spans[-1][0], year)
        else:
            spans.append((year, year))
    return spans


def written_spans(years: Iterable[int]) -> list[str]:
    """Each span of years as it is written: "2009–2016", "2018"."""
    return [str(first) if first == last else f"{first}–{last}" for first, last in spans_of(years)]


def years_in_short(years: Iterable[int]) -> str:
    """Years in one line: "2009–2016, 2018"."""
    return ", ".join(written_spans(years))


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
