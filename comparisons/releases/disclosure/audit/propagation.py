"""Bounds drawn in by rows until nothing moves, and what is left of them when a coalition knows its own numbers."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from comparisons.releases.disclosure.audit.boxes import Floats
from comparisons.releases.disclosure.audit.system import LARGEST_EXACT, Inconsistent, System

MOST_SWEEPS = 200


@dataclass(frozen=True)
class Bounds:
    """Lower and upper limit of every variable; `settled` says that no row draws them in any further."""

    low: Floats
    high: Floats
    settled: bool = True
    steps: tuple[tuple[int, int, str, float], ...] = ()  # row, variable, side, new bound: in the order they follow


def propagated(system: System) -> Bounds:
    """What an outsider who is told every cell can conclude; raises `Inconsistent` when no world is left.

    Exact where `system.exact`, elsewhere never too narrow.
    """
    low, high = system.low, system.high
    _require_worlds(low, high)
    if not len(system.row):
        return Bounds(low, high)
    steps: list[tuple[int, int, str, float]] = []
    for _ in range(MOST_SWEEPS):
        entry_low, entry_high = _implied(system, low[system.variable], high[system.variable])
        new_low, new_high = low.copy(), high.copy()
        np.maximum.at(new_low, system.variable, entry_low)
        np.minimum.at(new_high, system.variable, entry_high)
        _require_worlds(new_low, new_high)
        if np.array_equal(new_low, low) and np.array_equal(new_high, high):
            return Bounds(low, high, steps=tuple(steps))
        steps += _drawn_in(system, entry_low, low, new_low, "low")
        steps += _drawn_in(system, entry_high, high, new_high, "high")
        low, high = new_low, new_high
    return Bounds(low, high, settled=False)


def guaranteed(system: System, outside: Bounds, coalition: int) -> Bounds:
    """What stays open for each numerator, whatever coalition of other members knows its own numbers exactly.

    Where the gate holds no exact value, every value inside the coalition's bounds is allowed for, so the answer depends
    on cells alone. Each row is charged with the most that any coalition of that size can take away (exact for a
    variable in a single row, never too wide elsewhere). An interval may come out empty. It holds for
    variables that are `system.exact`.
    """
    if not len(system.row):
        return outside
    decided = system.exact[system.variable]
    in_tree = np.ones(len(system.row_low), dtype=bool)
    in_tree[system.row[~decided]] = False
    system = replace(
        system,
        row_low=np.where(in_tree, system.row_low, -np.inf),
        row_high=np.where(in_tree, system.row_high, np.inf),
    )
    taken_low, taken_high = _taken(system, outside, coalition)
    start_low, start_high = outside.low[system.variable], outside.high[system.variable]
    told_low, told_high = start_low, start_high
    for _ in range(MOST_SWEEPS):
        entry_low, entry_high = _implied(system, told_low, told_high, taken_low, taken_high)
        others_low = np.maximum(start_low, _without_own(system.variable, entry_low, np.maximum))
        others_high = np.minimum(start_high, -_without_own(system.variable, -entry_high, np.maximum))
        if np.array_equal(others_low, told_low) and np.array_equal(others_high, told_high):
            low, high = outside.low.copy(), outside.high.copy()
            np.maximum.at(low, system.variable, entry_low)
            np.minimum.at(high, system.variable, entry_high)
            return Bounds(low, high)
        told_low, told_high = others_low, others_high
    return Bounds(outside.high, outside.low, settled=False)


def _drawn_in(
    system: System, entry: Floats, before: Floats, after: Floats, side: str
) -> list[tuple[int, int, str, float]]:
    """The inferences of one sweep: for every bound that moved, the row that moved it."""
    moved = np.flatnonzero((entry == after[system.variable]) & (before != after)[system.variable])
    rows = {int(system.variable[one]): int(system.row[one]) for one in moved}
    return [(row, variable, side, float(after[variable])) for variable, row in rows.items()]


def _require_worlds(low: Floats, high: Floats) -> None:
    if np.isnan(low).any() or np.isnan(high).any():
        raise ValueError("a bound is not a number")
    if np.any(low > high):
        raise Inconsistent("no value is left for a numerator")


def _implied(
    system: System, low: Floats, high: Floats, taken_low: Floats | float = 0.0, taken_high: Floats | float = 0.0
) -> tuple[Floats, Floats]:
    """Per entry the limits that its row leaves to its variable; `low` and `high` are given per entry."""
    factor = system.coefficient
    rises = factor > 0
    least = np.where(rises, factor * low, factor * high)
    most = np.where(rises, factor * high, factor * low)
    for side in (least, most):
        if np.bincount(system.row, np.where(np.isfinite(side), np.abs(side), 0.0)).max(initial=0) > LARGEST_EXACT:
            raise ValueError("numbers are too large for exact sums")
    rest_least, rest_most = _rest(system, least), -_rest(system, -most)
    row_low, row_high = system.row_low[system.row], system.row_high[system.row]
    with np.errstate(invalid="ignore"):  # a row without a limit leaves none, whatever is taken from its room
        room_high = np.where(np.isposinf(row_high), np.inf, row_high - rest_least - taken_high)
        room_low = np.where(np.isneginf(row_low), -np.inf, row_low - rest_most + taken_low)
    if np.isnan(room_low).any() or np.isnan(room_high).any():
        raise ValueError("a limit is not a number")
    upper = np.where(rises, room_high, room_low)
    lower = np.where(rises, room_low, room_high)
    counts = system.whole[system.variable]
    return _divided(lower, factor, counts, up=True), _divided(upper, factor, counts, up=False)


def _rest(system: System, least: Floats) -> Floats:
    """Per entry the sum of the row's other entries, −inf where one of the others is."""
    endless = np.isneginf(least)
    finite = np.where(endless, 0.0, least)
    rows = len(system.row_low)
    total = np.bincount(system.row, finite, rows)[system.row] - finite
    others_endless = np.bincount(system.row, endless, rows)[system.row] - endless
    return np.where(others_endless > 0, -np.inf, total)


