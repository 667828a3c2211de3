"""A3: the attacker who is told every cell, and knows all identities, public sums and its coalition's own numbers."""

from __future__ import annotations

from math import inf
from typing import Any

import numpy as np

from comparisons.releases.disclosure.audit.boxes import boxes
from comparisons.releases.disclosure.audit.linear import ties
from comparisons.releases.disclosure.audit.margins import ENOUGH, cells_too_small, relative_widths
from comparisons.releases.disclosure.audit.problem import Problem
from comparisons.releases.disclosure.audit.propagation import Bounds, guaranteed, propagated
from comparisons.releases.disclosure.audit.ruling import Certified, Obstacle, Outcome, Rung
from comparisons.releases.disclosure.audit.solver import Clock
from comparisons.releases.disclosure.audit.system import Inconsistent, System, Undecidable, system
from comparisons.releases.disclosure.audit.worlds import Searched, search

MOST_MEMBERS = 60  # of a part that only worlds can decide: pairs of insiders are enumerated


def cells_told(problem: Problem, clock: Clock) -> Outcome:
    """Whether every protected numerator keeps its width for an attacker who is told all cells.

    Without identities nothing ties numerators, and every cell stays whole. Bounds are propagated to a fixed point,
    exact on trees of rows; elsewhere the bounds can only reject, and whole-number worlds have to be found.
    """
    rung = Rung.CELLS_TOLD
    boxes_of = {measure.key: boxes(measure) for measure in problem.measures}
    if cells_too_small(problem, boxes_of):
        return Outcome(rung, Obstacle.CELL_TOO_SMALL)
    tied = ties(problem)
    if not tied.primitives:
        return Outcome(rung, proof={"untied": True})
    try:
        arrays = system(problem, tied, boxes_of)
        outside = propagated(arrays)
    except Undecidable:
        return Outcome(rung, Obstacle.NOT_DECIDED, problem.protected)
    except Inconsistent:
        return Outcome(rung, Obstacle.INCONSISTENT, problem.protected)
    if _contradicted(arrays, outside):
        return Outcome(rung, Obstacle.INCONSISTENT, tied.primitives)
    return _decided(problem, arrays, outside, clock)


def _decided(problem: Problem, arrays: System, outside: Bounds, clock: Clock) -> Outcome:
    tied = arrays.ties
    size = len(tied.primitives)
    beside = guaranteed(arrays, outside, problem.parameters.c)
    alone = relative_widths(problem, arrays, outside.low, outside.high)
    together = relative_widths(problem, arrays, beside.low, beside.high)
    by_bounds = arrays.exact[:size] & outside.settled & beside.settled
    guarded = arrays.protected[:size]
    searched = Searched()
    loose = guarded & ~by_bounds
    if loose.any():
        searched = search(problem, arrays, outside, np.flatnonzero(loose), clock, most_members=MOST_MEMBERS)
        together = np.where(loose, [searched.relative.get(one, -np.inf) for one in range(size)], together)
    passed = ~guarded | ((alone >= ENOUGH) & (together >= ENOUGH))
    told = np.flatnonzero(guarded & (np.isnan(arrays.needed[:size]) | ~passed))
    columns = (outside.low[told], outside.high[told], alone[told], together[told])
    certified = tuple(
        Certified(tied.primitives[place], None if low == -inf else low, None if high == inf else high, one, other)
        for place, low, high, one, other in zip(told.tolist(), *(column.tolist() for column in columns), strict=True)
    )
    obstacle = None
    if not passed.all():
        narrowed = bool(np.any(guarded & by_bounds & ~passed) or np.any(guarded & (alone < ENOUGH)))
        obstacle = Obstacle.NARROWED if narrowed else searched.obstacle or Obstacle.NARROWED
    left = tuple(tied.primitives[one] for one in np.flatnonzero(~passed).tolist())
    return Outcome(Rung.CELLS_TOLD, obstacle, left, certified, _proof(outside, searched))


def _proof(outside: Bounds, searched: Searched) -> dict[str, Any]:
    """The inequalities in the order they follow from each other; worlds where bounds do not decide."""
    return {"chain": [list(step) for step in outside.steps], "worlds": searched.worlds}


def _contradicted(arrays: System, outside: Bounds) -> bool:
    """Whether an exact value that the gate holds lies outside what the rows allow."""
    value = arrays.value
    held = ~np.isnan(value)
    return bool(np.any((value[held] < outside.low[held]) | (value[held] > outside.high[held])))
