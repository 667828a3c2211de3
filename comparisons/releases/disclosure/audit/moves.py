"""Worlds told by what differs from the truth, and whether enough of them survive every coalition."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from comparisons.releases.disclosure.audit.rows import Point

FEWEST_CELLS = 3  # a hull of two cells is no protection


@dataclass(frozen=True)
class Move:
    """A value that lies in another cell than in truth."""

    measure: str
    point: Point
    cell: int


@dataclass(frozen=True)
class Target:
    """A value whose reach is in question: its cell, and for one in a sum the limits and the width it needs."""

    measure: str
    point: Point
    cell: int
    cells_in_grid: int
    in_sum: bool = False
    own: tuple[float, float] = (0.0, 0.0)
    needed: float = 0.0

    @property
    def cells_needed(self) -> int:
        return min(FEWEST_CELLS, self.cells_in_grid)


@dataclass(frozen=True)
class World:
    """One more possible world: the target's cell there, all moves, and the numerators the target can take in it."""

    cell: int
    moves: tuple[Move, ...]
    reach: tuple[float, float] = (0.0, 0.0)

    def movers(self, target: Target) -> frozenset[str]:
        """Other members whose cells differ; a coalition with one of them rules this world out."""
        return frozenset(move.point.member for move in self.moves) - {target.point.member}


def enough(target: Target, worlds: Sequence[World]) -> bool:
    """Whether these worlds and the true one leave enough cells, and for a value in a sum enough width."""
    cells = {target.cell, *(world.cell for world in worlds)}
    if len(cells) < target.cells_needed:
        return False
    return not target.in_sum or _width(target, worlds) >= target.needed


def _width(target: Target, worlds: Sequence[World]) -> float:
    """Distance from the lowest to the highest numerator reached, for the true one anywhere in its cell."""
    lowest = min(world.reach[0] for world in worlds)
    highest = max(world.reach[1] for world in worlds)
    low, high = target.own
    corners = (low, high, *(one for one in (lowest, highest) if low <= one <= high))
    return min(max(highest, true) - min(lowest, true) for true in corners)


def weakest_coalition(target: Target, worlds: Sequence[World], size: int) -> frozenset[str] | None:
    """A coalition of at most so many other members beside whom too few worlds survive; None when there is none."""
    if swaps_suffice(target, worlds, size):
        return None
    movers = [world.movers(target) for world in worlds]
    everyone = sorted(frozenset[str]().union(*movers))
    for count in range(min(size, len(everyone)) + 1):
        for coalition in combinations(everyone, count):
            known = frozenset(coalition)
            if not enough(target, [world for world, moved in zip(worlds, movers, strict=True) if not moved & known]):
                return known
    return None


def swaps_suffice(target: Target, worlds: Sequence[World], size: int) -> bool:
    """Quick yes: worlds with one other mover each, spread over so many cells that no coalition can rule them out."""
    if target.in_sum:
        return False
    partners: dict[int, set[frozenset[str]]] = {}
    for world in worlds:
        moved = world.movers(target)
        if len(moved) <= 1 and world.cell != target.cell:
            partners.setdefault(world.cell, set()).add(moved)
    everyone = [moved for group in partners.values() for moved in group]
    if len(set(everyone)) < len(everyone):
        return False  # one member behind several cells, with different versions of its figure
    counts = sorted((len(one) for one in partners.values()), reverse=True)
    spared = target.cells_needed - 2  # a coalition may leave this many other cells and still win
    return len(counts) >= target.cells_needed - 1 and sum(counts[max(spared, 0) :]) > size
