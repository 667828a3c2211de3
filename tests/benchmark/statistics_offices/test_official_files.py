"""The official files as they are, beside the checkout: everything known is read, and the counter-checks hold."""

from __future__ import annotations

import csv
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from benchmark.statistics_offices import readers
from benchmark.statistics_offices.extraction import Extract, Value
from benchmark.statistics_offices.refusals import FileRefused
from benchmark.statistics_offices.territory_keys import Directory
from tests.benchmark.statistics_offices.conftest import by_cell, understood

Read = Callable[[Path], Extract]

pytestmark = [pytest.mark.official_files, pytest.mark.requirement("I2.7"), pytest.mark.requirement("R73")]

WITHOUT_MEASURE = {
    *(f"indicator_{n}.csv" for n in ("1-2-6", "1-2-8", "3-1-1", "4-2-2", "5-1-2", "5-2-1", "5-3-2")),
    *(f"indicator_{n}.csv" for n in ("6-1-1", "7-2-2", "8-1-1")),
}


@pytest.fixture(scope="module")
def read(whole_directory: Directory) -> Read:
    """A file by its path below the folder of official files, each read once."""
    known: dict[Path, Extract] = {}

    def reading(path: Path) -> Extract:
        if path not in known:
            known[path] = understood(path.read_bytes(), path.name, whole_directory)
        return known[path]

    return reading


def test_every_known_family_is_read_or_refused_for_its_reason(official_files: Path, read: Read) -> None:
    folders = ("regionalstatistik", "regionalstatistik-neuer", "niedersachsen-im", "nrw")
    files = sorted(path for folder in folders for path in (official_files / folder).glob("*.csv"))
    assert len(files) > 40
    for path in files:
        if path.name in WITHOUT_MEASURE:
            with pytest.raises(FileRefused, match="knows no measure"):
                read(path)
        elif path.name.startswith("census-nat"):
            with pytest.raises(FileRefused, match="no family of files"):
                read(path)
        else:
            assert len(read(path).values) > (50 if path.name == "12521-03i.csv" else 400), path.name


def numbers(found: Extract, measure: str, group: str = "total") -> dict[tuple[str, int], Value]:
    return {(v.ags, v.year): v for v in found.values if (v.measured.measure, v.measured.group) == (measure, group)}


def test_naturalisations_agree_in_two_statistics(official_files: Path, read: Read) -> None:
    """265 of 265 values of the Kreise of Niedersachsen 2011 to 2016, the merged Göttingen left out."""
    nationwide = numbers(read(official_files / "regionalstatistik/12511-01-01-4.csv"), "naturalisations")
    land = numbers(read(official_files / "niedersachsen-im/indicator_2-3-1.csv"), "naturalisations")
    merged = {"03152", "03156", "03159"}
    shared = [
        cell
        for cell, value in land.items()
        if 2011 <= cell[1] <= 2016
        and len(cell[0]) == 5
        and cell[0] not in merged
        and nationwide[cell].value is not None
    ]
    assert len(shared) >= 260
    assert all(land[cell].value == nationwide[cell].value for cell in shared)


def test_published_naturalisation_rate_is_the_ratio_of_its_parts(official_files: Path, read: Read) -> None:
    naturalised = numbers(read(official_files / "niedersachsen-im/indicator_2-3-1.csv"), "naturalisations")
    foreign = numbers(read(official_files / "niedersachsen-im/indicator_1-2-1.csv"), "population", "foreign")
    compared = 0
    with (official_files / "niedersachsen-im/indicator_2-3-3.csv").open(encoding="utf-8-sig") as file:
        for row in csv.DictReader(file):
            cell = (row["GeoCode"].removeprefix("K"), int(row["Year"]))
            if cell in naturalised:
                rate = naturalised[cell].value * 100 / foreign[cell].value
                assert abs(rate - Decimal(row["Value"])) < Decimal("0.000001"), cell
                compared += 1
    assert compared >= 900


def test_two_downloads_of_unemployment_agree(official_files: Path, read: Read) -> None:
    """2015 and 2016 of a download of 2017 and one of 2021; Göttingen stands under its old key in the first."""
    old = by_cell(read(official_files / "regionalstatistik/13211-02-05-4_00.csv"))
    new = by_cell(read(official_files / "regionalstatistik-neuer/13211-02-05-4__2015-2020.csv"))
    shared = [cell for cell in new if cell in old and cell[0] == "unemployed" and cell[1] == "total"]
    different = [cell for cell in shared if old[cell].value != new[cell].value]
    assert len(shared) > 780
    assert len(different) <= 1
    assert ("unemployed", "total", "03152", 2016) not in old
    assert new["unemployed", "total", "03159", 2016].value == 10098


