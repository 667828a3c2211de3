"""The tables on one worksheet, found by their shape: names of territories with numbers to their right.

Above a table stand head rows of any number; merged labels hold for all their columns. Years stand in a column, in the
head, in a row of their own, or in the title. No word of any head is looked at.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from benchmark.statistics_offices.readers.sheet_texts import (
    is_number,
    is_value,
    is_words,
    period_text,
    periods_within,
    plain_words,
)
from benchmark.statistics_offices.reading import EARLIEST_YEAR, LATEST_YEAR
from benchmark.statistics_offices.refusals import FileRefused

Row = list[Any]
Merged = Sequence[tuple[tuple[int, int], tuple[int, int]]]
_FEWEST_YEARS_OF_A_HEAD = 2


@dataclass(frozen=True)
class ValueColumn:
    """One column of numbers: where it stands, its labels from top to bottom, its period where the head has one."""

    index: int
    labels: tuple[str, ...]
    period: str


@dataclass(frozen=True)
class Block:
    """One table on a sheet: its columns, its rows (counted from 0) with their periods, and the lines above it."""

    name_column: int
    columns: tuple[ValueColumn, ...]
    features: tuple[int, ...]  # columns that hold words, such as a sex
    rows: tuple[int, ...]
    periods: tuple[str, ...]  # of each row, empty where the head has them
    titles: tuple[str, ...]


def column_letters(index: int) -> str:
    """The letters of a column (counted from 0) as Excel shows them."""
    letters = ""
    while index >= 0:
        index, rest = divmod(index, 26)
        letters = chr(ord("A") + rest) + letters
        index -= 1
    return letters


def blocks_of(grid: list[Row], merged: Merged, *, sheet: str, name: str) -> list[Block]:
    """All tables of a sheet from top to bottom; raises FileRefused where numbers have no name or no period."""
    found = {index: at for index, row in enumerate(grid) if (at := _words_before_values(row)) >= 0}
    if not found:
        return []
    name_column = Counter(found.values()).most_common(1)[0][0]
    data = {row for row in found if is_words(grid[row][name_column])}
    for (top, left), (bottom, right) in merged:
        if top >= len(grid) or left >= len(grid[0]):
            continue
        bottom, right = min(bottom, len(grid) - 1), min(right, len(grid[0]) - 1)
        if left > name_column:
            _spread(grid, (top, left), (bottom, right))
        elif top in data and left == right:  # one name for several lines
            _spread(grid, (top, left), (bottom, right))
            data.update(row for row in range(top, bottom + 1) if left == name_column)
    where = f"{name}, {sheet}"
    return [_block(grid, zone, rows, name_column, where) for zone, rows in _runs(grid, data, name_column)]


def _spread(grid: list[Row], first: tuple[int, int], last: tuple[int, int]) -> None:
    """Write the content of merged cells into all of them."""
    value = grid[first[0]][first[1]]
    for row in grid[first[0] : last[0] + 1]:
        row[first[1] : last[1] + 1] = [value] * (last[1] - first[1] + 1)


def _words_before_values(row: Row) -> int:
    """The column of the first words of a row that has values right of them, else -1.

    A head that lists years beside its words is none, unless a key stands before the words.
    """
    at = -1
    for index, value in enumerate(row):
        if value.__class__ is str and value and is_words(value):
            at = index
            break
    if at < 0:
        return -1
    periods = []
    for value in row[at + 1 :]:
        if value.__class__ is float and not EARLIEST_YEAR <= value <= LATEST_YEAR:
            return at  # most rows end here, at their first number
        if value != "" and is_value(value):
            if not (period := period_text(value)):
                return at
            periods.append(period)
    if not periods:
        return -1
    listed = len(periods) >= _FEWEST_YEARS_OF_A_HEAD and periods == sorted(set(periods))
    return -1 if listed and not any(is_value(value) for value in row[:at]) else at


def _runs(grid: list[Row], data: set[int], name_column: int) -> Iterator[tuple[list[int], list[int]]]:
    """Rows above a table and rows of the table; a new table begins where labels stand over the numbers."""
    zone: list[int] = []
    rows: list[int] = []
    head: list[int] = []
    for index in range(len(grid)):
        if index not in data:
            zone.append(index)
            continue
        if rows and any(_is_label_row(grid[row], name_column) for row in zone):
            yield head, rows
            head, rows = zone, []
        elif not rows:
            head = zone
        zone = []
        rows.append(index)
    if rows:
        yield head, rows


def _is_label_row(row: Row, name_column: int) -> bool:
    return any(is_words(value) for value in row[name_column + 1 :])


def _block(grid: list[Row], zone: list[int], rows: list[int], name_column: int, where: str) -> Block:
    """The columns and periods of one table."""
    cells = list(zip(*(grid[row] for row in rows), strict=True))
    filled = [column for column in range(name_column + 1, len(cells)) if any(cell != "" for cell in cells[column])]
    features = tuple(column for column in filled if _holds_words(cells[column]))
    numbers = [column for column in filled if column not in features]
    _refuse_nameless(grid, rows, numbers, name_column, where)
    heads = [[grid[row][column] for column in numbers] for row in zone]
    in_head = next((head for head in heads if head and all(map(period_text, _to_the_right(head)))), None)
    year_column = None if in_head else _year_column(cells, numbers)
    if year_column is not None:
        at = numbers.index(year_column)
        numbers.pop(at)
        heads = [head[:at] + head[at + 1 :] for head in heads]
    names = [grid[row][name_column] for row in zone]
    labels = _labels(
        [head for head, named in zip(heads, names, strict=True) if head is not in_head and _is_label(named)]
    )
    titles = tuple(
        plain_words(words) for words, head in zip(names, heads, strict=True) if is_words(words) and not any(head)
    )
    head_periods: list[str] = []
    if in_head is not None:
        periods, head_periods = [""] * len(rows), [period_text(value) for value in _to_the_right(in_head)]
    elif year_column is not None:
        known = {cell: period_text(cell) for cell in set(cells[year_column])}
        periods = [known[cell] for cell in cells[year_column]]
    else:
        periods, head_periods = _periods_elsewhere(grid, zone, rows, labels, titles, where)
    columns = tuple(
        ValueColumn(column, labels[place] if labels else (), head_periods[place] if head_periods else "")
        for place, column in enumerate(numbers)
    )
    return Block(name_column, columns, features, tuple(rows), tuple(periods), titles)


def _holds_words(cells: tuple[Any, ...]) -> bool:
    """Whether more than half of a column are words."""
    return sum(cell.__class__ is str and is_words(cell) for cell in cells) * 2 > len(cells)


def _is_label(named: Any) -> bool:
    """Rows that number the columns have a number below the heading of the names."""
    return not (is_number(named) or (isinstance(named, str) and named.strip().isdigit()))


def _to_the_right(head: list[Any]) -> list[Any]:
    """Labels that hold for the empty cells to their right too, as in heads that are centred and not merged."""
    spread = list(head)
    for index in range(1, len(spread)):
        if spread[index] == "":
            spread[index] = spread[index - 1]
    return spread


def _labels(heads: list[list[Any]]) -> list[tuple[str, ...]]:
    """The labels of every column from top to bottom.

    An empty cell takes the label to its left, unless a label of its own stands above it.
    """
    if not heads:
        return []
    paths: list[list[str]] = [[] for _column in heads[0]]
    own = [False] * len(paths)
    for head in heads:
        before: Any = ""
        for place, value in enumerate(head):
            if value == "" and not own[place]:
                value = before
            elif value != "":
                own[place] = own[place] or (place > 0 and head[place - 1] != value)
                before = value
            else:
                before = ""
            text = plain_words(value)
            if text and (not paths[place] or paths[place][-1] != text):
                paths[place].append(text)
    return [tuple(path) for path in paths]


def _year_column(cells: list[tuple[Any, ...]], numbers: list[int]) -> int | None:
    """The first column that holds nothing but periods, if another column is left for the values."""
    if len(numbers) < 2:
        return None
    return next((column for column in numbers if all(map(period_text, set(cells[column])))), None)


def _periods_elsewhere(
    grid: list[Row],
    zone: list[int],
    rows: list[int],
    labels: list[tuple[str, ...]],
    titles: tuple[str, ...],
    where: str,
) -> tuple[list[str], list[str]]:
    """Periods of rows and of columns, from inside labels, rows of their own or the title; raises FileRefused."""
    in_labels = [set().union(*map(periods_within, path)) for path in labels]
    if in_labels and all(len(found) == 1 for found in in_labels):
        return [""] * len(rows), [min(found) for found in in_labels]
    alone = _periods_alone(grid, zone, rows)
    if all(alone):
        return alone, []
    in_title = set().union(*map(periods_within, titles[-1:]))
    if len(in_title) == 1:
        return [min(in_title)] * len(rows), []
    raise FileRefused(
        _(
            "“%(file)s”, rows %(first)s to %(last)s: nothing says which year these figures are of. Please take the "
            "table as the office published it."
        )
        % {"file": where, "first": rows[0] + 1, "last": rows[-1] + 1}
    )


def _periods_alone(grid: list[Row], zone: list[int], rows: list[int]) -> list[str]:
    """Periods in rows of their own, each holding for the rows below it."""
    lines = sorted({*zone, *range(rows[0], rows[-1] + 1)})
    data = set(rows)
    current = ""
    periods = []
    for line in lines:
        if line in data:
            periods.append(current)
            continue
        cells = {value for value in grid[line] if value != ""}
        if len(cells) == 1 and (period := period_text(cells.pop())):
            current = period
    return periods


def _refuse_nameless(grid: list[Row], rows: list[int], numbers: list[int], name_column: int, where: str) -> None:
    """Raise FileRefused for numbers between the rows of a table that belong to nobody."""
    listed = set(rows)
    for row in range(rows[0], rows[-1] + 1):
        if row in listed or grid[row][name_column] != "":
            continue
        if sum(grid[row][column] != "" and is_value(grid[row][column]) for column in numbers) > 1:
            raise FileRefused(
                _("“%(file)s”, row %(row)s: numbers without a name of a territory. Please check the file.")
                % {"file": where, "row": row + 1}
            )
