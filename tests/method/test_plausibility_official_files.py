"""The rules on the official files as they are: every known contradiction is found, and false alarms are counted.

A false alarm here is a question about a single number for which no contradiction is known. Some of them are real
errors that nobody has noticed yet, so the counts are an upper limit. They stand in docs/method/plausibility.md.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import python_calamine

from benchmark.findings.file_checks import FileCheck, Successor, check_files, reference_of
from benchmark.findings.official_files import CheckedFile, official_record, read_checked
from benchmark.plausibility import jumps, shares, sources
from benchmark.plausibility.context import Context
from benchmark.plausibility.findings import Cause, Finding, Reason, Weight
from benchmark.plausibility.records import Point, Record, Scale, series_of
from benchmark.statistics_offices.measures import Measured
from benchmark.statistics_offices.territory_keys import Directory
from benchmark.territories import compact

pytestmark = [pytest.mark.official_files, pytest.mark.requirement("I3.5"), pytest.mark.slow]

ALWAYS = ((None, None),)
GOETTINGEN = {"03152": Successor("03159", 2016), "03156": Successor("03159", 2016)}
MONITOR = ("1-1-1", "1-2-1", "1-2-2", "1-2-8", "1-3-1", "2-3-1", "2-3-3", "3-1-2", "3-1-3", "4-1-4", "6-2-1")
TABLES = (
    *(f"niedersachsen-im/indicator_{number}.csv" for number in MONITOR),
    "regionalstatistik/12511-01-01-4.csv",
    "regionalstatistik/13211-02-05-4_00.csv",
    "regionalstatistik-neuer/13211-02-05-4__2015-2020.csv",
    "regionalstatistik/AI002-1_00.csv",
)
REWORKED = "regionalstatistik-neuer/12411-03-03-4__2019-2022_bearbeitet.xlsx"
SINGLE = (Reason.JUMP, Reason.ZERO_AFTER_CASES, Reason.IDENTICAL)
QUIET = {"population", "naturalisations", "unemployed", "unemployment_rate", "minimum_income_recipients"} | {
    "minimum_income_rate"
}


@pytest.fixture(scope="module")
def kinds() -> dict[str, str]:
    return {kreis.ags: str(kreis.kind) for kreis in compact.read_kreise()}


@pytest.fixture(scope="module")
def files(official_files: Path) -> list[CheckedFile]:
    spans: dict[str, tuple[tuple[date | None, date | None], ...]] = {}
    for kreis in compact.read_kreise():
        spans[kreis.ags] = (*spans.get(kreis.ags, ()), (kreis.valid_from, kreis.valid_until))
    for gemeinde in compact.read_gemeinden():
        spans[gemeinde.ars[:5] + gemeinde.ars[-3:]] = ALWAYS
    directory = Directory(spans)
    return [read_checked(official_files / name, directory) for name in TABLES]


@pytest.fixture(scope="module")
def check(files: list[CheckedFile], kinds: dict[str, str]) -> FileCheck:
    return check_files(files, kinds, GOETTINGEN)


def of_table(found: list[Finding], name: str) -> list[Finding]:
    return [said for said in found if said.ids[0].startswith(f"indicator_{name}.csv")]


def test_naturalisation_rates_of_the_capital_stand_under_the_key_of_its_surroundings(check: FileCheck) -> None:
    """LSN 2-3-3 does not follow from 2-3-1 and 1-2-1 in 18 lines (a nineteenth differs by less than 0.005 points)."""
    found = of_table(check.of(Reason.SHARE_DIFFERS), "2-3-3")
    assert Counter(said.weight for said in found) == {Weight.CONTRADICTION: 18, Weight.HINT: 1}
    assert {said.points[0].place for said in found} == {"03241999"}
    assert {(said.evidence.cause, said.evidence.sources) for said in found} == {(Cause.OTHER_PLACE, ("03241001",))}
    assert round(max(abs(said.evidence.difference or 0) for said in found), 2) == Decimal("0.86")
    assert len(of_table(check.of(Reason.CONTRADICTING_DUPLICATE), "2-3-3")) == 19


def test_foreign_shares_that_stand_on_other_denominators(check: FileCheck) -> None:
    """LSN 1-2-2 against 1-2-1 and 1-1-1: 109 of 1,040 values in 2021 to 2023, and two more in 2024."""
    found = of_table(check.of(Reason.SHARE_DIFFERS), "1-2-2")
    visible = Counter(said.points[0].year for said in found if said.weight is Weight.CONTRADICTION)
    assert visible == {2021: 16, 2022: 46, 2023: 47, 2024: 2}
    causes = Counter((said.points[0].year, said.evidence.cause) for said in found)
    assert causes[2021, Cause.PREVIOUS_YEAR] == 51  # all but one: the shares of 2021 stand on the population of 2020
    assert causes[2022, Cause.CENSUS] == 52
    assert all(said.points[0].year >= 2020 for said in found)


def test_lk_osnabrueck_has_two_populations(official_files: Path, files: list[CheckedFile]) -> None:
    """366,221 on the census of 2011 and 356,060 on that of 2022; the shares of 2022 still stand on the former."""
    measured = Measured("population", "total", "NAT_FS")
    old = reworked_population(official_files)
    assert old["03459"] == 366221
    before = [official_record(f"x:{ags}", measured, ags, 2022, number, "12411-03-03-4") for ags, number in old.items()]
    now = [row for checked in files if checked.table == "LSN 1-1-1" for row in checked.values]
    found = {said.points[0].place: said for said in sources.find([*before, *now], Context())}
    told = found["03459"]
    assert {told.evidence.observed, told.evidence.compared} == {366221, 356060}
    assert (told.evidence.cause, told.weight) == (Cause.CENSUS, Weight.QUESTION)
    assert len(found) == 46  # all 45 Kreise, and the city of Hannover
    lines = {checked.table: {(r.point.place, r.point.year): r for r in checked.lines} for checked in files}
    cell = ("03459", 2022)
    stated = lines["LSN 1-2-2"][cell]
    row = replace(
        stated,
        numerator=lines["LSN 1-2-1"][cell].value,
        denominator=lines["LSN 1-1-1"][cell].value,
        base="LSN 1-1-1",
    )
    context = Context(denominators={cell: {"12411-03-03-4": old["03459"], "LSN 1-1-1": Decimal(356060)}})
    (said,) = shares.find([row], context)
    assert (said.evidence.cause, said.evidence.sources) == (Cause.OTHER_DENOMINATOR, ("12411-03-03-4",))


def reworked_population(official_files: Path) -> dict[str, Decimal]:
    """The last block (2022) of the table that somebody rebuilt by hand, Kreise of Niedersachsen."""
    rows = python_calamine.CalamineWorkbook.from_path(official_files / REWORKED).get_sheet_by_index(0).to_python()
    keys, totals = rows[0].index("kid2019"), rows[0].index("total")
    found: dict[str, Decimal] = {}
    for row in rows[1:]:
        key = str(row[keys]).split(".")[0].zfill(5)
        if key.startswith("03") and str(row[totals]) not in ("", "-"):
            found[key] = Decimal(int(float(str(row[totals]))))  # a later block overwrites an earlier year
    return found


def test_duplicates_and_empty_cells(check: FileCheck) -> None:
    doubled = check.of(Reason.DUPLICATE)
    assert {said.points[0].year for said in of_table(doubled, "1-2-8")} == {2023}
    assert {name: len(of_table(doubled, name)) for name in ("1-2-8", "1-3-1")} == {"1-2-8": 104, "1-3-1": 234}
    assert len(doubled) == 104 + 234
    empty = check.of(Reason.EMPTY)
    assert {name: len(of_table(empty, name)) for name in ("1-3-1", "4-1-4")} == {"1-3-1": 624, "4-1-4": 8}


def test_two_downloads_of_the_unemployed_differ_in_goettingen_only(check: FileCheck) -> None:
    found = [said for said in check.of(Reason.TWO_SOURCES) if said.points[0].subject.startswith("13211")]
    assert {(said.points[0].place, said.points[0].year) for said in found} == {("03159", 2016)}
    first = next(said for said in found if said.points[0].subject.endswith(", 1"))
    assert {first.evidence.observed, first.evidence.compared} == {10098, 10100}


def test_two_statistics_of_naturalisations_never_differ(check: FileCheck) -> None:
    assert [said for said in check.of(Reason.TWO_SOURCES) if said.points[0].subject == "naturalisations"] == []


def test_the_census_of_2011_is_seen_between_two_statistics(check: FileCheck) -> None:
    """Updated population minus register of foreigners: about one point before 2011, minus half a point after."""
    (said,) = check.of(Reason.LEVEL_SHIFT)
    assert (said.evidence.break_code, said.points[0].year) == ("census_2011", 2011)
    assert said.evidence.count >= 44
    assert said.evidence.compared is not None
    assert said.evidence.compared > Decimal("0.7")
    assert said.evidence.observed < Decimal("-0.3")


def test_a_year_that_was_copied_is_found(check: FileCheck) -> None:
    """Not in the list of known contradictions: LSN 3-1-2 states for 2011 what it states for 2010, in 44 Kreise."""
    copied = [said for said in check.of(Reason.IDENTICAL) if said.points[0].subject == "daycare_language_share"]
    assert {said.points[0].year for said in copied} == {2011}
    assert len(copied) == 44


def test_few_false_alarms(check: FileCheck, files: list[CheckedFile]) -> None:
    """Questions about single numbers of series without a known contradiction."""
    asked = [said for reason in SINGLE for said in check.of(reason)]
    values = [row for checked in files for row in checked.values if row.value is not None]
    quiet = [said for said in asked if said.points[0].subject in QUIET]
    at_home = [said for said in quiet if said.points[0].place.startswith("03")]
    numbers = Counter(row.point.subject in QUIET for row in values)
    of_land = sum(row.point.subject in QUIET and row.point.place.startswith("03") for row in values)
    print(len(at_home), "of", of_land, "|", len(quiet), "of", numbers[True], "|", len(asked), "of", len(values))
    assert len(at_home) <= 0.0025 * of_land
    assert len(quiet) <= 0.0025 * numbers[True]
    assert len(asked) <= 0.005 * len(values)


ERRORS: dict[str, tuple[Callable[[Decimal], Decimal], float]] = {
    "a zero too many": (lambda number: number * 10, 0.95),
    "a digit lost": (lambda number: number / 10, 0.9),
    "half too much": (lambda number: number * 3 / 2, 0.5),
}


@pytest.mark.parametrize("name", ERRORS)
def test_seeded_errors_are_found(files: list[CheckedFile], kinds: dict[str, str], name: str) -> None:
    """One wrong number in 250 series of Niedersachsen; a third of the series count fewer than 200 people."""
    change, expected = ERRORS[name]
    values = [
        row
        for checked in files
        if not checked.table.startswith("AI")
        for row in checked.values
        if row.value is not None and row.point.place.startswith("03")
    ]
    references = {
        kind: Context(kind=reference_of(row for row in values if kinds.get(row.point.place, "") == kind))
        for kind in {kinds.get(row.point.place, "") for row in values}
    }
    chance = random.Random(5)  # noqa: S311 - which series are spoilt need not be secret
    series = series_of({row.point: row for row in values}.values())
    tried = found = 0
    for key in chance.sample(sorted(series), 250):
        rows = list(series[key])
        spoilt = chance.randrange(len(rows))
        number = change(rows[spoilt].value or Decimal(0))
        if len(rows) < 6 or not number or (rows[spoilt].scale is Scale.SHARE and number >= rows[spoilt].factor):
            continue
        rows[spoilt] = replace(rows[spoilt], value=number)
        years = {row.point.year for row in rows[spoilt : spoilt + (2 if spoilt == 0 else 1)]}
        said = jumps.find(rows, references[kinds.get(key[0], "")])
        tried += 1
        found += bool(years & {one.points[0].year for one in said})
    print(name, found, "of", tried)
    assert tried > 150
    assert found / tried >= expected


def test_records_of_points_are_told_apart(files: list[CheckedFile]) -> None:
    """Every value of an understood file is one record at one point."""
    for checked in files:
        points = [row.point for row in checked.values]
        assert len(points) == len(set(points)), checked.name
        assert all(isinstance(row, Record) and isinstance(row.point, Point) for row in checked.values)
