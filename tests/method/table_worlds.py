"""Slow second implementation: every world of a small table, written out, and what each attacker can tell apart."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import combinations

import numpy as np
import numpy.typing as npt

from comparisons.releases.disclosure.tables import Cell, Key, Rules, Share, Table
from comparisons.releases.disclosure.tables.rules import Need

Worlds = npt.NDArray[np.int64]  # a row per world, a column per cell


def spread(value: int, name: str, pieces: int = 10) -> list[Share]:
    """A cell that nobody dominates: its value in equal pieces."""
    pieces = max(1, min(pieces, value))
    return [Share(f"{name}#{place}", value // pieces + (place < value % pieces)) for place in range(pieces)]


def worlds(table: Table, withheld: Collection[Key], *, highest: int, rounded: bool = False) -> Worlds:
    """All tables of whole numbers from 0 to `highest` inside that look the same as the true one."""
    totals = {equation.total for equation in table.equations}
    inner = [key for key in table.keys if key not in totals]
    values = np.indices((highest + 1,) * len(inner)).reshape(len(inner), -1)
    columns = dict(zip(inner, values, strict=True))
    while len(columns) < len(table.cells):
        for equation in table.equations:
            if all(key in columns for key in equation.parts):
                columns[equation.total] = sum(columns[key] for key in equation.parts)
    same = np.ones(values.shape[1], dtype=bool)
    for cell in table.cells:
        same &= _looks_like(cell, columns[cell.key], withheld, rounded)
    return np.column_stack([columns[key][same] for key in table.keys])


def _looks_like(cell: Cell, values: Worlds, withheld: Collection[Key], rounded: bool) -> npt.NDArray[np.bool_]:
    """Whether a reader would see the same in this cell."""
    if cell.open_to_all or (cell.key not in withheld and not rounded):
        return values == cell.value
    if cell.key in withheld:
        return np.ones(len(values), dtype=bool)
    return (values + 2) // 5 == (cell.value + 2) // 5


def believed(table: Table, everything: Worlds, coalition: Collection[str]) -> Worlds:
    """The worlds that a coalition which knows what it put in holds possible."""
    keep = np.ones(len(everything), dtype=bool)
    for place, cell in enumerate(table.cells):
        own = sum(share.amount for share in cell.unknown if share.contributor in coalition)
        keep &= everything[:, place] >= own + cell.known
        if _knows(cell, coalition):
            keep &= everything[:, place] == cell.value
    return everything[keep]


def _knows(cell: Cell, coalition: Collection[str]) -> bool:
    return cell.open_to_all or (bool(cell.unknown) and all(share.contributor in coalition for share in cell.unknown))


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
    everything, failed = worlds(table, withheld, highest=highest, rounded=rounded), []
    for coalition in coalitions(table, rules.c if rules.contributors else 0):
        possible = believed(table, everything, coalition)
        for need in found:
            places = [table.index[key] for key in need.terms]
            if all(_knows(table.cells[place], coalition) for place in places):
                continue
            if not _enough(table, need, set(possible[:, places].sum(axis=1).tolist()), coalition, rounded):
                failed.append((need, coalition))
    return failed


def _enough(table: Table, need: Need, sums: set[int], coalition: Collection[str], rounded: bool) -> bool:
    true = sum(table[key].value for key in need.terms)
    if rounded:
        return max(sums) - min(sums) >= need.width and len(sums) >= need.values
    own = sum(_own(table[key], coalition) for key in need.terms)
    return max(sums) >= true + need.above and min(sums) <= true - min(need.below, true - own)


def _own(cell: Cell, coalition: Collection[str]) -> int:
    """The smallest value a coalition can hold possible."""
    if _knows(cell, coalition):
        return cell.value
    return cell.known + sum(share.amount for share in cell.unknown if share.contributor in coalition)
