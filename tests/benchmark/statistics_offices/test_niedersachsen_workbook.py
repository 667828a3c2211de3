"""Published workbooks of Niedersachsen, in workbooks of ours with the same layout and the same traps."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmark.statistics_offices import readers
from benchmark.statistics_offices.measures import LIMITS, Quality
from benchmark.statistics_offices.readers.niedersachsen_workbook import key_of
from benchmark.statistics_offices.readers.sheet_texts import number_text, plain_words, value_text
from benchmark.statistics_offices.reading import NumberFormat, Reading, SkipReason
from benchmark.statistics_offices.refusals import FileRefused
from tests.benchmark.statistics_offices.conftest import by_cell, understood
from tests.benchmark.statistics_offices.directories import named_directory
from tests.benchmark.statistics_offices.workbooks import (
    FOOT,
    TERRITORIES,
    foreign_population,
    minimum_income,
    school_leavers,
    without_family,
    workbook,
)

pytestmark = [pytest.mark.requirement("I3.1"), pytest.mark.requirement("R73")]


def read(data: bytes, name: str = "2025_table.xlsx") -> Reading:
    return readers.read(data, name)


def cells_of(data: bytes, name: str = "2025_table.xlsx") -> dict[tuple[str, str, str, int], Any]:
    return by_cell(understood(data, name, named_directory()))


def refusal(data: bytes, name: str = "2025_table.xlsx") -> str:
    with pytest.raises(FileRefused) as refused:
        understood(data, name, named_directory())
    return str(refused.value)


def simple(
    *rows: list[Any], head: list[list[Any]] | None = None, merges: tuple[Any, ...] = (), title: str = ""
) -> bytes:
    """A table with number 1.2.1 whose head and rows are given; keys and names stand in columns B and C."""
    start = [["", "", title or "Tabelle 1.2.1: Erfundene Werte"], []]
    body = [*start, *(head or []), *rows, [], *([["", "", line] for line in FOOT])]
    return workbook(("Tabelle1", body, merges))


HEAD = [["", "AGS", TERRITORIES, "Jahr", "Anzahl"]]


def test_where_a_workbook_comes_from() -> None:
    reading = read(minimum_income())
    assert (reading.family, reading.table_code) == ("niedersachsen_workbook", "LSN 6-2-1")
    assert reading.title == "Tabelle 6.2.1: Erfundene Empfängerinnen und Empfänger nach Kreisen"
    assert reading.publisher.startswith("Landesamt für Statistik Niedersachsen")
    assert reading.licence.startswith("Vervielfältigung")
    assert (reading.retrieved, reading.numbers) == (None, NumberFormat.DECIMAL_POINT)
    assert reading.territory_date == date(2022, 12, 31)
    assert reading.row_count == 18


def test_labels_of_merged_heads_without_their_footnote_marks() -> None:
    paths = [column.path for column in read(minimum_income()).columns]
    assert paths[0] == ("Empfängerinnen", "Insgesamt", "Anzahl", "Tabelle1!E")
    assert paths[2] == ("Empfängerinnen", "Ausländerinnen und Ausländer", "Anzahl", "Tabelle1!G")
    assert paths[5] == ("Quote je 1000 der Gruppe", "Ausländerinnen und Ausländer", "Quote", "Tabelle1!J")


def test_values_of_rows_with_and_without_keys() -> None:
    cells = cells_of(minimum_income())
    count, rate = "minimum_income_recipients", "minimum_income_rate"
    newest = {
        ags: value.value
        for (measure, group, ags, year), value in cells.items()
        if (measure, group, year) == (count, "total", 2022)
    }
    assert newest == {
        "03404": 900,
        "03159": 700,
        "03241": 1400,
        "03241001": 800,
        "03403": 500,
        "03458": 300,
        "03459": 400,
        "03157": 120,
    }
    assert cells[count, "total", "03404", 2010].value == 800
    assert cells[rate, "foreign", "03159", 2022].value == 324


@pytest.mark.requirement("R67")
def test_kreise_that_have_ended_keep_their_key_and_their_day() -> None:
    cells = cells_of(minimum_income())
    old, new = (
        cells["minimum_income_recipients", "total", "03152", 2010],
        cells["minimum_income_recipients", "total", "03159", 2022],
    )
    assert (old.value, old.territory_date) == (600, date(2010, 12, 31))
    assert (new.value, new.territory_date) == (700, date(2022, 12, 31))
    assert cells["minimum_income_recipients", "total", "03156", 2010].value == 100


def test_signs_and_brackets() -> None:
    cells = cells_of(minimum_income())
    assert cells["minimum_income_rate", "total", "03157", 2022].missing == "unknown"  # a dash in a rate is no zero
    assert cells["minimum_income_rate", "german", "03157", 2022].missing == "unknown"
    limited = cells["minimum_income_rate", "foreign", "03157", 2022]
    assert (limited.value, limited.quality) == (Decimal("12.5"), Quality.LIMITED)
    assert cells["minimum_income_recipients", "foreign", "03157", 2010].missing == "blocked"


def test_what_is_left_out_and_why() -> None:
    found = understood(minimum_income(), "t.xlsx", named_directory())
    reasons = {reason: [skip.row for skip in found.skipped if skip.reason is reason] for reason in SkipReason}
    assert reasons[SkipReason.SUM_OF_TERRITORIES] == [10, 18, 23, 24, 25]
    assert reasons[SkipReason.REMAINDER] == [13]
    assert len(found.skipped) == 6


def test_years_as_columns_below_one_label() -> None:
    cells = cells_of(foreign_population())
    assert {(ags, year): value.value for (_measure, _group, ags, year), value in cells.items()} == {
        ("03101", 2023): 36655,
        ("03101", 2024): 36380,
        ("03157", 2023): 1990,  # counts that look like years are no head
        ("03157", 2024): 2005,
        ("03241", 2023): 223200,
        ("03241", 2024): 227495,
        ("03241001", 2023): 132115,
        ("03241001", 2024): 135035,
    }
    assert {key[:2] for key in cells} == {("population", "foreign")}


@pytest.mark.parametrize(
    ("years", "found"),
    [
        (("2023¹)", "20242)"), {2023, 2024}),
        (("31.12.2023", "31.12.2024"), {2023, 2024}),
        ((datetime(2023, 12, 31), datetime(2024, 12, 31)), {2023, 2024}),  # noqa: DTZ001 - a day in a cell has no zone
    ],
)
def test_forms_of_years_in_heads(years: tuple[Any, ...], found: set[int]) -> None:
    if isinstance(years[0], datetime):
        years = tuple(f"{year:%d.%m.%Y}" for year in years)
    assert {year for _m, _g, _ags, year in cells_of(foreign_population(year_row=years))} == found


def test_two_tables_below_each_other_and_recovered_denominators() -> None:
    reading = read(school_leavers())
    assert reading.row_count == 4
    assert [column.period for column in reading.columns] == ["2023", "2023", "2024", "2024"] * 2
    cells = cells_of(school_leavers())
    assert cells["school_leavers_without_certificate", "german", "03157", 2023].value == 44
    assert cells["school_leavers_without_certificate", "foreign", "03157", 2024].value == 0  # a dash in a count
    assert cells["school_leavers_without_certificate_share", "foreign", "03157", 2024].missing == "unknown"
    assert cells["school_leavers_without_certificate_share", "foreign", "03157", 2023].value == Decimal(
        "20.3389830508475"
    )
    recovered = cells["school_leavers", "foreign", "03157", 2023]
    assert (recovered.value, recovered.derived) == (59, True)


def test_a_table_never_seen_before_is_read() -> None:
    """Another indicator: a second sheet, a feature column, names merged over years, another place for everything."""
    rows: list[list[Any]] = [
        ["Tabelle 9.9.9: Etwas Neues"],
        ["Gebiet", "Geschlecht", "Jahr", "Fälle", "Quote"],
        ["Peine", "Frauen", 2023, 10, 1.5],
        ["", "Männer", 2023, 20, 2.5],
        ["Goslar", "Frauen", 2024, 30, 3.5],
        ["", "Männer", 2024, 40, "x"],
        ["© Landesamt für Statistik Niedersachsen, Hannover 2026"],
    ]
    reading = read(
        workbook(("Hinweise", [["Nur ein Satz ohne Zahlen"]], []), ("Neu", rows, [(2, 0, 3, 0), (4, 0, 5, 0)]))
    )
    assert reading.table_code == "LSN 9-9-9"
    assert [column.path for column in reading.columns] == [("Fälle", "Neu!D"), ("Quote", "Neu!E")]
    assert [(row.name, row.period, row.dimensions[1:], row.cells) for row in reading.rows] == [
        ("Peine", "2023", ("Frauen",), ["10", "1.5"]),
        ("Peine", "2023", ("Männer",), ["20", "2.5"]),
        ("Goslar", "2024", ("Frauen",), ["30", "3.5"]),
        ("Goslar", "2024", ("Männer",), ["40", "x"]),
    ]


@pytest.mark.parametrize("place", ["label", "row", "title"])
def test_one_year_for_the_whole_table(place: str) -> None:
    label = "Anzahl am 31.12.2024" if place == "label" else "Anzahl"
    head = [["", "AGS", TERRITORIES, label], *([["", "", 2024]] if place == "row" else [])]
    title = "Tabelle 1.2.1: Erfundenes am 31.12.2024" if place == "title" else ""
    reading = read(simple(["", 157, "Peine", 5], ["", 153, "Goslar", 7], head=head, title=title))
    periods = {reading.columns[0].period or row.period for row in reading.rows}
    assert periods <= {"2024", "31.12.2024"}
    assert len(periods) == 1


def test_rows_of_their_own_divide_a_table_by_years() -> None:
    reading = read(
        simple(
            ["", 157, "Peine", 5],
            ["", "", 2023],
            ["", 157, "Peine", 4],
            head=[["", "AGS", "Kreis", "Anzahl"], ["", "", 2024]],
        )
    )
    assert [(row.period, row.cells) for row in reading.rows] == [("2024", ["5"]), ("2023", ["4"])]


def test_the_year_of_publication_is_not_the_year_of_the_figures() -> None:
    message = refusal(simple(["", 157, "Peine", 5], ["", 153, "Goslar", 7], head=[["", "AGS", "Kreis", "Anzahl"]]))
    assert "which year" in message
    assert "Tabelle1" in message


def test_a_rebuilt_workbook_is_refused_for_what_it_lacks() -> None:
    message = refusal(without_family(), "12411-03-03-4__2019-2022_bearbeitet.xlsx")
    assert "no publisher, no number of a table, no year" in message
    assert "guessed" in message


def test_other_refusals() -> None:
    assert "no family" in refusal(foreign_population(foot=False))
    assert "cannot be opened as a workbook" in refusal(minimum_income()[:2000])
    assert "column E" in refusal(minimum_income(odd="12 von 13"))
    assert "do not belong together" in refusal(minimum_income(key_of_peine=158))
    assert "Tabelle1!E9" in refusal(minimum_income(odd=-3))
    assert "1.234" in refusal(minimum_income(odd="1.234"))
    assert "knows no measure" in refusal(foreign_population(number="7.7.7"))


def test_an_ambiguous_name_without_key_is_a_question() -> None:
    message = refusal(simple(["", "", "Osnabrück", 2024, 5], ["", "", "Peine", 2024, 7], head=HEAD))
    assert "03404, 03459" in message


def test_a_name_nobody_knows_is_left_out_and_said() -> None:
    found = understood(
        simple(["", "", "Peine", 2024, 5], ["", "", "Neustadt am Meer", 2024, 7], head=HEAD),
        "t.xlsx",
        named_directory(),
    )
    assert [value.ags for value in found.values] == ["03157"]
    assert Counter(skip.reason for skip in found.skipped) == {SkipReason.NOT_IN_DIRECTORY: 1}


@pytest.mark.parametrize(
    ("printed", "kept"),
    [
        ("Göttingen1)", "Göttingen"),
        ("Nienburg (Weser)2)3)", "Nienburg (Weser)"),
        ("Kreisen1,2.3)", "Kreisen"),
        ("Peine ¹²", "Peine"),
        ("Insgesamt**", "Insgesamt"),
        ("10 und mehr", "10 und mehr"),
        ("Sozial\nversichert", "Sozial versichert"),
    ],
)
def test_footnote_marks_of_words(printed: str, kept: str) -> None:
    assert plain_words(printed) == kept


@pytest.mark.parametrize(
    ("printed", "kept"),
    [
        ("20275", "20275"),
        ("20 2751)", None),
        ("202751)", "20275"),
        ("20275 1)", "20275"),
        ("20275¹", "20275"),
        ("12,5*", "12.5"),
        ("1.234,5", "1234.5"),
        ("1.234", None),
        ("(12,5)", "(12.5)"),
        ("-", "-"),
        ("…", "…"),
        ("", ""),
        ("keine", None),
        ("#NV", None),
        (True, None),
    ],
)
def test_texts_in_value_cells(printed: Any, kept: str | None) -> None:
    if printed == "20 2751)":
        assert value_text(printed, frozenset({"1", "51"})) is None  # 20 275 with mark 1, or 20 27 with mark 51
    else:
        assert value_text(printed, frozenset({"1"})) == kept


@pytest.mark.parametrize(
    ("printed", "key"),
    [
        (101.0, "03101"),
        ("101", "03101"),
        (0.0, "03"),
        (4.0, "034"),
        (241001.0, "03241001"),
        ("K03101", "03101"),
        ("03101", "03101"),
        (3101.0, "03101"),
        ("402 / 457", "03402/03457"),
        ("360/ 354", "03360/03354"),
        ("12", ""),
        ("#NV", ""),
    ],
)
def test_keys_without_the_land(printed: Any, key: str) -> None:
    assert key_of(printed) == key


WORKBOOKS = {
    "2024_6-2-1.xlsx": minimum_income(),
    "2025_1-2-1.xlsx": foreign_population(),
    "2025_4-1-4.xlsx": school_leavers(),
}
ODD = ("", "1e999", "NaN", "-3", "0", "2024", "B2:ZZ99", "x", "1)", "12,5", "0.5")


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_damaged_workbooks(data: st.DataObject) -> None:
    """Cells, merges and texts damaged at random: understood or refused with a sentence, never another error."""
    name = data.draw(st.sampled_from(sorted(WORKBOOKS)))
    part = data.draw(st.sampled_from(["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"]))
    try:
        found = understood(with_damaged_part(WORKBOOKS[name], part, data), name, named_directory())
    except FileRefused:
        return
    for value in found.values:
        assert value.ags in named_directory().spans
        assert (value.value is None) == bool(value.missing)
        assert value.value is None or 0 <= value.value <= LIMITS[value.measured.unit]


def with_damaged_part(workbook_bytes: bytes, part: str, data: st.DataObject) -> bytes:
    """The workbook with some of the numbers, references and texts of one part replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook_bytes)) as source, zipfile.ZipFile(out, "w") as target:
        for item in source.namelist():
            content = source.read(item).decode()
            if item == part:
                places = list(re.finditer(r"(?<=>)[^<>]+(?=<)|(?<=\")[A-Z]+[0-9]+(:[A-Z]+[0-9]+)?(?=\")", content))
                for _turn in range(data.draw(st.integers(1, 5))):
                    place = data.draw(st.sampled_from(places))
                    odd = data.draw(st.sampled_from(ODD))
                    content = content.replace(f">{place.group()}<", f">{odd}<", 1)
                    content = content.replace(f'"{place.group()}"', f'"{odd}"', data.draw(st.integers(0, 1)))
            target.writestr(item, content)
    return out.getvalue()


@given(st.floats(min_value=0, max_value=1e12, allow_nan=False))
def test_numbers_keep_what_excel_shows(number: float) -> None:
    text = number_text(number)
    assert "e" not in text
    assert float(text) == pytest.approx(number, rel=1e-14)
    assert len(text.replace(".", "").lstrip("0")) <= 15
