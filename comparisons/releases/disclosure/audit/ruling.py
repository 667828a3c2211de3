"""What the gate answers, and the proof it leaves behind."""

from __future__ import annotations

from dataclasses import dataclass, field
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
    CELL_TOO_SMALL = "cell_too_small"  # a cell holds fewer whole numerators than agreed, whoever attacks
    NOT_DECIDED = "not_decided"  # the rung cannot model a row, or a denominator is not known
    INCONSISTENT = "inconsistent"  # no world satisfies all rows, or they contradict the contributions
    TIMED_OUT = "timed_out"
    SOLVER = "solver"  # a solver state other than optimal or infeasible, a value that is no number


@dataclass(frozen=True)
class Certified:
    """What an attacker can narrow one numerator down to, in numerator units; an open end is None.

    The interval is an outsider's. `relative` is its width divided by the required one, `beside_coalition` the same for
    the worst coalition of other members; both must be at least 1. A gridded numerator that keeps its whole cell is not
    listed.
    """

    primitive: Primitive
    low: float | None
    high: float | None
    relative: float
    beside_coalition: float


@dataclass(frozen=True)
class Outcome:
    """The answer of one rung: passed where there is no obstacle; `open` are the numerators it did not prove safe."""

    rung: Rung
    obstacle: Obstacle | None = None
    open: tuple[Primitive, ...] = ()
    certified: tuple[Certified, ...] = ()
    proof: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Ruling:
    """The gate's answer. `passed` or not is all that may be told outside; everything else stays with the exchange.

    `rung` is the weakest attacker that had to be assumed. `narrowest` is the smallest width in relation to the required
    one, 1 where nobody is narrowed. `certificate` is plain JSON and as secret as the contributions.
    """

    passed: bool
    rung: Rung | None
    obstacles: dict[Rung, Obstacle]
    certified: tuple[Certified, ...]
    narrowest: float
    certificate: dict[str, Any] | None
    seconds: float