def _divided(bound: Floats, factor: Floats, counts: NDArray[np.bool_], *, up: bool) -> Floats:
    """The bound divided by the coefficient, for whole numbers drawn in to the next one inside."""
    with np.errstate(invalid="ignore"):
        quotient = bound / factor
        inside = np.ceil(quotient) if up else np.floor(quotient)
        # a quotient just beside a whole number is checked by multiplying back, which is exact
        nearest = np.round(quotient)
        met = nearest * factor == bound
    drawn_in = np.where(met, nearest, inside)
    return np.where(counts & np.isfinite(quotient), drawn_in, quotient)


def _taken(system: System, outside: Bounds, coalition: int) -> tuple[Floats, Floats]:
    """Per entry how much of its row's room the worst coalition of other members takes away, below and above.

    A known number takes away the distance from the bound it would otherwise be free to reach.
    """
    low, high = outside.low[system.variable], outside.high[system.variable]
    value = system.value[system.variable]
    exact = ~np.isnan(value)
    size, rises = np.abs(system.coefficient), system.coefficient > 0
    down = size * np.where(exact, value - low, high - low)  # known high: others must stay lower
    up = size * np.where(exact, high - value, high - low)  # known low: others must stay higher
    above, below = np.where(rises, down, up), np.where(rises, up, down)
    shares = _Shares.of(system)
    return shares.worst_others(below, coalition), shares.worst_others(above, coalition)


@dataclass(frozen=True)
class _Shares:
    """Entries grouped by row and member: which group each entry is in, and which row each group."""

    row: NDArray[np.int64]
    rows: int
    always: NDArray[np.bool_]
    counts: NDArray[np.bool_]
    group: NDArray[np.int64]
    row_of_group: NDArray[np.int64]

    @classmethod
    def of(cls, system: System) -> _Shares:
        always, member = system.always_known[system.variable], system.member[system.variable]
        step = int(member.max(initial=0)) + 2
        keys, group = np.unique(system.row * step + member + 1, return_inverse=True)
        return cls(system.row, len(system.row_low), always, ~always & (member >= 0), group, keys // step)

    def worst_others(self, taken: Floats, coalition: int) -> Floats:
        """Per entry the sum of what is always known in its row and of the largest members' parts, its own left out."""
        kept = np.where(self.always & np.isfinite(taken), taken, 0.0)
        endless = np.bincount(self.row, self.always & np.isinf(taken), self.rows)[self.row] > 0
        base = np.where(endless, np.inf, np.bincount(self.row, kept, self.rows)[self.row] - kept)
        part = np.bincount(self.group, np.where(self.counts, taken, 0.0), len(self.row_of_group))
        order = np.lexsort((-part, self.row_of_group))
        starts = np.searchsorted(self.row_of_group[order], np.arange(self.rows))
        ranks = np.empty(len(part), dtype=np.int64)
        ranks[order] = np.arange(len(part)) - starts[self.row_of_group[order]]
        among = np.bincount(self.row_of_group, np.where(ranks < coalition, part, 0.0), self.rows)[self.row]
        next_one = np.bincount(self.row_of_group, np.where(ranks == coalition, part, 0.0), self.rows)[self.row]
        with np.errstate(invalid="ignore"):
            without_own = np.nan_to_num(among + next_one - part[self.group], nan=np.inf, posinf=np.inf)
        return np.asarray(np.where(ranks[self.group] < coalition, without_own, among) + base)


def _without_own(variable: NDArray[np.int64], entry: Floats, choose: np.ufunc) -> Floats:
    """Per entry the largest bound that the variable's other entries imply, −inf without any."""
    size = int(variable.max(initial=-1)) + 1
    first = np.full(size, -np.inf)
    choose.at(first, variable, entry)
    is_first = entry == first[variable]
    holders = np.bincount(variable, is_first, size)
    second = np.full(size, -np.inf)
    choose.at(second, variable[~is_first], entry[~is_first])
    return np.where(is_first & (holders[variable] == 1), second[variable], first[variable])
