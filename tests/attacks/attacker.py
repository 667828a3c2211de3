"""The attacker: which classes another municipality may be in, given what was shown and what the attackers know.
A second way of its own to the feasible set: for one ring by counting sums of class middles, for several rings by whole
numbers per kind of member. Nothing here uses the product's rules; what it knows is public: edges, methods, members.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from math import ceil, lcm

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

Cells = frozenset[int]
QUANTILES = {
    "median": Fraction(1, 2),
    "q1": Fraction(1, 4),
    "q3": Fraction(3, 4),
    "p10": Fraction(1, 10),
    "p90": Fraction(9, 10),
}


class OffTheScale(AssertionError):
    """Something shown is no edge and no possible mean of the public scale: it says more than classes can say."""


class Impossible(AssertionError):
    """Nothing fits to what was shown: the attacker has misread it, or what was shown is wrong."""


@dataclass(frozen=True)
class Scale:
    """Public edges of an indicator; the middles of its classes as the method sheet prints them."""

    edges: tuple[Fraction, ...]

    @classmethod
    def of(cls, edges: Sequence[Decimal]) -> Scale:
        return cls(tuple(Fraction(edge) for edge in edges))

    @property
    def size(self) -> int:
        return len(self.edges) - 1

    def cell_of(self, value: Fraction | Decimal) -> int:
        """The class of a value; both outer classes are open."""
        return min(max(bisect_right(self.edges, Fraction(value)) - 1, 0), self.size - 1)

    def span(self, cell: int) -> tuple[Fraction, Fraction]:
        """Lower and upper end of a class as far as it is drawn; an open class counts no wider than its neighbour."""
        low, high = self.edges[cell], self.edges[cell + 1]
        if cell == 0:
            return max(low, high - (self.edges[2] - self.edges[1])), high
        if cell == self.size - 1:
            return low, min(high, low + (self.edges[-2] - self.edges[-3]))
        return low, high

    @cached_property
    def middles(self) -> list[int]:
        """Middles of all classes as whole numbers, in units of `unit`."""
        return [int((low + high) / 2 / self.unit) for low, high in map(self.span, range(self.size))]

    @cached_property
    def unit(self) -> Fraction:
        """The largest unit in which all middles are whole."""
        middles = [sum(self.span(cell), Fraction(0)) / 2 for cell in range(self.size)]
        return Fraction(1, lcm(*(middle.denominator for middle in middles)))

    def averages_behind(self, mean: Decimal) -> tuple[Fraction, Fraction]:
        """From where to below where an average of middles may lie that is shown as this mean."""
        found = []
        for cell in range(self.size):
            low, high = self.span(cell)
            half = (high - low) / 2
            for step in range(3):
                place = low + step * half
                if place == Fraction(mean):
                    found.append((max(low, place - half / 2), min(high, place + half / 2)))
        if not found:
            raise OffTheScale(f"the mean {mean} is no edge and no middle of a class")
        return min(low for low, _high in found), max(high for _low, high in found)

    def cell_between(self, low: Decimal | None, high: Decimal | None) -> int:
        """The class with these shown edges; an open side is None."""
        for cell in range(self.size):
            shown = (None if cell == 0 else self.edges[cell], None if cell == self.size - 1 else self.edges[cell + 1])
            if shown == (None if low is None else Fraction(low), None if high is None else Fraction(high)):
                return cell
        raise OffTheScale(f"{low} to {high} is no class of the scale")

    def cells_between(self, low: Decimal | None, high: Decimal | None) -> tuple[int, int]:
        """First and last class of a bar with these shown edges; an open side is None."""
        inner = self.edges[1:-1]
        if any(edge is not None and Fraction(edge) not in inner for edge in (low, high)):
            raise OffTheScale(f"{low} to {high} is no bar of classes")
        first = 0 if low is None else self.edges.index(Fraction(low))
        return first, self.size - 1 if high is None else self.edges.index(Fraction(high)) - 1


@dataclass(frozen=True)
class Shown:
    """What a ring shows of one indicator, group and year: members in it, the average's range, classes at ranks."""

    members: frozenset[str]
    average: tuple[Fraction, Fraction] | None = None
    ranks: tuple[tuple[int, int], ...] = ()  # (rank from below, class)
    bars: tuple[tuple[int, int, int], ...] = ()  # (first class, last class, members); read by several rings together

    @property
    def n(self) -> int:
        return len(self.members)


