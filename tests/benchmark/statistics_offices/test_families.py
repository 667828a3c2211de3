"""INKAR, flat files and further tables: what is read, whose keys, which signs; extracts and numbers are invented."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from benchmark.statistics_offices import readers
from benchmark.statistics_offices.reading import SkipReason
from benchmark.statistics_offices.refusals import FileRefused
from benchmark.statistics_offices.territory_keys import Directory
from tests.benchmark.statistics_offices.conftest import SMALL, by_cell, understood

Bytes = Callable[[str], bytes]
NEW, OLD = "12411-09-01-4_de_flat.csv", "13211-02-05-4_flat.csv"

pytestmark = [pytest.mark.requirement("I3.1"), pytest.mark.requirement("R73")]


def test_inkar(bytes_of: Bytes) -> None:
    data = bytes_of("inkar.csv")
    assert data.startswith(b"\xef\xbb\xbf")
    assert b"\r\n" in data
    found = understood(data, "export.csv")
    cells = by_cell(found)
    assert cells["population", "total", "03157", 2015].value == 132_000
    assert cells["population", "total", "05754008", 2015].value == 97_123
    assert cells["population_share", "foreign", "03157", 2014].value == Decimal("7.1")
    assert cells["daycare_rate_3_to_5", "total", "03157", 2015].value == Decimal("101.5")
    assert cells["population_share", "foreign", "03241", 2015].missing == "unknown"
    assert cells["daycare_rate_3_to_5", "total", "05754008", 2015].missing == "unknown"
    assert ("population", "total", "03241", 2014) not in cells
    assert {value.territory_date for value in found.values} == {date(2015, 12, 31)}
    assert Counter(skip.reason for skip in found.skipped) == {
        SkipReason.NOT_MEASURED: 1,
        SkipReason.EMPTY: 1,
        SkipReason.ASSOCIATION: 1,
        SkipReason.SUM_OF_TERRITORIES: 2,
    }


def test_a_lost_zero_is_put_back_only_where_the_name_fits(bytes_of: Bytes) -> None:
    data = bytes_of("inkar.csv")
    named = Directory(SMALL.spans, {"peine": ("03157",), "gutersloh": ("05754008",)}, {"03157": "landkreis"})
    assert ("population", "total", "03157", 2015) in by_cell(understood(data, "i.csv", named))
    other = Directory(SMALL.spans, {"peine": ("03155",), "gutersloh": ("05754008",)})
    with pytest.raises(FileRefused, match="row 3: the key 3157 of “Peine” has lost a zero"):
        understood(data, "i.csv", other)
    with pytest.raises(FileRefused, match="“03999” is not in the directory"):
        understood(data.replace(b"\r\n3157;", b"\r\n3999;"), "i.csv")


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (b";;;2014;2015", b"03157;Peine;Landkreis;2014;2015", "does not name the year"),
        (b"131.000;", b"131.00;", "a dot stands where"),
        (b"131.000;132.000;", b"131.000;132.000", "8 cells instead of 9"),
        (b";;;2014;", b";;;20145;", "is no year"),
    ],
)
def test_inkar_refusals(bytes_of: Bytes, old: bytes, new: bytes, sentence: str) -> None:
    data = bytes_of("inkar.csv")
    assert data.count(old) == 1
    with pytest.raises(FileRefused, match=sentence):
        understood(data.replace(old, new), "inkar.csv")
    with pytest.raises(FileRefused, match="cut off"):
        understood(data[:-1], "inkar.csv")


def test_flat_file_new_layout(bytes_of: Bytes) -> None:
    reading = readers.read(bytes_of(NEW), NEW)
    assert (reading.family, reading.table_code) == ("ffcsv", "12411-09-01-4")
    found = understood(bytes_of(NEW), NEW)
    cells = by_cell(found)
    assert [(v.value, v.quality) for v in (cells["population", g, "03157", 2022] for g in ("total", "german"))] == [
        (137_000, ""),
        (121_000, "provisional"),
    ]
    assert cells["population", "foreign", "03157", 2022].quality == "revised"
    assert cells["population", "foreign", "03241", 2022].missing == "not_reliable"
    limited = cells["population", "german", "03155", 2022]
    assert (limited.value, limited.quality) == (60_000, "limited")
    assert ("population", "foreign", "03155", 2022) not in cells
    assert Counter(skip.reason for skip in found.skipped) == {
        SkipReason.UNKNOWN_MARK: 1,
        SkipReason.DID_NOT_EXIST: 1,
        SkipReason.WHOLE_COUNTRY: 1,
        SkipReason.NOT_MEASURED: 1,
    }


def test_a_dash_in_a_flat_file_is_decided_by_the_territory(bytes_of: Bytes) -> None:
    """Osterode existed in 2015: zero. It had ended in 2022: nothing. Göttingen's new key of 2015 is computed back."""
    cells = by_cell(understood(bytes_of(NEW), NEW))
    assert cells["population", "foreign", "03156", 2015].value == 0
    assert ("population", "foreign", "03156", 2022) not in cells
    assert cells["population", "foreign", "03159", 2015].territory_date == date(2016, 11, 1)


