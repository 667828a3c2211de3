"""Official files as records: line by line as they stand, and by measure as far as they are understood."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path

from benchmark.findings.relations import PUBLISHED_SHARES, PublishedShare, decimals_of, step_of
from benchmark.harmonisation.numbers import parse_german, parse_plain
from benchmark.plausibility.records import Point, Record, Scale
from benchmark.statistics_offices import readers
from benchmark.statistics_offices.extraction import extract
from benchmark.statistics_offices.measures import LIMITS, Measured, Unit
from benchmark.statistics_offices.reading import Reading, ReadRow, SkipReason, year_of
from benchmark.statistics_offices.refusals import FileRefused
from benchmark.statistics_offices.territory_keys import Directory

LINE_BY_LINE = "niedersachsen_long"  # the family whose lines carry one value each
_SHARES = ("%", "prozent", "promille")


@dataclass
class CheckedFile:
    """One file: `lines` as they stand, `values` by measure (none where no measure is known), names by key."""

    name: str
    table: str
    source: str
    lines: list[Record] = field(default_factory=list)
    values: list[Record] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    understood: bool = True
    cells: list[Record] = field(default_factory=list)  # every number as it stands, by key and column


def read_checked(path: Path, directory: Directory) -> CheckedFile:
    """Read one file; raises FileRefused where no family reads it. A table without a known measure has lines only."""
    data = path.read_bytes()
    reading = readers.read(data, path.name)
    day = f" ({reading.retrieved:%d.%m.%Y})" if reading.retrieved else ""
    checked = CheckedFile(path.name, reading.table_code, reading.table_code + day)
    reading = replace(reading, rows=list(reading.rows))
    if reading.family == LINE_BY_LINE:
        checked.lines = list(_lines(reading, data, checked))
    elif reading.columns[0].period is None:
        checked.cells = list(_cells(reading, checked))
    try:
        checked.values = list(_values(reading, directory, checked))
    except FileRefused:
        if not checked.lines:
            raise
        checked.understood = False
    return checked


def _cells(reading: Reading, checked: CheckedFile) -> Iterator[Record]:
    """All numbers of a table with one line per territory and year; other tables have lines that no key tells apart."""
    cells = {(row.key, row.period): row for row in reading.rows if not row.dimensions}
    if len(cells) < reading.row_count:
        return
    for (key, period), row in cells.items():
        year = year_of(period)
        for column, text in enumerate(row.cells):
            value = parse_german(text, thousands=None).value
            if year is not None and value is not None:
                point = Point(f"{checked.table}, {column + 1}", "", "", year, key)
                scale = Scale.COUNT if value == value.to_integral_value() and "," not in text else Scale.SHARE
                yield Record(f"{checked.name}:{row.row}", point, scale, value, source=checked.source, decimals=1)


def _lines(reading: Reading, data: bytes, checked: CheckedFile) -> Iterator[Record]:
    """Every line as a record, also those the reader left out as duplicates of an earlier one."""
    by_text: dict[str, Record] = {}
    texts = data.decode("utf-8-sig").splitlines()
    for row in reading.rows:
        year = year_of(row.period)
        if year is not None:
            checked.names.setdefault(row.key or row.name, row.name)
            record = by_text[texts[row.row - 1]] = _line(row, year, checked)
            yield record
    for skip in reading.skipped:
        first = by_text.get(texts[skip.row - 1]) if skip.reason is SkipReason.DUPLICATE else None
        if first is not None:
            yield _again(first, skip.row, checked)


def _line(row: ReadRow, year: int, checked: CheckedFile) -> Record:
    text = row.cells[-1].strip()
    share = any(word.strip().lower() in _SHARES for word in row.dimensions)
    value = parse_plain(text).value
    scale = Scale.SHARE if share else Scale.COUNT
    return Record(
        id=f"{checked.name}:{row.row}",
        point=Point(checked.table, " / ".join(row.dimensions), "", year, row.key or row.name),
        scale=scale,
        value=value,
        decimals=decimals_of(value) if value is not None and share else None,
        source=checked.source,
        blank=not text,
    )


def _again(first: Record, row: int, checked: CheckedFile) -> Record:
    return replace(first, id=f"{checked.name}:{row}")


def _values(reading: Reading, directory: Directory, checked: CheckedFile) -> Iterator[Record]:
    for number, value in enumerate(extract(reading, directory, name=checked.name).values):
        yield official_record(
            f"{checked.name}#{number}", value.measured, value.ags, value.year, value.value, checked.source
        )


def official_record(
    identity: str, measured: Measured, ags: str, year: int, value: Decimal | None, source: str
) -> Record:
    """One official value of a measure as a record."""
    counted = measured.unit is Unit.COUNT
    return Record(
        id=identity,
        point=Point(measured.measure, measured.group, measured.concept, year, ags),
        scale=Scale.COUNT if counted else Scale.SHARE,
        value=value,
        factor=Decimal(1 if counted else LIMITS[measured.unit]),
        decimals=None if counted or value is None else decimals_of(value.normalize()),
        step=step_of(measured.measure, measured.concept, year),
        source=source,
    )


def published_shares(files: Iterable[CheckedFile]) -> dict[str, list[Record]]:
    """By table code: its shares, each with its published parts; and parts of places that have no line of their own."""
    tables = {checked.table: checked for checked in files}
    found: dict[str, list[Record]] = {}
    for table, share in PUBLISHED_SHARES.items():
        if table not in tables or share.numerator not in tables or share.denominator not in tables:
            continue
        above, below = (_by_cell(tables[name].lines) for name in (share.numerator, share.denominator))
        base = tables[share.denominator].source
        lines = tables[table].lines
        cells = {(line.point.place, line.point.year) for line in lines}
        found[table] = [_with_parts(line, share, above, below, base) for line in lines]
        found[table] += [_parts_only(cell, share, above, below) for cell in above.keys() - cells]
    return found


_Cells = dict[tuple[str, int], Decimal | None]


def _by_cell(lines: Iterable[Record]) -> _Cells:
    return {(line.point.place, line.point.year): line.value for line in lines}


def _with_parts(line: Record, share: PublishedShare, above: _Cells, below: _Cells, base: str) -> Record:
    cell = (line.point.place, line.point.year)
    return replace(
        line,
        point=_point(share, cell),
        scale=Scale.SHARE,
        numerator=above.get(cell),
        denominator=below.get(cell),
        factor=share.factor,
        decimals=decimals_of(line.value) if line.value is not None else None,
        base=base,
    )


def _parts_only(cell: tuple[str, int], share: PublishedShare, above: _Cells, below: _Cells) -> Record:
    return Record("", _point(share, cell), Scale.SHARE, None, above.get(cell), below.get(cell), factor=share.factor)


def _point(share: PublishedShare, cell: tuple[str, int]) -> Point:
    return Point(share.subject, share.group, share.concept, cell[1], cell[0])
