"""Edges of the cells into which a figure falls before it leaves its municipality.

A cell must be wide enough that nobody can read a municipality's figure from it: at least `p` percent of its lower edge,
and at least as wide as `m` cases are in the smallest municipality that takes part. Edges depend on these numbers only,
never on the figures. Everything here is arithmetic on `Decimal`, in the unit of the indicator.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from enum import StrEnum
from itertools import pairwise

Edges = tuple[Decimal, ...]

SLACK = Decimal("0.45")  # a cell may be wider by this part of what the rule asks if its edge becomes easier to read
STEPS = (Decimal(5), Decimal(2), Decimal(1))  # times a power of ten, the coarsest first


class Side(StrEnum):
    """Which end of a share is measured finely."""

    VALUE = "value"  # cells grow with the value itself
    COMPLEMENT = "complement"  # cells grow with what is missing to the whole, for shares near 100 %


@dataclass(frozen=True)
class WidthRule:
    """How wide a cell must be: `p` percent of its start, `m` cases among `d_min` persons; `factor` of the unit."""

    p: Decimal
    m: int
    d_min: int
    factor: Decimal

    @property
    def floor(self) -> Decimal:
        """Width of `m` cases in the smallest municipality, in the unit of the indicator."""
        return self.factor * self.m / self.d_min

    def width_at(self, distance: Decimal) -> Decimal:
        """Least width of a cell that starts at this distance from zero."""
        return max(abs(distance) * self.p / 100, self.floor)


def make_edges(rule: WidthRule, upper: Decimal, *, within: Edges | None = None) -> Edges:
    """Edges from 0 to `upper`, as narrow as the rule allows and rounded to numbers people can read.

    `within` names a finer grid whose edges must be used, so that the result is a coarsening of it.
    """
    if rule.floor > upper:
        msg = f"one cell of {rule.floor} is wider than the whole scale up to {upper}"
        raise ValueError(msg)
    edges = [Decimal(0)]
    while edges[-1] < upper:
        start = edges[-1]
        width = rule.width_at(start)
        if start + width > upper:  # what is left is too narrow for a cell of its own
            edges[-1] = upper
            break
        lowest, highest = start + width, min(start + width * (1 + SLACK), upper)
        edges.append(_from_grid(within, lowest, highest) if within else _roundest(lowest, highest))
    return tuple(_plain(edge) for edge in edges)


def mirrored(edges: Edges) -> Edges:
    """The same cells counted from the other end: for shares whose complement is the informative side."""
    return tuple(_plain(edges[-1] - edge) for edge in reversed(edges))


def both_signs(edges: Edges) -> Edges:
    """Cells for balances that can be negative: the same edges on both sides of zero."""
    return tuple(_plain(-edge) for edge in reversed(edges[1:])) + edges


def too_narrow(edges: Edges, rule: WidthRule, side: Side = Side.VALUE) -> list[tuple[Decimal, Decimal, Decimal]]:
    """Cells that break the rule, each as (lower edge, upper edge, width it should have)."""
    found = []
    for low, high in pairwise(edges):
        distance = edges[-1] - high if side is Side.COMPLEMENT else min(abs(low), abs(high))
        needed = rule.width_at(distance)
        if high - low < needed:
            found.append((low, high, needed))
    return found


def is_coarsening(old: Sequence[Decimal], new: Sequence[Decimal]) -> bool:
    """Whether the new grid only joins cells of the old one; the only change allowed for released years."""
    return set(new) <= set(old) and (new[0], new[-1]) == (old[0], old[-1])


def cells_spanned(edges: Sequence[Decimal], low: Decimal, high: Decimal) -> int:
    """Number of cells that the stretch from `low` to `high` touches; the first and last cell are open."""
    return _cell(edges, high) - _cell(edges, low) + 1


def _cell(edges: Sequence[Decimal], value: Decimal) -> int:
    return min(max(bisect_right(edges, value) - 1, 0), len(edges) - 2)


def _roundest(lowest: Decimal, highest: Decimal) -> Decimal:
    """The number between the two that is a multiple of the coarsest step; the smallest such number."""
    exponent = highest.adjusted()
    while True:
        for step in STEPS:
            size = step.scaleb(exponent)
            multiple = (lowest / size).to_integral_value(ROUND_CEILING) * size
            if multiple <= highest:
                return multiple
        exponent -= 1


def _from_grid(within: Edges, lowest: Decimal, highest: Decimal) -> Decimal:
    """The roundest edge of a finer grid between the two, or else its next edge above."""
    first = bisect_left(within, lowest)
    choices = within[first : bisect_right(within, highest)]
    return _roundest_of(choices) if choices else within[first]


def _roundest_of(choices: Iterable[Decimal]) -> Decimal:
    return max(choices, key=lambda edge: (_step_of(edge), -edge))


def _step_of(edge: Decimal) -> Decimal:
    """The coarsest readable step of which this number is a multiple."""
    exponent = edge.adjusted()
    while True:
        for step in STEPS:
            size = step.scaleb(exponent)
            if edge % size == 0:
                return size
        exponent -= 1


def _plain(edge: Decimal) -> Decimal:
    """A number without trailing zeros and without an exponent."""
    edge = edge.normalize()
    return edge.quantize(Decimal(1)) if edge == edge.to_integral_value() else edge
