"""Tables of the Regionaldatenbank and of the Landesdatenbank NRW: cells by table code and position."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from benchmark.statistics_offices.mappings.regional_tables import REGIONAL, RegionalTable
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
    """Cells of a table of the Regionaldatenbank, block by block.

    Nothing but dashes, or a day after the end of a municipality: it did not exist, so its dashes are no zeros.
    """
    table = REGIONAL[reading.table_code]
    width = table.width
    groups = _period_columns(reading, table, name)
    keys: dict[str, str | SkipReason] = {}
    days: dict[str, tuple[int, date]] = {}
    territories: dict[tuple[str, date], date | None] = {}
    for block in _blocks(reading, table.block, name):
        first = block[0]
        if (ags := keys.get(first.key)) is None:
            ags = keys[first.key] = directory.ags_of(first.key, row=first.row, name=name)
        if isinstance(ags, SkipReason):
            skipped.extend(Skip(row.row, ags) for row in block)
            continue
        for head_period, start in groups:
            period = head_period or first.period
            if (when := days.get(period)) is None:
                when = days[period] = year_and_day(period, first.row, name)
            year, day = when
            if (ags, day) not in territories:
                territories[ags, day] = directory.territory_day(ags, day)
            territory_day = territories[ags, day]
            if territory_day is None or not _stated(block, start, width, computed_back=territory_day != day):
                skipped.append(Skip(first.row, SkipReason.DID_NOT_EXIST))
                continue
            for cell in table.cells:
                texts = tuple([block[line].cells[start + cell.column] for line in cell.lines])
                if year < cell.first_year and texts[0] in _NOTHING:
                    skipped.append(Skip(first.row, SkipReason.COLUMN_NOT_YET_PUBLISHED))
                else:
                    yield Placed(first.row, cell.measured, ags, year, territory_day, texts)


def _stated(block: list[ReadRow], start: int, width: int, *, computed_back: bool) -> bool:
    """Whether a block says anything: not only dashes, and a number if the territory is of a later day."""
    if all(row.cells[start : start + width].count(_DASH) == width for row in block):
        return False
    return not computed_back or any(cell[:1].isdigit() for row in block for cell in row.cells[start : start + width])


def _period_columns(reading: Reading, table: RegionalTable, name: str) -> list[tuple[str, int]]:
    """Period and first column of each group of columns; one group without period where rows carry it."""
    count = len(reading.columns)
    starts = range(0, count, table.width)
    groups = [{column.period for column in reading.columns[start : start + table.width]} for start in starts]
    in_head = reading.columns[0].period is not None
    if count % table.width or (count != table.width and not in_head) or any(len(group) != 1 for group in groups):
        raise FileRefused(
            _(
                "“%(file)s”: the table %(table)s has %(found)s value columns per period instead of %(expected)s. The "
                "office has changed it, so it must be described anew before it can be imported. Nothing was stored."
            )
            % {"file": name, "table": reading.table_code, "found": count, "expected": table.width}
        )
    return [(group.pop() or "", start) for group, start in zip(groups, starts, strict=True)]


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
