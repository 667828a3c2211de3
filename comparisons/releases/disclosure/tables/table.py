"""Additive tables: cells, the equations that tie them, and who contributed what to each cell.

All values are whole numbers of the table's smallest unit (persons, euros, cents, tenths), so that every
possible world of an attacker can be checked exactly.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

Key = tuple[str, ...]


class TableError(ValueError):
    """A table is not what it claims to be; names the cell or the equation."""


class Standing(StrEnum):
    """What the readers of a table may know of one contribution."""

    PROTECTED = "protected"  # nobody but the contributor knows it
    WAIVED = "waived"  # needs no protection, but is not told to anybody either
    KNOWN = "known"  # officially published, or its contributor consented to be named


@dataclass(frozen=True)
class Share:
    """What one contributor put into one cell, in the table's smallest unit."""

    contributor: str
    amount: int
    standing: Standing = Standing.PROTECTED


@dataclass(frozen=True)
class Cell:
    """One number of a table.

    `public` cells are known to everybody already and can never be withheld; so is a cell all of whose shares are known.
    `withheld_before` marks what was withheld last year. `lowest` and `highest` are what everybody knows about the
    value in advance. `weight` is what withholding costs; None stands for the absolute value, at least 1.
    """

    key: Key
    value: int
    shares: tuple[Share, ...] = ()
    public: bool = False
    withheld_before: bool = False
    lowest: int | None = 0
    highest: int | None = None
    weight: int | None = None

    @cached_property
    def unknown(self) -> tuple[Share, ...]:
        """The shares that are not known to everybody, the largest first."""
        found = (share for share in self.shares if share.standing is not Standing.KNOWN)
        return tuple(sorted(found, key=lambda share: (-share.amount, share.contributor)))

    @cached_property
    def known(self) -> int:
        """The sum of what everybody knows to be in this cell."""
        return sum(share.amount for share in self.shares if share.standing is Standing.KNOWN)

    @cached_property
    def open_to_all(self) -> bool:
        """Whether everybody knows this cell already: it is public, or all its shares are."""
        return self.public or (bool(self.shares) and not self.unknown)


@dataclass(frozen=True)
class Equation:
    """The cell `total` is the sum of the cells `parts`.

    `telling`: to belong to a part tells something about a person (married, unemployed). Not so where the parts only
    say where somebody is counted (municipalities of a district, two definitions of an area).
    """

    total: Key
    parts: tuple[Key, ...]
    telling: bool = True


@dataclass(frozen=True)
class Table:
    """Cells and the equations that hold between them; raises `TableError` when they do not hold."""

    cells: tuple[Cell, ...]
    equations: tuple[Equation, ...] = field(default=())

    def __post_init__(self) -> None:
        for cell in self.cells:
            _check_cell(cell)
        if len(self.index) != len(self.cells):
            raise TableError("two cells have the same key")
        for equation in self.equations:
            self._check_equation(equation)

    def _check_equation(self, equation: Equation) -> None:
        missing = [key for key in (equation.total, *equation.parts) if key not in self.index]
        if missing:
            raise TableError(f"an equation names the cell {missing[0]}, which the table does not have")
        if len({equation.total, *equation.parts}) != 1 + len(equation.parts) or not equation.parts:
            raise TableError(f"the equation of {equation.total} names a cell twice or has no parts")
        if self[equation.total].value != sum(self[key].value for key in equation.parts):
            raise TableError(f"the parts of {equation.total} do not add up to it")

    @cached_property
    def index(self) -> dict[Key, int]:
        """The place of each cell in `cells`."""
        return {cell.key: place for place, cell in enumerate(self.cells)}

    def __getitem__(self, key: Key) -> Cell:
        return self.cells[self.index[key]]

    @property
    def keys(self) -> tuple[Key, ...]:
        """All keys, in the order of the cells."""
        return tuple(cell.key for cell in self.cells)


def _check_cell(cell: Cell) -> None:
    """Only whole numbers inside their own limits, and shares that add up to the cell where there are any."""
    numbers = [cell.value, *(share.amount for share in cell.shares)]
    numbers += [limit for limit in (cell.lowest, cell.highest, cell.weight) if limit is not None]
    if any(isinstance(number, bool) or not isinstance(number, int) for number in numbers):
        raise TableError(f"the cell {cell.key} holds something other than whole numbers")
    if cell.lowest is not None and cell.value < cell.lowest:
        raise TableError(f"the cell {cell.key} is smaller than it can be")
    if cell.highest is not None and cell.value > cell.highest:
        raise TableError(f"the cell {cell.key} is larger than it can be")
    if cell.weight is not None and cell.weight < 0:
        raise TableError(f"withholding the cell {cell.key} cannot cost less than nothing")
    if cell.shares and sum(share.amount for share in cell.shares) != cell.value:
        raise TableError(f"the shares of the cell {cell.key} do not add up to it")
    if len({share.contributor for share in cell.shares}) != len(cell.shares):
        raise TableError(f"a contributor stands twice in the cell {cell.key}")


def merged(shares: Iterable[Share]) -> tuple[Share, ...]:
    """One share per contributor; a contributor counts as known or waived only where all of its parts are."""
    found: dict[str, Share] = {}
    for share in shares:
        before = found.get(share.contributor)
        if before is None:
            found[share.contributor] = share
        else:
            standing = before.standing if before.standing is share.standing else Standing.PROTECTED
            found[share.contributor] = Share(share.contributor, before.amount + share.amount, standing)
    return tuple(found.values())


def single_sum(key: Key, shares: Sequence[Share], *, public: bool = False) -> Table:
    """The smallest table: one published sum."""
    return Table((Cell(key, sum(share.amount for share in shares), tuple(shares), public=public),))
