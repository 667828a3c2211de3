"""The master programme: which cells to withhold so that every cut found so far is met at the lowest cost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import scipy.sparse as sp
from scipy.optimize import Bounds, LinearConstraint, milp

from comparisons.releases.disclosure.tables.knowledge import EXACT, NOBODY, Coalition
from comparisons.releases.disclosure.tables.reach import INFEASIBLE, NEGLIGIBLE, OPTIMAL
from comparisons.releases.disclosure.tables.refusal import RefusalKind, TableRefused
from comparisons.releases.disclosure.tables.space import Floats, Matrix, Places, Space
from comparisons.releases.disclosure.tables.worlds import Demand

TIME_LIMIT = 1  # of scipy's milp


class OutOfTime(Exception):
    """The optimisation did not finish in the time it was given."""


@dataclass
class Programme:
    """0/1 per cell between `lowest` and `highest`, `costs` of a 1, and the cuts found so far as rows >= bounds."""

    costs: Floats
    lowest: Floats
    highest: Floats
    _rows: list[tuple[Places, Floats]] = field(default_factory=list)
    _bounds: list[float] = field(default_factory=list)
    _seen: set[bytes] = field(default_factory=set)

    def add(self, columns: Places, weights: Floats, bound: float) -> bool:
        """One row; coefficients above the bound are cut down to it, as one withheld cell then suffices.

        False when the row is there already.
        """
        if bound > 0:
            weights = np.minimum(weights, bound) / bound
            bound = 1.0
        kept = np.abs(weights) > NEGLIGIBLE
        columns, weights = columns[kept], weights[kept]
        mark = np.round(weights, 7).tobytes() + columns.tobytes() + np.float64(round(bound, 7)).tobytes()
        if mark in self._seen:
            return False
        self._seen.add(mark)
        self._rows.append((columns, weights))
        self._bounds.append(bound)
        return True

    def solve(self, *, whole: bool, seconds: float) -> Floats:
        """The cheapest pattern so far, whole or relaxed; raises `OutOfTime` or `TableRefused`."""
        if seconds <= 0:
            raise OutOfTime
        result = milp(
            self.costs,
            integrality=np.full(len(self.costs), float(whole)),
            bounds=Bounds(self.lowest, self.highest),
            constraints=LinearConstraint(self._matrix(), np.array(self._bounds), np.inf),
            options={"time_limit": seconds, "mip_rel_gap": 0.0},
        )
        if result.status == TIME_LIMIT:
            raise OutOfTime
        if result.status == INFEASIBLE:
            raise TableRefused(RefusalKind.NOT_PROTECTABLE)
        if result.status != OPTIMAL or result.x is None or not np.all(np.isfinite(result.x)):
            raise TableRefused(RefusalKind.NOT_SOLVED)
        pattern: Floats = np.round(result.x) if whole else np.clip(result.x, 0, 1)
        return pattern

    def _matrix(self) -> Matrix:
        if not self._rows:
            return sp.csr_matrix((0, len(self.costs)))
        starts = np.cumsum([0, *(len(columns) for columns, _ in self._rows)])
        columns = np.concatenate([columns for columns, _ in self._rows])
        weights = np.concatenate([weights for _, weights in self._rows])
        return sp.csr_matrix((weights, columns, starts), (len(self._rows), len(self.costs)))


def cut(space: Space, prices: Sequence[Floats], amount: float, coalition: Coalition) -> tuple[Places, Floats, float]:
    """What prices (one array per direction) prove about patterns: a row that every protecting pattern meets.

    Deviations times prices must reach the amount, and each deviation has the room of a displayed or a withheld cell.
    """
    shown, hidden = space.limited(space.shown, coalition), space.limited(space.withheld, coalition)
    rising = sum(np.maximum(price, 0) for price in prices)
    falling = sum(np.maximum(-price, 0) for price in prices)
    extra = rising * (hidden.up - shown.up) + falling * (hidden.down - shown.down)
    columns = np.flatnonzero(extra > NEGLIGIBLE)
    return columns, extra[columns], amount - float(rising @ shown.up + falling @ shown.down)


def first_rows(space: Space, demands: Sequence[Demand]) -> Iterator[tuple[Places, Floats, float]]:
    """Cuts known without solving: of each need on its own, and of each single equation through it."""
    for demand in demands:
        need = np.zeros(space.size)
        need[list(demand.places)] = 1
        rows = np.unique(space.columns[list(demand.places)].indices)
        for prices in (need, *(_crossed(space, need, demand, int(row)) for row in rows)):
            row = cut(space, [side * prices for side in demand.sides], demand.amount, NOBODY)
            if row[2] > EXACT:
                yield row


def _crossed(space: Space, need: Floats, demand: Demand, row: int) -> Floats:
    """The prices of a need with one of its equations used to replace the need's own cells."""
    equation = np.asarray(space.matrix[[row]].todense()).ravel()
    own = next(equation[place] for place in demand.places if equation[place])
    crossed: Floats = need - equation / own
    return crossed


def bridges(space: Space, free: Floats) -> Iterator[tuple[Places, Floats, float]]:
    """No cell is worth withholding alone in one of its equations: it could be recomputed from the others there."""
    for row in range(space.matrix.shape[0]):
        columns = space.matrix.indices[space.matrix.indptr[row] : space.matrix.indptr[row + 1]].astype(np.intp)
        for place in columns:
            if free[place]:
                yield columns, np.where(columns == place, -1.0, 1.0), 0.0
