"""The tables on which methods of cell suppression are compared: made from a seed, with known best costs.

Lognormal contributions in two-way tables, tables with a level of parents between, and three-way tables.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import product
from math import ceil

import numpy as np

from comparisons.releases.disclosure.tables import Dimension, Rules, Share, Table, cross_table
from comparisons.releases.disclosure.tables.table import Cell

RULES = Rules(c=1, k=2, p=Decimal("0.10"), threshold=None)


@dataclass(frozen=True)
class Instance:
    """`shape` of the inner cells, mean number of contributors per inner cell, rows per parent (0: none).

    `cells`, `sensitive` and `best` are the reference: number of cells, of sensitive cells, and the lowest cost
    of protecting them against everybody outside.
    """

    shape: tuple[int, ...]
    contributors: int
    block: int
    cells: int
    sensitive: int
    best: int


INSTANCES = (
    Instance((10, 6), 6, 0, 77, 9, 861),
    Instance((20, 8), 6, 0, 189, 19, 662),
    Instance((40, 10), 8, 0, 451, 16, 1535),
    Instance((12, 6), 6, 4, 112, 10, 1569),
    Instance((48, 6), 6, 8, 385, 31, 3405),
    Instance((100, 10), 8, 0, 1111, 36, 2474),
    Instance((96, 8), 6, 8, 981, 95, 5963),
    Instance((30, 6, 4), 5, 0, 1085, 130, 10201),
)


def contributions(instance: Instance) -> dict[tuple[str, ...], list[int]]:
    """What each contributor put into each inner cell; every contributor stands in one cell only."""
    chance = np.random.default_rng(1)
    found = {}
    for place in product(*(range(length) for length in instance.shape)):
        number = chance.poisson(instance.contributors)
        key = tuple(f"{axis}{position:03d}" for axis, position in zip("rsz", place, strict=False))
        found[key] = [ceil(amount) for amount in chance.lognormal(3, 1.2, number)]
    return found


def dimensions(instance: Instance) -> list[Dimension]:
    """Rows (with parents of consecutive rows where the instance has them), columns, layers."""
    codes = [
        [f"{axis}{position:03d}" for position in range(length)]
        for axis, length in zip("rsz", instance.shape, strict=False)
    ]
    flat = [Dimension.flat("total", parts) for parts in codes]
    if instance.block:
        blocks = [codes[0][start : start + instance.block] for start in range(0, len(codes[0]), instance.block)]
        parents = {f"p{number:03d}": tuple(block) for number, block in enumerate(blocks)}
        flat[0] = Dimension({"total": tuple(parents), **parents})
    return flat


def table_of(instance: Instance) -> Table:
    """The whole table; everybody knows in advance that no cell exceeds one and a half times the largest."""
    inner = {
        key: [Share(f"{'.'.join(key)}#{number}", amount) for number, amount in enumerate(amounts)]
        for key, amounts in contributions(instance).items()
    }
    table = cross_table(inner, dimensions(instance))
    highest = max(cell.value for cell in table.cells) * 3 // 2
    return Table(
        tuple(Cell(cell.key, cell.value, cell.shares, highest=highest) for cell in table.cells), table.equations
    )
