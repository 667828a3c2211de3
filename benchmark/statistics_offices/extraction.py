"""From rows to values: which cell is which measure of which municipality, and what was left out and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from typing import NamedTuple

from django.utils.translation import gettext as _

from benchmark.harmonisation.missing import MissingReason, Sign
from benchmark.statistics_offices.cells import read_cell
from benchmark.statistics_offices.measures import MEASURES, Measured, Unit
from benchmark.statistics_offices.placing import placed_cells
from benchmark.statistics_offices.reading import Reading, Skip, SkipReason
from benchmark.statistics_offices.refusals import FileRefused
from benchmark.statistics_offices.tables import LONG, Recovery
from benchmark.statistics_offices.territory_keys import Directory

_TOLERANCE = Decimal("1e-9")  # relative; published shares carry about 15 digits


class Value(NamedTuple):
    """One official figure as stored: in the unit of its measure, or missing with a reason."""

    measured: Measured
    ags: str
    year: int
    value: Decimal | None
    missing: str
    territory_date: date
    derived: bool


@dataclass
class Extract:
    """Everything one file gives: values, and what was left out."""

    values: list[Value]
    skipped: list[Skip] = field(default_factory=list)


def extract(reading: Reading, directory: Directory, *, name: str) -> Extract:
    """All values of a file; raises FileRefused at the first cell that cannot be right, and then nothing is kept."""
    skipped = list(reading.skipped)
    seen: dict[tuple[Measured, str, int], Value] = {}
    known: dict[tuple[Unit, str], Decimal | MissingReason] = {}  # tables repeat few different texts very often
    for placed in placed_cells(reading, directory, skipped, name=name):
        row, measured, ags, year, territory_date, texts, derived = placed
        unit = MEASURES[measured.measure]
        number, missing = Decimal(0), ""
        for text in texts:
            if (cell := known.get((unit, text))) is None:
                cell = known[unit, text] = read_cell(text, unit, reading.numbers, row=row, name=name)
            if isinstance(cell, MissingReason):  # a sum with a gap is a gap
                missing = cell.value
                break
            number = number + cell if number else cell
        value = Value(measured, ags, year, None if missing else number, missing, territory_date, derived)
        earlier = seen.setdefault((measured, ags, year), value)
        if earlier is value:
            continue
        if earlier != value:
            raise _contradiction(earlier, value, row, name)
        skipped.append(Skip(row, SkipReason.DUPLICATE))
    table = LONG.get(reading.table_code)
    recovered = list(_recovered(seen, table.recoveries)) if table else []
    return Extract([*seen.values(), *recovered], skipped)


def _contradiction(first: Value, second: Value, row: int, name: str) -> FileRefused:
    return FileRefused(
        _(
            "“%(file)s”, row %(row)s: the municipality %(ags)s has two different values for %(year)s (%(first)s and "
            "%(second)s). Please ask the publisher which one holds. Nothing of this file was stored."
        )
        % {
            "file": name,
            "row": row,
            "ags": second.ags,
            "year": second.year,
            "first": first.value if first.value is not None else Sign.UNKNOWN.value,
            "second": second.value if second.value is not None else Sign.UNKNOWN.value,
        }
    )


def _recovered(seen: dict[tuple[Measured, str, int], Value], recoveries: tuple[Recovery, ...]) -> Iterator[Value]:
    """The denominators that published counts and shares determine; none where rounding or a zero leaves it open."""
    for recovery in recoveries:
        for (measured, ags, year), count in seen.items():
            share = seen.get((recovery.share, ags, year))
            if measured != recovery.count or share is None or count.value is None or share.value is None:
                continue
            denominator = denominator_of(count.value, share.value, recovery.factor)
            if denominator is not None:
                yield count._replace(measured=recovery.denominator, value=denominator, derived=True)


def denominator_of(count: Decimal, share: Decimal, factor: Decimal) -> Decimal | None:
    """The one whole number that `count` is `share` (per `factor`) of, or None where no or more than one fits.

    A share printed with few digits fits many denominators; how many digits it has says how exact it is.
    """
    exponent = share.as_tuple().exponent
    if not count or not share or not isinstance(exponent, int):
        return None
    slack = max(Decimal(1).scaleb(exponent) / 2, share * _TOLERANCE) if exponent > -12 else share * _TOLERANCE
    if slack >= share:
        return None
    exact = count * factor / share
    nearest = exact.quantize(Decimal(1), rounding=ROUND_HALF_EVEN)
    lowest, highest = count * factor / (share + slack), count * factor / (share - slack)
    alone = lowest <= nearest <= highest and nearest - 1 < lowest and nearest + 1 > highest
    return nearest if alone and nearest >= count else None
