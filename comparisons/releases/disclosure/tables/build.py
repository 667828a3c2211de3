"""Builds tables with margins from their inner cells: two-way, three-way, with levels, and several linked by shared cells."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from comparisons.releases.disclosure.tables.table import Key, Share, Table


@dataclass(frozen=True)
class Dimension:
    """One direction of a table: each total with its parts, which may be totals themselves.

    `Dimension({"Kreis": ("Nord", "Sued"), "Nord": ("A", "B"), "Sued": ("C", "D")})`
    """

    parts: Mapping[str, tuple[str, ...]]

    @classmethod
    def flat(cls, total: str, parts: Sequence[str]) -> Dimension:
        """One total and its parts, without levels between."""
        return cls({total: tuple(parts)})


def cross_table(
    inner: Mapping[Key, Sequence[Share] | int],
    dimensions: Sequence[Dimension],
    *,
    public: Collection[Key] = (),
    withheld_before: Collection[Key] = (),
) -> Table:
    """The whole table of the inner cells: every combination of codes, with every total, and all equations.

    `inner` gives the shares of each innermost cell, or a plain number where contributors do not matter; a
    combination left out is an empty cell (0). Raises `TableError` for a code that no dimension has.
    """
    raise NotImplementedError


def linked(tables: Sequence[Table]) -> Table:
    """Several tables as one: cells with the same key are the same cell; raises `TableError` when they differ."""
    raise NotImplementedError
