"""Whole-number programs, asked of HiGHS through scipy; every answer other than a plain yes or no is a failure."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from comparisons.releases.disclosure.audit.boxes import Floats

OPTIMAL, LIMIT, INFEASIBLE = 0, 1, 2


class SolverFailed(Exception):
    """The solver is missing, stopped in an unexpected state or returned something that is no solution."""


class TimedOut(Exception):
    """The time for the audit is over."""


@dataclass
class Clock:
    """The time an audit may take, in seconds."""

    seconds: float
    begun: float = field(default_factory=time.monotonic)

    @property
    def used(self) -> float:
        return time.monotonic() - self.begun

    def left(self) -> float:
        """Seconds left; raises `TimedOut` when there are none."""
        left = self.seconds - self.used
        if not left > 0:
            raise TimedOut
        return left


@dataclass(frozen=True)
class Program:
    """`row_low <= matrix · x <= row_high`, `low <= x <= high`, whole numbers where `whole`."""

    row: NDArray[np.int64]
    column: NDArray[np.int64]
    factor: Floats
    row_low: Floats
    row_high: Floats
    low: Floats
    high: Floats
    whole: NDArray[np.bool_]


def solve(program: Program, objective: Floats, clock: Clock, *, gap: float = 0.0) -> Floats | None:
    """A solution with the smallest objective (within the relative gap), or None when there is none.

    Raises `TimedOut` or `SolverFailed`; a solution is checked against every row before it is believed.
    """
    for part in (program.factor, objective):
        if not np.isfinite(part).all():
            raise SolverFailed("a coefficient is not a finite number")
    if any(np.isnan(side).any() for side in (program.row_low, program.row_high, program.low, program.high)):
        raise SolverFailed("a bound is not a number")
    try:
        from scipy.optimize import Bounds, LinearConstraint, milp
        from scipy.sparse import csr_matrix
    except ImportError as missing:
        raise SolverFailed("the solver is not installed") from missing
    matrix = csr_matrix((program.factor, (program.row, program.column)), (len(program.row_low), len(program.low)))
    answer = milp(
        objective,
        integrality=program.whole.astype(int),
        bounds=Bounds(program.low, program.high),
        constraints=[LinearConstraint(matrix, program.row_low, program.row_high)] if len(program.row_low) else [],
        options={"time_limit": clock.left(), "mip_rel_gap": gap},
    )
    if answer.status == INFEASIBLE:
        return None
    if answer.status == LIMIT:
        raise TimedOut
    if answer.status != OPTIMAL or answer.x is None or not np.isfinite(answer.x).all():
        raise SolverFailed(f"solver status {answer.status}")
    found = np.where(program.whole, np.round(answer.x), answer.x)
    reached = matrix @ found
    slack = 1e-6 * np.maximum(1.0, np.abs(reached))
    outside = (reached < program.row_low - slack) | (reached > program.row_high + slack)
    if outside.any() or np.any(np.abs(found - answer.x) > 1e-4):
        raise SolverFailed("the solution does not satisfy the rows")
    return np.asarray(found, dtype=np.float64)
