"""What reading a file by a mapping gives: figures to be, what is left out and why, and what cannot be right."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from benchmark.harmonisation.numbers import NumberError
from benchmark.spreadsheets.reading.mapping import Entry

MOST_EXAMPLES = 3


class Left(StrEnum):
    """Why something of the file is not taken over."""

    OTHER_UNIT = "other_unit"
    NO_YEAR = "no_year"
    NOT_MAPPED = "not_mapped"
    EMPTY_CELL = "empty_cell"
    PART_MISSING = "part_missing"
    OTHER_SHEET = "other_sheet"
    REPEATED = "repeated"


class Wrong(StrEnum):
    """Why something cannot be right."""

    NO_NUMBER = "no_number"
    TWO_READINGS = "two_readings"
    BAD_YEAR = "bad_year"
    CONTRADICTION = "contradiction"
    PERCENT = "percent"
    REFUSED = "refused"
    NOT_FOUND = "not_found"
    YEAR_OPEN = "year_open"


@dataclass(frozen=True)
class Spot:
    """One cell of the file with its text."""

    sheet: str
    row: int
    column: str
    text: str = ""


@dataclass(frozen=True)
class Problem:
    """Something that cannot be right, and where; `error` where a number is wrong, `detail` for the rest."""

    wrong: Wrong
    spot: Spot
    error: NumberError | None = None
    detail: str = ""
    other: Spot | None = None


@dataclass
class LeftOut:
    """How often something was left out for one reason, with examples."""

    count: int = 0
    examples: list[Spot] = field(default_factory=list)

    def add(self, spot: Spot) -> None:
        self.count += 1
        if len(self.examples) < MOST_EXAMPLES:
            self.examples.append(spot)


@dataclass(frozen=True)
class Found:
    """A number of the file with the cell it stands in; `missing` where a sign stands there."""

    spot: Spot
    value: Decimal | None
    missing: str = ""


@dataclass(frozen=True)
class Candidate:
    """One figure as the file says it, not yet judged."""

    entry: Entry
    year: int
    numerator: Found | None = None
    denominator: Found | None = None
    value: Found | None = None

    @property
    def parts(self) -> list[Found]:
        return [part for part in (self.numerator, self.denominator, self.value) if part is not None]

    @property
    def missing(self) -> str:
        """The reason that a sign in one of its cells gives."""
        return next((part.missing for part in self.parts if part.missing), "")


@dataclass
class Applied:
    """What a mapping makes of a file."""

    candidates: list[Candidate] = field(default_factory=list)
    left_out: dict[Left, LeftOut] = field(default_factory=lambda: defaultdict(LeftOut))
    problems: list[Problem] = field(default_factory=list)
    rows_read: int = 0
