"""What the readers make of each layout; the extracts are ours, their numbers invented."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from benchmark.statistics_offices import readers
from benchmark.statistics_offices.reading import SkipReason
from tests.benchmark.statistics_offices.conftest import by_cell, understood

pytestmark = [pytest.mark.requirement("I2.7"), pytest.mark.requirement("R73")]


def test_head_and_foot_say_where_a_file_comes_from(bytes_of: Callable[[str], bytes]) -> None:
    reading = readers.read(bytes_of("13211-02-05-4_rows.csv"), "anything.csv")
    assert (reading.family, reading.table_code, reading.retrieved, reading.licence) == (
        "regional_table",
        "13211-02-05-4",
        date(2021, 3, 5),
        "dl-de/by-2-0",
    )
    assert reading.publisher == "Statistische Ämter des Bundes und der Länder, Deutschland"
    assert reading.title.startswith("Erfundene Arbeitslose für Prüfungen")
    assert next(iter(reading.rows)).period == "2016"


@pytest.mark.requirement("B7")
def test_latin_1_and_utf_8_give_the_same_figures(bytes_of: Callable[[str], bytes]) -> None:
    data = bytes_of("13211-02-05-4_rows.csv")
    other = data.decode("latin-1").encode("utf-8")
    assert data != other
    assert understood(data, "a.csv") == understood(other, "b.csv")
    names = [row.name for row in readers.read(data, "a.csv").rows]
    assert "Göttingen, Landkreis" in names


def test_periods_in_rows(bytes_of: Callable[[str], bytes]) -> None:
    found = understood(bytes_of("13211-02-05-4_rows.csv"), "f.csv")
    cells = by_cell(found)
    assert cells["unemployed", "foreign", "03157", 2016].value == Decimal(801)
    assert cells["unemployment_rate", "foreign", "03157", 2016].value == Decimal("21.4")
    assert cells["unemployment_rate", "total", "03157", 2016].value == Decimal("5.5")
    assert cells["unemployed", "foreign", "03157", 2015].value == 0
    assert cells["unemployment_rate", "foreign", "03157", 2015].missing == "unknown"


def test_a_dash_is_zero_only_where_the_municipality_existed(bytes_of: Callable[[str], bytes]) -> None:
    cells = by_cell(understood(bytes_of("13211-02-05-4_rows.csv"), "f.csv"))
    assert ("unemployed", "total", "03159", 2015) not in cells
    assert ("unemployed", "total", "03156", 2016) not in cells
    assert cells["unemployed", "total", "03156", 2015].value == 2300
    assert cells["unemployed", "total", "03159", 2016].value == 10000
    titled = by_cell(understood(bytes_of("13111-02-02-5_title.csv"), "f.csv"))
    assert titled["employed_at_residence", "foreign", "05754024", 2015].value == 0


def test_a_column_that_began_later_has_no_zeros_before(bytes_of: Callable[[str], bytes]) -> None:
    found = understood(bytes_of("13211-02-05-4_rows.csv"), "f.csv")
    assert ("unemployment_rate", "foreign", "03157", 2008) not in by_cell(found)
    assert by_cell(found)["unemployment_rate", "total", "03157", 2008].value == Decimal("7.6")
    assert SkipReason.COLUMN_NOT_YET_PUBLISHED in {skip.reason for skip in found.skipped}


def test_periods_in_the_head(bytes_of: Callable[[str], bytes]) -> None:
    cells = by_cell(understood(bytes_of("12411-01-01-4_head.csv"), "f.csv"))
    assert {key[2:]: value.value for key, value in cells.items()} == {
        ("03157", 2015): 132000,
        ("03157", 2014): 131000,
        ("03241", 2015): 1140000,
        ("03241", 2014): None,
    }


def test_period_in_a_title_line_and_keys_of_every_length(bytes_of: Callable[[str], bytes]) -> None:
    found = understood(bytes_of("13111-02-02-5_title.csv"), "f.csv")
    assert {value.ags for value in found.values} == {"03459", "03459007", "05754008", "05754024", "07131001"}
    assert {value.territory_date for value in found.values} == {date(2015, 6, 30)}
    assert Counter(skip.reason for skip in found.skipped) == {
        SkipReason.WHOLE_COUNTRY: 1,
        SkipReason.ASSOCIATION: 2,
        SkipReason.REMAINDER: 1,
        SkipReason.CITY_DISTRICT: 1,
        SkipReason.NOT_IN_DIRECTORY: 1,
    }


def test_several_lines_per_municipality(bytes_of: Callable[[str], bytes]) -> None:
    cells = by_cell(understood(bytes_of("13111-12-03-4_blocks.csv"), "f.csv"))
    assert cells["employed_with_vocational_qualification", "foreign", "03157", 2015].value == 700
    assert cells["employed_with_academic_degree", "total", "03157", 2012].missing == "unknown"
    assert cells["employed_at_residence", "total", "03157", 2012].value == 47000


def test_columns_are_found_by_position_not_by_words(bytes_of: Callable[[str], bytes]) -> None:
    old = bytes_of("13111-12-03-4_blocks.csv")
    new = (
        old.replace(b"GENESIS-Tabelle", b"Tabelle")
        .replace(b"Ausl\xc3\xa4nder(innen)", "ausländisch".encode())
        .replace(b"mit beruflichem Abschluss", b"anerkannter Abschluss")
    )
    assert old != new
    assert understood(old, "a.csv").values == understood(new, "b.csv").values


def test_long_form_of_niedersachsen(bytes_of: Callable[[str], bytes]) -> None:
    found = understood(bytes_of("indicator_4-1-4.csv"), "indicator_4-1-4.csv")
    cells = by_cell(found)
    assert cells["school_leavers_without_certificate", "german", "03157", 2024].value == 55
    leavers = cells["school_leavers", "german", "03157", 2024]
    assert (leavers.value, leavers.derived) == (1155, True)
    assert ("school_leavers", "foreign", "03159", 2024) not in cells  # nothing follows from 0 of 0 %
    assert cells["school_leavers_without_certificate", "foreign", "03159", 2024].value == 0
    assert {value.territory_date for value in found.values} == {date(2024, 12, 31)}
    reasons = Counter(skip.reason for skip in found.skipped)
    assert reasons[SkipReason.NO_KEY] == 12  # “#NV” and empty codes
    assert reasons[SkipReason.REMAINDER] == 6
    assert reasons[SkipReason.SUM_OF_TERRITORIES] == 6
    assert reasons[SkipReason.DUPLICATE] == 1
    assert reasons[SkipReason.EMPTY] == 2


def test_compact_form(bytes_of: Callable[[str], bytes]) -> None:
    found = understood(bytes_of("compact.csv"), "compact.csv")
    assert len(found.values) == 5
    cells = by_cell(found)
    assert cells["population", "foreign", "03157", 2015].missing == "unknown"
    assert cells["population", "foreign", "03157", 2014].territory_date == date(2024, 12, 31)
    assert cells["population", "total", "03157", 2014].territory_date == date(2014, 12, 31)
    assert cells["school_leavers", "german", "03157", 2015].derived
    assert ("school_leavers", "german", "03157", 2014) not in cells
