"""Which cells of a file are wanted, and whose they are; the rest is left out with a reason."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _

from benchmark.statistics_offices.measures import GROUPS, MEASURES, Measured
from benchmark.statistics_offices.reading import Reading, ReadRow, Skip, SkipReason, reference_date, year_of
from benchmark.statistics_offices.refusals import FileRefused
from benchmark.statistics_offices.tables import LONG, LONG_DIMENSIONS, REGIONAL, RegionalTable
from benchmark.statistics_offices.territory_keys import Directory

_DASH = "-"
_NOTHING = ("", _DASH)


class Placed(NamedTuple):
    """The texts that make up one value (several are added up), with measure, municipality, year and Gebietsstand."""

    row: int
    measured: Measured
    ags: str
    year: int
    territory_date: date
    texts: tuple[str, ...]
    derived: bool


def placed_cells(reading: Reading, directory: Directory, skipped: list[Skip], *, name: str) -> Iterator[Placed]:
    """All wanted cells in the order of the file; notes in `skipped` what is left out; raises FileRefused."""
    if reading.family == "compact":
        return _compact(reading, directory, skipped, name)
    if reading.table_code in LONG:
        return _long(reading, directory, skipped, name)
    if reading.table_code in REGIONAL:
        return _regional(reading, REGIONAL[reading.table_code], directory, skipped, name)
    raise FileRefused(
        _(
            "“%(file)s” is the table %(table)s. The service can read it, but knows no measure in it that an "
            "indicator needs. Nothing was stored."
        )
        % {"file": name, "table": reading.table_code}
    )


def _regional(
    reading: Reading, table: RegionalTable, directory: Directory, skipped: list[Skip], name: str
) -> Iterator[Placed]:
    """Cells of a table of the Regionaldatenbank, block by block.

    Nothing but dashes, or a day after the end of a municipality: it did not exist, so its dashes are no zeros.
    """
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
                when = days[period] = _year_and_day(period, first.row, name)
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
                    yield Placed(first.row, cell.measured, ags, year, territory_day, texts, False)


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


def _year_and_day(period: str, row: int, name: str) -> tuple[int, date]:
    """The year of a period and the day whose territory it speaks of; raises FileRefused for an impossible period."""
    year, day = year_of(period), reference_date(period)
    if year is None or day is None:
        raise FileRefused(
            _("“%(file)s”, row %(row)s: “%(period)s” is no year and no day of a table.")
            % {"file": name, "row": row, "period": period.strip()[:20]}
        )
    return year, day


def _long(reading: Reading, directory: Directory, skipped: list[Skip], name: str) -> Iterator[Placed]:
    """Cells of a file with one value per line; its Gebietsstand is the last year's, also for earlier years."""
    table = LONG[reading.table_code]
    expected = LONG_DIMENSIONS.get(reading.table_code, 0)
    for row in reading.rows:
        if len(row.dimensions) != expected:
            raise FileRefused(
                _(
                    "“%(file)s”: the file has %(found)s columns of features instead of %(expected)s. The office has "
                    "changed it, so it must be described anew before it can be imported. Nothing was stored."
                )
                % {"file": name, "found": len(row.dimensions), "expected": expected}
            )
        year, day = _year_and_day(row.period, row.row, name)
        measured = table.measured(row.dimensions)
        ags = directory.ags_of(row.key, row=row.row, name=name)
        if measured is None or isinstance(ags, SkipReason):
            skipped.append(Skip(row.row, ags if isinstance(ags, SkipReason) else SkipReason.NOT_MEASURED))
        elif not row.cells[0].strip():
            skipped.append(Skip(row.row, SkipReason.EMPTY))
        elif (territory_day := directory.territory_day(ags, reading.territory_date or day)) is None:
            skipped.append(Skip(row.row, SkipReason.DID_NOT_EXIST))
        else:
            yield Placed(row.row, measured, ags, year, territory_day, (row.cells[0],), derived=False)


def _compact(reading: Reading, directory: Directory, skipped: list[Skip], name: str) -> Iterator[Placed]:
    """Cells of our own form; `*-12-31` as territory date means that day of each year. Empty cells state nothing."""
    for row in reading.rows:
        measure, group, concept, territory, derived = row.dimensions
        if measure not in MEASURES or group not in GROUPS or derived not in ("", "1"):
            raise FileRefused(
                _(
                    "“%(file)s”, row %(row)s: unknown measure “%(measure)s”, group “%(group)s” or mark of derived "
                    "figures."
                )
                % {"file": name, "row": row.row, "measure": measure, "group": group}
            )
        measured = Measured(measure, group, concept)
        ags = directory.ags_of(row.key, row=row.row, name=name)
        if isinstance(ags, SkipReason):
            skipped.append(Skip(row.row, ags))
            continue
        for column, text in zip(reading.columns, row.cells, strict=True):
            if text:
                year = _year_and_day(column.period or "", row.row, name)[0]
                day = _year_and_day(territory.replace("*", str(year)), row.row, name)[1]
                yield Placed(row.row, measured, ags, year, day, (text,), bool(derived))
