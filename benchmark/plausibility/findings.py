"""What a rule says: which numbers it is about, what was seen, what would have been usual, and how much it weighs."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from benchmark.plausibility.records import Aspect, Point, Record, Scale

_KEY_LENGTH = 32


class Reason(StrEnum):
    """What was found."""

    PART_EXCEEDS_WHOLE = "part_exceeds_whole"
    GROUP_EXCEEDS_TOTAL = "group_exceeds_total"
    GROUPS_DO_NOT_ADD_UP = "groups_do_not_add_up"
    SHARE_DIFFERS = "share_differs"  # a published share is not the ratio of its published parts
    JUMP = "jump"
    JUMP_AT_BREAK = "jump_at_break"  # a jump where the statistics themselves changed
    ZERO_AFTER_CASES = "zero_after_cases"
    IDENTICAL = "identical"  # exactly last year's numbers
    DUPLICATE = "duplicate"  # the same line twice
    CONTRADICTING_DUPLICATE = "contradicting_duplicate"  # the same point twice with different numbers
    TWO_SOURCES = "two_sources"  # two sources state different numbers for one point
    LEVEL_SHIFT = "level_shift"  # the distance between two sources changes at a known break
    EMPTY = "empty"  # a cell without a number and without a sign


class Weight(StrEnum):
    """How sure it is that somebody has to do something."""

    CONTRADICTION = "contradiction"  # the numbers cannot all be right
    QUESTION = "question"  # may be right, but should be confirmed
    HINT = "hint"  # good to know

    @property
    def rank(self) -> int:
        """0 for what weighs most."""
        return list(Weight).index(self)


class Cause(StrEnum):
    """Why two numbers probably differ."""

    CONCEPT = "concept"
    CENSUS = "census"  # they stand on different censuses
    PREVIOUS_YEAR = "previous_year"  # the denominator of the year before was used
    OTHER_DENOMINATOR = "other_denominator"  # the denominator of another source was used
    OTHER_PLACE = "other_place"  # the value is that of another place: the line has a wrong key
    ROUNDING = "rounding"  # one of them was rounded for secrecy
    TERRITORY = "territory"
    LATER_CORRECTION = "later_correction"  # an office corrected its number after the first download
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Band:
    """What is usual: changes per year from `low` to `high`, relative (0.05 is +5 %) or in units of the value.

    `spread` is the robust deviation on the scale of the rule, `known` the number of changes it was seen in.
    """

    low: Decimal
    high: Decimal
    spread: Decimal
    known: int


@dataclass(frozen=True)
class Evidence:
    """The numbers that led to a finding, so that a sentence can say exactly why.

    `observed` is the number in question, `compared` the one it was held against (the year before, the recomputed
    share, the other source, the whole). `change` is relative for counts and rates, in units of the value for shares.
    """

    observed: Decimal
    compared: Decimal | None = None
    aspect: Aspect = Aspect.VALUE
    scale: Scale = Scale.COUNT
    year_before: int | None = None
    change: Decimal | None = None
    own: Band | None = None
    kind: Band | None = None
    tolerance: Decimal | None = None
    cause: Cause | None = None
    break_code: str = ""
    sources: tuple[str, ...] = ()
    denominators: tuple[Decimal, ...] = ()  # the published one, and the one that the published share implies
    count: int = 1  # how many lines or years are meant

    @property
    def difference(self) -> Decimal | None:
        """Observed minus compared, in the unit of both."""
        return None if self.compared is None else self.observed - self.compared


@dataclass(frozen=True)
class Finding:
    """One finding. `key` stays the same as long as the numbers it is about do, whatever is usual elsewhere."""

    reason: Reason
    weight: Weight
    points: tuple[Point, ...]
    ids: tuple[str, ...]
    evidence: Evidence
    key: str


def finding(
    reason: Reason, weight: Weight, records: Iterable[Record], evidence: Evidence, *, also: Iterable[object] = ()
) -> Finding:
    """A finding about these records; `also` names further numbers that an answer would be about."""
    rows = tuple(records)
    points = tuple(row.point for row in rows)
    said = [reason.value, evidence.aspect.value, *map(repr, points)]
    said += [_plain(number) for number in (evidence.observed, evidence.compared)]
    said += [_plain(row.number(aspect)) for row in rows for aspect in Aspect]
    said += [str(thing) for thing in also]
    key = hashlib.sha256("|".join(said).encode()).hexdigest()[:_KEY_LENGTH]
    return Finding(reason, weight, points, tuple(row.id for row in rows), evidence, key)


def _plain(number: Decimal | None) -> str:
    """A number without trailing zeros, so that 5 and 5.0000 from a database are the same."""
    if number is None:
        return ""
    return f"{number:.6f}".rstrip("0").rstrip(".")
