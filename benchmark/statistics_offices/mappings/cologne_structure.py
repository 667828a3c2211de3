"""Structural data of Köln: its whole-city rows as figures of the municipality, from the register of residents."""

from __future__ import annotations

from collections.abc import Iterator

from benchmark.statistics_offices.measures import Measured
from benchmark.statistics_offices.placing import Placed, year_and_day
from benchmark.statistics_offices.readers import cologne_structure
from benchmark.statistics_offices.reading import Reading, Skip, SkipReason
from benchmark.statistics_offices.territory_keys import Directory

CITY = "05315"
# Number of the table and of the feature, as printed.
_MEASURED = {
    ("005", "10"): Measured("population", "total", "NAT_MR"),
    ("030", "10"): Measured("population_with_migration_background", "total", "MIGRAPRO"),
    ("030", "50"): Measured("population", "foreign", "NAT_MR"),
}


def claims(reading: Reading) -> bool:
    """Whether the file has one of the features described."""
    if reading.family != cologne_structure.FAMILY:
        return False
    return any((row.dimensions[1], row.dimensions[3]) in _MEASURED for row in reading.rows)


def placed_cells(reading: Reading, directory: Directory, skipped: list[Skip], *, name: str) -> Iterator[Placed]:
    """Inhabitants of the whole city; districts and quarters never leave the municipality."""
    for row in reading.rows:
        level, table, _table_name, line, _line_name = row.dimensions
        measured = _MEASURED.get((table, line))
        if level != cologne_structure.CITY:
            skipped.append(Skip(row.row, SkipReason.CITY_DISTRICT))
        elif measured is None:
            skipped.append(Skip(row.row, SkipReason.NOT_MEASURED))
        elif not row.cells[0].strip():
            skipped.append(Skip(row.row, SkipReason.EMPTY))
        else:
            year, day = year_and_day(row.period, row.row, name)
            territory_day = directory.territory_day(CITY, day)
            if territory_day is None:
                skipped.append(Skip(row.row, SkipReason.NOT_IN_DIRECTORY))
            else:
                yield Placed(row.row, measured, CITY, year, territory_day, (row.cells[0],))
