"""What a municipality's workbook holds, as plain values: what is written into it and what is read back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

# Names of sheets and machine names of columns are part of the file format, so they are the same in every language.
FIGURES_SHEET = "Werte"
NOTES_SHEET = "Lesehinweise"
LISTS_SHEET = "Listen"
KEY_LABEL = "AGS"

COLUMNS = (
    "indicator_code",
    "name",
    "year",
    "group",
    "concept",
    "numerator",
    "denominator",
    "missing",
    "last_year",
    "note",
)
REQUIRED_COLUMNS = ("indicator_code", "year", "group", "concept", "numerator", "denominator", "missing", "note")


@dataclass(frozen=True)
class Choice:
    """One entry of a drop-down: what is stored and what people read; `sign` only for missing reasons."""

    code: str
    label: str
    sign: str = ""

    @property
    def shown(self) -> str:
        """The text in the cell; it carries the code so that it is understood whatever language wrote it."""
        return f"{self.label} [{self.code}]"


@dataclass(frozen=True)
class IndicatorSheet:
    """What the workbook needs to know about one indicator.

    `part_of_whole` says that the numerator counts members of the denominator; `whole_counts` that both count persons
    or cases, so that 3.5 cannot be right (annual averages are not whole counts).
    """

    code: str
    name: str
    numerator: str
    denominator: str
    unit: str
    source: str
    data_holder: str
    concepts: tuple[Choice, ...]
    groups: tuple[Choice, ...]
    part_of_whole: bool = True
    whole_counts: bool = True


@dataclass(frozen=True)
class TemplateRow:
    """One line of the template; `last_year` is the value of the year before in the indicator's unit, to compare."""

    indicator_code: str
    year: int
    group: str
    concept: str
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    missing: str = ""
    note: str = ""
    last_year: Decimal | None = None


@dataclass(frozen=True)
class Template:
    """A whole workbook for one municipality."""

    municipality: str
    ags: str
    made_on: date
    first_year: int
    last_year: int
    indicators: tuple[IndicatorSheet, ...]
    reasons: tuple[Choice, ...]
    rows: tuple[TemplateRow, ...]


@dataclass(frozen=True)
class IntakeRow:
    """One figure as read from line `line` of the sheet: either two counts or a reason why there are none."""

    line: int
    indicator_code: str
    year: int
    group: str
    concept: str
    numerator: Decimal | None
    denominator: Decimal | None
    missing: str
    note: str


@dataclass(frozen=True)
class IntakeError:
    """Something wrong with an uploaded workbook: where, what, and what to do about it, in the reader's language."""

    sheet: str
    cell: str
    what: str
    remedy: str

    @property
    def place(self) -> str:
        """Where the error is; empty if the file as a whole is meant."""
        if self.cell:
            return _("sheet “%(sheet)s”, cell %(cell)s") % {"sheet": self.sheet, "cell": self.cell}
        return _("sheet “%(sheet)s”") % {"sheet": self.sheet} if self.sheet else ""

    def __str__(self) -> str:
        place = f"{self.place}: " if self.place else ""
        return f"{place}{self.what} {self.remedy}".strip()


@dataclass(frozen=True)
class Intake:
    """What reading a workbook gave: all rows, or errors and then no rows, so that nothing is taken over by halves."""

    rows: tuple[IntakeRow, ...]
    errors: tuple[IntakeError, ...]


def column_letters(number: int) -> str:
    """The letters of a column counted from 0: A, B, … Z, AA."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
