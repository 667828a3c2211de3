"""What the gate answers, and the proof it leaves behind."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from comparisons.releases.disclosure.audit.rows import Primitive


class Rung(StrEnum):
    """The attacker against whom the release was proved safe; each proof also covers the attacker of `RELEASES_ONLY`."""

    CELLS_TOLD = "A3"  # is told every cell
    ORDER_TOLD = "A2"  # is told the complete order of all values
    RELEASES_ONLY = "A1"  # knows the releases, public facts and own values


class Obstacle(StrEnum):
    """Why a rung did not pass; for the protocol of the operator, never shown outside."""

    NARROWED = "narrowed"  # some interval is narrower than required
    NOT_DECIDED = "not_decided"  # the rung cannot model a row, or a denominator is not known
    INCONSISTENT = "inconsistent"  # no world satisfies all rows, or they contradict the contributions
    TIMED_OUT = "timed_out"
    SOLVER = "solver"  # a solver state other than optimal or infeasible, a value that is no number


@dataclass(frozen=True)
class Certified:
    """What an attacker can narrow one numerator down to, in numerator units; an open end is None.

    `relative` is the width of the interval divided by the required one: at least 1 when it passes.
    """

    primitive: Primitive
    low: Decimal | None
    high: Decimal | None
    relative: float


@dataclass(frozen=True)
class Certificate:
    """The proof of a passed ruling as plain JSON; holds cells, so it is as secret as the contributions."""

    content: dict[str, Any]

    def to_json(self) -> dict[str, Any]:
        return self.content


@dataclass(frozen=True)
class Ruling:
    """The gate's answer. `passed` or not is all that may be told outside; everything else stays with the exchange."""

    passed: bool
    rung: Rung | None  # which rung passed
    obstacles: dict[Rung, Obstacle]  # why the rungs before (or all) did not
    certified: tuple[Certified, ...]  # per protected numerator that some row narrows or ties
    narrowest: float  # smallest `relative`; 1.0 where nobody is narrowed
    certificate: Certificate | None
    seconds: float
