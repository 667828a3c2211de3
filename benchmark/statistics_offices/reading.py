"""What a reader hands over: where a file comes from, its columns, its rows. Layout only, no meaning."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import partial
from typing import NamedTuple

EARLIEST_YEAR = 1950  # no table of the offices that this service reads begins earlier
LATEST_YEAR = 2100


class NumberFormat(StrEnum):
    """What a family of files declares about its numbers; never guessed from a cell."""

    DECIMAL_COMMA = "decimal_comma"  # no thousands separators
    DOTTED = "dotted"  # decimal comma, and dots (or spaces) between thousands: 1.234 is a thousand and more
    DECIMAL_POINT = "decimal_point"  # no thousands separators


class SkipReason(StrEnum):
    """Why a row or a cell was read but not stored."""

    WHOLE_COUNTRY = "whole_country"
    SUM_OF_TERRITORIES = "sum_of_territories"
    ASSOCIATION = "association"
    REMAINDER = "remainder"
    CITY_DISTRICT = "city_district"
    NO_KEY = "no_key"
    NOT_IN_DIRECTORY = "not_in_directory"
    DID_NOT_EXIST = "did_not_exist"
    COLUMN_NOT_YET_PUBLISHED = "column_not_yet_published"
    DUPLICATE = "duplicate"
    EMPTY = "empty"
    NOT_MEASURED = "not_measured"
    UNKNOWN_MARK = "unknown_mark"


class Skip(NamedTuple):
    """One row (counted from 1 as in a text editor) that was left out, and why."""

    row: int
    reason: SkipReason


class Column(NamedTuple):
    """One value column: its labels from top to bottom, and its period where the head carries the time axis."""

    path: tuple[str, ...]
    period: str | None


class ReadRow(NamedTuple):
    """One line of a file as it stands: key, name, period, further dimensions and the raw texts of its value columns."""

    row: int
    key: str
    name: str
    period: str
    dimensions: tuple[str, ...]
    cells: list[str]


# Makes a row of a tuple with its parts in their order; half the time of `ReadRow(…)`, which readers make thousands of.
read_row: Callable[[tuple[int, str, str, str, tuple[str, ...], list[str]]], ReadRow] = partial(tuple.__new__, ReadRow)


@dataclass(frozen=True)
class Reading:
    """One file, read but not yet understood."""

    family: str
    table_code: str
    title: str
    publisher: str
    licence: str
    retrieved: date | None
    numbers: NumberFormat
    columns: tuple[Column, ...]
    rows: Iterable[ReadRow]
    row_count: int
    skipped: list[Skip] = field(default_factory=list)
    invented: bool = False
    territory_date: date | None = None  # set where one Gebietsstand holds for the whole file


def year_of(period: str) -> int | None:
    """The year of `2016`, `31.12.2015` or `2015-12-31`; None for anything else, such as 29.02.2025."""
    text = period.strip()
    try:
        year = int(text) if len(text) == 4 and text.isascii() and text.isdigit() else date_of(text).year
    except ValueError:
        return None
    return year if EARLIEST_YEAR <= year <= LATEST_YEAR else None


def date_of(text: str) -> date:
    """The date of `31.12.2015` or `2015-12-31`; raises ValueError for any other text or an impossible day."""
    parts = text.strip().split(".")
    if len(parts) == 3 and [len(part) for part in parts] == [2, 2, 4] and all(p.isdigit() for p in parts):
        return date(int(parts[2]), int(parts[1]), int(parts[0]))
    return date.fromisoformat(text.strip())


def reference_date(period: str) -> date | None:
    """The day whose territory a period speaks of: the day itself, or the last day of a whole year."""
    year = year_of(period)
    if year is None:
        return None
    return date(year, 12, 31) if len(period.strip()) == 4 else date_of(period)
