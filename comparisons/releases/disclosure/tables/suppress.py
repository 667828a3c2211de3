"""Secondary suppression: which further cells must be withheld so that no withheld cell can be recomputed."""

from __future__ import annotations

import time
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from comparisons.releases.disclosure.tables.attack import Task, proven
from comparisons.releases.disclosure.tables.benders import optimised
from comparisons.releases.disclosure.tables.certificate import Certificate, always_withheld, recheck
from comparisons.releases.disclosure.tables.display import exactly, in_fives
from comparisons.releases.disclosure.tables.greedy import greedy
from comparisons.releases.disclosure.tables.knowledge import Insiders
from comparisons.releases.disclosure.tables.programme import OutOfTime
from comparisons.releases.disclosure.tables.refusal import RefusalKind, TableRefused
from comparisons.releases.disclosure.tables.rules import Rules, needs
from comparisons.releases.disclosure.tables.space import Floats, space_of
from comparisons.releases.disclosure.tables.table import Cell, Key, Table
from comparisons.releases.disclosure.tables.worlds import Worlds, demands

KEPT_FROM_BEFORE = 0.01  # what withholding again costs, as a share of what withholding anew would cost


class Method(StrEnum):
    """How a pattern was found."""

    NOTHING_SENSITIVE = "nothing_sensitive"
    OPTIMISED = "optimised"
    GREEDY = "greedy"


@dataclass(frozen=True)
class Record:
    """How a pattern came about and why it holds; for the ledger and the re-check, never for a page.

    `cost` is the weight of everything withheld beyond the cells that are sensitive themselves; `optimal` says whether
    it is proven that no protecting pattern costs less (cells withheld last year counted at a fraction); `seconds` is
    how long it took.
    """

    method: Method
    cost: int
    optimal: bool
    seconds: float
    certificate: Certificate


@dataclass(frozen=True)
class Pattern:
    """The withheld cells of a table, all alike; presenters look at nothing but `withheld`."""

    withheld: frozenset[Key]
    record: Record


def suppress(table: Table, rules: Rules, *, insiders: Insiders = Insiders.SHARES, seconds: float = 60.0) -> Pattern:
    """The cheapest set of cells to withhold so that nothing sensitive can be recomputed from exact figures.

    Protects against everybody outside and against every coalition of at most `rules.c` contributors, who know
    what `insiders` says. When `seconds` are over, a greedy pattern is returned instead (`record.optimal` False).
    Raises `TableRefused`; a pattern that was not proven to protect is never returned.
    """
    return protect(table, Certificate(rules, rounded=False, insiders=insiders, worlds=()), seconds=seconds)


def protect(table: Table, asked: Certificate, *, seconds: float) -> Pattern:
    """A pattern that meets what an empty certificate asks for, with the certificate filled in."""
    started = time.monotonic()
    found = needs(table, asked.rules)
    space = space_of(table, in_fives if asked.rounded else exactly, asked.insiders)
    task = Task(space, demands(table, found, blurred=asked.rounded), asked.pooling)
    if not task.demands:
        return Pattern(frozenset(), Record(Method.NOTHING_SENSITIVE, 0, True, time.monotonic() - started, asked))
    forced = always_withheld(found, rounded=asked.rounded)
    try:
        pattern, method = _search(table, task, forced, until=started + seconds)
        worlds = proven(task, pattern, seconds=max(seconds, 1.0))
    except (ArithmeticError, ValueError, RuntimeError, MemoryError) as strange:
        raise TableRefused(RefusalKind.NOT_SOLVED) from strange
    withheld = frozenset(key for key, chosen in zip(table.keys, pattern, strict=True) if chosen)
    certificate = Certificate(asked.rules, asked.rounded, asked.insiders, _told(table, worlds))
    if recheck(table, withheld, certificate):
        raise TableRefused(RefusalKind.NOT_PROVEN)
    cost = sum(weight(table[key]) for key in withheld - forced)
    took = time.monotonic() - started
    return Pattern(withheld, Record(method, cost, method is Method.OPTIMISED, took, certificate))


def weight(cell: Cell) -> int:
    """What withholding a cell costs: its weight if it has one, else its size, at least 1."""
    return cell.weight if cell.weight is not None else max(1, abs(cell.value))


def _search(table: Table, task: Task, forced: frozenset[Key], *, until: float) -> tuple[Floats, Method]:
    """A pattern by optimisation, or by the greedy search when the time is over."""
    costs = np.array(
        [
            0.0 if cell.key in forced else weight(cell) * (KEPT_FROM_BEFORE if cell.withheld_before else 1.0)
            for cell in table.cells
        ]
    )
    sure = np.array([float(cell.key in forced) for cell in table.cells])
    possible = np.array([float(not cell.open_to_all) for cell in table.cells])
    try:
        return optimised(task, costs, sure, possible, until=until), Method.OPTIMISED
    except OutOfTime:
        return greedy(task, costs, sure, possible, until=until), Method.GREEDY


def _told(table: Table, worlds: Worlds) -> tuple[dict[Key, int], ...]:
    """The worlds by key instead of by place, each once."""
    told = ({table.cells[place].key: round(value) for place, value in sorted(world.items())} for world in worlds.all)
    return tuple({tuple(world.items()): world for world in told if world}.values())