def shown(
    members: Collection[str], scale: Scale, *, mean: Decimal | None, cells: Mapping[str, int], n: int | None = None
) -> Shown:
    """What the attacker makes of a reading. Raises Impossible when n is not the number of members named."""
    if n is not None and n != len(members):
        raise Impossible(f"{n} contributed, but the attacker reckons with {len(members)}")
    ranks = tuple((ceil(len(members) * QUANTILES[name]), cell) for name, cell in sorted(cells.items()))
    return Shown(frozenset(members), None if mean is None else scale.averages_behind(mean), ranks)


def sums_behind(one: Shown, scale: Scale) -> tuple[int, int]:
    """Smallest and largest sum of middles (in units of the scale) that the shown mean allows."""
    low, high = one.average or (Fraction(0), scale.edges[-1] + 1)
    return ceil(low * one.n / scale.unit), ceil(high * one.n / scale.unit) - 1


def feasible(one: Shown, known: Mapping[str, int], scale: Scale, *, hull_only: bool = False) -> Cells:
    """Classes in which any member not known may be, from one ring alone; exact, by counting.

    All members not known are alike to the attacker, so the answer holds for each of them. With `hull_only` the scan
    stops at the lowest and the highest feasible class and returns all between them.
    """
    fixed = Counter(cell for member, cell in known.items() if member in one.members)
    unknown = one.n - fixed.total()
    if unknown < 1:
        raise ValueError("nobody is left to attack")
    return _scan(scale.size, lambda cell: _fits(one, fixed, unknown, scale, cell), hull_only=hull_only)


def _scan(size: int, allows: Callable[[int], bool], *, hull_only: bool) -> Cells:
    """All feasible classes, or their hull."""
    lowest = next((cell for cell in range(size) if allows(cell)), None)
    if lowest is None:
        raise Impossible("no classes of the others fit to what was shown")
    highest = next(cell for cell in reversed(range(size)) if allows(cell))
    between = range(lowest + 1, highest)
    return frozenset({lowest, highest, *(cell for cell in between if hull_only or allows(cell))})


def _fits(one: Shown, fixed: Counter[int], unknown: int, scale: Scale, target: int) -> bool:
    """Whether the unknown members can be placed with at least one of them in the target class.

    ``sums[k]`` holds one bit for every sum of middles that k members up to the present class can have.
    """
    middles = scale.middles
    low, high = sums_behind(one, scale)
    known_sum = sum(middles[cell] * count for cell, count in fixed.items())
    low, high = max(low - known_sum, 0), high - known_sum
    if middles[target] + (unknown - 1) * middles[0] > high or middles[target] + (unknown - 1) * middles[-1] < low:
        return False
    sums = [1, *([0] * unknown)]
    below = 0
    for cell in range(scale.size):
        if cell == target:
            sums = [0, *(sums[k] << middles[cell] for k in range(unknown))]
        for k in range(1, unknown + 1):
            sums[k] |= sums[k - 1] << middles[cell]
        below += fixed[cell]
        for rank, at in one.ranks:
            for k in range(unknown + 1):
                if (at > cell and below + k > rank - 1) or (at <= cell and below + k < rank):
                    sums[k] = 0
    return high >= low and bool((sums[unknown] >> low) & ((1 << (high - low + 1)) - 1))


def feasible_together(
    all_shown: Sequence[Shown], known: Mapping[str, int], target: str, scale: Scale, *, hull_only: bool = False
) -> Cells:
    """Classes in which the target may be, from several rings about one series; exact, in whole numbers.

    Members in the same rings are alike, so they are counted per kind and class. With `hull_only` the scan stops at the
    lowest and the highest feasible class and returns all between them.
    """
    problem = _Problem(all_shown, known, target, scale)
    return _scan(scale.size, problem.allows, hull_only=hull_only)


