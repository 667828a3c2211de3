"""Published tables of the integration monitor of Niedersachsen: the same measures as its long files.

Of the labels above a column the last is the unit; the one before it says which group or feature the column is for.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from benchmark.statistics_offices.cells import read_cell
from benchmark.statistics_offices.mappings import Recovery
from benchmark.statistics_offices.mappings.niedersachsen_names import Territories
from benchmark.statistics_offices.mappings.niedersachsen_tables import LONG, LongTable
from benchmark.statistics_offices.measures import Measured, Unit
from benchmark.statistics_offices.placing import Placed, year_and_day
from benchmark.statistics_offices.readers import niedersachsen_workbook
from benchmark.statistics_offices.reading import Column, NumberFormat, Reading, ReadRow, Skip, SkipReason
from benchmark.statistics_offices.refusals import FileRefused
from benchmark.statistics_offices.territory_keys import Directory

_NOTHING = ("", "-")
_DURATION = "LSN 1-2-3"
_EIGHT_YEARS = ("8", "10")  # the classes “8 - 10” and “10 und mehr” begin with these numbers
_UNITS = {"anzahl": "Anzahl", "prozent": "%", "%": "%", "quote": "Quote", "1000": "1000", "in 1000": "1000"}

Labels = tuple[str, ...]
Meaning = Measured | None


def claims(reading: Reading) -> bool:
    """Whether the number of the table is one of those described."""
    return reading.family == niedersachsen_workbook.FAMILY and (
        reading.table_code in LONG or reading.table_code == _DURATION
    )


def recoveries(reading: Reading) -> tuple[Recovery, ...]:
    """The denominators that this table's counts and shares determine."""
    table = LONG.get(reading.table_code)
    return table.recoveries if table else ()


def placed_cells(reading: Reading, directory: Directory, skipped: list[Skip], *, name: str) -> Iterator[Placed]:
    """Cells of all tables of the file, line by line."""
    rows = list(reading.rows)
    meanings = _meanings(reading, rows, name)
    territories = Territories(reading, directory, name=name)
    published = _published(rows, reading)
    noted: set[Skip] = set()
    checked: set[tuple[Measured, str]] = set()
    for row in rows:
        wanted = list(_wanted(row, reading, meanings))
        if not wanted:
            noted.add(Skip(row.row, SkipReason.NOT_MEASURED))
        for column, text, measured in wanted:
            period = column.period or row.period
            ags = territories.of(row, period)
            answer = _placed(row.row, text, measured, ags, period, reading, directory, name)
            if isinstance(answer, Placed) and measured.unit is not Unit.COUNT and (column, period) not in published:
                answer = SkipReason.COLUMN_NOT_YET_PUBLISHED
            if isinstance(answer, SkipReason):
                noted.add(Skip(row.row, answer))
            else:
                _check(answer, f"{column.path[-1]}{row.row}", checked, name)
                yield answer
    skipped.extend(sorted(noted))


def _published(rows: list[ReadRow], reading: Reading) -> set[tuple[Column, str]]:
    """Columns and periods in which anything but dashes stands; nobody computed the others."""
    return {
        (column, column.period or row.period)
        for row in rows
        for column, text in zip(_columns_of(row, reading), row.cells, strict=True)
        if text not in _NOTHING
    }


def _wanted(row: ReadRow, reading: Reading, meanings: dict[Labels, Meaning]) -> Iterator[tuple[Column, str, Measured]]:
    """The cells of a line that carry a measure."""
    for column, text in zip(_columns_of(row, reading), row.cells, strict=True):
        measured = meanings[row.dimensions[1:] + column.path[:-1]]
        if measured is not None:
            yield column, text, measured


def _columns_of(row: ReadRow, reading: Reading) -> tuple[Column, ...]:
    first = int(row.dimensions[0])
    return reading.columns[first : first + len(row.cells)]


