"""The eight published workbooks as they are: read in full, and value by value beside the long files."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from benchmark.statistics_offices import readers
from benchmark.statistics_offices.extraction import Value, extract
from benchmark.statistics_offices.measures import Measured
from benchmark.statistics_offices.reading import Reading
from benchmark.statistics_offices.refusals import FileRefused
from tests.benchmark.statistics_offices.directories import named_directory

pytestmark = [pytest.mark.official_files, pytest.mark.requirement("I3.1"), pytest.mark.requirement("R73")]

LAST_DIGIT = Decimal("2e-14")  # the two publications round the fifteenth digit differently
Cells = dict[tuple[Measured, str, int], Value]

# Number of the table → lines, columns of all its tables, numbers in cells, sum of all whole numbers, years.
READ = {
    "2024_6-2-1": (471, 6, 2826, 40_207_741, {*range(2010, 2013), 2014, *range(2018, 2023)}),
    "2025_1-2-1": (52, 20, 1040, 43_961_420, set(range(2005, 2025))),
    "2025_1-2-3": (1092, 21, 22932, 181_846_304, set(range(2004, 2025))),
    "2025_1-3-1": (677, 7, 4115, None, set(range(2011, 2025))),
    "2025_2-3-3": (52, 20, 1040, None, set(range(2005, 2025))),
    "2025_3-1-2": (884, 2, 1768, None, set(range(2008, 2025))),
    "2025_4-1-4": (104, 60, 3112, None, {2005, *range(2011, 2025)}),
    "2025_5-2-1": (1456, 6, 4368, None, set(range(2011, 2025))),
}


def read(official_files: Path, name: str) -> Reading:
    return readers.read((official_files / "niedersachsen-im/xlsx" / f"{name}.xlsx").read_bytes(), f"{name}.xlsx")


def cells(official_files: Path, path: str) -> Cells:
    file = official_files / "niedersachsen-im" / path
    found = extract(readers.read(file.read_bytes(), file.name), named_directory(), name=file.name)
    return {(value.measured, value.ags, value.year): value for value in found.values}


def both(official_files: Path, edition: str, number: str) -> tuple[Cells, Cells]:
    return cells(official_files, f"xlsx/{edition}_{number}.xlsx"), cells(official_files, f"indicator_{number}.csv")


def different(workbook: Cells, long: Cells) -> list[tuple[Measured, str, int]]:
    """Cells that both have with numbers that differ by more than the last digit."""
    return [
        cell
        for cell in workbook.keys() & long.keys()
        if abs((workbook[cell].value or 0) - (long[cell].value or 0)) > LAST_DIGIT * max(1, long[cell].value or 0)
    ]


@pytest.mark.parametrize("name", sorted(READ))
def test_every_workbook_is_read_in_full(official_files: Path, name: str) -> None:
    lines, columns, numbers, total, years = READ[name]
    reading = read(official_files, name)
    rows = list(reading.rows)
    texts = [text for row in rows for text in row.cells]
    found = [text for text in texts if text[:1].isdigit()]
    assert (len(rows), reading.row_count, len(reading.columns), len(found)) == (lines, lines, columns, numbers)
    if total is not None:
        assert sum(int(text) for text in found) == total
    periods = {row.period for row in rows} | {column.period for column in reading.columns}
    assert {int(period) for period in periods if period} == years
    assert set(texts) - set(found) <= {"-", ""}
    assert reading.publisher
    assert reading.licence


def spot(reading: Reading, name: str, year: str, label: str) -> list[str]:
    """The texts of one territory and year in the columns whose labels contain a word."""
    found = []
    for row in reading.rows:
        first = int(row.dimensions[0])
        for column, text in zip(reading.columns[first:], row.cells, strict=False):
            if row.name == name and (column.period or row.period) == year and any(label in one for one in column.path):
                found.append(text)
    return found


def test_spot_values(official_files: Path) -> None:
    assert spot(read(official_files, "2024_6-2-1"), "Osnabrück", "2022", "Insgesamt")[:1] == ["18154"]
    assert spot(read(official_files, "2025_1-2-1"), "Peine", "2024", "Anzahl") == ["16325"]
    assert spot(read(official_files, "2025_1-2-3"), "Goslar", "2024", "10 und mehr") == ["4980", "2585", "2395"]
    assert spot(read(official_files, "2025_1-3-1"), "Peine", "2024", "weiteren") == ["33.4", "24.81426448737"]
    assert spot(read(official_files, "2025_2-3-3"), "Wittmund", "2022", "Prozent") == ["0.188235294117647"]
    assert spot(read(official_files, "2025_3-1-2"), "Wittmund", "2008", "sprochen") == ["3.64854802680566"]
    assert spot(read(official_files, "2025_4-1-4"), "Wittmund", "2013", "Deutsche") == ["-", "-"]
    assert spot(read(official_files, "2025_5-2-1"), "Wittmund", "2011", "Frauen") == ["180", "46.875"]


def test_foreign_population_agrees(official_files: Path) -> None:
    """1-2-1: 920 of 920 values."""
    workbook, long = both(official_files, "2025", "1-2-1")
    assert workbook.keys() == long.keys()
    assert len(workbook) == 920
    assert all(workbook[cell] == long[cell] for cell in workbook)  # also Gebietsstand


def test_minimum_income_agrees_but_for_old_goettingen(official_files: Path) -> None:
    """6-2-1: 2,460 of 2,460 common values.

    The workbook ends in 2022, the long file in 2024. Before the merger the workbook has the old Göttingen (152) and
    Osterode (156); the long file prints the old Göttingen under the key of the new one and no key for Osterode.
    """
    workbook, long = both(official_files, "2024", "6-2-1")
    assert len(workbook.keys() & long.keys()) == 2460
    assert different(workbook, long) == []
    assert Counter(ags for _m, ags, _y in workbook.keys() - long.keys()) == {"03152": 24, "03156": 24}
    rest = long.keys() - workbook.keys()
    assert {year for _m, ags, year in rest if ags != "03159"} == {2023, 2024}
    old = [cell for cell in rest if cell[1] == "03159" and cell[2] < 2016]
    assert len(old) == 24
    assert all(
        long[measured, ags, year].value == workbook[measured, "03152", year].value for measured, ags, year in old
    )


def test_migration_background_agrees(official_files: Path) -> None:
    """1-3-1: 800 of 800; years in which nobody asked for the wider sense are columns of dashes, left out as such."""
    workbook, long = both(official_files, "2025", "1-3-1")
    assert long.keys() == workbook.keys()
    assert len(long) == 800
    assert different(workbook, long) == []


def test_naturalisation_rates_agree(official_files: Path) -> None:
    """2-3-3: 901 of 901; but for one year the long file gives the city of Hannover a wrong key."""
    workbook, long = both(official_files, "2025", "2-3-3")
    assert len(workbook.keys() & long.keys()) == 901
    assert different(workbook, long) == []
    assert long.keys() < workbook.keys()
    assert {ags for _m, ags, _y in workbook.keys() - long.keys()} == {"03241001"}
    naturalised = cells(official_files, "indicator_2-3-1.csv")
    foreign = cells(official_files, "xlsx/2025_1-2-1.xlsx")
    for (_measured, ags, year), rate in workbook.items():
        above = naturalised[Measured("naturalisations", "total", "NONE"), ags, year].value
        below = foreign[Measured("population", "foreign", "NAT_AZR"), ags, year].value
        assert above is not None
        assert rate.value is not None
        assert abs(above * 100 / below - rate.value) < Decimal("0.000001"), (ags, year)


def test_family_languages_agree_but_for_a_copied_year(official_files: Path) -> None:
    """3-1-2: 736 of 782; the long file repeats 2010 as 2011 for every Kreis, the workbook has figures of 2011."""
    workbook, long = both(official_files, "2025", "3-1-2")
    assert workbook.keys() == long.keys()
    assert len(workbook) == 782
    wrong = different(workbook, long)
    assert len(wrong) == 46
    assert {year for _m, _a, year in wrong} == {2011}
    assert all(long[measured, ags, 2011].value == long[measured, ags, 2010].value for measured, ags, _y in wrong)


def test_school_leavers_agree(official_files: Path) -> None:
    """4-1-4: 4,127 of 4,127, recovered denominators too; eight dashes of the workbook are empty in the long file."""
    workbook, long = both(official_files, "2025", "4-1-4")
    assert long.keys() < workbook.keys()
    assert len(long) == 4127
    assert different(workbook, long) == []
    assert {(ags, year) for _m, ags, year in workbook.keys() - long.keys()} == {("03405", 2016), ("03462", 2013)}
    assert sum(value.derived for value in workbook.values()) == 1375


def test_years_of_residence(official_files: Path) -> None:
    """1-2-3 has no long file; its total is the sum of rounded classes and differs from 1-2-1 by rounding only."""
    found = cells(official_files, "xlsx/2025_1-2-3.xlsx")
    registered = cells(official_files, "xlsx/2025_1-2-1.xlsx")
    assert len(found) == 3 * 46 * 21
    assert found[Measured("foreign_residents_8_to_9_years", "foreign", "NAT_AZR"), "03157", 2024].value == 2320
    assert found[Measured("foreign_residents_10_years_and_more", "foreign", "NAT_AZR"), "03157", 2024].value == 5690
    totals = {cell: value for cell, value in found.items() if cell[0].measure == "foreign_population_by_residence"}
    compared = [
        abs((value.value or 0) - (registered[Measured("population", "foreign", "NAT_AZR"), ags, year].value or 0))
        for (_measured, ags, year), value in totals.items()
        if year >= 2016
    ]
    assert len(compared) == 46 * 9
    assert max(compared) <= 15


def test_place_of_work_is_read_but_never_mixed(official_files: Path) -> None:
    """5-2-1 counts at the place of work, where no indicator of ours counts."""
    reading = read(official_files, "2025_5-2-1")
    with pytest.raises(FileRefused, match="knows no measure"):
        extract(reading, named_directory(), name="2025_5-2-1.xlsx")


def test_the_rebuilt_table_is_refused(official_files: Path) -> None:
    """Nothing in it says a year, a table or a publisher: four blocks of the same keys could be any years."""
    name = "12411-03-03-4__2019-2022_bearbeitet.xlsx"
    data = (official_files / "regionalstatistik-neuer" / name).read_bytes()
    with pytest.raises(FileRefused, match="no publisher, no number of a table, no year"):
        readers.read(data, name)
