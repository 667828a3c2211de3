"""Long files of the integration monitor of Niedersachsen: one value per line, features as texts."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from benchmark.statistics_offices.mappings import Recovery
from benchmark.statistics_offices.mappings.niedersachsen_tables import LONG
from benchmark.statistics_offices.placing import Placed, one_per_row
from benchmark.statistics_offices.readers import niedersachsen_long
from benchmark.statistics_offices.reading import Reading, Skip
from benchmark.statistics_offices.refusals import FileRefused
from benchmark.statistics_offices.territory_keys import Directory


def claims(reading: Reading) -> bool:
    """Whether the indicator is one of those described."""
    return reading.family == niedersachsen_long.FAMILY and reading.table_code in LONG


def placed_cells(reading: Reading, directory: Directory, skipped: list[Skip], *, name: str) -> Iterator[Placed]:
    """Cells of a file with one value per line."""
    table = LONG[reading.table_code]
    for row in reading.rows:
        if len(row.dimensions) != table.dimensions:
            raise FileRefused(
                _(
                    "“%(file)s”: the file has %(found)s columns of features instead of %(expected)s. The office has "
                    "changed it, so it must be described anew before it can be imported. Nothing was stored."
                )
                % {"file": name, "found": len(row.dimensions), "expected": table.dimensions}
            )
        yield from one_per_row(reading, row, table.measured(row.dimensions), directory, skipped, name=name)


def recoveries(reading: Reading) -> tuple[Recovery, ...]:
    """The denominators that this indicator's counts and shares determine."""
    return LONG[reading.table_code].recoveries