class _Problem:
    """Whole numbers of members per kind and class that fit to everything shown."""

    def __init__(self, all_shown: Sequence[Shown], known: Mapping[str, int], target: str, scale: Scale) -> None:
        self.all_shown, self.known, self.scale = all_shown, known, scale
        everybody = {member for one in all_shown for member in one.members} - set(known)
        kinds = Counter(self._kind(member) for member in everybody)
        self.kinds, self.sizes = list(kinds), list(kinds.values())
        self.target = self.kinds.index(self._kind(target))
        self.width = len(self.kinds) * scale.size
        self.rows: list[np.ndarray] = []
        self.low: list[float] = []
        self.high: list[float] = []
        for number, size in enumerate(self.sizes):
            self._row({(number, cell): 1 for cell in range(scale.size)}, size, size)
        for one in all_shown:
            self._circle(one)

    def _kind(self, member: str) -> tuple[bool, ...]:
        return tuple(member in one.members for one in self.all_shown)

    def _row(self, coefficients: Mapping[tuple[int, int], int], low: float, high: float) -> None:
        row = np.zeros(self.width)
        for (kind, cell), value in coefficients.items():
            row[kind * self.scale.size + cell] = value
        self.rows.append(row)
        self.low.append(low)
        self.high.append(high)

    def _circle(self, one: Shown) -> None:
        place = self.all_shown.index(one)
        inside = [number for number, kind in enumerate(self.kinds) if kind[place]]
        fixed = [cell for member, cell in self.known.items() if member in one.members]
        if one.average is not None:
            middles = self.scale.middles
            low, high = sums_behind(one, self.scale)
            known_sum = sum(middles[cell] for cell in fixed)
            sums = {(kind, cell): middles[cell] for kind in inside for cell in range(self.scale.size)}
            self._row(sums, low - known_sum, high - known_sum)
        for rank, at in one.ranks:
            below = {(kind, cell): 1 for kind in inside for cell in range(at)}
            self._row(below, 0, rank - 1 - sum(cell < at for cell in fixed))
            upto = {(kind, cell): 1 for kind in inside for cell in range(at + 1)}
            self._row(upto, rank - sum(cell <= at for cell in fixed), np.inf)
        for first, last, count in one.bars:
            span = range(first, last + 1)
            left = count - sum(cell in span for cell in fixed)
            self._row({(kind, cell): 1 for kind in inside for cell in span}, left, left)

    def allows(self, cell: int) -> bool:
        """Whether the target's kind may have somebody in this class. Anything but an answer is an error."""
        least = np.zeros(self.width)
        least[self.target * self.scale.size + cell] = 1
        most = np.repeat(np.array(self.sizes, dtype=float), self.scale.size)
        if (np.array(self.low) > np.array(self.high)).any():
            return False
        answer = milp(
            np.zeros(self.width),
            constraints=LinearConstraint(np.array(self.rows), self.low, self.high),
            bounds=Bounds(least, most),
            integrality=np.ones(self.width),
        )
        if answer.status not in (0, 2):
            raise RuntimeError(f"the attacker's solver stopped: {answer.message}")
        return answer.status == 0


@dataclass(frozen=True)
class Gain:
    """How far an attack came with one member: its feasible classes against the class it is really in."""

    target: str
    cells: Cells
    true_cell: int
    scale: Scale
    denominator: int
    factor: int = 100

    @property
    def interval(self) -> tuple[Fraction, Fraction]:
        """Smallest and largest value possible, as far as the scale is drawn."""
        return self.scale.edges[min(self.cells)], self.scale.edges[max(self.cells) + 1]

    @property
    def ratio(self) -> float:
        """The interval's width over the width that is promised, which is the member's own class."""
        low, high = self.interval
        return float((high - low) / (self.scale.edges[self.true_cell + 1] - self.scale.edges[self.true_cell]))

    @property
    def numerators(self) -> int:
        """How many whole numbers of persons are still possible."""
        found = 0
        for cell in self.cells:
            low, high = self.scale.edges[cell], self.scale.edges[cell + 1]
            found += ceil(high * self.denominator / self.factor) - ceil(low * self.denominator / self.factor)
        return found

    @property
    def honest(self) -> bool:
        """Whether the attacker has not excluded the truth; otherwise the attack itself is wrong."""
        return self.true_cell in self.cells
