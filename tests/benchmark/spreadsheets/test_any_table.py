"""Whatever stands in the cells: a table is understood or not, but nothing breaks and nothing is made up."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmark.spreadsheets.reading.applying import apply
from benchmark.spreadsheets.reading.cells import read_number
from benchmark.spreadsheets.reading.mapping import Correction, Entry
from benchmark.spreadsheets.reading.own_rows import Own
from benchmark.spreadsheets.reading.proposing import places_of, understood
from benchmark.spreadsheets.reading.recognising import KNOWN, recognised
from benchmark.spreadsheets.reading.sheets import NotOurs, packed, sheet, unpacked

pytestmark = pytest.mark.requirement("I3.1", "B15")

TEXTS = st.sampled_from(
    [
        *("", " ", "Jahr", "AGS", "Summe", "Anzahl", "%", "Ausländer 2021", "Einwohner insgesamt", "03157", "3157"),
        *("2020", "31.12.2021", "2022*", "20255", "1.234", "1,234", "12,5", "1.234.567", "9,5 %", "-", ".", "x", "…"),
        *("1", "2", "3", "#NV", "NaN", "1e308", "Landkreis Ahausen", "¹ Fußnote", "a" * 90, "\n", "\u200b", "١٢"),
    ]
)
CELLS = st.one_of(
    st.none(), TEXTS, st.booleans(), st.dates(), st.decimals(allow_nan=False, allow_infinity=False, places=2),
    st.integers(min_value=1980, max_value=2110).map(str), st.text(max_size=6),
)  # fmt: skip
GRIDS = st.lists(st.lists(CELLS, max_size=6), max_size=12)
ROWS = st.integers(min_value=0, max_value=14)


class Anything:
    """A definition that allows every group and concept."""

    groups, concepts, default_concept, factor = ("total", "foreign", "german"), ("NAT_FS",), "NAT_FS", 100

    def __init__(self, code: str) -> None:
        self.code = code


@given(GRIDS, st.tuples(ROWS, ROWS, ROWS), st.sampled_from(["bericht.csv", "bericht-2021.csv"]))
@settings(max_examples=400, deadline=None)
def test_any_grid(rows: list[list[Any]], named: tuple[int, int, int], name: str) -> None:
    one = sheet("Blatt 2020", rows)
    for correction in (Correction(), Correction(*named)):
        found = understood([one, one], Own("03157", "Landkreis Ahausen"), file_name=name, correction=correction)
        if found is None:
            continue
        places = places_of(found.alike, found.mapping, file_name=name)
        recognised(places, [Anything(code) for code in KNOWN], around=("Titel",))
        entries = tuple(Entry("X", "total", "Y", value=place.place) for place in places[:8])
        applied = apply(found.alike, replace(found.mapping, entries=entries), file_name=name)
        for candidate in applied.candidates:
            for part in candidate.parts:
                cell = one.rows[part.spot.row - 1][ord(part.spot.column) - ord("A")]
                number = read_number(cell, found.mapping.style)
                assert part.missing or number.sign or part.value == number.value


@given(st.binary(max_size=200))
def test_other_bytes_are_not_taken_for_cells(data: bytes) -> None:
    with pytest.raises(NotOurs):
        unpacked(data)


def test_cut_off_bytes_are_noticed() -> None:
    from benchmark.spreadsheets.reading.sheets import Opened

    whole = packed(Opened((sheet("Blatt", [["1", "2"]] * 50),)))
    with pytest.raises(NotOurs):
        unpacked(whole[: len(whole) // 2])
