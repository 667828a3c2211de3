"""Whole-number worlds for parts in which bounds do not decide: two per numerator and coalition."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import Any

import numpy as np

from comparisons.releases.disclosure.audit.boxes import Floats
from comparisons.releases.disclosure.audit.margins import ENOUGH, relative_widths
from comparisons.releases.disclosure.audit.problem import Problem
from comparisons.releases.disclosure.audit.propagation import Bounds
from comparisons.releases.disclosure.audit.ruling import Obstacle
from comparisons.releases.disclosure.audit.solver import Clock, Program, SolverFailed, TimedOut, solve
from comparisons.releases.disclosure.audit.system import System, insiders

FAR = 1e7  # stands for an end that nothing limits


@dataclass
class Searched:
    """Smallest relative width per variable over all coalitions, the worlds that show it, and what went wrong."""

    relative: dict[int, float] = field(default_factory=dict)
    worlds: list[dict[str, Any]] = field(default_factory=list)
    obstacle: Obstacle | None = None


def search(
    problem: Problem, system: System, outside: Bounds, targets: Iterable[int], clock: Clock, *, most_members: int
) -> Searched:
    """Two worlds for every target and every coalition of the target's part; numerators stay whole in them.

    A coalition's own numbers are fixed at their exact values, so those must be held; a part whose insiders' values
    the gate does not hold is not decided. Stops at the first target that fails.
    """
    found = Searched()
    try:
        for target in targets:
            part = np.flatnonzero(system.component == system.component[target])
            members = sorted(set(system.member[part].tolist()) - {-1, int(system.member[target])})
            insiders = system.always_known[part] & np.isnan(system.value[part])
            unheld = np.isnan(system.value[part]) & (system.member[part] != system.member[target])
            unheld &= system.member[part] >= 0
            if insiders.any() or (members and unheld.any()) or len(members) >= most_members:
                found.obstacle = Obstacle.NOT_DECIDED
                return found
            for known in combinations(members, min(problem.parameters.c, len(members))):
                if not _one(problem, system, outside, target, known, clock, found):
                    found.obstacle = Obstacle.NARROWED
                    return found
    except TimedOut:
        found.obstacle = Obstacle.TIMED_OUT
    except SolverFailed:
        found.obstacle = Obstacle.SOLVER
    return found


def _one(
    problem: Problem, system: System, outside: Bounds, target: int, known: tuple[int, ...], clock: Clock,
    found: Searched,
) -> bool:  # fmt: skip
    """Lowest and highest world for one target and coalition; keeps them when they are far enough apart."""
    fixed = np.isin(system.member, known)
    low = np.where(fixed, system.value, outside.low)
    high = np.where(fixed, system.value, outside.high)
    beside = replace(outside, low=low, high=high)
    ends = [_extreme(system, beside, target, side, clock) for side in (1.0, -1.0)]
    if ends[0] is None or ends[1] is None:
        raise SolverFailed("the true world was not found")
    reached_low, reached_high = outside.low.copy(), outside.high.copy()
    reached_low[target], reached_high[target] = ends[0][target], ends[1][target]
    relative = float(relative_widths(problem, system, reached_low, reached_high)[target])
    found.relative[target] = min(relative, found.relative.get(target, np.inf))
    if relative < ENOUGH:
        return False
    members = list(insiders(problem))
    part = np.flatnonzero(system.component == system.component[target])
    within = [int(place) for place in part if place < len(system.ties.primitives)]
    found.worlds.append(
        {
            "target": target,
            "coalition": [members[number] for number in known],
            "low": {str(place): float(ends[0][place]) for place in within},
            "high": {str(place): float(ends[1][place]) for place in within},
        }
    )
    return True


def _extreme(system: System, bounds: Bounds, target: int, side: float, clock: Clock) -> Floats | None:
    """The world in which the target is smallest (side 1) or largest (side −1), a large number standing for no end."""
    component = system.component[target]
    inside = system.component == component
    entries = inside[system.variable]
    rows = np.unique(system.row[entries])
    number_of = {int(row): number for number, row in enumerate(rows)}
    ends = np.concatenate([bounds.low, bounds.high])
    far = FAR + 2 * np.abs(ends[np.isfinite(ends)]).max(initial=0)
    low = np.where(inside, np.maximum(bounds.low, -far), 0.0)
    high = np.where(inside, np.minimum(bounds.high, far), 0.0)
    program = Program(
        np.asarray([number_of[int(row)] for row in system.row[entries]], dtype=np.int64),
        system.variable[entries],
        system.coefficient[entries],
        system.row_low[rows],
        system.row_high[rows],
        low,
        high,
        system.whole,
    )
    objective = np.zeros(len(low))
    objective[target] = side
    return solve(program, objective, clock)
