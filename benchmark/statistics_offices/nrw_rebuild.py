"""Two tables of IT.NRW that were rebuilt by hand: population by nationality of all Gemeinden, keys without the zero.

They are no family of files: `import_statistics` refuses keys without their leading zero. Only the making of the
demonstration files uses them, because the layout is known exactly and all keys belong to Nordrhein-Westfalen.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from benchmark.statistics_offices.extraction import Value
from benchmark.statistics_offices.measures import Measured
from benchmark.statistics_offices.reading import NumberFormat, Reading

FILES = {"census-nat-19.csv": 2019, "census-nat-22.csv": 2022}
_GROUPS = ("total", "german", "foreign")  # columns 2 to 4
_LAND_ZERO = "0"


def reading_of(year: int) -> Reading:
    """Where the figures come from."""
    return Reading(
        family="nrw_rebuild",
        table_code=f"NRW Bevölkerung nach Nationalität {year}",
        title=f"Bevölkerung nach Nationalität, Gemeinden in Nordrhein-Westfalen, 31.12.{year}",
        publisher="IT.NRW, Düsseldorf",
        licence="dl-de/by-2-0",
        retrieved=None,
        numbers=NumberFormat.DECIMAL_POINT,
        columns=(),
        rows=(),
        row_count=0,
    )


def values_of(data: bytes, year: int) -> Iterator[Value]:
    """Population by nationality of every Kreis and Gemeinde; rows of dissolved units carry dashes and are left out.

    Raises ValueError where the three numbers of a row do not add up, since the tables were rebuilt by hand.
    """
    rows = csv.reader(data.decode("ascii").splitlines(), delimiter=";")
    next(rows)
    for key, *texts in rows:
        ags = _LAND_ZERO + key
        if len(ags) not in (5, 8) or "-" in texts:
            continue
        total, german, foreign = map(Decimal, texts)
        if total != german + foreign:
            raise ValueError(f"{ags}: {total} is not {german} + {foreign}")
        for group, number in zip(_GROUPS, (total, german, foreign), strict=True):
            yield Value(
                Measured("population", group, "NAT_FS"), ags, year, number, "", date(year, 12, 31), derived=False
            )
