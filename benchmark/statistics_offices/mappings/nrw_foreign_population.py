"""12521-03i of the Landesdatenbank NRW: foreign population of the Kreise by citizenship, from the central register.

Every Kreis has a line per citizenship and one per continent (a code of one digit). There is no line for all together:
it is the sum of the continents. All values are rounded to multiples of five, so the sum is not exact either.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from django.utils.translation import gettext as _

from benchmark.statistics_offices.mappings.wording import located
from benchmark.statistics_offices.measures import Measured, Quality
from benchmark.statistics_offices.placing import Placed, year_and_day
from benchmark.statistics_offices.readers import regional_table
from benchmark.statistics_offices.reading import Reading, ReadRow, Skip, SkipReason
from benchmark.statistics_offices.refusals import FileRefused
from benchmark.statistics_offices.territory_keys import Directory

TABLE = "12521-03i"
_MEASURED = Measured("population", "foreign", "NAT_AZR")
_CONTINENTS = {"1", "2", "3", "4", "5", "9"}  # Europe, Africa, America, Asia, Oceania, others
_BOTH_SEXES = {0: r"^(?!.*(männ|weib))"}
_DASH = "-"


def claims(reading: Reading) -> bool:
    """Whether this is that table."""
    return reading.family == regional_table.FAMILY and reading.table_code == TABLE


def placed_cells(reading: Reading, directory: Directory, skipped: list[Skip], *, name: str) -> Iterator[Placed]:
    """The sum of the continents of every Kreis and period."""
    at = located(_BOTH_SEXES, [" ".join(column.path) for column in reading.columns])
    if at is None or reading.columns[0].period is not None:
        raise _changed(name)
    for (key, period), lines in groupby(reading.rows, key=lambda row: (row.key, row.period)):
        rows = list(lines)
        continents = _continents(rows, name)
        year, day = year_and_day(period, rows[0].row, name)
        ags = directory.ags_of(key, row=rows[0].row, name=name)
        texts = tuple(row.cells[at[0]] for row in continents)
        territory_day = None if isinstance(ags, SkipReason) else directory.territory_day(ags, day)
        if isinstance(ags, SkipReason):
            skipped.extend(Skip(row.row, ags) for row in rows)
        elif territory_day is None or all(text == _DASH for text in texts):
            skipped.extend(Skip(row.row, SkipReason.DID_NOT_EXIST) for row in rows)
        else:
            skipped.extend(Skip(row.row, SkipReason.NOT_MEASURED) for row in rows if row not in continents)
            yield Placed(continents[0].row, _MEASURED, ags, year, territory_day, texts, quality=Quality.ROUNDED)


def _continents(rows: list[ReadRow], name: str) -> list[ReadRow]:
    """The lines of the continents, each exactly once; raises FileRefused where one is missing."""
    if any(len(row.dimensions) != 2 for row in rows):
        raise _changed(name)
    found = [row for row in rows if len(row.dimensions[0].strip()) == 1]
    codes = {row.dimensions[0].strip() for row in found}
    if len(found) != len(codes) or codes != _CONTINENTS:
        raise FileRefused(
            _(
                "“%(file)s”, row %(row)s: the key %(key)s does not have all continents exactly once, so its sum is not "
                "known. Please download the table with all citizenships."
            )
            % {"file": name, "row": rows[-1].row, "key": rows[0].key}
        )
    return found


def _changed(name: str) -> FileRefused:
    return FileRefused(
        _(
            "“%(file)s”: the table %(table)s no longer has the columns it is known to have. It must be described anew "
            "before it can be imported. Nothing was stored."
        )
        % {"file": name, "table": TABLE}
    )
