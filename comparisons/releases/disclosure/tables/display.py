"""How a displayed cell is written, and between which values its readers know it to lie."""

from __future__ import annotations

from comparisons.releases.disclosure.tables.table import Cell

BASE = 5
DEVIATION = 2


def exactly(cell: Cell) -> tuple[int, int]:
    """A cell displayed without rounding has one possible value."""
    return cell.value, cell.value


def rounded(value: int) -> int:
    """The nearest multiple of five (0 to 2 become 0, 3 to 7 become 5); a whole number is never in the middle."""
    return (value + DEVIATION) // BASE * BASE


def in_fives(cell: Cell) -> tuple[int, int]:
    """A cell displayed as a multiple of five is at most two away from it, and no smaller than everybody knows."""
    low, high = rounded(cell.value) - DEVIATION, rounded(cell.value) + DEVIATION
    if cell.lowest is not None:
        low = max(low, cell.lowest)
    return low, high if cell.highest is None else min(high, cell.highest)
