"""Slow second implementation: every world of a small table, written out, and what each attacker can tell apart."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import combinations, product

from comparisons.releases.disclosure.tables import Cell, Key, Rules, Share, Table
from comparisons.releases.disclosure.tables.rules import Need


def spread(value: int, name: str, pieces: int = 10) -> list[Share]:
    """A cell that nobody dominates: its value in equal pieces."""
    pieces = max(1, min(pieces, value))
    return [Share(f"{name}#{place}", value // pieces + (place < value % pieces)) for place in range(pieces)]


def innermost(table: Table) -> list[Key]:
    """The cells that are no total."""
    totals = {equation.total for equation in table.equations}
    return [key for key in table.keys if key not in totals]


def worlds(table: Table, withheld: Collection[Key], *, highest: int, rounded: bool = False) -> Iterator[dict[Key, int]]:
    """All tables of whole numbers from 0 to `highest` inside that look the same as the true one."""
    inner = innermost(table)
    for values in product(range(highest + 1), repeat=len(inner)):
        world = dict(zip(inner, values, strict=True))
        while len(world) < len(table.cells):
            for equation in table.equations:
                if all(key in world for key in equation.parts):
                    world[equation.total] = sum(world[key] for key in equation.parts)
        if consistent(table, world) and all(looks_like(table[key], world[key], withheld, rounded) for key in world):
            yield world


def consistent(table: Table, world: dict[Key, int]) -> bool:
    """Whether all equations hold."""
    return all(world[equation.total] == sum(world[key] for key in equation.parts) for equation in table.equations)


def looks_like(cell: Cell, value: int, withheld: Collection[Key], rounded: bool) -> bool:
    """Whether a reader would see the same in this cell."""
    if cell.open_to_all or (cell.key not in withheld and not rounded):
        return value == cell.value
    return cell.key in withheld or (value + 2) // 5 == (cell.value + 2) // 5


def believes(table: Table, world: dict[Key, int], coalition: Collection[str]) -> bool:
    """Whether a coalition that knows what it put in holds a world possible."""
    for cell in table.cells:
        own = sum(share.amount for share in cell.unknown if share.contributor in coalition)
        everything = bool(cell.unknown) and all(share.contributor in coalition for share in cell.unknown)
        if world[cell.key] < own + cell.known or (everything and world[cell.key] != cell.value):
            return False
    return True


def coalitions(table: Table, size: int) -> list[frozenset[str]]:
    """Nobody, and every group of at most `size` contributors."""
    people = sorted({share.contributor for cell in table.cells for share in cell.unknown})
    return [frozenset(group) for number in range(size + 1) for group in combinations(people, number)]


def unprotected(
    table: Table,
    withheld: Collection[Key],
    found: Sequence[Need],
    rules: Rules,
    *,
    highest: int,
    rounded: bool = False,
) -> list[tuple[Need, frozenset[str]]]:
    """The needs that some coalition can narrow down too far, by looking at every world."""
    everything = list(worlds(table, withheld, highest=highest, rounded=rounded))
    failed = []
    for coalition in coalitions(table, rules.c if rules.contributors else 0):
        possible = [world for world in everything if believes(table, world, coalition)]
        for need in found:
            if all(_knows(table[key], coalition) for key in need.terms):
                continue
            sums = {sum(world[key] for key in need.terms) for world in possible}
            if not _enough(table, need, sums, coalition, rounded):
                failed.append((need, coalition))
    return failed


def _knows(cell: Cell, coalition: Collection[str]) -> bool:
    return cell.open_to_all or (bool(cell.unknown) and all(share.contributor in coalition for share in cell.unknown))


def _enough(table: Table, need: Need, sums: set[int], coalition: Collection[str], rounded: bool) -> bool:
    true = sum(table[key].value for key in need.terms)
    if rounded:
        return max(sums) - min(sums) >= need.width and len(sums) >= need.values
    own = sum(
        share.amount
        for key in need.terms
        for share in table[key].shares
        if share.contributor in coalition or share not in table[key].unknown or _knows(table[key], coalition)
    )
    return max(sums) >= true + need.above and min(sums) <= true - min(need.below, true - own)
