"""The cheapest pattern: a master programme proposes, attackers answer with cuts, until no attacker succeeds.

Method: Fischetti and Salazar's model of complementary cell suppression, solved by Benders' decomposition; insiders are
attackers with less room. Cuts known in advance (of every single equation, and that no cell is withheld alone in a line)
bring the first proposal so close that cuts on fractional patterns saved no time on the reference tables.
"""

from __future__ import annotations

import time

from comparisons.releases.disclosure.tables.attack import Failure, Task, attacked, fitting
from comparisons.releases.disclosure.tables.programme import OutOfTime, Programme, bridges, cut, first_rows
from comparisons.releases.disclosure.tables.space import Floats
from comparisons.releases.disclosure.tables.worlds import Worlds


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
    worlds = Worlds()
    while True:
        pattern = programme.solve(seconds=until - time.monotonic())
        worlds = fitting(worlds, pattern, task.space)
        failures = attacked(task, pattern, worlds)
        if not failures:
            return pattern
        if not _learn(task, programme, failures):
            raise OutOfTime


def _learn(task: Task, programme: Programme, failures: list[Failure]) -> bool:
    """Adds the cuts of failed demands; False when none of them is new."""
    new = [
        programme.add(*cut(task.space, [proof.prices for proof in failure.proofs], failure.amount, failure.coalition))
        for failure in failures
    ]
    return any(new)
