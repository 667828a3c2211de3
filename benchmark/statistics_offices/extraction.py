"""From rows to values: which cell is which measure of which municipality, and what was left out and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from typing import NamedTuple

from django.utils.translation import gettext as _

from benchmark.harmonisation.missing import Sign
from benchmark.statistics_offices.cells import Cell, read_cell
from benchmark.statistics_offices.mappings import Recovery, placed_cells, recoveries_of
from benchmark.statistics_offices.measures import Measured, Quality
from benchmark.statistics_offices.pausing import collection_paused
from benchmark.statistics_offices.reading import Reading, Skip, SkipReason
from benchmark.statistics_offices.refusals import FileRefused
from benchmark.statistics_offices.territory_keys import Directory

_TOLERANCE = Decimal("1e-9")  # relative; shares that print all their digits carry about 15
_EXACT_DECIMALS = 10  # a column with a share of so many decimals prints all digits it has


class Value(NamedTuple):
    """One official figure as stored: in the unit of its measure, or missing with a reason."""

    measured: Measured
    ags: str
    year: int
    value: Decimal | None
    missing: str
    territory_date: date
    derived: bool
    quality: Quality = Quality.PLAIN


@dataclass
class Extract:
    """Everything one file gives: values, and what was left out."""

    values: list[Value]
    skipped: list[Skip] = field(default_factory=list)


def extract(reading: Reading, directory: Directory, *, name: str) -> Extract:
    """All values of a file; raises FileRefused at the first cell that cannot be right, and then nothing is kept."""
    with collection_paused():
        skipped = list(reading.skipped)
        seen = _values(reading, directory, skipped, name)
        return Extract([*seen.values(), *_recovered(seen, recoveries_of(reading))], skipped)


def _values(
    reading: Reading, directory: Directory, skipped: list[Skip], name: str
) -> dict[tuple[Measured, str, int], Value]:
    """Every value once, in the order of the file."""
    seen: dict[tuple[Measured, str, int], Value] = {}
    known: dict[Measured, dict[str, Cell]] = {}  # cells by measure and text; tables repeat few texts very often
    cells: dict[str, Cell] = {}
    of: Measured | None = None
    for row, measured, ags, year, territory_date, texts, derived, quality in placed_cells(
        reading, directory, skipped, name=name
    ):
        if measured is not of:
            cells = known.setdefault(measured, {})
            of = measured
        number: Decimal | None = None
        missing = ""
        for text in texts:
            if (cell := cells.get(text)) is None:
                cell = cells[text] = read_cell(text, measured.unit, reading.numbers, row=row, name=name)
            if cell.value is None:  # a sum with a gap is a gap
                number, missing, quality = None, str(cell.missing), Quality.PLAIN
                break
            number = cell.value if number is None else number + cell.value
            quality = quality or cell.quality
        value = Value(measured, ags, year, number, missing, territory_date, derived, quality)
        earlier = seen.setdefault((measured, ags, year), value)
        if earlier is value:
            continue
        if earlier != value:
            raise _contradiction(earlier, value, row, name)
        skipped.append(Skip(row, SkipReason.DUPLICATE))
    return seen


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
        shares = {(value.ags, value.year): value.value for value in seen.values() if value.measured == recovery.share}
        exact = max((_decimals(share) for share in shares.values() if share is not None), default=0) >= _EXACT_DECIMALS
        for (measured, ags, year), count in seen.items():
            share = shares.get((ags, year))
            if measured != recovery.count or share is None or count.value is None:
                continue
            denominator = denominator_of(count.value, share, recovery.factor, exact=exact)
            if denominator is not None:
                yield count._replace(measured=recovery.denominator, value=denominator, derived=True)


def _decimals(number: Decimal) -> int:
    """How many digits after the comma a number was printed with."""
    exponent = number.as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0


def denominator_of(count: Decimal, share: Decimal, factor: Decimal, *, exact: bool) -> Decimal | None:
    """The one whole number that `count` is `share` (per `factor`) of, or None where no or more than one fits.

    `exact` says that the column prints all digits it has, so that 25 means 25 and not 24.5 to 25.5.
    """
    if not count or not share:
        return None
    slack = share * _TOLERANCE if exact else Decimal(1).scaleb(-_decimals(share)) / 2
    if slack >= share:
        return None
    nearest = (count * factor / share).quantize(Decimal(1), rounding=ROUND_HALF_EVEN)
    lowest, highest = count * factor / (share + slack), count * factor / (share - slack)
    alone = lowest <= nearest <= highest and nearest - 1 < lowest and nearest + 1 > highest
    return nearest if alone and nearest >= count else None
