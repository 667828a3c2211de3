"""A protecting pattern without a claim to be the cheapest: one failed demand after the other, then tidied up."""

from __future__ import annotations

import time

import numpy as np
import scipy.sparse as sp
from scipy.optimize import linprog

from comparisons.releases.disclosure.tables.attack import Failure, Task, attacked, fitting
from comparisons.releases.disclosure.tables.knowledge import EXACT
from comparisons.releases.disclosure.tables.reach import INFEASIBLE, OPTIMAL
from comparisons.releases.disclosure.tables.refusal import RefusalKind, TableRefused
from comparisons.releases.disclosure.tables.space import Floats, Room, Space
from comparisons.releases.disclosure.tables.worlds import Worlds


def greedy(task: Task, costs: Floats, forced: Floats, possible: Floats, *, until: float) -> Floats:
    """A pattern that protects; raises `TableRefused` when nothing that may be withheld does.

    Takes as long as it needs to protect and tidies up until the moment `until` of `time.monotonic`.
    """
    pattern, worlds = forced.copy(), Worlds()
    while failures := attacked(task, pattern, worlds):
        before = pattern
        for failure in failures:
            pattern = np.maximum(pattern, _cheapest_way(task.space, failure, costs, pattern, possible))
        if np.array_equal(before, pattern):
            raise TableRefused(RefusalKind.NOT_SOLVED)
    return _without_surplus(task, pattern, worlds, costs, forced, until)


def _cheapest_way(space: Space, failure: Failure, costs: Floats, pattern: Floats, possible: Floats) -> Floats:
    """1 for the cells to withhold so that one failed demand is met for its coalition."""
    for proof in failure.proofs:
        missing = failure.amount - sum(other.reach for other in failure.proofs if other is not proof)
        found = _way(space, failure, proof.question.side, missing, costs * (1 - pattern), possible)
        if found is not None:
            return found
    raise TableRefused(RefusalKind.NOT_PROTECTABLE)


def _way(space: Space, failure: Failure, side: int, amount: float, costs: Floats, possible: Floats) -> Floats | None:
    """The cells that move further than displayed ones may, on the cheapest way to move a sum; None if there is none.

    Three columns per cell: what a displayed cell may move for nothing, and further up and down at the cell's cost.
    """
    shown, hidden = space.limited(space.shown, failure.coalition), space.limited(space.withheld, failure.coalition)
    extra = Room((hidden.down - shown.down) * possible, (hidden.up - shown.up) * possible)
    need = np.zeros(space.size)
    need[list(failure.demand.places)] = side
    result = linprog(
        np.concatenate([np.zeros(space.size), costs + EXACT, costs + EXACT]),
        A_eq=sp.hstack([space.matrix, space.matrix, -space.matrix], format="csc"),
        b_eq=np.zeros(space.matrix.shape[0]),
        A_ub=-np.concatenate([need, need, -need])[np.newaxis, :],
        b_ub=[-amount],
        bounds=np.column_stack(
            [
                np.concatenate([-shown.down, np.zeros(2 * space.size)]),
                np.concatenate([shown.up, extra.up, extra.down]),
            ]
        ),
        method="highs-ds",
    )
    if result.status == INFEASIBLE:
        return None
    if result.status != OPTIMAL or not np.all(np.isfinite(result.x)):
        raise TableRefused(RefusalKind.NOT_SOLVED)
    _, up, down = result.x.reshape(3, space.size)
    chosen: Floats = (np.maximum(up, down) > EXACT).astype(float)
    return chosen


def _without_surplus(
    task: Task, pattern: Floats, worlds: Worlds, costs: Floats, forced: Floats, until: float
) -> Floats:
    """The pattern without cells that turned out not to be needed, the dearest looked at first."""
    surplus = [int(place) for place in np.flatnonzero(pattern > forced)]
    for place in sorted(surplus, key=lambda place: -costs[place]):
        if time.monotonic() > until:
            break
        smaller = pattern.copy()
        smaller[place] = 0
        remaining = fitting(worlds, smaller, task.space)
        if not attacked(task, smaller, remaining, first_only=True):
            pattern, worlds = smaller, remaining
    return pattern
