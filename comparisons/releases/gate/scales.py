"""Grids from stored edges, each built once per process."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from comparisons.releases.disclosure import Grid


@lru_cache(maxsize=1000)
def grid_from(edges: tuple[str, ...], unit: str) -> Grid:
    """The grid of these edges, as the ledger writes them. Raises GridError for edges that are none."""
    return Grid(tuple(Decimal(edge) for edge in edges), unit)
