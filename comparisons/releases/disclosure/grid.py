"""The grid: fixed, published cells into which a municipality's value falls before anybody else sees anything.

A cell takes its lower edge in and leaves its upper edge out. The first and the last cell are open: everything below
the second edge is "below", everything from the last but one edge is "from".
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from operator import index

from comparisons.releases.disclosure.parameters import Parameters


class GridError(ValueError):
    """Edges that make no grid, or a cell that the grid does not have."""


class CellShape(StrEnum):
    """How a cell is written: "below 2", "2 to 2.5", "80 and more"."""

    BELOW = "below"
    BETWEEN = "between"
    FROM = "from"


@dataclass(frozen=True)
class CellLabel:
    """The parts of a cell's label, in the grid's unit; an open side is None."""

    shape: CellShape
    low: Decimal | None
    high: Decimal | None


@dataclass(frozen=True)
class Grid:
    """Edges of one indicator family, in the indicator's unit (percent, per 1,000 …), smallest and largest included.

    Raises `GridError` for fewer than three edges, unsorted or infinite edges.
    """

    edges: tuple[Decimal, ...]
    unit: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "edges", tuple(Decimal(edge) for edge in self.edges))
        if len(self.edges) < 3:
            raise GridError("a grid needs at least two cells")
        if not all(edge.is_finite() for edge in self.edges):
            raise GridError("an edge is not a finite number")
        if any(low >= high for low, high in pairwise(self.edges)):
            raise GridError("the edges do not rise")

    @property
    def size(self) -> int:
        """Number of cells; they are numbered from 0 to size − 1."""
        return len(self.edges) - 1

    @property
    def reference(self) -> str:
        """Short name of exactly these edges, stored with every release."""
        text = "|".join([self.unit, *(_plain(edge) for edge in self.edges)])
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    def cell_of(self, value: Decimal | int) -> int:
        """The cell of a value in the grid's unit; the outer cells are open, so every finite value has one."""
        if isinstance(value, float):
            raise TypeError("a cell is decided on exact decimals, not on floats")
        if not Decimal(value).is_finite():
            raise GridError("a missing value has no cell")
        return min(max(bisect_right(self.edges, value) - 1, 0), self.size - 1)

    def require(self, cell: int) -> int:
        """The same cell, or `GridError` when the grid does not have it or when it is no whole number at all."""
        try:
            number = index(cell)
        except TypeError as error:
            raise GridError(f"a cell is a whole number, not {cell}") from error
        if not 0 <= number < self.size:
            raise GridError(f"the grid has no cell {number}")
        return number

    def bounds(self, cell: int) -> tuple[Decimal, Decimal]:
        """Lower and upper edge, for drawing; the outer edges of the two open cells are the ends of the scale."""
        return self.edges[self.require(cell)], self.edges[cell + 1]

    def label(self, cell: int) -> CellLabel:
        """The parts of the cell's label, open at both ends of the scale."""
        low, high = self.bounds(cell)
        if cell == 0:
            return CellLabel(CellShape.BELOW, None, high)
        if cell == self.size - 1:
            return CellLabel(CellShape.FROM, low, None)
        return CellLabel(CellShape.BETWEEN, low, high)

    def width(self, cell: int) -> Decimal:
        """Width a cell counts with.

        The two open cells count as wide as their neighbour inside the scale, but never wider than they are drawn:
        a few members far out would otherwise pull a mean towards the end of the scale.
        """
        low, high = self.bounds(cell)
        if cell == 0:
            return min(high - low, self.edges[2] - self.edges[1])
        if cell == self.size - 1:
            return min(high - low, self.edges[-2] - self.edges[-3])
        return high - low

    def midpoint(self, cell: int) -> Decimal:
        """The value that stands for every member of a cell; an open cell is measured from its inner edge."""
        low, high = self.bounds(cell)
        half = self.width(cell) / 2
        return high - half if cell == 0 else low + half

    def is_coarsening_of(self, finer: Grid) -> bool:
        """Whether this grid only merges cells of the other; the only change allowed for released years."""
        same_scale = self.unit == finer.unit and (self.edges[0], self.edges[-1]) == (finer.edges[0], finer.edges[-1])
        return same_scale and set(self.edges) <= set(finer.edges)

    def recode(self, cell: int, *, finer: Grid) -> int:
        """The cell of this grid that contains a cell of a finer one; raises `GridError` where it is no coarsening."""
        if not self.is_coarsening_of(finer):
            raise GridError("only merging cells is allowed for years already released")
        return self.cell_of(finer.bounds(cell)[0])

    def coarsened(self, *, p: Decimal, m: int, d_min: int, factor: Decimal | int, whole: Grid | None = None) -> Grid:
        """The finest grid of this family whose cells are all at least `max(p · lower edge, factor · m / d_min)` wide.

        `p` is a ratio, `m` counts numerators, `d_min` persons; `factor` turns a ratio into the unit. Nothing else is
        looked at, never a value. Neighbours merge in a fixed order: by twos, then by fours and so on, away from zero,
        and first within each cell of `whole`, a coarser grid. Every result is thus a cut through one and the same
        tree: of the cells that two choices of p and m give a value, one contains the other, and larger p and m only
        merge. Raises `GridError` where no two cells would remain, or where `whole` is no coarsening of this grid.
        """
        if whole is not None and not whole.is_coarsening_of(self):
            raise GridError("cells can only be kept whole on a coarser grid")

        def fits(span: _Span) -> bool:
            low, high = self.edges[span[0]], self.edges[span[1]]
            return (high - low) * d_min >= Decimal(factor) * m and high - low >= p * _inner(low, high)

        spans = _finest(_tree(self.edges, whole.edges if whole else self.edges), fits)
        return Grid((*(self.edges[start] for start, _end in spans), self.edges[-1]), self.unit)


