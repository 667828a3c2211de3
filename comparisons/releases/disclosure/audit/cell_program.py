"""The whole-number program behind A1: how many of each class lie in each cell."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from math import inf

import numpy as np
from numpy.typing import NDArray

from comparisons.releases.disclosure.audit.boxes import Floats
from comparisons.releases.disclosure.audit.classes import Classes, Counting
from comparisons.releases.disclosure.audit.moves import Move
from comparisons.releases.disclosure.audit.rows import Point
from comparisons.releases.disclosure.audit.solver import Clock, Program, solve
from comparisons.releases.disclosure.audit.sum_rows import Around

FEW_MOVES = 0.5  # a world with few moves is wanted, not the one with the fewest
FIRST_CLASSES = (12, 40)  # classes that may move at first; all of them when that finds nothing


@dataclass(frozen=True)
class Asked:
    """Whose cells are known to the coalition, and cells of the target that need no further world."""

    known: frozenset[Point]
    reached: frozenset[int]


class CellProgram:
    """Worlds of one target: counts per class and cell that satisfy every fact of every release.

    Columns: per movable class and cell the count, then as many for how many left it, then per cell whether the target
    is there, then the target's numerator where a sum ties it. Classes that do not move stand on the right-hand side.
    """

    def __init__(self, classes: Classes, measure: str, point: Point, around: Around | None) -> None:
        self.classes, self.point, self.around = classes, point, around
        self.target_class = classes.of(measure, point)
        self.sizes = [classes.measures[one.measure].grid.size for one in classes.classes]
        self.truth = [classes.counts(number) for number in range(len(self.sizes))]
        self.movable = [number for number in range(len(self.sizes)) if self._may_move(number)]

    def solve(self, asked: Asked, clock: Clock) -> tuple[int, tuple[Move, ...]] | None:
        """Another cell of the target and the moves that lead there, or None when no world has one.

        Few classes may move at first, which finds a world quickly; only the whole program can say that there is none.
        """
        for limit in FIRST_CLASSES:
            if len(self.movable) > limit:
                found = self._solve(asked, self._nearest(limit), clock)
                if found is not None:
                    return found
        return self._solve(asked, self.movable, clock)

    def _may_move(self, number: int) -> bool:
        """Values in a sum move only with the target's own sum; everything known stays."""
        one = self.classes.classes[number]
        if one.known:
            return False
        if not one.summed or number == self.target_class:
            return True
        measure = self.classes.measures[one.measure].key
        others = self.around.others if self.around else ()
        return any((part.measure, part.point) == (measure, one.points[0]) for part in others)

    def _nearest(self, limit: int) -> list[int]:
        """Classes of the target's sum, then those that share most distributions with it, larger ones first."""
        home = self.classes.classes[self.target_class]

        def order(number: int) -> tuple[bool, int, int]:
            one = self.classes.classes[number]
            return not one.summed, -len(one.rows & home.rows), -len(one.points)

        return sorted({self.target_class, *sorted(self.movable, key=order)[:limit]})

    def _solve(self, asked: Asked, movable: list[int], clock: Clock) -> tuple[int, tuple[Move, ...]] | None:
        start = dict(zip(movable, accumulate((self.sizes[number] for number in movable), initial=0), strict=False))
        counts, cells = sum(self.sizes[number] for number in movable), self.sizes[self.target_class]
        target_from, numerator = 2 * counts, 2 * counts + cells
        low, high = np.zeros(numerator + 1), np.full(numerator + 1, np.inf)
        for number in movable:
            one = self.classes.classes[number]
            high[start[number] : start[number] + self.sizes[number]] = len(one.points)
            for cell, kept in self.classes.counts(number, (p for p in one.points if p in asked.known)).items():
                low[start[number] + cell] = kept
        high[target_from:numerator] = [float(cell not in asked.reached) for cell in range(cells)]
        low[numerator] = -np.inf
        rows = _Rows()
        self._counting_rows(rows, start, counts)
        first = start[self.target_class]
        rows.add([(target_from + cell, 1.0) for cell in range(cells)], 1.0, 1.0)
        for cell in range(cells):
            rows.add([(first + cell, 1.0), (target_from + cell, -1.0)], float(low[first + cell]), inf)
        self._sum_rows(rows, start, target_from, numerator)
        whole = np.ones(numerator + 1, dtype=bool)
        whole[counts:target_from] = False
        objective = np.zeros(numerator + 1)
        objective[counts:target_from] = 1.0
        found = solve(Program(*rows.arrays(), low, high, whole), objective, clock, gap=FEW_MOVES)
        if found is None:
            return None
        cell = int(np.argmax(found[target_from:numerator]))
        return cell, self._moves(found, start, cell, asked.known)

    def _counting_rows(self, rows: _Rows, start: dict[int, int], counts: int) -> None:
        """Class sizes, what left a cell, and every fact of every distribution in which something moves."""
        for number, first in start.items():
            span = range(first, first + self.sizes[number])
            size = float(len(self.classes.classes[number].points))
            rows.add([(column, 1.0) for column in span], size, size)
            for column in span:
                there = float(self.truth[number][column - first])
                rows.add([(column, 1.0), (counts + column, 1.0)], there, inf)
        moving: dict[int, list[int]] = {}
        for number in start:
            for row in self.classes.classes[number].rows:
                moving.setdefault(row, []).append(number)
        for place, counting in enumerate(self.classes.countings):
            here = moving.get(counting.row, [])
            entries = [
                (start[number] + cell, float(weight))
                for number in here
                for cell, weight in enumerate(counting.weights)
                if weight
            ]
            if not entries:
                continue
            stays = self._totals[place] - sum(self._weighed(number, counting) for number in here)
            least = -inf if counting.low is None else float(counting.low - stays)
            rows.add(entries, least, inf if counting.high is None else float(counting.high - stays))

    @cached_property
    def _totals(self) -> list[int]:
        """Per counting row its value in the true world."""
        members: dict[int, list[int]] = {}
        for number, one in enumerate(self.classes.classes):
            for row in one.rows:
                members.setdefault(row, []).append(number)
        return [
            sum(self._weighed(number, counting) for number in members.get(counting.row, []))
            for counting in self.classes.countings
        ]

    def _weighed(self, number: int, counting: Counting) -> int:
        return sum(counting.weights[cell] * count for cell, count in self.truth[number].items())

    def _sum_rows(self, rows: _Rows, start: dict[int, int], target_from: int, numerator: int) -> None:
        """The target's numerator inside its cell, and its sum with the other parts anywhere in theirs."""
        if self.around is None:
            rows.add([(numerator, 1.0)], 0.0, 0.0)
            return
        own = self.around.target
        # the numerator counts with its coefficient: least <= coefficient · numerator <= most of the chosen cell
        for limits, low, high in ((own.least, 0.0, inf), (own.most, -inf, 0.0)):
            cells = [(target_from + cell, -_finite(limit)) for cell, limit in enumerate(limits)]
            rows.add([(numerator, 1.0), *cells], low, high)
        for side in ("least", "most"):
            entries, constant = [(numerator, 1.0)], 0.0
            for part in self.around.others:
                limits = getattr(part, side if not part.known else ("most" if side == "least" else "least"))
                number = None if part.point is None else self.classes.of(part.measure or "", part.point)
                if number is None or number not in start:
                    constant += limits[part.cell]
                    continue
                entries += [(start[number] + cell, _finite(limit)) for cell, limit in enumerate(limits)]
            if side == "least":
                rows.add(entries, -inf, self.around.high - constant - self.around.taken_high)
            else:
                rows.add(entries, self.around.low - constant + self.around.taken_low, inf)

    def _moves(self, found: Floats, start: dict[int, int], cell: int, known: frozenset[Point]) -> tuple[Move, ...]:
        """Members given to the counts: the target first, the coalition where it is, others left where there is room."""
        moves: list[Move] = []
        for number, first in start.items():
            one = self.classes.classes[number]
            measure = self.classes.measures[one.measure]
            room = Counter({at: round(float(found[first + at])) for at in range(self.sizes[number])})
            waiting: list[Point] = []
            points = list(one.points)
            if number == self.target_class:
                points.remove(self.point)
                room[cell] -= 1
                moves.append(Move(measure.key, self.point, cell))
            for point in sorted(points, key=lambda point: point not in known):
                if room[measure.cell_of[point]] > 0:
                    room[measure.cell_of[point]] -= 1
                else:
                    waiting.append(point)
            free = sorted(room.elements())
            moves += [Move(measure.key, point, at) for point, at in zip(waiting, free, strict=True)]
        return tuple(moves)


class _Rows:
    """Rows of a sparse program, one entry after the other."""

    def __init__(self) -> None:
        self.entries: list[tuple[int, int, float]] = []
        self.low: list[float] = []
        self.high: list[float] = []

    def add(self, entries: list[tuple[int, float]], low: float, high: float) -> None:
        self.entries += [(len(self.low), column, factor) for column, factor in entries]
        self.low.append(low)
        self.high.append(high)

    def arrays(self) -> tuple[NDArray[np.int64], NDArray[np.int64], Floats, Floats, Floats]:
        places = np.asarray([entry[:2] for entry in self.entries], dtype=np.int64)
        factors = np.asarray([entry[2] for entry in self.entries], dtype=np.float64)
        return places[:, 0], places[:, 1], factors, np.asarray(self.low), np.asarray(self.high)


def _finite(limit: float) -> float:
    """An open end as a number no count of persons reaches."""
    return max(min(limit, 1e9), -1e9)
