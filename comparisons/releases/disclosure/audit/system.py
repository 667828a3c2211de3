"""Tied numerators as arrays: their boxes, their rows, whose they are and how much width each must keep."""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from comparisons.releases.disclosure.audit.boxes import Boxes, Floats
from comparisons.releases.disclosure.audit.linear import Linear, Ties
from comparisons.releases.disclosure.audit.problem import Problem
from comparisons.releases.disclosure.audit.rows import Primitive

LARGEST_EXACT = 2.0**53  # whole numbers up to here are exact in floating point


class Undecidable(Exception):
    """Something the rung cannot model, such as a tied numerator with an unknown denominator."""


class Inconsistent(Exception):
    """No world satisfies all rows."""


@dataclass(frozen=True)
class System:
    """Variables (arrays by place) and rows (entries sorted by row).

    `needed` is the cell's width for gridded numerators and NaN for others; `value` is the exact numerator or NaN;
    `member` is a number per possible insider, −1 for part sums and others; `always_known` marks what everybody knows.
    """

    ties: Ties
    low: Floats
    high: Floats
    needed: Floats
    value: Floats
    whole: NDArray[np.bool_]
    member: NDArray[np.int64]
    protected: NDArray[np.bool_]
    always_known: NDArray[np.bool_]
    row: NDArray[np.int64]
    variable: NDArray[np.int64]
    coefficient: Floats
    row_low: Floats
    row_high: Floats

    @cached_property
    def component(self) -> NDArray[np.int64]:
        """Per variable the number of the connected part it belongs to."""
        return np.asarray(self.ties.component, dtype=np.int64)

    @cached_property
    def exact(self) -> NDArray[np.bool_]:
        """Variables whose reachable whole numbers propagation finds exactly: no circles, no row that skips numbers."""
        wrong = set(self.ties.circles)
        for number in np.flatnonzero(~self._row_is_dense()):
            wrong.add(self.ties.component[self.ties.rows[number].terms[0][0]])
        return np.asarray(~np.isin(self.component, list(wrong)), dtype=bool)

    def _row_is_dense(self) -> NDArray[np.bool_]:
        """Rows whose sum reaches every window they leave: unit coefficients, or a window at least one step wide."""
        if not len(self.row_low):
            return np.ones(0, dtype=bool)
        steps = np.zeros(len(self.row_low))
        np.maximum.at(steps, self.row, np.abs(self.coefficient))
        any_whole = np.zeros(len(self.row_low), dtype=bool)
        np.logical_or.at(any_whole, self.row, self.whole[self.variable])
        all_whole = np.ones(len(self.row_low), dtype=bool)
        np.logical_and.at(all_whole, self.row, self.whole[self.variable])
        dense = ((steps == 1) & all_whole) | (self.row_high - self.row_low >= steps) | ~any_whole
        return np.asarray(dense, dtype=bool)


def system(problem: Problem, tied: Ties, boxes_of: dict[str, Boxes]) -> System:
    """The arrays of a problem; raises `Undecidable` where a tied numerator has no public denominator."""
    size = tied.size
    place = {primitive: number for number, primitive in enumerate(tied.primitives)}
    low, high = np.zeros(size), np.full(size, np.inf)
    low[len(place) :] = -np.inf
    needed, whole = np.full(size, np.nan), np.ones(size, dtype=bool)
    for measure in problem.measures:
        box = boxes_of[measure.key]
        where = np.asarray([place.get(key, -1) for key in measure.keys], dtype=np.int64)  # type: ignore[call-overload]
        tied_here = np.flatnonzero(where >= 0)
        target = where[tied_here]
        if np.isnan(box.low[tied_here]).any():
            raise Undecidable("a tied numerator has no public denominator")
        first = np.isnan(needed[target])  # without a grid a numerator is not negative; a grid may say otherwise
        low[target] = np.where(first, box.low[tied_here], np.maximum(low[target], box.low[tied_here]))
        high[target] = np.minimum(high[target], box.high[tied_here])
        needed[target] = np.fmax(needed[target], box.needed[tied_here])
        whole[target] = measure.whole
    value = np.full(size, np.nan)
    for primitive, exact in {**problem.values, **_given(problem)}.items():
        if primitive in place:
            value[place[primitive]] = _finite(exact)
    always_known = np.array([one in problem.known for one in tied.primitives] + [False] * tied.parts, dtype=bool)
    fixed = always_known & ~np.isnan(value)
    if np.any((value[fixed] < low[fixed]) | (value[fixed] > high[fixed])):
        raise Inconsistent("a known value contradicts its cell")
    low[fixed], high[fixed] = value[fixed], value[fixed]
    numbers = insiders(problem)
    member = np.array([numbers.get(one.member, -1) for one in tied.primitives] + [-1] * tied.parts, dtype=np.int64)
    protected = np.array([problem.is_protected(one) for one in tied.primitives] + [False] * tied.parts, dtype=bool)
    arrays = (low, high, needed, value, whole, member, protected, always_known)
    return System(tied, *arrays, *_entries(tied.rows, whole))


def insiders(problem: Problem) -> dict[str, int]:
    """A number for everybody who may be in a coalition: who stands in a distribution or hands a value to the gate."""
    gridded = (point.member for measure in problem.measures for point in measure.points)
    return {one: number for number, one in enumerate(dict.fromkeys([*gridded, *(p.member for p in problem.values)]))}


def _given(problem: Problem) -> dict[Primitive, Decimal]:
    return {primitive: value for primitive, value in problem.known.items() if value is not None}


def _finite(number: Decimal) -> float:
    if not Decimal(number).is_finite():
        raise ValueError("a numerator is not a number")
    return float(number)


def _entries(
    rows: tuple[Linear, ...], whole: NDArray[np.bool_]
) -> tuple[NDArray[np.int64], NDArray[np.int64], Floats, Floats, Floats]:
    """Rows as flat arrays; bounds of whole-number rows are drawn in to whole numbers."""
    row = np.asarray([number for number, one in enumerate(rows) for _ in one.terms], dtype=np.int64)
    variable = np.asarray([place for one in rows for place, _ in one.terms], dtype=np.int64)
    coefficient = np.asarray([factor for one in rows for _, factor in one.terms], dtype=np.float64)
    lows, highs = [], []
    for one in rows:
        counts = all(whole[place] for place, _ in one.terms)
        lows.append(-np.inf if one.low is None else float(math.ceil(one.low) if counts else one.low))
        highs.append(np.inf if one.high is None else float(math.floor(one.high) if counts else one.high))
    return row, variable, coefficient, np.asarray(lows), np.asarray(highs)
