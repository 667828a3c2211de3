"""How far an attacker must hold it possible that a sum of cells moves: linear programmes, many in one call."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse.csgraph import connected_components

from comparisons.releases.disclosure.tables.knowledge import EXACT, Coalition
from comparisons.releases.disclosure.tables.refusal import RefusalKind, TableRefused
from comparisons.releases.disclosure.tables.space import Floats, Matrix, Places, Space
from comparisons.releases.disclosure.tables.worlds import Deviations

COLUMNS_PER_CALL = 4000
NEGLIGIBLE = 1e-9
OPTIMAL, INFEASIBLE = 0, 2  # of scipy's solvers


@dataclass(frozen=True)
class Question:
    """Up to `enough`, how far can the sum of the cells `places` move to one side in the worlds of a coalition?"""

    places: tuple[int, ...]
    side: int
    enough: float
    coalition: Coalition


@dataclass(frozen=True)
class Answer:
    """A furthest world, how far it moves, and the prices that prove that none moves further.

    `prices` has one number per cell: no world moves further than its deviations times these prices.
    """

    question: Question
    reach: float
    world: Deviations
    prices: Floats


def answers(space: Space, withheld: Floats, questions: Sequence[Question]) -> Iterator[Answer]:
    """Solves all questions under a pattern (1 withheld, 0 displayed, or between); raises `TableRefused`."""
    everybody = space.room(withheld, frozenset())
    active = np.flatnonzero((everybody.down > NEGLIGIBLE) | (everybody.up > NEGLIGIBLE))
    parts = _parts(space, active)
    grouped: dict[tuple[int, ...], list[Question]] = {}
    for question in questions:
        grouped.setdefault(tuple(sorted({int(parts[place]) for place in question.places})), []).append(question)
    for chosen, asked in grouped.items():
        columns = active[np.isin(parts[active], chosen)]
        step = max(1, COLUMNS_PER_CALL // max(1, len(columns)))
        for start in range(0, len(asked), step):
            yield from _together(space, withheld, columns, asked[start : start + step])


def _parts(space: Space, active: Places) -> Floats:
    """The number of the connected part of each active cell; -1 for cells that cannot move."""
    parts = np.full(space.size, -1.0)
    if len(active):
        shared = abs(space.matrix[:, active])
        parts[active] = connected_components(shared.T @ shared, directed=False)[1]
    return parts


def _together(space: Space, withheld: Floats, columns: Places, questions: Sequence[Question]) -> Iterator[Answer]:
    """Independent programmes side by side in one call.

    Moves up and down are columns of their own, so that solutions leave alone whatever does not have to move.
    """
    part = space.matrix[:, columns]
    rows = np.flatnonzero(np.diff(part.indptr))
    part, count, width = part[rows], len(questions), 2 * len(columns)
    cost, limits = np.zeros(count * width), np.zeros(count * width)
    for number, question in enumerate(questions):
        block = slice(number * width, (number + 1) * width)
        cost[block], limits[block] = _objective(space, withheld, columns, question)
    both = sp.hstack([part, -part], format="csr")
    solution, duals = _solved(cost, sp.kron(sp.identity(count), both, format="csc"), limits)
    for number, question in enumerate(questions):
        block = slice(number * width, (number + 1) * width)
        up, down = solution[block].reshape(2, len(columns))
        prices = space.columns[:, rows] @ duals[number * len(rows) : (number + 1) * len(rows)]
        prices[list(question.places)] += question.side
        prices[np.abs(prices) < NEGLIGIBLE] = 0
        yield Answer(question, float(-cost[block] @ solution[block]), sparse(columns, up - down), prices)


def _objective(space: Space, withheld: Floats, columns: Places, question: Question) -> tuple[Floats, Floats]:
    """Costs (to be made small) and limits of moves up and down; a single cell need not move further than asked."""
    room = space.room(withheld, question.coalition)
    at = np.searchsorted(columns, question.places)
    inside = [place for place, cell in zip(at, question.places, strict=True) if _holds(columns, place, cell)]
    cost = np.zeros((2, len(columns)))
    cost[0, inside], cost[1, inside] = -question.side, question.side
    limits = np.array([room.up[columns], room.down[columns]])
    if len(question.places) == 1:
        limits[:, inside] = np.minimum(limits[:, inside], question.enough)
    return cost.ravel(), limits.ravel()


def _holds(columns: Places, at: int, cell: int) -> bool:
    return at < len(columns) and columns[at] == cell


def _solved(cost: Floats, matrix: Matrix, limits: Floats) -> tuple[Floats, Floats]:
    """Solution and prices of the equations; every end but a proven optimum refuses."""
    rows = matrix.shape[0]
    if not rows:
        return np.where(cost < 0, limits, 0.0), np.zeros(0)
    bounds = np.column_stack([np.zeros(len(limits)), limits])
    result = linprog(
        cost, A_eq=matrix, b_eq=np.zeros(rows), bounds=bounds, method="highs-ds", options={"presolve": False}
    )
    if result.status != OPTIMAL or not np.all(np.isfinite(result.x)):
        raise TableRefused(RefusalKind.NOT_SOLVED)
    return result.x, result.eqlin.marginals


def sparse(columns: Places, solution: Floats) -> dict[int, float]:
    """The cells that differ, whole numbers as such."""
    found = {}
    for place in np.flatnonzero(np.abs(solution) > EXACT):
        value, nearest = float(solution[place]), round(float(solution[place]))
        found[int(columns[place])] = nearest if abs(value - nearest) <= EXACT else value
    return found


def is_whole(world: Deviations) -> bool:
    """Whether a world consists of whole numbers."""
    return all(isinstance(value, int) for value in world.values())


def whole_world(
    space: Space, withheld: Floats, question: Question, *, between: tuple[float, float], seconds: float
) -> Deviations | None:
    """Of the worlds of whole numbers in which the sum moves by `between` (ends included), one that moves furthest.

    None when there is none; raises `TableRefused` when the solver cannot tell in `seconds`.
    """
    room = space.room(withheld, question.coalition)
    columns = np.flatnonzero((room.down >= 1) | (room.up >= 1))
    if not len(columns):
        return None
    asked = np.isin(columns, question.places).astype(float)
    result = milp(
        -question.side * asked,
        integrality=np.ones(len(columns)),
        bounds=Bounds(-np.floor(room.down[columns]), np.floor(room.up[columns])),
        constraints=[
            LinearConstraint(space.matrix[:, columns], 0, 0),
            LinearConstraint(asked[np.newaxis, :], *between),
        ],
        options={"time_limit": max(0.1, seconds), "mip_rel_gap": 0.0},
    )
    if result.status == INFEASIBLE:
        return None
    if result.status != OPTIMAL or result.x is None:
        raise TableRefused(RefusalKind.NOT_SOLVED)
    return sparse(columns, np.round(result.x))
