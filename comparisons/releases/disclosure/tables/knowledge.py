"""What a coalition of contributors knows about the cells of a table beyond everybody else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from comparisons.releases.disclosure.tables.table import Cell, Table

Coalition = frozenset[str]
NOBODY: Coalition = frozenset()  # everybody outside, who knows what is public and nothing else
EXACT = 1e-6  # differences below this are the solver's, all values being whole numbers


class Insiders(StrEnum):
    """What contributors among the readers are taken to use, each step including the ones before."""

    NONE = "none"  # only people outside read the table
    CELLS = "cells"  # contributors know the cells that they fill alone
    SHARES = "shares"  # ... and that any other cell is at least as large as what they put into it


@dataclass(frozen=True)
class _Content:
    """The shares of one cell that are not known to everybody, the largest first."""

    value: int
    known: int
    unknown: tuple[tuple[str, int], ...]
    lowest: int | None
    floored: bool  # nothing negative inside: a cell is at least as large as what a coalition put into it
    names: frozenset[str]

    @classmethod
    def of(cls, cell: Cell, insiders: Insiders) -> _Content:
        whole = insiders is Insiders.SHARES
        floored = (
            whole and cell.lowest is not None and cell.lowest >= 0 and all(share.amount >= 0 for share in cell.shares)
        )
        unknown = tuple((share.contributor, share.amount) for share in cell.unknown)
        return cls(cell.value, cell.known, unknown, cell.lowest, floored, frozenset(name for name, _ in unknown))


class Knowledge:
    """Cells by their place in the table, and what contributors put into them."""

    def __init__(self, table: Table, insiders: Insiders = Insiders.SHARES) -> None:
        self._contents = tuple(_Content.of(cell, insiders) for cell in table.cells)
        self.open_to_all = frozenset(place for place, cell in enumerate(table.cells) if cell.open_to_all)
        self._places: dict[str, list[int]] = {}
        for place, content in enumerate(self._contents):
            for contributor, _ in content.unknown:
                self._places.setdefault(contributor, []).append(place)

    def places(self, coalition: Coalition) -> set[int]:
        """The cells to which a coalition contributed."""
        return {place for contributor in coalition for place in self._places.get(contributor, ())}

    def knows(self, place: int, coalition: Coalition) -> bool:
        """Whether a coalition knows a cell exactly: everybody does, or it put everything in that is not known."""
        if place in self.open_to_all:
            return True
        names = self._contents[place].names
        return bool(names) and names <= coalition

    def floor(self, place: int, coalition: Coalition) -> int | None:
        """The smallest value a coalition can hold possible (None: there is no smallest)."""
        content = self._contents[place]
        if self.knows(place, coalition):
            return content.value
        if not content.floored:
            return content.lowest
        own = sum(amount for contributor, amount in content.unknown if contributor in coalition)
        return max(content.lowest or 0, own + content.known)

    def notices(self, deviations: Mapping[int, float], coalition: Coalition) -> bool:
        """Whether a coalition can tell a world with these deviations from the true one by what it knows."""
        if not coalition:
            return False
        for place, deviation in deviations.items():
            content = self._contents[place]
            if content.names.isdisjoint(coalition):
                continue
            if content.names <= coalition:
                return True
            own = sum(amount for contributor, amount in content.unknown if contributor in coalition)
            if content.floored and content.value + deviation < own + content.known - EXACT:
                return True
        return False

    def eyes(self, deviations: Mapping[int, float], coalition: Coalition, more: int) -> Iterator[Coalition]:
        """The groups of at most `more` further contributors with whose help the coalition would notice a world.

        Every enlarged coalition that notices it contains one of these groups.
        """
        for place, deviation in deviations.items():
            content = self._contents[place]
            own = sum(amount for contributor, amount in content.unknown if contributor in coalition)
            others = [(name, amount) for name, amount in content.unknown if name not in coalition]
            if not others:
                continue
            if len(others) <= more:
                yield frozenset(name for name, _ in others)
            if content.floored and deviation < 0:
                spare = content.value + deviation - own - content.known
                for group in _exceeding(others, spare + EXACT, more):
                    yield frozenset(group)


def _exceeding(others: list[tuple[str, int]], spare: float, more: int) -> Iterator[tuple[str, ...]]:
    """The smallest groups of at most `more` contributors whose amounts together exceed `spare`."""
    for place, (name, amount) in enumerate(others):
        if sum(following for _, following in others[place : place + more]) <= spare:
            return
        if amount > spare:
            yield (name,)
        elif more > 1:
            for group in _exceeding(others[place + 1 :], spare - amount, more - 1):
                yield (name, *group)
