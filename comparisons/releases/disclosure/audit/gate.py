"""The release gate: a ladder of attackers, the strongest first."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from comparisons.releases.disclosure.audit.cells_told import cells_told
from comparisons.releases.disclosure.audit.classes import contradictions
from comparisons.releases.disclosure.audit.order_told import order_told
from comparisons.releases.disclosure.audit.problem import Problem, digest, split
from comparisons.releases.disclosure.audit.releases_only import releases_only
from comparisons.releases.disclosure.audit.rows import Primitive
from comparisons.releases.disclosure.audit.ruling import Certified, Obstacle, Outcome, Ruling, Rung
from comparisons.releases.disclosure.audit.solver import Clock, SolverFailed, TimedOut

CLIMB = (Obstacle.NARROWED, Obstacle.NOT_DECIDED)  # with these the next rung may still pass
ORDER = (Rung.CELLS_TOLD, Rung.ORDER_TOLD, Rung.RELEASES_ONLY)


def audit(problem: Problem, *, seconds: float = 20.0) -> Ruling:
    """Whether the candidates may be released, beside everything in the ledger.

    Tries A3, then A2, then exact A1; a numerator proved safe on one rung needs no proof on the next, because what A3 or
    A2 leaves open is open for A1, too. Whatever goes wrong (time, solver, contradiction, numbers that are none) is a
    refusal and is not raised. Parts that nothing ties are judged one by one, and all must pass.
    """
    clock = Clock(seconds)
    if contradictions(problem):
        return _refused(dict.fromkeys(ORDER, Obstacle.INCONSISTENT), clock)
    at_once = _tried(Rung.CELLS_TOLD, lambda: cells_told(problem, clock))
    if at_once.obstacle not in CLIMB:
        return _ruled(problem, [[at_once]], clock, whole=True)
    try:
        parts = split(problem)
    except (ArithmeticError, ValueError):
        return _refused(dict.fromkeys(ORDER, Obstacle.SOLVER), clock)
    return _ruled(problem, [_climbed(part, clock) for part in parts], clock, whole=False)


def audit_each(problem: Problem, *, seconds: float = 50.0, seconds_each: float = 4.0) -> list[tuple[Problem, Ruling]]:
    """Every part of a problem with a ruling of its own, so that one that must be refused does not stop the others.

    Seconds are a budget for searching worlds, in all and for one part; parts that nothing ties need none of it.
    """
    clock = Clock(seconds)
    found = []
    for part in split(problem):
        left = max(min(seconds_each, seconds - clock.used), 0.0)
        found.append((part, audit(part, seconds=left)))
    return found


def _ruled(problem: Problem, climbed: list[list[Outcome]], clock: Clock, *, whole: bool) -> Ruling:
    obstacles = {
        outcome.rung: outcome.obstacle for steps in climbed for outcome in steps if outcome.obstacle is not None
    }
    certified = tuple(one for steps in climbed for one in _best(steps))
    narrowest = min([1.0, *(min(one.relative, one.beside_coalition) for one in certified)])
    if any(steps[-1].obstacle is not None for steps in climbed):
        return _refused(obstacles, clock, certified, narrowest)
    rung = max((steps[-1].rung for steps in climbed), key=ORDER.index, default=Rung.CELLS_TOLD)
    certificate: dict[str, Any] = {
        "problem": digest(problem),
        "whole": whole,
        "parts": [{outcome.rung.value: outcome.proof for outcome in steps} for steps in climbed],
    }
    return Ruling(True, rung, obstacles, certified, narrowest, certificate, clock.used)


def _climbed(problem: Problem, clock: Clock) -> list[Outcome]:
    """The outcomes of all rungs tried, the last one passed or all refused."""
    steps = [_tried(Rung.CELLS_TOLD, lambda: cells_told(problem, clock))]
    if steps[-1].obstacle not in CLIMB:
        return steps
    steps.append(_tried(Rung.ORDER_TOLD, lambda: order_told(problem, clock)))
    if steps[-1].obstacle not in CLIMB:
        return steps
    wanted: tuple[Primitive, ...] = steps[0].open
    steps.append(_tried(Rung.RELEASES_ONLY, lambda: releases_only(problem, clock, wanted)))
    return steps


def _tried(rung: Rung, attempt: Callable[[], Outcome]) -> Outcome:
    """The attempt's outcome; a failure of numbers, memory or solver counts as an obstacle."""
    try:
        return attempt()
    except TimedOut:
        return Outcome(rung, Obstacle.TIMED_OUT)
    except (SolverFailed, ArithmeticError, ValueError, MemoryError, np.linalg.LinAlgError):
        return Outcome(rung, Obstacle.SOLVER)


def _best(steps: list[Outcome]) -> Iterator[Certified]:
    """What the rung that passed certifies; members it took over from A3 keep A3's interval."""
    passed = steps[-1]
    if passed.rung is Rung.RELEASES_ONLY and passed.obstacle is None:
        open_before = set(steps[0].open)
        yield from (one for one in steps[0].certified if one.primitive not in open_before)
        return
    yield from (passed if passed.obstacle is None else steps[0]).certified


def _refused(
    obstacles: dict[Rung, Obstacle], clock: Clock, certified: tuple[Certified, ...] = (), narrowest: float = 0.0
) -> Ruling:
    return Ruling(False, None, obstacles, certified, narrowest, None, clock.used)
