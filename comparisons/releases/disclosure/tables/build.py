"""Builds tables with margins from their inner cells: two-way, three-way, with levels, and linked by shared cells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from comparisons.releases.disclosure.tables.table import Cell, Equation, Key, Share, Table, TableError, merged


@dataclass(frozen=True)
class Dimension:
    """One direction of a table: each total with its parts, which may be totals themselves.

    `Dimension({"Kreis": ("Nord", "Sued"), "Nord": ("A", "B"), "Sued": ("C", "D")}, telling=False)`; `telling` as with
    `Equation`. Raises `TableError` when a code has two totals or is its own total.
    """

    parts: Mapping[str, tuple[str, ...]]
    telling: bool = True

    def __post_init__(self) -> None:
        below = [code for parts in self.parts.values() for code in parts]
        if len(set(below)) != len(below):
            raise TableError("a code of a dimension belongs to two totals")
        for code in below:
            if code in self.above(code):
                raise TableError(f"the code {code} is a part of itself")

    @classmethod
    def flat(cls, total: str, parts: Sequence[str], *, telling: bool = True) -> Dimension:
        """One total and its parts, without levels between."""
        return cls({total: tuple(parts)}, telling)

    @property
    def codes(self) -> tuple[str, ...]:
        """Every code once, totals before their parts."""
        return tuple(dict.fromkeys(code for total, parts in self.parts.items() for code in (total, *parts)))

    @property
    def innermost(self) -> tuple[str, ...]:
        """The codes that are no totals."""
        return tuple(code for code in self.codes if code not in self.parts)

    def above(self, code: str) -> tuple[str, ...]:
        """The totals a code counts towards, from the nearest outwards."""
        total_of = {part: total for total, parts in self.parts.items() for part in parts}
        found: list[str] = []
        while code in total_of and total_of[code] not in found:
            code = total_of[code]
            found.append(code)
        return tuple(found)


def cross_table(
    inner: Mapping[Key, Sequence[Share] | int],
    dimensions: Sequence[Dimension],
    *,
    public: Collection[Key] = (),
    withheld_before: Collection[Key] = (),
) -> Table:
    """The whole table of the inner cells: every combination of codes, with every total, and all equations.

    `inner` gives the shares of each innermost cell, or a plain number where contributors do not matter; a
    combination left out is an empty cell (0). Raises `TableError` for a combination that is not innermost.
    """
    values: dict[Key, int] = defaultdict(int)
    shares: dict[Key, list[Share]] = defaultdict(list)
    for key, given in inner.items():
        for target in _counts_towards(key, dimensions):
            values[target] += given if isinstance(given, int) else sum(share.amount for share in given)
            shares[target].extend(() if isinstance(given, int) else given)
    cells = tuple(
        Cell(
            key,
            values[key],
            merged(shares[key]),
            public=key in public,
            withheld_before=key in withheld_before,
            lowest=0 if values[key] >= 0 and all(share.amount >= 0 for share in shares[key]) else None,
        )
        for key in product(*(dimension.codes for dimension in dimensions))
    )
    return Table(cells, tuple(_equations(dimensions)))


def _counts_towards(key: Key, dimensions: Sequence[Dimension]) -> Iterator[Key]:
    """The cell itself and every total above it."""
    if len(key) != len(dimensions):
        raise TableError(f"the cell {key} does not have one code per dimension")
    for code, dimension in zip(key, dimensions, strict=True):
        if code not in dimension.innermost:
            raise TableError(f"{code} is no innermost code of its dimension")
    return product(*((code, *dimension.above(code)) for code, dimension in zip(key, dimensions, strict=True)))


def _equations(dimensions: Sequence[Dimension]) -> Iterator[Equation]:
    for place, dimension in enumerate(dimensions):
        before = [other.codes for other in dimensions[:place]]
        after = [other.codes for other in dimensions[place + 1 :]]
        for total, parts in dimension.parts.items():
            for left, right in product(product(*before), product(*after)):
                cells = tuple((*left, part, *right) for part in parts)
                yield Equation((*left, total, *right), cells, dimension.telling)


def linked(tables: Sequence[Table]) -> Table:
    """Several tables as one: cells with the same key are the same cell; raises `TableError` when they differ."""
    cells: dict[Key, Cell] = {}
    for table in tables:
        for cell in table.cells:
            if cells.setdefault(cell.key, cell) != cell:
                raise TableError(f"the cell {cell.key} differs between linked tables")
    equations = dict.fromkeys(equation for table in tables for equation in table.equations)
    return Table(tuple(cells.values()), tuple(equations))
