"""The distribution as bars over cells: only for many members, and every bar wide enough to hide each of them.

Bars are formed from the number of members per cell alone, so they are a function of cells like everything else here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from comparisons.releases.disclosure.grid import Grid
from comparisons.releases.disclosure.parameters import Parameters

FEWEST_MEMBERS = 20  # below this number of members no distribution is drawn at all


@dataclass(frozen=True)
class Bar:
    """The cells from `first` to `last`, both included, and the number of members in them."""

    first: int
    last: int
    n: int


def histogram(cells: Sequence[int], *, grid: Grid, parameters: Parameters, known: int = 0) -> tuple[Bar, ...] | None:
    """Bars over the whole scale, each of at least t + c + `known` members; None where there are too few for two bars.

    Cells are merged from the lowest upwards until a bar is full; what is left over at the top joins the last bar.
    `known` counts members whose exact value others may see, with their consent or because it is public.
    """
    if len(cells) < FEWEST_MEMBERS:
        return None
    full = parameters.t + parameters.c + known
    counts = Counter(grid.require(cell) for cell in cells)
    bars: list[Bar] = []
    first = held = 0
    for cell in range(grid.size):
        held += counts[cell]
        if held >= full:
            bars.append(Bar(first, cell, held))
            first, held = cell + 1, 0
    if len(bars) < 2:
        return None
    top = bars.pop()
    bars.append(Bar(top.first, grid.size - 1, top.n + held))
    return tuple(bars)
