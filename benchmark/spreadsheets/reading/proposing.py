"""What the service makes of a file by itself: a mapping with a reason for every part of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from benchmark.spreadsheets.reading.applying import own_rows_of, year_around
from benchmark.spreadsheets.reading.blocks import Frame, frame_of
from benchmark.spreadsheets.reading.cells import Style, StyleFound, style_of, years_within
from benchmark.spreadsheets.reading.mapping import Correction, Mapping, Place, YearFrom
from benchmark.spreadsheets.reading.outcome import Applied
from benchmark.spreadsheets.reading.own_rows import Own, OwnRows, apart_columns, label_text, own_rows
from benchmark.spreadsheets.reading.sheets import Sheet
from benchmark.spreadsheets.reading.structure import Role, Structure, structure_of

MOST_PLACES = 400


@dataclass(frozen=True)
class Understood:
    """A file as the service understands it: sheets that are built alike, the others, and what it saw."""

    alike: tuple[tuple[Sheet, Structure], ...]
    others: tuple[str, ...]
    mapping: Mapping
    own: OwnRows
    style: StyleFound

    @property
    def main(self) -> tuple[Sheet, Structure]:
        return self.alike[0]


@dataclass(frozen=True)
class PlaceFound:
    """Numbers that can be chosen: where they are, their labels, and an example."""

    place: Place
    labels: tuple[str, ...]
    example: str
    unit: str = ""
    texts: tuple[str, ...] = field(default=())


def frame_with(sheet: Sheet, correction: Correction) -> Frame | None:
    """The frame found, with the rows a person named instead."""
    found = frame_of(sheet)
    if correction == Correction():
        return found
    found = found or Frame(0, 0, len(sheet.rows))
    data = correction.data - 1 if correction.data else found.data
    head = correction.head - 1 if correction.head else min(found.head, data)
    end = correction.end or max(found.end, data + 1)
    if not 0 <= head <= data < end:
        return None
    return Frame(head, data, min(end, len(sheet.rows)))


def alike_sheets(
    sheets: Sequence[Sheet], correction: Correction, *, left_out: Sequence[str] = (), signature: str = ""
) -> tuple[tuple[tuple[Sheet, Structure], ...], tuple[str, ...]]:
    """The sheets with the most numbers that are built alike, and the names of the others."""
    built: list[tuple[Sheet, Structure]] = []
    for sheet in sheets:
        frame = frame_with(sheet, correction)
        structure = structure_of(sheet, frame) if frame is not None else None
        if structure is not None and structure.of(Role.NUMBER) and sheet.name not in left_out:
            built.append((sheet, structure))
    if not built:
        return (), tuple(sheet.name for sheet in sheets)
    if not signature:
        weights: dict[str, int] = {}
        for _sheet, structure in built:
            size = (structure.frame.end - structure.frame.data) * len(structure.of(Role.NUMBER))
            weights[structure.signature] = weights.get(structure.signature, 0) + size
        signature = max(weights, key=lambda key: weights[key])
    alike = tuple(one for one in built if one[1].signature == signature)
    names = {sheet.name for sheet, _ in alike}
    return alike, tuple(sheet.name for sheet in sheets if sheet.name not in names)


def understood(
    sheets: Sequence[Sheet], own: Own, *, file_name: str, correction: Correction | None = None,
    left_out: Sequence[str] = (), declared: str = "",
) -> Understood | None:  # fmt: skip
    """The mapping that the structure of a file suggests, still without figures; None where there are no numbers."""
    correction = correction or Correction()
    alike, others = alike_sheets(sheets, correction, left_out=left_out)
    if not alike:
        return None
    sheet, structure = alike[0]
    rows = own_rows(sheet, structure, own)
    style = StyleFound(Style(declared)) if declared else style_found(alike)
    year_from = year_place(alike, file_name=file_name)
    dated = structure.of(Role.YEAR)
    mapping = Mapping(
        year_from=year_from,
        year_column=dated[0].identity if dated else "",
        unit_column=rows.column,
        unit=rows.text,
        style=style.style,
        correction=correction,
        left_out_sheets=tuple(left_out),
    )
    mapping = replace(mapping, apart=apart_of(alike, mapping, file_name=file_name))
    return Understood(alike, others, mapping, rows, style)


def style_found(alike: Sequence[tuple[Sheet, Structure]]) -> StyleFound:
    """What the texts in the columns of numbers show about dots and commas."""
    texts = (
        cell
        for sheet, structure in alike
        for row in sheet.rows[structure.frame.data : structure.frame.end]
        for column in structure.of(Role.NUMBER)
        if isinstance(cell := row[column.index], str)
    )
    return style_of(texts)


def year_place(alike: Sequence[tuple[Sheet, Structure]], *, file_name: str) -> YearFrom:
    """Where the years stand; typed by the person where the file says none or several."""
    structure = alike[0][1]
    if structure.of(Role.YEAR):
        return YearFrom.ROWS
    if structure.years_in_head:
        return YearFrom.HEAD
    places = ((YearFrom.SHEET, lambda one: years_within(one.sheet)), (YearFrom.TITLE, lambda one: one.title_years))
    for year_from, years_of in (*places, (YearFrom.LABELS, lambda one: one.head_years)):
        years = [years_of(one) for _, one in alike]
        if all(len(found) == 1 for found in years) and len({found[0] for found in years}) == len(alike):
            return year_from
    if len(alike) == 1 and len(years_within(file_name)) == 1:
        return YearFrom.FILE
    return YearFrom.TYPED


def apart_of(alike: Sequence[tuple[Sheet, Structure]], mapping: Mapping, *, file_name: str) -> tuple[str, ...]:
    """The label columns that are needed to tell the own rows of a year apart."""
    sheet, structure = alike[0]
    columns = [column for column in structure.of(Role.LABEL, Role.KEY) if column.identity != mapping.unit_column]
    everything = replace(mapping, apart=tuple(column.identity for column in columns))
    year = year_around(structure, mapping, file_name=file_name)
    rows = own_rows_of(sheet, structure, everything, Applied(), year=year)
    return apart_columns([(row.year, row.labels) for row in rows], columns)


def places_of(alike: Sequence[tuple[Sheet, Structure]], mapping: Mapping, *, file_name: str) -> list[PlaceFound]:
    """All numbers of the own rows that can be chosen: columns, each with every set of labels its rows carry."""
    found: dict[Place, PlaceFound] = {}
    for sheet, structure in alike:
        year = year_around(structure, mapping, file_name=file_name)
        rows = own_rows_of(sheet, structure, mapping, Applied(), year=year)
        combinations = dict.fromkeys(row.labels for row in rows)
        at = {row.labels: row.at for row in rows}
        for labels in combinations:
            where = tuple((identity, text) for identity, text in zip(mapping.apart, labels, strict=True) if text)
            for column in structure.of(Role.NUMBER):
                place = Place(column.identity, where)
                if place in found or len(found) >= MOST_PLACES:
                    continue
                shown = column.label or ("" if structure.years_in_head and column.year else column.name)
                cell = label_text(sheet.rows[at[labels]][column.index])
                texts = tuple(
                    label_text(sheet.rows[row.at][column.index]) for row in rows[:200] if row.labels == labels
                )
                found[place] = PlaceFound(
                    place, tuple(part for part in (shown, *labels) if part), cell, column.unit, texts
                )
    return list(found.values())