def test_flat_file_old_layout(bytes_of: Bytes) -> None:
    reading = readers.read(bytes_of(OLD), OLD)
    assert (reading.retrieved, reading.table_code) == (date(2020, 2, 1), "13211-02-05-4")
    cells = by_cell(understood(bytes_of(OLD), OLD))
    assert cells["unemployed", "total", "03157", 2016].value == 4000
    assert cells["unemployment_rate", "total", "03157", 2016].value == Decimal("5.5")
    assert cells["unemployed", "total", "03241", 2016].missing == "unknown"
    assert cells["unemployment_rate", "total", "03241", 2016].missing == "blocked"


def test_flat_file_of_the_census_with_keys_of_twelve_digits(bytes_of: Bytes) -> None:
    found = understood(bytes_of("1000A-0001_de_flat.csv"), "1000A-0001_de_flat.csv")
    (value,) = found.values
    assert (value.measured.measure, value.ags, value.value) == ("census_population", "05754008", 98_765)
    assert value.territory_date == date(2022, 5, 15)


def test_ages_of_a_flat_file_are_added_up_where_all_are_there(bytes_of: Bytes) -> None:
    head, first = bytes_of(NEW).decode().splitlines()[:2]
    ages = ["ALT015B18", "ALT018B20", *(f"ALT{low:03}B{low + 5}" for low in range(20, 65, 5))]
    lines = [first.replace("NAT;Nationalität;;", f"ALTX21;Alter;{age};").replace("137000", "1000") for age in ages]
    whole = by_cell(understood("\n".join([head, *lines, ""]).encode(), NEW))
    assert whole["population_15_64", "total", "03157", 2022].value == 11_000
    assert understood("\n".join([head, *lines[:-1], ""]).encode(), NEW).values == []


def test_daycare_by_foreign_origin(bytes_of: Bytes) -> None:
    cells = by_cell(understood(bytes_of("22543-01-02-4_lines.csv"), "t.csv"))
    values = {key[0]: value.value for key, value in cells.items()}
    assert values == {
        "daycare_under_14": 5050,
        "daycare_under_3": 1090,
        "daycare_3_to_5": 3340,
        "daycare_under_14_foreign_origin": 1225,
    }


def test_foreign_population_of_nrw(bytes_of: Bytes) -> None:
    data = bytes_of("12521-03i_citizenships.csv")
    (value,) = understood(data, "t.csv").values
    assert (value.ags, value.value, value.quality, value.measured.concept) == ("05754", 790, "rounded", "NAT_AZR")
    line = next(line for line in data.splitlines(keepends=True) if b"05754" in line and b"Asien" in line)
    with pytest.raises(FileRefused, match="all continents exactly once"):
        understood(data.replace(line, b""), "t.csv")
