"""Real tables as a clerk might upload them: what the service finds by itself, with sums and spot values."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from benchmark.intake.opening import read_apart
from benchmark.spreadsheets.reading.applying import apply
from benchmark.spreadsheets.reading.cells import Style
from benchmark.spreadsheets.reading.mapping import Entry, YearFrom
from benchmark.spreadsheets.reading.opening import opened as open_file
from benchmark.spreadsheets.reading.outcome import Applied, Left
from benchmark.spreadsheets.reading.own_rows import Own, Why
from benchmark.spreadsheets.reading.proposing import Understood, places_of, understood
from benchmark.spreadsheets.reading.sheets import Opened, unpacked
from tenants.membership.refusals import Refused

pytestmark = pytest.mark.requirement("I3.1", "R11")
GUETERSLOH, MUENCHEN, PEINE = Own("05754", "Kreis Gütersloh"), Own("09162", "München"), Own("03157", "Landkreis Peine")


def opened(path: Path, *, lines: int = 0) -> Opened:
    data = path.read_bytes()
    if lines:
        data = b"\n".join(data.split(b"\n")[:lines])
    return unpacked(read_apart(open_file, data, path.name))


def seen(file: Opened, own: Own, name: str) -> Understood:
    found = understood(file.sheets, own, file_name=name, declared=file.style)
    assert found is not None
    return found


def applied(found: Understood, numerator: str, denominator: str, name: str) -> Applied:
    places = {" · ".join(one.labels): one.place for one in places_of(found.alike, found.mapping, file_name=name)}
    entry = Entry("DEM-01", "total", "NAT_FS", numerator=places[numerator], denominator=places[denominator])
    return apply(found.alike, replace(found.mapping, entries=(entry,)), file_name=name)


def numbers(result: Applied) -> dict[int, tuple[Any, Any]]:
    return {
        one.year: (one.numerator.value, one.denominator.value)
        for one in result.candidates
        if one.numerator and one.denominator
    }


CENSUS = {"census-nat-19.csv": (2019, "19", 48636, 364938), "census-nat-22.csv": (2022, "22", 56395, 371309)}


@pytest.mark.parametrize("name", list(CENSUS))
def test_nordrhein_westfalen_rebuilt_by_hand(official_files: Path, name: str) -> None:
    """Keys without their zero; the head of both files says 2019 above the keys, so the year is asked, not believed."""
    year, short, foreign, people = CENSUS[name]
    found = seen(opened(official_files / "nrw" / name), GUETERSLOH, name)
    assert (found.own.text, found.own.why, found.mapping.year_from) == ("5754", Why.SHORT_KEY, YearFrom.TYPED)
    typed = replace(found, mapping=replace(found.mapping, typed_year=year))
    result = applied(typed, f"foreigners_{short}", f"pop_{short}", name)
    assert result.left_out[Left.OTHER_UNIT].count == 433
    assert numbers(result) == {year: (Decimal(foreign), Decimal(people))}


def test_both_years_have_one_fingerprint(official_files: Path) -> None:
    names = ("census-nat-19.csv", "census-nat-22.csv")
    signatures = {seen(opened(official_files / "nrw" / name), GUETERSLOH, name).main[1].signature for name in names}
    assert len(signatures) == 1


def test_landesdatenbank_as_a_known_family(official_files: Path) -> None:
    name = "12411-15i.csv"
    file = opened(official_files / "nrw" / name)
    found = seen(file, GUETERSLOH, name)
    assert "12411-15i" in file.source
    assert found.mapping.style is Style.GERMAN
    assert (found.own.text, found.own.why, found.mapping.year_from) == ("05754", Why.KEY, YearFrom.ROWS)
    places = places_of(found.alike, found.mapping, file_name=name)
    people = [one for one in places if "Bevölkerungsstand" in one.labels[0]]
    assert people[0].example == "363982"


def test_muenchen_by_group(official_files: Path) -> None:
    name = "indikatorenatlas2014bevoelkerungauslaenderinnenanteil.csv"
    found = seen(opened(official_files / "kleinraeumig" / name), MUENCHEN, name)
    assert (found.own.text, found.mapping.year_from, found.mapping.style) == (
        "Stadt München",
        YearFrom.ROWS,
        Style.GERMAN,
    )
    result = applied(found, "BASISWERT_1", "BASISWERT_2", name)
    assert result.problems == []
    values = numbers(result)
    assert (min(values), max(values), len(values)) == (2000, 2012, 13)
    assert all(foreign < people for foreign, people in values.values())


def test_muenchen_in_a_long_table_with_groups(official_files: Path) -> None:
    name = "indikatorenatlas2014arbeitsmarktarbeitslosendichte.csv"
    found = seen(opened(official_files / "kleinraeumig" / name), MUENCHEN, name)
    assert found.mapping.apart == ("indikator_auspraegung",)
    result = applied(found, "BASISWERT_1 · deutsch", "BASISWERT_2 · deutsch", name)
    assert result.problems == []
    assert len(numbers(result)) == 13
    assert result.left_out[Left.NOT_MAPPED].count > 0


def test_koeln_is_long_and_has_a_decimal_point(official_files: Path) -> None:
    path = official_files / "kleinraeumig" / "koeln_bevoelkerung.csv"
    with pytest.raises(Refused):
        opened(path)
    found = seen(opened(path, lines=15_000), Own("05315", "Köln"), path.name)
    assert found.mapping.style is Style.ENGLISH
    assert (found.own.text, found.mapping.year_from) == ("Stadt Köln", YearFrom.ROWS)
    people = next(
        one for one in places_of(found.alike, found.mapping, file_name=path.name) if "Einwohner" in one.labels
    )
    assert people.place.column == "zahl"


def test_a_table_rebuilt_by_hand_without_years_is_too_long(official_files: Path) -> None:
    with pytest.raises(Refused) as refused:
        opened(official_files / "regionalstatistik-neuer" / "12411-03-03-4__2019-2022_bearbeitet.xlsx")
    assert "20.000" in str(refused.value)


def test_a_published_workbook_of_niedersachsen(official_files: Path) -> None:
    """Titles, a head of several rows, numbered columns, years in the head, footnotes."""
    name = "2025_1-2-1.xlsx"
    found = seen(opened(official_files / "niedersachsen-im" / "xlsx" / name), PEINE, name)
    assert found.mapping.year_from is YearFrom.HEAD
    assert found.own.text in ("Peine", "157")
    place = places_of(found.alike, found.mapping, file_name=name)[0].place
    entry = Entry("X", "total", "Y", value=place)
    result = apply(found.alike, replace(found.mapping, entries=(entry,)), file_name=name)
    values = {one.year: one.value.value for one in result.candidates if one.value}
    assert (min(values), max(values), len(values)) == (2005, 2024, 20)
    assert values[2005] == 6834
    assert result.problems == []
