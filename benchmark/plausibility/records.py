"""What the rules look at: plain numbers of one place and year, and how they hang together in series."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple


class Scale(StrEnum):
    """What kind of number a value is; it decides how changes are measured."""

    COUNT = "count"  # persons: changes are relative
    SHARE = "share"  # a part of a whole, per `factor`: changes are measured as odds, shown as points
    RATE = "rate"  # per `factor`, but no part of a whole: changes are relative


class Aspect(StrEnum):
    """Which number of a record is meant."""

    VALUE = "value"
    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"


class Point(NamedTuple):
    """What a number is about. `place` is a key (AGS), empty where there is only one place."""

    subject: str
    group: str
    concept: str
    year: int
    place: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """One published or entered number.

    `value` is a count of persons or a share or rate per `factor`; `numerator` and `denominator` are the persons it
    was made of, as far as known. `decimals` counts the digits after the comma it was printed with (None: computed,
    all digits are known); `step` is the number whose multiples the counts were rounded to (1: not rounded).
    `base` names what the denominator stands on, such as a census, where that is known.
    """

    id: str
    point: Point
    scale: Scale
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    factor: Decimal = Decimal(100)
    part_of_whole: bool = True
    decimals: int | None = None
    step: int = 1
    source: str = ""
    base: str = ""
    definition_version: int = 1
    blank: bool = False  # the cell was empty: neither a number nor a sign that says why

    def number(self, aspect: Aspect) -> Decimal | None:
        """The number of that aspect; the numerator of a count is the count itself."""
        if aspect is Aspect.VALUE:
            return self.value
        return self.numerator if aspect is Aspect.NUMERATOR else self.denominator

    @property
    def cases(self) -> Decimal | None:
        """How many persons stand behind the value, as far as known."""
        return self.value if self.scale is Scale.COUNT else self.numerator


SeriesKey = tuple[str, str, str, str]  # place, subject, group, concept


def series_of(records: Iterable[Record]) -> dict[SeriesKey, list[Record]]:
    """Records by place, subject, group and concept, each series in the order of its years."""
    found: dict[SeriesKey, list[Record]] = defaultdict(list)
    for record in records:
        point = record.point
        found[point.place, point.subject, point.group, point.concept].append(record)
    return {key: sorted(rows, key=lambda row: row.point.year) for key, rows in found.items()}


def known(rows: Sequence[Record], aspect: Aspect) -> list[tuple[Record, Decimal]]:
    """The records of a series that have a number of that aspect, with it."""
    return [(row, number) for row in rows if (number := row.number(aspect)) is not None]
