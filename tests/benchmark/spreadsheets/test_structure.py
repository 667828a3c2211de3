"""Tables with titles, heads of several rows, footnotes and signs, understood by their structure."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from benchmark.spreadsheets.reading.applying import apply
from benchmark.spreadsheets.reading.cells import Style
from benchmark.spreadsheets.reading.mapping import Correction, Entry, Mapping, Place, YearFrom
from benchmark.spreadsheets.reading.outcome import Left, Wrong
from benchmark.spreadsheets.reading.own_rows import Own, Why
from benchmark.spreadsheets.reading.proposing import Understood, places_of, understood
from benchmark.spreadsheets.reading.sheets import letters, sheet
from benchmark.spreadsheets.reading.structure import Role, structure_of

pytestmark = pytest.mark.requirement("I3.1")
OWN = Own("03157", "Landkreis Ahausen")


def seen(rows: list[list[Any]], *, name: str = "tabelle.csv", own: Own = OWN) -> Understood:
    found = understood([sheet("Blatt", rows)], own, file_name=name)
    assert found is not None
    return found


def roles(found: Understood) -> list[Role]:
    return [column.role for column in found.main[1].columns]


def labels(found: Understood, name: str = "tabelle.csv") -> list[tuple[str, ...]]:
    return [one.labels for one in places_of(found.alike, found.mapping, file_name=name)]


def test_title_head_data_and_foot() -> None:
    found = seen(
        [
            ["Ausländer in unserem Landkreis 2024"],
            [],
            ["Jahr", "Bevölkerung", "", "Anteil"],
            ["", "insgesamt", "Ausländer¹", "%"],
            ["1", "2", "3", "4"],
            ["2022", "10.000", "1.000", "10,0"],
            ["2023", "10.100", "1.100", "10,9"],
            ["Gesamt", "20.100", "2.100", "."],
            [],
            ["¹ ohne Nebenwohnung"],
        ]
    )
    frame = found.main[1].frame
    assert (frame.head, frame.data, frame.end) == (2, 5, 8)
    assert roles(found) == [Role.YEAR, Role.NUMBER, Role.NUMBER, Role.NUMBER]
    assert labels(found)[:2] == [("Bevölkerung · insgesamt",), ("Bevölkerung · Ausländer",)]
    assert found.mapping.style is Style.GERMAN


def test_the_year_stands_in_the_title() -> None:
    found = seen([["Stand 31.12.2023"], ["Name", "Einwohner"], ["Ahausen", Decimal(5)], ["Bedorf", Decimal(6)]])
    assert found.mapping.year_from is YearFrom.TITLE
    assert (found.own.text, found.own.why) == ("Ahausen", Why.NAME)


def test_the_year_stands_only_in_the_name_of_the_file() -> None:
    found = seen([["Name", "Einwohner"], ["Ahausen", Decimal(5)], ["B", Decimal(6)]], name="einwohner-2021.csv")
    assert found.mapping.year_from is YearFrom.FILE


def test_no_year_or_several_years_are_asked() -> None:
    found = seen([["Bericht 2023, gedruckt 2024"], ["Name", "Einwohner"], ["A", Decimal(5)], ["B", Decimal(6)]])
    assert found.mapping.year_from is YearFrom.TYPED


@pytest.mark.requirement("B11")
@pytest.mark.parametrize(("key", "why"), [("03157", Why.KEY), ("3157", Why.SHORT_KEY), ("03157000", Why.KEY)])
def test_the_own_key_with_and_without_its_zero(key: str, why: str) -> None:
    found = seen([["AGS", "Jahr", "Zahl"], ["03153", "2020", "1"], [key, "2020", "2"], ["03154", "2020", "3"]])
    assert (found.own.text, found.own.why) == (key, why)


def test_numbers_near_two_thousand_are_no_years() -> None:
    counts = (1999, 2011, 2101, 2012)
    found = seen([["Jahr", "Fälle"], *[[str(2020 + at), Decimal(count)] for at, count in enumerate(counts)]])
    assert roles(found) == [Role.YEAR, Role.NUMBER]
    frame = found.main[1].frame
    assert (frame.head, frame.data, frame.end) == (0, 1, 5)


def test_a_row_of_counts_near_two_thousand_below_others() -> None:
    years = [Decimal(2020), Decimal(2021)]
    rows = [["Merkmal", *years], ["Einwohner", Decimal(9000), Decimal(9001)], ["Fälle", Decimal(1998), Decimal(2003)]]
    found = seen(rows)
    assert found.main[1].frame.end == 3
    assert labels(found) == [("Einwohner",), ("Fälle",)]


def test_merged_cells_of_a_column_mean_the_cell_above() -> None:
    rows: list[list[Any]] = [["Jahr", "Gruppe", "Zahl"]]
    for year in ("2020", "2021", "2022"):
        rows += [[year, "Deutsche", Decimal(int(year) + 3000)], [None, "Ausländer", Decimal(int(year) + 5000)]]
    found = seen(rows)
    place = Place("zahl", (("gruppe", "Ausländer"),))
    mapping = Mapping(**{**vars(found.mapping), "entries": (Entry("X", "total", "Y", value=place),)})
    applied = apply(found.alike, mapping, file_name="x")
    assert {one.year: one.value.value for one in applied.candidates if one.value} == {
        2020: 7020,
        2021: 7021,
        2022: 7022,
    }
    assert applied.left_out[Left.NOT_MAPPED].count == 3


def of(rows: list[list[Any]], *entries: Entry, style: Style | None = None) -> Any:
    found = seen(rows)
    mapping = Mapping(**{**vars(found.mapping), "entries": entries, "style": style or found.mapping.style})
    return apply(found.alike, mapping, file_name="tabelle.csv")


SHARE = Entry("X", "total", "Y", numerator=Place("teil"), denominator=Place("alle"))
HEAD = ["Jahr", "alle", "teil"]
USUAL = [["2020", "100", "10"], ["2021", "110", "11"], ["2022", "120", "12"]]


@pytest.mark.requirement("B10")
def test_the_same_year_twice_is_a_contradiction_or_a_repetition() -> None:
    agreeing = of([HEAD, *USUAL, ["2022", "120", "12"]], SHARE)
    assert (agreeing.problems, agreeing.left_out[Left.REPEATED].count) == ([], 2)
    against = of([HEAD, *USUAL, ["2022", "120", "13"]], SHARE)
    problem = against.problems[0]
    assert (problem.wrong, problem.spot.row, problem.spot.column, problem.other.row) == (Wrong.CONTRADICTION, 5, "C", 4)
    assert [one.year for one in against.candidates] == [2020, 2021]


@pytest.mark.requirement("B8", "B11")
def test_what_is_no_number_or_year_is_named_with_its_cell() -> None:
    applied = of([HEAD, *USUAL, ["20255", "1", "1"], ["2023", "#DIV/0!", "3"], ["2024", "5", "rund 2"]], SHARE)
    assert [(one.wrong, one.spot.column, one.spot.row) for one in applied.problems] == [
        (Wrong.BAD_YEAR, "A", 5),
        (Wrong.NO_NUMBER, "C", 7),
        (Wrong.NO_NUMBER, "B", 6),
    ]
    assert [one.year for one in applied.candidates] == [2020, 2021, 2022]


def test_signs_become_reasons_and_empty_cells_are_left_out() -> None:
    applied = of([HEAD, *USUAL, ["2023", "130", "."], ["2024", "140", "-"], ["2019", "150", ""]], SHARE)
    said = {one.year: (one.missing, one.numerator.value) for one in applied.candidates}
    assert said[2023] == ("unknown", None)
    assert said[2024] == ("", Decimal(0))
    assert 2019 not in said
    assert (applied.left_out[Left.EMPTY_CELL].count, applied.left_out[Left.PART_MISSING].count) == (1, 1)


def test_a_dash_says_nothing_about_a_share() -> None:
    applied = of(
        [["Jahr", "Quote"], ["2020", "9,5"], ["2021", "-"], ["2022", "9,7"]], Entry("X", "t", "Y", value=Place("quote"))
    )
    assert {one.year: one.missing for one in applied.candidates} == {2020: "", 2021: "unknown", 2022: ""}


def test_percent_signs_belong_to_percent_only() -> None:
    rows = [["Jahr", "Quote"], ["2020", "9,5 %"], ["2021", "9,6 %"]]
    fitting = of(rows, Entry("X", "t", "Y", value=Place("quote"), scale=100))
    assert [one.value.value for one in fitting.candidates] == [Decimal("9.5"), Decimal("9.6")]
    counted = of(rows, Entry("X", "t", "Y", numerator=Place("quote"), denominator=Place("quote")))
    assert {one.wrong for one in counted.problems} == {Wrong.PERCENT}


def test_two_readings_are_a_question() -> None:
    rows = [HEAD, ["2020", "1.200", "100"], ["2021", "1.300", "110"]]
    assert {one.wrong for one in of(rows, SHARE).problems} == {Wrong.TWO_READINGS}
    assert [one.denominator.value for one in of(rows, SHARE, style=Style.GERMAN).candidates] == [1200, 1300]


def test_rows_a_person_corrects_are_followed() -> None:
    rows = [HEAD, *USUAL, ["2030", "9", "9"]]
    one = sheet("Blatt", rows)
    found = understood([one], OWN, file_name="x", correction=Correction(end=3))
    assert found is not None
    assert found.main[1].frame.end == 3
    assert understood([one], OWN, file_name="x", correction=Correction(head=4, data=2)) is None


def test_the_fingerprint_knows_columns_and_no_values() -> None:
    first, later = ([HEAD, *USUAL], [HEAD, *USUAL, ["2023", "130", "13"]])
    other = [["Jahr", "alle", "andere"], *USUAL]
    signatures = []
    for rows in (first, later, other):
        structure = structure_of(sheet("Blatt", rows))
        assert structure is not None
        signatures.append(structure.signature)
    assert signatures[0] == signatures[1] != signatures[2]


def test_a_sheet_of_words_is_no_table() -> None:
    assert structure_of(sheet("Hinweise", [["Bitte lesen"], ["Danke"]])) is None
    assert structure_of(sheet("leer", [])) is None


@pytest.mark.parametrize(("column", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_letters_of_columns(column: int, name: str) -> None:
    assert letters(column) == name