def test_the_gap_of_2017_and_2018_stays_a_gap(official_files: Path, read: Read) -> None:
    rates = numbers(
        read(official_files / "regionalstatistik-neuer/13211-02-05-4__2015-2020.csv"), "unemployment_rate", "foreign"
    )
    gap = [value for (_, year), value in rates.items() if year in (2017, 2018)]
    assert len(gap) > 790
    assert all(value.value is None and value.missing == "unknown" for value in gap)


def test_recovered_denominators_reproduce_the_published_shares(official_files: Path, read: Read) -> None:
    cells = by_cell(read(official_files / "niedersachsen-im/indicator_4-1-4.csv"))
    recovered = [value for value in cells.values() if value.derived]
    assert len(recovered) > 1340
    for value in recovered:
        group, ags, year = value.measured.group, value.ags, value.year
        count = cells["school_leavers_without_certificate", group, ags, year].value
        share = cells["school_leavers_without_certificate_share", group, ags, year].value
        assert count is not None
        assert share is not None
        assert value.value is not None
        assert abs(count * 100 / value.value - share) < Decimal("0.0000001")


@pytest.mark.requirement("R74")
def test_series_of_more_than_twenty_years_are_read_whole(official_files: Path, read: Read) -> None:
    population = numbers(read(official_files / "regionalstatistik/12411-01-01-4_00.csv"), "population")
    assert {year for ags, year in population if ags == "05754"} == set(range(1995, 2016))
    leavers = numbers(read(official_files / "regionalstatistik/21111-02-06-4.csv"), "school_leavers")
    assert {year for ags, year in leavers if ags == "03241"} >= set(range(2001, 2016))
    years = {year for ags, year in population if ags in ("03152", "03156")}
    assert years == set(range(1995, 2016))
    assert not [cell for cell in population if cell[0] == "03159"]


def test_gemeinden_of_kreis_guetersloh(official_files: Path, read: Read) -> None:
    population = numbers(read(official_files / "regionalstatistik/12411-01-01-5_00.csv"), "population")
    gemeinden = {ags for ags, year in population if ags.startswith("05754") and len(ags) == 8}
    assert len(gemeinden) == 13
    total = sum(population[ags, 2015].value or 0 for ags in gemeinden)
    assert total == population["05754", 2015].value == 360642


def test_employment_rates_of_2015(official_files: Path, read: Read) -> None:
    employed = read(official_files / "regionalstatistik/13111-02-02-4_00.csv")
    people = read(official_files / "regionalstatistik/12411-03-03-4_00.csv")
    above, below = numbers(employed, "employed_at_residence", "foreign"), numbers(people, "population_15_64", "foreign")
    rates = [
        above[cell].value * 100 / below[cell].value
        for cell in below
        if len(cell[0]) == 5 and below[cell].value and cell in above
    ]
    assert len(rates) >= 400
    assert round(min(rates), 1) == Decimal("12.9")
    assert round(max(rates), 1) == Decimal("60.5")


@pytest.mark.requirement("I3.1")
def test_children_in_daycare_agree_in_two_publications(official_files: Path, read: Read) -> None:
    """What the published counts and shares of Niedersachsen determine is what the Regionaldatenbank prints."""
    nationwide = by_cell(read(official_files / "regionalstatistik/22543-01-02-4_00.csv"))
    land = by_cell(read(official_files / "niedersachsen-im/indicator_3-1-3.csv"))
    shared = [cell for cell in land if land[cell].derived and cell in nationwide]
    assert len(shared) == 450
    assert all(land[cell].value == nationwide[cell].value for cell in shared)


@pytest.mark.requirement("I3.1")
def test_foreign_population_of_nrw_is_the_sum_of_the_continents(official_files: Path, read: Read) -> None:
    found = numbers(read(official_files / "nrw/12521-03i.csv"), "population", "foreign")
    assert len(found) == 53
    assert found["05111", 2024].value == 188_930
    assert {value.quality for value in found.values()} == {"rounded"}
    whole = 2_228_230 + 202_350 + 50_790 + 762_740 + 2_650 + 26_790  # the lines of the Land, rounded by themselves
    assert abs(sum(value.value or 0 for value in found.values()) - whole) < 53 * 6 * 2.5


@pytest.mark.requirement("I3.1")
def test_two_downloads_agree_row_by_row(official_files: Path) -> None:
    """896 of 897 counts of all unemployed in 2015 and 2016, sums included, before any of them is understood."""
    counts = []
    for file in ("regionalstatistik/13211-02-05-4_00.csv", "regionalstatistik-neuer/13211-02-05-4__2015-2020.csv"):
        reading = readers.read((official_files / file).read_bytes(), Path(file).name)
        rows = [row for row in reading.rows if row.period in ("2015", "2016")]
        counts.append({(row.key, row.period): row.cells[0] for row in rows})
    old, new = counts
    printed = [cell for cell in old if old[cell].isdigit()]
    changed = [cell for cell in printed if new[cell] != old[cell]]
    assert (len(printed), changed) == (897, [("03152", "2016")])
    assert new["03159", "2016"].isdigit()  # Göttingen under its new key
