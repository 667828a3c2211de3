"""The cheapest pattern: a master programme proposes, attackers answer with cuts, until no attacker succeeds.

Method: Fischetti and Salazar's model of complementary cell suppression, solved by Benders' decomposition; insiders
are attackers with less room (disclosure control of linked tables, see docs/method).
"""

from __future__ import annotations

import time

import numpy as np

from comparisons.releases.disclosure.tables.attack import Failure, Task, attacked, fitting
from comparisons.releases.disclosure.tables.programme import OutOfTime, Programme, bridges, cut, first_rows
from comparisons.releases.disclosure.tables.space import Floats
from comparisons.releases.disclosure.tables.worlds import Worlds

RELAXED_ROUNDS = 0
WORTHWHILE = 1e-3  # a relaxed round goes on as long as it raises the bound by this share


def optimised(task: Task, costs: Floats, forced: Floats, possible: Floats, *, until: float) -> Floats:
    """The cheapest protecting pattern, proven to be; raises `OutOfTime` or `TableRefused`.

    `costs`, `forced` (1: withheld anyway) and `possible` (0: known to everybody) have one number per cell;
    `until` is a moment of `time.monotonic`.
    """
    programme = Programme(costs, forced, possible)
    for row in first_rows(task.space, task.demands):
        programme.add(*row)
    if not task.space.shown.up.any() and not task.space.shown.down.any():
        for row in bridges(task.space, 1 - forced):
            programme.add(*row)
    _relaxed(task, programme, until)
    worlds = Worlds()
    while True:
        pattern = programme.solve(whole=True, seconds=until - time.monotonic())
        worlds = fitting(worlds, pattern, task.space)
        failures = attacked(task, pattern, worlds)
        if not failures:
            return pattern
        if not _learn(task, programme, failures):
            raise OutOfTime


def _relaxed(task: Task, programme: Programme, until: float) -> None:
    """Cuts of attackers outside on fractional patterns, as long as they raise the bound."""
    outside, before = Task(task.space, task.demands, 0), -np.inf
    for _ in range(RELAXED_ROUNDS):
        pattern = programme.solve(whole=False, seconds=until - time.monotonic())
        bound = float(programme.costs @ pattern)
        if bound <= before * (1 + WORTHWHILE) or not _learn(task, programme, attacked(outside, pattern, Worlds())):
            return
        before = bound


def _learn(task: Task, programme: Programme, failures: list[Failure]) -> bool:
    """Adds the cuts of failed demands; False when none of them is new."""
    new = [
        programme.add(*cut(task.space, [proof.prices for proof in failure.proofs], failure.amount, failure.coalition))
        for failure in failures
    ]
    return any(new)
