"""Indikatorenatlas of München: its whole-city rows as figures of the municipality.

Only the share of foreign nationals is one of our indicators. The density of unemployment is not: it divides by the
inhabitants of working age, not by the labour force, and counts averages of a year.
"""

from __future__ import annotations

from collections.abc import Iterator

from benchmark.statistics_offices.measures import Measured
from benchmark.statistics_offices.placing import Placed, year_and_day
from benchmark.statistics_offices.readers import munich_atlas
from benchmark.statistics_offices.reading import Reading, Skip, SkipReason
from benchmark.statistics_offices.territory_keys import Directory

CITY = "09162"
_FOREIGN_SHARE = "München Ausländer/innenanteil"
_SUM_OF_AREAS = "#"
_PARTS = ((1, Measured("population", "foreign", "NAT_MR")), (2, Measured("population", "total", "NAT_MR")))


def claims(reading: Reading) -> bool:
    """Whether the indicator is the one described."""
    return reading.family == munich_atlas.FAMILY and reading.table_code == _FOREIGN_SHARE


def placed_cells(reading: Reading, directory: Directory, skipped: list[Skip], *, name: str) -> Iterator[Placed]:
    """Numerator and denominator of the whole city; areas inside it never leave the municipality."""
    cities = {row.key for row in reading.rows if row.key.startswith(_SUM_OF_AREAS)}
    everybody = {row.dimensions[1] for row in reading.rows}
    for row in reading.rows:
        if row.key not in cities:
            skipped.append(Skip(row.row, SkipReason.CITY_DISTRICT))
        elif len(everybody) > 1 or len(cities) > 1:  # a split by sex or nationality has other parts
            skipped.append(Skip(row.row, SkipReason.NOT_MEASURED))
        else:
            year, day = year_and_day(row.period, row.row, name)
            territory_day = directory.territory_day(CITY, day)
            if territory_day is None:
                skipped.append(Skip(row.row, SkipReason.NOT_IN_DIRECTORY))
                continue
            for part, measured in _PARTS:
                yield Placed(row.row, measured, CITY, year, territory_day, (row.cells[part],))
