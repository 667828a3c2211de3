"""A table written in one of the shapes, in one of the styles, is read back number for number."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmark.spreadsheets.reading.applying import apply
from benchmark.spreadsheets.reading.cells import Cell, Style
from benchmark.spreadsheets.reading.mapping import Entry, Mapping, Place, YearFrom, read, written
from benchmark.spreadsheets.reading.own_rows import Own
from benchmark.spreadsheets.reading.proposing import Understood, places_of, understood
from benchmark.spreadsheets.reading.sheets import Opened, Sheet, packed, sheet, unpacked

pytestmark = pytest.mark.requirement("I3.1")

OWN = Own("03157", "Landkreis Ahausen")
FIGURES = st.dictionaries(
    st.integers(min_value=1995, max_value=2024),
    st.tuples(st.integers(min_value=2101, max_value=10**7), st.integers(min_value=2101, max_value=10**6)),
    min_size=2,
    max_size=8,
)
STYLES = st.sampled_from([Style.GERMAN, Style.ENGLISH, None])
Numbers = dict[int, tuple[int, int]]


def cell(number: int, style: Style | None) -> Cell:
    if style is None:
        return Decimal(number)
    grouped = f"{number:,}"
    return grouped if style is Style.ENGLISH else grouped.replace(",", ".")


def read_back(sheets: list[Sheet], style: Style | None, *, name: str = "tabelle.xlsx") -> Numbers:
    """All whole and part numbers by year, as the proposed structure reads them."""
    found = understood(sheets, OWN, file_name=name)
    assert found is not None
    mapping = Mapping(**{**vars(found.mapping), "style": style, "entries": (entry(found, name),)})
    applied = apply(found.alike, mapping, file_name=name)
    assert applied.problems == []
    return {
        one.year: (int(one.denominator.value or 0), int(one.numerator.value or 0))
        for one in applied.candidates
        if one.denominator and one.numerator
    }


def entry(found: Understood, name: str) -> Entry:
    places = {" ".join(one.labels): one.place for one in places_of(found.alike, found.mapping, file_name=name)}
    whole = next(place for labels, place in places.items() if "Einwohner" in labels)
    part = next(place for labels, place in places.items() if "Ausländer" in labels)
    return Entry("DEM-01", "total", "NAT_FS", numerator=part, denominator=whole)


@given(FIGURES, STYLES)
@settings(max_examples=60, deadline=None)
def test_years_in_rows(figures: Numbers, style: Style | None) -> None:
    rows: list[list[Any]] = [["Bericht"], [], ["Jahr", "Einwohner", "Ausländer"]]
    rows += [[str(year), cell(whole, style), cell(part, style)] for year, (whole, part) in figures.items()]
    rows += [["Summe", cell(9999999, style), cell(999999, style)], [], ["Quelle: Melderegister"]]
    assert read_back([sheet("Tabelle1", rows)], style) == figures


@given(FIGURES, STYLES)
@settings(max_examples=60, deadline=None)
def test_years_in_the_head(figures: Numbers, style: Style | None) -> None:
    years = sorted(figures)
    rows: list[list[Any]] = [["Bericht"], ["Merkmal", *[Decimal(year) for year in years]]]
    rows.append(["Einwohner insgesamt", *[cell(figures[year][0], style) for year in years]])
    rows.append(["darunter Ausländer", *[cell(figures[year][1], style) for year in years]])
    assert read_back([sheet("Tabelle1", rows)], style) == figures


@given(FIGURES, STYLES)
@settings(max_examples=40, deadline=None)
def test_years_in_a_head_of_two_rows(figures: Numbers, style: Style | None) -> None:
    years = sorted(figures)
    top = ["", *[cell for year in years for cell in (str(year), "")]]
    rows: list[list[Any]] = [["Bericht"], top, ["Kommune", *["Einwohner", "Ausländer"] * len(years)]]
    for name, factor in (("Landkreis Bedorf", 2), ("Landkreis Ahausen", 1)):
        rows.append([name, *[cell(number * factor, style) for year in years for number in figures[year]]])
    assert read_back([sheet("Tabelle1", rows)], style) == figures


@given(FIGURES, STYLES)
@settings(max_examples=40, deadline=None)
def test_one_sheet_per_year(figures: Numbers, style: Style | None) -> None:
    sheets = []
    for year, (whole, part) in figures.items():
        rows: list[list[Any]] = [["AGS", "Name", "Einwohner", "Ausländer"]]
        rows.append(["03153", "Landkreis Bedorf", cell(whole + 1, style), cell(part + 1, style)])
        rows.append(["03157", "Landkreis Ahausen", cell(whole, style), cell(part, style)])
        sheets.append(sheet(f"Jahr {year}", rows))
    assert read_back(sheets, style) == figures


@given(FIGURES, STYLES)
@settings(max_examples=40, deadline=None)
def test_long_tables_with_a_category(figures: Numbers, style: Style | None) -> None:
    rows: list[list[Any]] = [["Jahr", "Nationalität", "Geschlecht", "Anzahl"]]
    for year, (whole, part) in figures.items():
        for sex, factor in (("zusammen", 1), ("männlich", 2)):
            rows.append([str(year), "Einwohner", sex, cell(whole * factor, style)])
            rows.append([str(year), "Ausländer", sex, cell(part * factor, style)])
    assert read_back([sheet("Tabelle1", rows)], style) == figures


CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.dates(),
    st.decimals(allow_nan=False, allow_infinity=False),
    st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc")), max_size=20),
)


@given(st.lists(st.lists(CELLS, max_size=5), max_size=6), st.text(max_size=10))
def test_cells_survive_the_database(rows: list[list[Any]], name: str) -> None:
    opened = Opened((sheet(name, rows),), source="Amt", style="german", hidden=("x",))
    assert unpacked(packed(opened)) == opened


def test_a_mapping_survives_the_database() -> None:
    place = Place("einwohner", (("merkmal", "insgesamt"),))
    counts = Entry("DEM-01", "total", "NAT_FS", place, place)
    share = Entry("ARB-02", "total", "NAT_BA", value=place, scale=1)
    mapping = Mapping(
        YearFrom.ROWS, "jahr", 0, "ags", "03157", ("merkmal",), style=Style.GERMAN, entries=(counts, share)
    )
    assert read(written(mapping)) == mapping
