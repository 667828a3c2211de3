"""A3: the attacker who is told every cell, and knows all identities, public sums and its coalition's own numbers."""

from __future__ import annotations

from typing import Any

import numpy as np

from comparisons.releases.disclosure.audit.boxes import Floats, boxes
from comparisons.releases.disclosure.audit.linear import ties
from comparisons.releases.disclosure.audit.margins import ENOUGH, cells_too_small, relative_widths
from comparisons.releases.disclosure.audit.problem import Problem
from comparisons.releases.disclosure.audit.propagation import Bounds, guaranteed, propagated
from comparisons.releases.disclosure.audit.rows import Primitive
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
        return Outcome(rung, Obstacle.NOT_DECIDED, tuple(protected(problem)))
    except Inconsistent:
        return Outcome(rung, Obstacle.INCONSISTENT, tuple(protected(problem)))
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
    relative = [(float(one), float(other)) for one, other in zip(alone, together, strict=True)]
    certified = tuple(
        Certified(tied.primitives[one], _end(outside.low, one), _end(outside.high, one), *relative[one])
        for one in np.flatnonzero(guarded)
    )
    obstacle = None
    if not passed.all():
        narrowed = bool(np.any(guarded & by_bounds & ~passed) or np.any(guarded & (alone < ENOUGH)))
        obstacle = Obstacle.NARROWED if narrowed else searched.obstacle or Obstacle.NARROWED
    left = tuple(tied.primitives[one] for one in np.flatnonzero(~passed))
    return Outcome(Rung.CELLS_TOLD, obstacle, left, certified, _proof(outside, searched))


def _proof(outside: Bounds, searched: Searched) -> dict[str, Any]:
    """The inequalities in the order they follow from each other; worlds where bounds do not decide."""
    return {"chain": [list(step) for step in outside.steps], "worlds": searched.worlds}


def _contradicted(arrays: System, outside: Bounds) -> bool:
    """Whether an exact value that the gate holds lies outside what the rows allow."""
    value = arrays.value
    held = ~np.isnan(value)
    return bool(np.any((value[held] < outside.low[held]) | (value[held] > outside.high[held])))


def protected(problem: Problem) -> list[Primitive]:
    """Every numerator that is not known to everybody: gridded ones and those in sums."""
    gridded = (measure.primitive(point) for measure in problem.measures for point in measure.points)
    summed = (primitive for row in problem.sums for primitive, _ in row.terms)
    return [one for one in dict.fromkeys([*gridded, *summed]) if one not in problem.known]


def _end(bound: Floats, place: np.intp) -> float | None:
    return None if np.isinf(bound[place]) else float(bound[place])
