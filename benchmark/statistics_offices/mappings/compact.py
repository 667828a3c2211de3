"""Our own compact form: every line names its measure itself."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from benchmark.statistics_offices.measures import GROUPS, MEASURES, Measured
from benchmark.statistics_offices.placing import Placed, year_and_day
from benchmark.statistics_offices.readers import compact
from benchmark.statistics_offices.reading import Reading, Skip, SkipReason
from benchmark.statistics_offices.refusals import FileRefused
from benchmark.statistics_offices.territory_keys import Directory


def claims(reading: Reading) -> bool:
    """Whether this is our own form, whatever table it was made from."""
    return reading.family == compact.FAMILY


def placed_cells(reading: Reading, directory: Directory, skipped: list[Skip], *, name: str) -> Iterator[Placed]:
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
                year = year_and_day(column.period or "", row.row, name)[0]
                day = year_and_day(territory.replace("*", str(year)), row.row, name)[1]
                yield Placed(row.row, measured, ags, year, day, (text,), derived=bool(derived))