def _placed(
    row: int,
    text: str,
    measured: Measured,
    ags: str | SkipReason,
    period: str,
    reading: Reading,
    directory: Directory,
    name: str,
) -> Placed | SkipReason:
    """One value in the territory of the file's last year; of a Kreis that has ended since, in its own."""
    if isinstance(ags, SkipReason):
        return ags
    if not text:
        return SkipReason.EMPTY
    year, day = year_and_day(period, row, name)
    territory_day = directory.territory_day(ags, reading.territory_date or day) or directory.territory_day(ags, day)
    if territory_day is None:
        return SkipReason.DID_NOT_EXIST
    return Placed(row, measured, ags, year, territory_day, (text,))


def _check(placed: Placed, place: str, checked: set[tuple[Measured, str]], name: str) -> None:
    """Raise FileRefused for an impossible number, with the sheet and column that it stands in."""
    text = placed.texts[0]
    if (placed.measured, text) not in checked:
        where = f"{name}, {place}"
        read_cell(text, placed.measured.unit, NumberFormat.DECIMAL_POINT, row=placed.row, name=where)
        checked.add((placed.measured, text))


def _meanings(reading: Reading, rows: list[ReadRow], name: str) -> dict[Labels, Meaning]:
    """What each column of the file means; raises FileRefused for a table that no longer has its shape."""
    heads = dict.fromkeys(row.dimensions for row in rows)
    first_rows = {row.dimensions: row for row in reversed(rows)}
    paths = [head[1:] + column.path[:-1] for head in heads for column in _columns_of(first_rows[head], reading)]
    if reading.table_code == _DURATION:
        return _durations(paths, name)
    table = LONG[reading.table_code]
    meanings = {path: _meaning(table, path) for path in paths}
    if table.dimensions < 2 and len(meanings) > 1:  # further columns: only the one for everybody is meant
        meanings = {
            path: meaning if _feature(path).lower().startswith("insg") else None for path, meaning in meanings.items()
        }
    meant = [meaning for meaning in meanings.values() if meaning is not None]
    if not meant or len(meant) != len(set(meant)):
        raise _changed(name)
    return meanings


def _meaning(table: LongTable, path: Labels) -> Meaning:
    unit = _unit(path)
    if table.dimensions == 0:
        return table.measured(()) if unit == "Anzahl" else None
    return table.measured((_feature(path), unit)[-table.dimensions :])


def _unit(path: Labels) -> str:
    return next((_UNITS[label.lower()] for label in reversed(path) if label.lower() in _UNITS), "")


def _feature(path: Labels) -> str:
    """The last label that is no unit."""
    return next((label for label in reversed(path) if label.lower() not in _UNITS), "")


def _durations(paths: list[Labels], name: str) -> dict[Labels, Meaning]:
    """LSN 1-2-3: the first columns are for both sexes, everybody and then the classes of years of residence.

    The classes from eight years keep a measure each; the recipe of the indicator adds them up.
    """
    meanings: dict[Labels, Meaning] = dict.fromkeys(paths)
    first = next((path for path in paths if len(path) > 2), None)
    if first is None or len(paths[0]) != 2:
        raise _changed(name)
    meanings[paths[0]] = Measured("foreign_population_by_residence", "foreign", "NAT_AZR")
    classes = [path for path in paths if len(path) > 2 and path[0] == first[0]]
    for path, lowest in ((path, _feature(path).split()[0]) for path in classes):
        if lowest == _EIGHT_YEARS[0]:
            meanings[path] = Measured("foreign_residents_8_to_9_years", "foreign", "NAT_AZR")
        elif lowest == _EIGHT_YEARS[1]:
            meanings[path] = Measured("foreign_residents_10_years_and_more", "foreign", "NAT_AZR")
    if sum(meaning is not None for meaning in meanings.values()) != 3:
        raise _changed(name)
    return meanings


def _changed(name: str) -> FileRefused:
    return FileRefused(
        _(
            "“%(file)s”: the columns of this table are others than those described. The office has changed it, so it "
            "must be described anew before it can be imported. Nothing was stored."
        )
        % {"file": name}
    )
