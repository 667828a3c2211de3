"""Worlds an attacker cannot tell from the true one, and which needs they do not cover for which coalition."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from comparisons.releases.disclosure.tables.knowledge import EXACT, NOBODY, Coalition, Knowledge
from comparisons.releases.disclosure.tables.rules import Need
from comparisons.releases.disclosure.tables.table import Table

Deviations = Mapping[int, float]  # by place, what differs from the true value; nothing else differs
UP, DOWN = 1, -1
TRUTH: Deviations = {}


@dataclass(frozen=True)
class Demand:
    """What worlds must show of one need: the sum moved in one direction, or in both together, by `amount`."""

    need: Need
    places: tuple[int, ...]
    sides: tuple[int, ...]
    amount: int

    def reach(self, deviations: Deviations) -> float:
        """How far the sum of the need moves in a world, downwards negative."""
        return sum(deviations.get(place, 0) for place in self.places)


@dataclass(frozen=True)
class Gap:
    """A demand that no known world meets for a coalition; `values` are sums that are possible already."""

    demand: Demand
    coalition: Coalition
    values: tuple[float, ...] = ()


def demands(table: Table, needs: Sequence[Need], *, blurred: bool) -> tuple[Demand, ...]:
    """Both directions of every need on its own; their sum where displayed cells are blurred by rounding."""
    found = []
    for need in needs:
        places = tuple(table.index[key] for key in need.terms)
        if blurred:
            found.append(Demand(need, places, (UP, DOWN), need.width))
            continue
        found.append(Demand(need, places, (UP,), need.above))
        if need.below:
            found.append(Demand(need, places, (DOWN,), need.below))
    return tuple(found)


def asked(demand: Demand, coalition: Coalition, table: Table, knowledge: Knowledge) -> int:
    """How far the sum must be able to move for a coalition.

    Not at all where it knows all of it, and downwards only as far as its own contributions allow.
    """
    if all(knowledge.knows(place, coalition) for place in demand.places):
        return 0
    floors = [knowledge.floor(place, coalition) for place in demand.places]
    if demand.sides != (DOWN,) or any(floor is None for floor in floors):
        return demand.amount
    left = sum(table.cells[place].value - (floor or 0) for place, floor in zip(demand.places, floors, strict=True))
    return min(demand.amount, left)


class Worlds:
    """A growing collection of worlds, looked through cell by cell."""

    def __init__(self, worlds: Sequence[Deviations] = ()) -> None:
        self.all: list[Deviations] = []
        self._touching: dict[int, list[Deviations]] = {}
        for world in worlds:
            self.add(world)

    def add(self, world: Deviations) -> None:
        """Remember a world that fits the equations and what is displayed."""
        self.all.append(world)
        for place in world:
            self._touching.setdefault(place, []).append(world)

    def of(self, demand: Demand) -> Iterator[Deviations]:
        """The worlds in which a cell of the demand differs, the simplest first."""
        found = {id(world): world for place in demand.places for world in self._touching.get(place, ())}
        return iter(sorted(found.values(), key=len))


def gaps(
    worlds: Worlds, asks: Sequence[Demand], table: Table, knowledge: Knowledge, *, pooling: int, strict: bool = False
) -> Iterator[Gap]:
    """For every coalition of at most `pooling` contributors: which demands no known world meets.

    Starts with everybody outside; a world that serves a coalition serves all larger ones, but those that contain
    somebody who would notice it, and these are looked at in turn. With `strict`, sums have to take several values, too.
    """
    for demand in asks:
        waiting, seen = [NOBODY], {NOBODY}
        while waiting:
            coalition = waiting.pop()
            serving = _serving(worlds, demand, coalition, table, knowledge, strict=strict)
            if isinstance(serving, Gap):
                yield serving
                continue
            more = pooling - len(coalition)
            for group in (
                (group for world in serving for group in knowledge.eyes(world, coalition, more)) if more else ()
            ):
                if coalition | group not in seen:
                    seen.add(coalition | group)
                    waiting.append(coalition | group)


def _serving(
    worlds: Worlds, demand: Demand, coalition: Coalition, table: Table, knowledge: Knowledge, *, strict: bool
) -> list[Deviations] | Gap:
    """Worlds that together meet a demand for a coalition, or the gap."""
    wanted = asked(demand, coalition, table, knowledge)
    if wanted <= 0:
        return []
    fitting = [world for world in worlds.of(demand) if not knowledge.notices(world, coalition)]
    best = [_best(fitting, demand, side, wanted) for side in demand.sides]
    moved = sum(side * demand.reach(world) for side, world in zip(demand.sides, best, strict=True))
    if moved < wanted - EXACT:
        return Gap(demand, coalition)
    if strict and len(demand.sides) > 1:
        different = {round(demand.reach(world)): world for world in (*reversed(fitting), TRUTH, *best)}
        if len(different) < demand.need.values:
            return Gap(demand, coalition, tuple(different))
        best.extend(list(different.values())[: demand.need.values])
    return best


def _best(fitting: Sequence[Deviations], demand: Demand, side: int, wanted: int) -> Deviations:
    """The simplest world that moves far enough alone, else the one that moves furthest; the truth always fits."""
    best = TRUTH
    for world in fitting:
        if side * demand.reach(world) >= wanted - EXACT:
            return world
        if side * demand.reach(world) > side * demand.reach(best):
            best = world
    return best
