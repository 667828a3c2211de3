"""How a person wants a table to be read; remembered for the next file that is built in the same way."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from typing import Any

from benchmark.spreadsheets.reading.cells import Style


class YearFrom(StrEnum):
    """Where the year of a figure stands."""

    ROWS = "rows"
    HEAD = "head"
    SHEET = "sheet"
    TITLE = "title"
    LABELS = "labels"
    FILE = "file"
    TYPED = "typed"


@dataclass(frozen=True)
class Place:
    """Which numbers of a table are meant: a column by its identity, and the labels its rows must carry."""

    column: str
    where: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Entry:
    """One series of figures: counts from two places, or a value from one.

    `scale` says what a value is counted per (1: share of one, 100: percent, 1000: per 1,000); 0 is the indicator's own.
    """

    indicator: str
    group: str
    concept: str
    numerator: Place | None = None
    denominator: Place | None = None
    value: Place | None = None
    scale: int = 0


@dataclass(frozen=True)
class Correction:
    """Rows that a person named, counted from 1; 0 where those found are right."""

    head: int = 0
    data: int = 0
    end: int = 0


@dataclass(frozen=True)
class Mapping:
    """How to read a file: where the years and the own rows are, what dots mean, and what becomes which figure."""

    year_from: YearFrom
    year_column: str = ""
    typed_year: int = 0
    unit_column: str = ""
    unit: str = ""
    apart: tuple[str, ...] = ()
    repeat_blanks: bool = True
    style: Style | None = None
    correction: Correction = field(default_factory=Correction)
    left_out_sheets: tuple[str, ...] = ()
    entries: tuple[Entry, ...] = ()

    def lasting(self) -> Mapping:
        """What of it holds for the next file too: not a typed year, not where the rows end."""
        return replace(self, typed_year=0, correction=replace(self.correction, end=0))


def written(mapping: Mapping) -> dict[str, Any]:
    """The mapping in plain words for JSON."""
    return asdict(mapping)


def read(said: dict[str, Any]) -> Mapping:
    """The mapping that `written` wrote."""
    return Mapping(
        year_from=YearFrom(said["year_from"]),
        year_column=said["year_column"],
        typed_year=said["typed_year"],
        unit_column=said["unit_column"],
        unit=said["unit"],
        apart=tuple(said["apart"]),
        repeat_blanks=said["repeat_blanks"],
        style=Style(said["style"]) if said["style"] else None,
        correction=Correction(**said["correction"]),
        left_out_sheets=tuple(said["left_out_sheets"]),
        entries=tuple(_entry(entry) for entry in said["entries"]),
    )


def _entry(said: dict[str, Any]) -> Entry:
    places = {name: _place(said[name]) for name in ("numerator", "denominator", "value")}
    return Entry(said["indicator"], said["group"], said["concept"], scale=said["scale"], **places)


def _place(said: dict[str, Any] | None) -> Place | None:
    if said is None:
        return None
    return Place(said["column"], tuple((column, text) for column, text in said["where"]))
