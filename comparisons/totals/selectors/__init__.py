"""Everything that reads this room: own numbers, the moderator's board without numbers, and released tables."""

from comparisons.totals.selectors.board import Board, BoardRow, GivenState, board
from comparisons.totals.selectors.own import GivenPoint, own_points, unchanged
from comparisons.totals.selectors.released import ReleasedTable, TableRow, all_tables, next_table_from, released_table

__all__ = [
    "Board",
    "BoardRow",
    "GivenPoint",
    "GivenState",
    "ReleasedTable",
    "TableRow",
    "all_tables",
    "board",
    "next_table_from",
    "own_points",
    "released_table",
    "unchanged",
]
