"""Reading the numbers of a file by a mapping."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping as Dictionary
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from benchmark.harmonisation.missing import MissingReason, Sign, read_sign
from benchmark.harmonisation.numbers import NumberError
from benchmark.spreadsheets.reading.cells import (
    Cell,
    Number,
    identity_of,
    read_number,
    text_of,
    year_of,
    years_within,
)
from benchmark.spreadsheets.reading.mapping import Mapping, Place, YearFrom
from benchmark.spreadsheets.reading.outcome import Applied, Candidate, Found, Left, Problem, Spot, Wrong
from benchmark.spreadsheets.reading.own_rows import label_text, meant_as_year, same_text
from benchmark.spreadsheets.reading.sheets import Sheet
from benchmark.spreadsheets.reading.structure import Column, Role, Structure

PERCENT = 100  # the scale of shares in percent


@dataclass(frozen=True)
class OwnRow:
    """A data row of the own municipality: place in the sheet, year, labels in the columns that tell rows apart."""

    at: int
    year: int | None
    labels: tuple[str, ...]


def year_around(structure: Structure, mapping: Mapping, *, file_name: str) -> int | None:
    """The one year of a whole sheet, from where the mapping says that it stands."""
    match mapping.year_from:
        case YearFrom.SHEET:
            years: Sequence[int] = years_within(structure.sheet)
        case YearFrom.TITLE:
            years = structure.title_years
        case YearFrom.LABELS:
            years = structure.head_years
        case YearFrom.FILE:
            years = years_within(file_name)
        case YearFrom.TYPED:
            years = (mapping.typed_year,) if mapping.typed_year else ()
        case _:
            years = ()
    return years[0] if len(years) == 1 else None


def own_rows_of(
    sheet: Sheet, structure: Structure, mapping: Mapping, applied: Applied, *, year: int | None
) -> list[OwnRow]:
    """The own rows with their years; the others are noted as left out."""
    by_identity = {column.identity: column for column in structure.columns}
    unit = by_identity.get(mapping.unit_column)
    dated = by_identity.get(mapping.year_column) if mapping.year_from is YearFrom.ROWS else None
    apart = [by_identity.get(identity) for identity in mapping.apart]
    known = [column for column in (unit, dated, *apart) if column is not None]
    above: dict[int, Cell] = {}
    unit_says: dict[str, bool] = {}
    numbers = [column.index for column in structure.of(Role.NUMBER)]
    rows: list[OwnRow] = []
    for at in range(structure.frame.data, structure.frame.end):
        row = sheet.rows[at]
        if not any(row[column] is not None and row[column] != "" for column in numbers):
            for column in known:
                if row[column.index] not in (None, ""):
                    above[column.index] = row[column.index]
            continue
        cells = _filled(row, known, above, repeat=mapping.repeat_blanks)
        applied.rows_read += 1
        if unit is not None:
            text = label_text(cells[unit.index])
            if (is_own := unit_says.get(text)) is None:
                is_own = unit_says[text] = same_text(text, mapping.unit)
            if not is_own:
                applied.left_out[Left.OTHER_UNIT].add(Spot(sheet.name, at + 1, unit.name, text))
                continue
        of_row = year
        if dated is not None:
            of_row = _year_of_row(cells[dated.index], Spot(sheet.name, at + 1, dated.name), applied)
            if of_row is None:
                continue
        labels = tuple(label_text(cells[column.index]) if column else "" for column in apart)
        rows.append(OwnRow(at, of_row, labels))
    return rows


def _filled(row: Sequence[Cell], columns: list[Column], above: dict[int, Cell], *, repeat: bool) -> dict[int, Cell]:
    """The cells of these columns; a blank one says what the cell above says where the column is filled like that."""
    cells: dict[int, Cell] = {}
    for column in columns:
        cell = row[column.index]
        if repeat and column.repeats:
            if cell in (None, ""):
                cell = above.get(column.index)
            above[column.index] = cell
        cells[column.index] = cell
    return cells


def _year_of_row(cell: Cell, spot: Spot, applied: Applied) -> int | None:
    year = year_of(cell)
    if year is None:
        spot = Spot(spot.sheet, spot.row, spot.column, text_of(cell))
        if meant_as_year(cell):
            applied.problems.append(Problem(Wrong.BAD_YEAR, spot))
        else:
            applied.left_out[Left.NO_YEAR].add(spot)
    return year


@dataclass
class _Taking:
    """What was taken so far: numbers by place and year, and the places whose number cannot be used."""

    mapping: Mapping
    applied: Applied
    scales: Dictionary[Place, int]
    found: dict[tuple[Place, int], Found] = field(default_factory=dict)
    failed: set[tuple[Place, int]] = field(default_factory=set)
    seen: set[Place] = field(default_factory=set)


def apply(sheets: Sequence[tuple[Sheet, Structure]], mapping: Mapping, *, file_name: str) -> Applied:
    """Everything that the mapping takes from these sheets, which are all built alike."""
    applied = Applied()
    places = _places(mapping)
    scales = {entry.value: entry.scale for entry in mapping.entries if entry.value}
    taking = _Taking(mapping, applied, scales)
    for sheet, structure in sheets:
        year = year_around(structure, mapping, file_name=file_name)
        if year is None and mapping.year_from not in (YearFrom.ROWS, YearFrom.HEAD):
            applied.problems.append(Problem(Wrong.YEAR_OPEN, Spot(sheet.name, 0, "")))
        rows = own_rows_of(sheet, structure, mapping, applied, year=year)
        _take_sheet(sheet, structure, rows, places, taking)
    for place in places:
        if place not in taking.seen:
            labels = ", ".join(text for _, text in place.where)
            spot = Spot(sheets[0][0].name if sheets else "", 0, place.column, labels)
            applied.problems.append(Problem(Wrong.NOT_FOUND, spot))
    applied.candidates = _candidates(taking)
    return applied


def _places(mapping: Mapping) -> list[Place]:
    """All places the mapping names, each once."""
    named = (place for entry in mapping.entries for place in (entry.numerator, entry.denominator, entry.value))
    return list(dict.fromkeys(place for place in named if place is not None))


def _take_sheet(
    sheet: Sheet, structure: Structure, rows: list[OwnRow], places: Sequence[Place], taking: _Taking
) -> None:
    """The numbers of all places in one sheet; own rows that no place asks for are noted as left out."""
    index = _index(rows)
    numbers = structure.of(Role.NUMBER)
    used: set[int] = set()
    for place in places:
        columns = [column for column in numbers if column.identity == place.column]
        for row in index.get(_wanted(place, taking.mapping.apart), ()):
            used.add(row.at)
            for column in columns:
                year = column.year if taking.mapping.year_from is YearFrom.HEAD else row.year
                taking.seen.add(place)
                if year is not None:
                    cell = sheet.rows[row.at][column.index]
                    _take(place, year, Spot(sheet.name, row.at + 1, column.name, text_of(cell)), cell, taking)
    for row in rows:
        if row.at not in used and taking.mapping.apart:
            labels = ", ".join(label for label in row.labels if label)
            taking.applied.left_out[Left.NOT_MAPPED].add(Spot(sheet.name, row.at + 1, "", labels))


def _index(rows: list[OwnRow]) -> dict[tuple[str, ...], list[OwnRow]]:
    """Own rows by their labels, compared without capitals and years."""
    index: dict[tuple[str, ...], list[OwnRow]] = defaultdict(list)
    for row in rows:
        index[tuple(identity_of(label) for label in row.labels)].append(row)
    return index


def _wanted(place: Place, apart: tuple[str, ...]) -> tuple[str, ...]:
    """The labels that rows of a place carry, in the order of the columns that tell rows apart."""
    where: Dictionary[str, str] = dict(place.where)
    return tuple(identity_of(where.get(identity, "")) for identity in apart)


def _take(place: Place, year: int, spot: Spot, cell: Cell, taking: _Taking) -> None:
    """Note one number, or why there is none; a second one for the same place and year must say the same."""
    number = read_number(cell, taking.mapping.style)
    scale = taking.scales.get(place)
    if number.error is NumberError.EMPTY:
        taking.applied.left_out[Left.EMPTY_CELL].add(spot)
        return
    problem = _problem(number, spot, scale=scale)
    taken = None if problem else _meant(spot, number, is_count=scale is None)
    if taken is not None:
        earlier = taking.found.setdefault((place, year), taken)
        if earlier is taken:
            return
        if (earlier.value, earlier.missing) == (taken.value, taken.missing):
            taking.applied.left_out[Left.REPEATED].add(spot)
            return
        problem = Problem(Wrong.CONTRADICTION, spot, detail=str(year), other=earlier.spot)
    if problem is not None:
        taking.applied.problems.append(problem)
    taking.failed.add((place, year))


def _problem(number: Number, spot: Spot, *, scale: int | None) -> Problem | None:
    """What is wrong with a cell; a percent sign belongs to shares in percent only."""
    if number.error is not None:
        wrong = Wrong.TWO_READINGS if number.error is NumberError.AMBIGUOUS else Wrong.NO_NUMBER
        return Problem(wrong, spot, error=number.error)
    if number.percent and scale != PERCENT:
        return Problem(Wrong.PERCENT, spot)
    return None


def _meant(spot: Spot, number: Number, *, is_count: bool) -> Found:
    """A number, or what its sign means: a dash is zero for a count, but says nothing about a share."""
    if number.value is not None:
        return Found(spot, number.value)
    sign = number.sign or Sign.UNKNOWN
    if sign is Sign.NOTHING and not is_count:
        return Found(spot, None, MissingReason.UNKNOWN.value)
    meant = read_sign(sign, unit_existed=True)
    return Found(spot, meant) if isinstance(meant, Decimal) else Found(spot, None, str(meant))


def _candidates(taking: _Taking) -> list[Candidate]:
    """Figures whose parts are all there; a part without its other half is noted as left out."""
    candidates = []
    for entry in taking.mapping.entries:
        places = {name: getattr(entry, name) for name in ("numerator", "denominator", "value")}
        wanted = {name: place for name, place in places.items() if place is not None}
        for year in sorted({year for place, year in taking.found if place in wanted.values()}):
            if any((place, year) in taking.failed for place in wanted.values()):
                continue
            parts = {name: taking.found.get((place, year)) for name, place in wanted.items()}
            there = [part for part in parts.values() if part is not None]
            if len(there) < len(parts):
                taking.applied.left_out[Left.PART_MISSING].add(there[0].spot)
            else:
                candidates.append(Candidate(entry, year, **parts))
    return candidates
