"""A table as arrays: its equations as a matrix and how far each cell can move in the worlds of an attacker."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from comparisons.releases.disclosure.tables.display import exactly
from comparisons.releases.disclosure.tables.knowledge import Coalition, Insiders, Knowledge
from comparisons.releases.disclosure.tables.table import Cell, Table

Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.intp]
Matrix = Any  # scipy.sparse.csr_matrix, which has no types
Shown = Callable[[Cell], tuple[int, int]]  # the values between which a cell lies for who reads it


@dataclass(frozen=True)
class Room:
    """How far each cell can move down and up, both at least 0."""

    down: Floats
    up: Floats


@dataclass(frozen=True)
class Space:
    """`matrix` has a row per equation (parts +1, total -1); `shown` and `withheld` are the room of displayed and
    withheld cells for everybody outside.
    """

    table: Table
    knowledge: Knowledge
    matrix: Matrix
    columns: Matrix  # the same by columns
    shown: Room
    withheld: Room

    @property
    def size(self) -> int:
        """Number of cells."""
        return len(self.table.cells)

    def limited(self, room: Room, coalition: Coalition) -> Room:
        """The room that is left for a coalition, which knows what it put in."""
        if not coalition:
            return room
        down, up = room.down.copy(), room.up.copy()
        for place in self.knowledge.places(coalition):
            floor = self.knowledge.floor(place, coalition)
            if self.knowledge.knows(place, coalition):
                down[place] = up[place] = 0
            elif floor is not None:
                down[place] = min(down[place], self.table.cells[place].value - floor)
        return Room(down, up)

    def room(self, withheld: Floats, coalition: Coalition) -> Room:
        """The room under a pattern: `withheld` is 1 for withheld cells, 0 for displayed ones, or between."""
        shown, hidden = self.limited(self.shown, coalition), self.limited(self.withheld, coalition)
        return Room(
            shown.down + (hidden.down - shown.down) * withheld,
            shown.up + (hidden.up - shown.up) * withheld,
        )


def space_of(table: Table, shown: Shown = exactly, insiders: Insiders = Insiders.SHARES) -> Space:
    """The arrays of a table; `shown` tells between which values a displayed cell lies for its readers."""
    largest = max((abs(cell.value) for cell in table.cells), default=0)
    beyond = 2 * largest + 100  # without a limit known in advance: far enough for every need
    limits = [shown(cell) for cell in table.cells]
    free = [0.0 if cell.open_to_all else 1.0 for cell in table.cells]
    values = np.array([cell.value for cell in table.cells], dtype=float)
    lowest = np.array([cell.value - beyond if cell.lowest is None else cell.lowest for cell in table.cells], float)
    highest = np.array([cell.value + beyond if cell.highest is None else cell.highest for cell in table.cells], float)
    low = np.array([low for low, _ in limits], dtype=float)
    high = np.array([high for _, high in limits], dtype=float)
    hidden = Room((values - lowest) * free, (highest - values) * free)
    blurred = Room(np.minimum(values - low, hidden.down) * free, np.minimum(high - values, hidden.up) * free)
    matrix = _matrix(table)
    return Space(table, Knowledge(table, insiders), matrix, matrix.T.tocsr(), blurred, hidden)


def _matrix(table: Table) -> Matrix:
    rows, columns, values = [], [], []
    for row, equation in enumerate(table.equations):
        for sign, key in ((-1.0, equation.total), *((1.0, part) for part in equation.parts)):
            rows.append(row)
            columns.append(table.index[key])
            values.append(sign)
    return sp.csr_matrix((values, (rows, columns)), (len(table.equations), len(table.cells)), dtype=float)
