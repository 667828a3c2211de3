"""Tables of the Regionaldatenbank and of the Landesdatenbank NRW: cells by table code and position."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from operator import itemgetter

from django.utils.translation import gettext as _

from benchmark.statistics_offices.mappings.regional_tables import REGIONAL, RegionalTable
from benchmark.statistics_offices.mappings.wording import located, recognised
from benchmark.statistics_offices.measures import Measured
from benchmark.statistics_offices.placing import Placed, year_and_day
from benchmark.statistics_offices.readers import regional_table
from benchmark.statistics_offices.reading import Reading, ReadRow, Skip, SkipReason
from benchmark.statistics_offices.refusals import FileRefused
from benchmark.statistics_offices.territory_keys import Directory

_DASH = "-"
_NOTHING = ("", _DASH)


def claims(reading: Reading) -> bool:
    """Whether the table code is one of those described."""
    return reading.family == regional_table.FAMILY and reading.table_code in REGIONAL


def placed_cells(reading: Reading, directory: Directory, skipped: list[Skip], *, name: str) -> Iterator[Placed]:
    """Cells of one table, block by block.

    Nothing but dashes, or a day after the end of a municipality: it did not exist, so its dashes are no zeros.
    """
    table = REGIONAL[reading.table_code]
    groups = _groups(reading, table, name)
    keys: dict[str, str | SkipReason] = {}
    days: dict[str, tuple[int, date]] = {}
    territories: dict[tuple[str, date], date | None] = {}
    lines: dict[tuple[tuple[str, ...], ...], tuple[tuple[int, ...], ...]] = {}
    for block in _blocks(reading, table.block, name):
        first = block[0]
        if (ags := keys.get(first.key)) is None:
            ags = keys[first.key] = directory.ags_of(first.key, row=first.row, name=name)
        if isinstance(ags, SkipReason):
            skipped.extend([Skip(row.row, ags) for row in block])
            continue
        labels = tuple([row.dimensions for row in block])
        if (places := lines.get(labels)) is None:
            line_at = _lines(labels, table, first, name)
            places = lines[labels] = tuple(tuple(line_at[line] for line in cell.lines) for cell in table.cells)
        for group in groups:
            period = group.period or first.period
            if (when := days.get(period)) is None:
                when = days[period] = year_and_day(period, first.row, name)
            year, day = when
            if (ags, day) not in territories:
                territories[ags, day] = directory.territory_day(ags, day)
            territory_day = territories[ags, day]
            if territory_day is None or not _stated(block, group, computed_back=territory_day is not day):
                skipped.append(Skip(first.row, SkipReason.DID_NOT_EXIST))
                continue
            for (measured, column, first_year), at in zip(group.cells, places, strict=True):
                texts = tuple([block[line].cells[column] for line in at])
                if year < first_year and texts[0] in _NOTHING:
                    skipped.append(Skip(first.row, SkipReason.COLUMN_NOT_YET_PUBLISHED))
                else:
                    yield Placed(first.row, measured, ags, year, territory_day, texts)


@dataclass(frozen=True)
class _Group:
    """The columns of one period (empty: the rows carry it): how to take all their texts, and the cells of interest.

    Each cell is its measure, its column in this file and the first year in which it was published.
    """

    period: str
    texts: Callable[[list[str]], Sequence[str]]
    width: int
    cells: tuple[tuple[Measured, int, int], ...]


def _stated(block: list[ReadRow], group: _Group, *, computed_back: bool) -> bool:
    """Whether a block says anything: not only dashes, and a number if the territory is of a later day."""
    if all(group.texts(row.cells).count(_DASH) == group.width for row in block):
        return False
    return not computed_back or any(text[:1].isdigit() for row in block for text in group.texts(row.cells))


def _groups(reading: Reading, table: RegionalTable, name: str) -> list[_Group]:
    """The columns by period, in the order of the file; refuses a table that no longer is what was described."""
    by_period: dict[str, list[int]] = {}
    for index, column in enumerate(reading.columns):
        by_period.setdefault(column.period or "", []).append(index)
    groups = []
    for period, columns in by_period.items():
        labels = [" ".join(filter(None, reading.columns[index].path)) for index in columns]
        at = located(table.columns, labels)
        if at is None or not (len(columns) == table.width or recognised(table.columns, labels)):
            raise FileRefused(
                _(
                    "“%(file)s”: the table %(table)s has %(found)s value columns per period instead of %(expected)s, "
                    "or other heads than known. The office has changed it, so it must be described anew before it can "
                    "be imported. Nothing was stored."
                )
                % {"file": name, "table": reading.table_code, "found": len(columns), "expected": table.width}
            )
        cells = tuple((cell.measured, columns[at[cell.column]], cell.first_year) for cell in table.cells)
        groups.append(_Group(period, _taking(columns), len(columns), cells))
    return groups


def _taking(columns: list[int]) -> Callable[[list[str]], Sequence[str]]:
    """Takes the texts of these columns from a row, as a slice where they stand side by side."""
    if columns == list(range(columns[0], columns[-1] + 1)):
        return itemgetter(slice(columns[0], columns[-1] + 1))
    return itemgetter(*columns)


def _lines(labels: tuple[tuple[str, ...], ...], table: RegionalTable, first: ReadRow, name: str) -> dict[int, int]:
    """Described line of a block → line of this block; refuses lines that are not those described."""
    described = {line: line for cell in table.cells for line in cell.lines}
    found = located(table.lines, [" ".join(texts).strip() for texts in labels]) if table.lines else described
    if found is None or bool(table.lines) != bool(labels[0]):
        raise FileRefused(
            _(
                "“%(file)s”, row %(row)s: the lines of the key %(key)s are not those this table is known to have. The "
                "office has changed it, so it must be described anew before it can be imported. Nothing was stored."
            )
            % {"file": name, "row": first.row, "key": first.key}
        )
    return described | found


def _blocks(reading: Reading, size: int, name: str) -> Iterator[list[ReadRow]]:
    """Rows of the same municipality and period, which must be as many as the table has lines per municipality."""
    if size == 1:
        yield from ([row] for row in reading.rows)
        return
    block: list[ReadRow] = []
    for row in reading.rows:
        if block and (row.key, row.period) != (block[0].key, block[0].period):
            raise _incomplete(block, size, name)
        block.append(row)
        if len(block) == size:
            yield block
            block = []
    if block:
        raise _incomplete(block, size, name)


def _incomplete(block: list[ReadRow], size: int, name: str) -> FileRefused:
    return FileRefused(
        _(
            "“%(file)s”, row %(row)s: %(found)s lines for the key %(key)s instead of %(expected)s. The file is cut off "
            "or damaged. Please download it again."
        )
        % {"file": name, "row": block[-1].row, "found": len(block), "key": block[0].key, "expected": size}
    )