_Span = tuple[int, int]  # numbers of the edges at which a run of neighbouring cells begins and ends


@dataclass(frozen=True)
class _Node:
    """A run of cells that may be merged into one, and the shorter runs it consists of."""

    span: _Span
    parts: tuple[_Node, ...] = ()


def _tree(edges: tuple[Decimal, ...], whole: tuple[Decimal, ...]) -> _Node:
    """Every run of cells that may ever be merged, from single cells up to the whole scale."""
    number = {edge: position for position, edge in enumerate(edges)}
    below: list[_Node] = []
    above: list[_Node] = []
    for low, high in pairwise(whole):
        side, away = (below, False) if high <= 0 else (above, True)
        cells = [_Node((cell, cell + 1)) for cell in range(number[low], number[high])]
        side.append(_joined(cells if away else cells[::-1]))
    halves = [_joined(side) for side in (below[::-1], above) if side]
    return _joined(halves)


def _joined(nodes: list[_Node]) -> _Node:
    """One node over neighbours, joined by twos again and again; of an odd number the last three stay together."""
    while len(nodes) > 1:
        starts = list(range(0, len(nodes) - len(nodes) % 2, 2))
        nodes = [_over(nodes[start : start + 2 if start != starts[-1] else None]) for start in starts]
    return nodes[0]


def _over(parts: list[_Node]) -> _Node:
    ordered = tuple(sorted(parts, key=lambda part: part.span))
    return _Node((ordered[0].span[0], ordered[-1].span[1]), ordered)


def _finest(node: _Node, fits: Callable[[_Span], bool]) -> list[_Span]:
    """The shortest runs that all fit, in order; the node's own run where no shorter ones do, fitting or not."""
    spans = [span for part in node.parts for span in _finest(part, fits)]
    return spans if spans and all(fits(span) for span in spans) else [node.span]


@dataclass(frozen=True)
class NarrowCell:
    """A cell that is narrower than the rule asks for; widths in the grid's unit."""

    cell: int
    width: Decimal
    required: Decimal


def check_grid(
    grid: Grid, *, parameters: Parameters, factor: Decimal | int, d_min: int | None = None
) -> tuple[NarrowCell, ...]:
    """All cells that break the width rule: width >= max(p · lower edge, factor · m / d_min).

    `factor` is 100 for percent, 1,000 for "per 1,000". `d_min` is the smallest denominator that takes part (persons),
    the parameters' value for groups unless given. With it every cell holds at least m whole-number numerators.
    """
    fewest = parameters.d_min_group if d_min is None else d_min
    if fewest < 1:
        raise ValueError("the smallest denominator must be at least 1")
    narrow = []
    for cell in range(grid.size):
        low, high = grid.bounds(cell)
        inner = _inner(low, high)
        numerators_too_few = (high - low) * fewest < Decimal(factor) * parameters.m
        if numerators_too_few or high - low < parameters.p * inner:
            required = max(parameters.p * inner, Decimal(factor) * parameters.m / fewest)
            narrow.append(NarrowCell(cell, high - low, required))
    return tuple(narrow)


def _inner(low: Decimal, high: Decimal) -> Decimal:
    """Distance from zero of the edge that is nearer to it."""
    return Decimal(0) if low < 0 < high else min(abs(low), abs(high))


def _plain(edge: Decimal) -> str:
    """One spelling per number, so that 1, 1.0 and 1.00 give the same reference."""
    return "0" if edge == 0 else format(edge.normalize(), "f")
