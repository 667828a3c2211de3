"""Small-area files of München and Köln: read in full, the whole city as figures, its parts left where they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from benchmark.statistics_offices import readers
from benchmark.statistics_offices.extraction import Extract
from benchmark.statistics_offices.reading import NumberFormat, SkipReason
from benchmark.statistics_offices.refusals import FileRefused
from tests.benchmark.statistics_offices.conftest import by_cell, understood
from tests.benchmark.statistics_offices.directories import named_directory

pytestmark = [pytest.mark.requirement("I3.1"), pytest.mark.requirement("R73")]

MUNICH_HEAD = (
    "INDIKATOR_GRUPPE,INDIKATOR_BEZEICHNUNG,INDIKATOR_AUSPRAEGUNG,INDIKATOR_WERT,BASISWERT_1,BASISWERT_2,"
    "NAME_BASISWERT_1,NAME_BASISWERT_2,JAHR,GLIEDERUNG,NUMMER,NAME"
)
COLOGNE_HEAD = "id,tab_id,tabelle,jahr,raum_id,raum,zei_id,zeile,zahl"
AREAS = (("Gesamtstadt", "#100", "Stadt München"), ("Stadtbezirk", "6", "06 Sendling"), ("Stadtbezirk", "4", "04 Ost"))
PLACES = (("000", "Stadt Köln"), ("001", "Innenstadt"), ("101", "Altstadt-Süd"))
TABLES = (
    ("005", "Einwohner", (("10", "Einwohner"),)),
    ("030", "Herkunft", (("10", "mit Migrationshintergrund"), ("50", "Ausländer"))),
)


def munich(
    *, indicator: str = "Ausländer/innenanteil", kinds: tuple[str, ...] = ("gesamt",), value: str = "24,6"
) -> bytes:
    """Two years, the city and two districts, and people of no district in one of the years."""
    rows = [MUNICH_HEAD]
    for year in (2012, 2011):
        for kind in kinds:
            areas = (*AREAS, ("Stadtbezirk", "99", "99 nicht zuzuordnen")) if year == 2012 else AREAS
            for number, (level, area, name) in enumerate(areas, start=1):
                cells = ["Bevölkerung", indicator, kind, value, f"{number * 100}", f"{number * 1000},5"]
                cells[5] = cells[5].removesuffix(",5") if indicator.startswith("Aus") else cells[5]
                rows.append(
                    ",".join(f'"{cell}"' for cell in (*cells, "Zähler", "Nenner", str(year), level, area, name))
                )
    return ("\r\n".join(rows) + "\r\n").encode()


def cologne(*, years: tuple[int, ...] = (2031, 2032)) -> bytes:
    """Two tables, two years, city, district and quarter, in the order of the published file."""
    rows = [COLOGNE_HEAD]
    for table, table_name, lines in TABLES:
        for year in years:
            for number, (area, name) in enumerate(PLACES, start=1):
                for line, line_name in lines:
                    key = f"010.{table}.{year}.{area}.{line.zfill(3)}"
                    value = f"{number * int(line)}.0"
                    rows.append(f"{key},{table},{table_name},{year},{area},{name},{line},{line_name},{value}")
    return ("\n".join(rows) + "\n").encode()


def read_all(data: bytes, name: str) -> Extract:
    return understood(data, name, named_directory())


def test_munich_areas_stand_beside_each_other_with_level_and_name() -> None:
    reading = readers.read(munich(), "atlas.csv")
    assert (reading.family, reading.table_code, reading.numbers) == (
        "munich_atlas",
        "München Ausländer/innenanteil",
        NumberFormat.DECIMAL_COMMA,
    )
    row = list(reading.rows)[1]
    assert (row.key, row.name, row.period, row.dimensions[:2]) == (
        "6",
        "06 Sendling",
        "2012",
        ("Stadtbezirk", "gesamt"),
    )
    assert row.cells == ["24,6", "200", "2000"]
    assert reading.row_count == 7


def test_the_whole_city_of_munich_becomes_figures() -> None:
    found = read_all(munich(), "atlas.csv")
    assert {key: value.value for key, value in by_cell(found).items()} == {
        ("population", "foreign", "09162", 2012): 100,
        ("population", "total", "09162", 2012): 1000,
        ("population", "foreign", "09162", 2011): 100,
        ("population", "total", "09162", 2011): 1000,
    }
    assert {value.measured.concept for value in found.values} == {"NAT_MR"}
    assert Counter(skip.reason for skip in found.skipped) == {SkipReason.CITY_DISTRICT: 5}


def test_another_indicator_of_munich_is_read_and_has_no_measure() -> None:
    data = munich(indicator="Arbeitslosendichte", kinds=("deutsch", "ausländisch"), value="4,8")
    reading = readers.read(data, "atlas.csv")
    assert reading.row_count == 14
    assert next(iter(reading.rows)).cells[2] == "1000,5"  # averages of a year are no whole numbers
    with pytest.raises(FileRefused, match="knows no measure"):
        read_all(data, "atlas.csv")


def test_a_share_split_by_sex_is_not_taken_for_everybody() -> None:
    found = read_all(munich(kinds=("männlich", "weiblich")), "atlas.csv")
    assert found.values == []
    assert Counter(skip.reason for skip in found.skipped) == {SkipReason.CITY_DISTRICT: 10, SkipReason.NOT_MEASURED: 4}


@pytest.mark.parametrize(
    ("make", "whole"),
    [(munich, {4, 7}), (cologne, {1, 2, 3, 6, 18})],  # rows after which a shorter file would be whole
)
def test_every_cut_is_noticed(make: Callable[[], bytes], whole: set[int]) -> None:
    lines = make().splitlines(keepends=True)
    for rows in set(range(1, len(lines))) - whole - {1, 2, 3}:
        with pytest.raises(FileRefused, match="cut off"):
            readers.read(b"".join(lines[: rows + 1]), "file.csv")
    with pytest.raises(FileRefused, match="cut off"):
        readers.read(b"".join(lines)[:-4], "file.csv")


def test_several_indicators_in_one_file_are_refused() -> None:
    data = munich() + munich(indicator="Anderes").split(b"\r\n", 1)[1]
    with pytest.raises(FileRefused, match="mixes several indicators"):
        readers.read(data, "atlas.csv")


def test_cologne_in_another_year() -> None:
    reading = readers.read(cologne(), "koeln.csv")
    assert (reading.family, reading.table_code, reading.row_count) == ("cologne_structure", "Köln 010", 18)
    assert [row.dimensions[0] for row in reading.rows][:3] == ["city", "district", "quarter"]
    found = read_all(cologne(), "koeln.csv")
    assert {(*key, value.measured.concept): value.value for key, value in by_cell(found).items() if key[3] == 2032} == {
        ("population", "total", "05315", 2032, "NAT_MR"): 10,
        ("population", "foreign", "05315", 2032, "NAT_MR"): 50,
        ("population_with_migration_background", "total", "05315", 2032, "MIGRAPRO"): 10,
    }
    assert {skip.reason for skip in found.skipped} == {SkipReason.CITY_DISTRICT}
    assert found.values[0].territory_date == date(2031, 12, 31)


@pytest.mark.official_files
def test_munich_as_published(official_files: Path) -> None:
    folder = official_files / "kleinraeumig"
    name = "indikatorenatlas2014bevoelkerungauslaenderinnenanteil.csv"
    reading = readers.read((folder / name).read_bytes(), name)
    rows = list(reading.rows)
    assert (len(rows), len({row.key for row in rows}), len({row.period for row in rows})) == (348, 27, 13)
    for year in {row.period for row in rows}:
        parts = {row.key: [int(text) for text in row.cells[1:3]] for row in rows if row.period == year}
        city = parts.pop("#100")
        assert [sum(column) for column in zip(*parts.values(), strict=True)] == city  # districts add up to the city
    cells = by_cell(read_all((folder / name).read_bytes(), name))
    assert len(cells) == 26
    assert cells["population", "foreign", "09162", 2012].value == 353816
    assert cells["population", "total", "09162", 2012].value == 1439474
    name = "indikatorenatlas2014arbeitsmarktarbeitslosendichte.csv"
    reading = readers.read((folder / name).read_bytes(), name)
    rows = list(reading.rows)
    assert len(rows) == 1755
    assert Counter(row.dimensions[0] for row in rows) == {"Stadtbezirk": 1690, "Gesamtstadt": 65}
    found = next(row for row in rows if (row.key, row.period, row.dimensions[1]) == ("#100", "2012", "ausländisch"))
    assert found.cells[:3] == ["5,2", "14805,8", "286121,5"]
    total = sum(Decimal(row.cells[1].replace(",", ".")) for row in rows if row.key != "#100" and row.period == "2012")
    assert total == Decimal("109936.3")


@pytest.mark.official_files
def test_cologne_as_published(official_files: Path) -> None:
    name = "koeln_bevoelkerung.csv"
    data = (official_files / "kleinraeumig" / name).read_bytes()
    rows = list(readers.read(data, name).rows)
    assert (len(rows), len({row.key for row in rows})) == (29135, 96)
    assert Counter(row.dimensions[0] for row in rows) == {"quarter": 26095, "district": 2736, "city": 304}
    inhabitants = [row for row in rows if (row.dimensions[1], row.period) == ("005", "2012")]
    by_level = Counter[str]()
    for row in inhabitants:
        by_level[row.dimensions[0]] += int(Decimal(row.cells[0]))
    assert by_level["city"] == by_level["district"] == by_level["quarter"] == 1044555
    found = read_all(data, name)
    cells = by_cell(found)
    assert len(cells) == 24
    assert cells["population", "foreign", "05315", 2012].value == 180415
    assert cells["population_with_migration_background", "total", "05315", 2005].value == 313386
    assert Counter(skip.reason for skip in found.skipped) == {
        SkipReason.CITY_DISTRICT: 28831,
        SkipReason.NOT_MEASURED: 280,
    }
