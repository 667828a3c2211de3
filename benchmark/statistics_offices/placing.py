"""What a mapping hands over: cells that carry a measure, with municipality, year and Gebietsstand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _

from benchmark.statistics_offices.measures import Measured, Quality
from benchmark.statistics_offices.reading import Reading, ReadRow, Skip, SkipReason, reference_date, year_of
from benchmark.statistics_offices.refusals import FileRefused
from benchmark.statistics_offices.territory_keys import Directory


class Placed(NamedTuple):
    """The texts that make up one value (several are added up), with measure, municipality, year and Gebietsstand.

    `quality` is what the office says of the value besides; brackets around a number are seen in the text itself.
    """

    row: int
    measured: Measured
    ags: str
    year: int
    territory_date: date
    texts: tuple[str, ...]
    derived: bool = False
    quality: Quality = Quality.PLAIN


def year_and_day(period: str, row: int, name: str) -> tuple[int, date]:
    """The year of a period and the day whose territory it speaks of; raises FileRefused for an impossible period."""
    year, day = year_of(period), reference_date(period)
    if year is None or day is None:
        raise FileRefused(
            _("“%(file)s”, row %(row)s: “%(period)s” is no year and no day of a table.")
            % {"file": name, "row": row, "period": period.strip()[:20]}
        )
    return year, day


def one_per_row(
    reading: Reading,
    row: ReadRow,
    measured: Measured | None,
    directory: Directory,
    skipped: list[Skip],
    *,
    name: str,
    quality: Quality = Quality.PLAIN,
) -> Iterator[Placed]:
    """The one value of a line in a file of the long kind, or a note why it is left out.

    The Gebietsstand is that of the whole file where it says one, also for earlier years.
    """
    if not row.key:
        skipped.append(Skip(row.row, SkipReason.NO_KEY))
        return
    ags = directory.ags_of(row.key, row=row.row, name=name)
    if measured is None or isinstance(ags, SkipReason):
        skipped.append(Skip(row.row, ags if isinstance(ags, SkipReason) else SkipReason.NOT_MEASURED))
        return
    year, day = year_and_day(row.period, row.row, name)
    if not row.cells[0].strip():
        skipped.append(Skip(row.row, SkipReason.EMPTY))
    elif (territory_day := directory.territory_day(ags, reading.territory_date or day)) is None:
        skipped.append(Skip(row.row, SkipReason.DID_NOT_EXIST))
    else:
        yield Placed(row.row, measured, ags, year, territory_day, (row.cells[0],), quality=quality)
