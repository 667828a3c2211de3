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

    def moving(self, demand: Demand) -> list[tuple[float, Deviations]]:
        """The worlds in which the sum of a demand moves, and how far; the simplest first."""
        found = {id(world): world for place in demand.places for world in self._touching.get(place, ())}
        return [
            (reach, world) for world in sorted(found.values(), key=len) if abs(reach := demand.reach(world)) > EXACT
        ]


@dataclass(frozen=True)
class Witnesses:
    """Finds what is not covered yet by the worlds known so far."""

    table: Table
    knowledge: Knowledge
    pooling: int  # the most contributors who may pool what they know

    def gaps(self, worlds: Worlds, asks: Sequence[Demand], *, strict: bool = False) -> Iterator[Gap]:
        """For every coalition of at most `pooling` contributors: which demands no known world meets.

        Starts with everybody outside. A world that serves a coalition serves all larger ones, but those with somebody
        who would notice it, and these are looked at in turn. With `strict`, sums have to take several values, too.
        """
        for demand in asks:
            moving = worlds.moving(demand)
            waiting, seen = [NOBODY], {NOBODY}
            while waiting:
                coalition = waiting.pop()
                serving = self._serving(moving, demand, coalition, strict=strict)
                if isinstance(serving, Gap):
                    yield serving
                    continue
                for larger in self._watching(serving, coalition):
                    if larger not in seen:
                        seen.add(larger)
                        waiting.append(larger)

    def _watching(self, serving: Sequence[Deviations], coalition: Coalition) -> Iterator[Coalition]:
        """The larger coalitions to which these worlds may be of no use."""
        more = self.pooling - len(coalition)
        if more:
            for world in serving:
                for group in self.knowledge.eyes(world, coalition, more):
                    yield coalition | group

    def _serving(
        self, moving: Sequence[tuple[float, Deviations]], demand: Demand, coalition: Coalition, *, strict: bool
    ) -> list[Deviations] | Gap:
        """Worlds that together meet a demand for a coalition, or the gap."""
        wanted = asked(demand, coalition, self.table, self.knowledge)
        if wanted <= 0:
            return []
        best = [self._furthest(moving, side, wanted, coalition) for side in demand.sides]
        if sum(side * reach for side, (reach, _) in zip(demand.sides, best, strict=True)) < wanted - EXACT:
            return Gap(demand, coalition)
        serving = [world for _, world in best]
        if strict and len(demand.sides) > 1:
            fitting = [(0.0, TRUTH), *(pair for pair in moving if not self.knowledge.notices(pair[1], coalition))]
            different = {round(reach): world for reach, world in fitting}
            if len(different) < demand.need.values:
                return Gap(demand, coalition, tuple(different))
            serving.extend(list(different.values())[: demand.need.values])
        return serving

    def _furthest(
        self, moving: Sequence[tuple[float, Deviations]], side: int, wanted: int, coalition: Coalition
    ) -> tuple[float, Deviations]:
        """The simplest world that moves far enough alone, else the one that moves furthest; the truth always fits."""
        enough = [pair for pair in moving if side * pair[0] >= wanted - EXACT]
        short = sorted(
            (pair for pair in moving if 0 < side * pair[0] < wanted - EXACT), key=lambda pair: -side * pair[0]
        )
        for pair in (*enough, *short):
            if not self.knowledge.notices(pair[1], coalition):
                return pair
        return 0.0, TRUTH
