"""Why a value is missing, and which printed sign says so (DIN 55301); zero is never a missing value."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum


class Sign(StrEnum):
    """A sign that official tables print where a number would stand."""

    NOTHING = "–"  # exactly zero, or the unit did not exist: the table does not say which
    UNKNOWN = "."  # not known, or to be kept secret
    BLOCKED = "x"  # cell blocked, a statement would make no sense
    NOT_RELIABLE = "/"  # sample too thin for a statement
    LATER = "..."  # will be available later
    LIMITED = "()"  # stands around a number of limited validity


# What people and tables really type for each sign.
SPELLINGS: dict[str, Sign] = {
    "-": Sign.NOTHING,
    "–": Sign.NOTHING,
    "—": Sign.NOTHING,
    "−": Sign.NOTHING,
    ".": Sign.UNKNOWN,
    "•": Sign.UNKNOWN,
    "·": Sign.UNKNOWN,
    "x": Sign.BLOCKED,
    "X": Sign.BLOCKED,
    "/": Sign.NOT_RELIABLE,
    "...": Sign.LATER,
    "…": Sign.LATER,
    "()": Sign.LIMITED,
    "( )": Sign.LIMITED,
}


class MissingReason(StrEnum):
    """Why there is no value. Every reason keeps its own name; several share one sign of the standard."""

    NOT_COLLECTED = "not_collected"
    NOT_APPLICABLE = "not_applicable"
    TOO_SMALL = "too_small"
    BLOCKED = "blocked"
    HELD_BY_LAND = "held_by_land"
    DELIBERATELY_NOT = "deliberately_not"
    NOT_YET_RELEASED = "not_yet_released"
    UNKNOWN = "unknown"
    NOT_RELIABLE = "not_reliable"
    LATER = "later"

    @property
    def sign(self) -> Sign:
        """The sign of DIN 55301 to print instead of a number."""
        return _SIGNS[self]

    @property
    def mark(self) -> str:
        """The sign with a raised figure where reasons share a sign, so that a legend can tell all reasons apart."""
        sharing = [reason for reason in MissingReason if reason.sign is self.sign]
        if len(sharing) == 1:
            return self.sign.value
        return self.sign.value + _RAISED[sharing.index(self)]


_RAISED = "¹²³⁴⁵⁶⁷⁸⁹"

_SIGNS: dict[MissingReason, Sign] = {
    MissingReason.NOT_COLLECTED: Sign.UNKNOWN,
    MissingReason.NOT_APPLICABLE: Sign.BLOCKED,
    MissingReason.TOO_SMALL: Sign.UNKNOWN,
    MissingReason.BLOCKED: Sign.BLOCKED,
    MissingReason.HELD_BY_LAND: Sign.UNKNOWN,
    MissingReason.DELIBERATELY_NOT: Sign.BLOCKED,
    MissingReason.NOT_YET_RELEASED: Sign.LATER,
    MissingReason.UNKNOWN: Sign.UNKNOWN,
    MissingReason.NOT_RELIABLE: Sign.NOT_RELIABLE,
    MissingReason.LATER: Sign.LATER,
}

_REASON_OF_SIGN: dict[Sign, MissingReason] = {
    Sign.UNKNOWN: MissingReason.UNKNOWN,
    Sign.BLOCKED: MissingReason.BLOCKED,
    Sign.NOT_RELIABLE: MissingReason.NOT_RELIABLE,
    Sign.LATER: MissingReason.LATER,
    Sign.LIMITED: MissingReason.NOT_RELIABLE,
}


def read_sign(sign: Sign, *, unit_existed: bool) -> Decimal | MissingReason:
    """What a printed sign means: zero for a dash of a unit that existed at the time, else the reason for the gap.

    A dash alone cannot say whether the unit existed; whoever knows the Gebietsstand decides, so there is no default.
    """
    if sign is Sign.NOTHING:
        return Decimal(0) if unit_existed else MissingReason.NOT_APPLICABLE
    return _REASON_OF_SIGN[sign]
