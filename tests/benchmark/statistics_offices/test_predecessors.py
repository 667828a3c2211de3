"""Figures of years before a change of territory: sums of the predecessors, estimates where one was divided."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from benchmark.harmonisation.missing import MissingReason
from benchmark.harmonisation.territory_change import Method
from benchmark.statistics_offices.actions import import_file
from benchmark.statistics_offices.measures import Measured
from benchmark.statistics_offices.models import OfficialValue, SourceFile
from benchmark.statistics_offices.predecessors import numbers_of
from benchmark.statistics_offices.selectors import Proposal, proposals
from benchmark.statistics_offices.territory_keys import Directory
from benchmark.territories.populations import read_populations
from tenants.border import Role, acting_as
from tenants.membership.people import Person
from tenants.membership.roles import RoleCode
from tests.benchmark.statistics_offices.conftest import understood

BY = Person(reference="p_operator", name="Betrieb", roles=frozenset({RoleCode.OPERATOR}))
FILES = (
    "regionalstatistik/12411-01-01-4_00.csv",
    "regionalstatistik/12511-01-01-4.csv",
    "regionalstatistik/13211-02-05-4_00.csv",
    "regionalstatistik/22221-01-01-4_00.csv",
    "regionalstatistik/22811-02-02-4_00.csv",
)
PEOPLE = Measured("population", "total", "NAT_FS")
NATURALISED = Measured("naturalisations", "total", "NONE")

pytestmark = [pytest.mark.requirement("I3.3"), pytest.mark.requirement("R5")]


@pytest.fixture(scope="module")
def imported(world_of_module: None, official_files: Path) -> Iterator[None]:
    """Tables of the Regionaldatenbank, which know the Kreise of their time only."""
    with acting_as(Role.OWNER):
        for name in FILES:
            import_file(data=(official_files / name).read_bytes(), name=name, by=BY)
    return


@pytest.fixture
def reading(imported: None) -> Iterator[None]:
    with acting_as(Role.PLATFORM):
        yield


def summed(ags: str, measured: Measured) -> dict[int, Decimal | None]:
    """What was made of predecessors, by year."""
    return {
        year: found[0].value
        for (of, year), found in numbers_of(ags).today.items()
        if of == measured and found and found[0].method is not Method.PUBLISHED
    }


def published_back_in_time(path: Path, ags: str, measured: Measured, directory: Directory) -> dict[int, Decimal | None]:
    """A series that the Land publishes for the territory of today, also for earlier years."""
    found = understood(path.read_bytes(), path.name, directory)
    return {v.year: v.value for v in found.values if v.ags == ags and v.measured == measured}


@pytest.mark.official_files
def test_goettingen_summed_is_goettingen_published_back_in_time(
    reading: None, official_files: Path, whole_directory: Directory
) -> None:
    """Naturalisations (12511 against LSN 2-3-1): all 5 years that both have are identical."""
    sums = summed("03159", NATURALISED)
    path = official_files / "niedersachsen-im" / "indicator_2-3-1.csv"
    land = published_back_in_time(path, "03159", NATURALISED, whole_directory)
    assert sorted(sums) == [2011, 2012, 2013, 2014, 2015]
    assert sums == {year: land[year] for year in sums}


@pytest.mark.official_files
def test_people_of_goettingen_differ_between_two_offices(
    reading: None, official_files: Path, whole_directory: Directory
) -> None:
    """LSN 1-1-1 agrees with 12411 in every Kreis but Göttingen, whose past the Land gives otherwise in all 11 years."""
    path = official_files / "niedersachsen-im" / "indicator_1-1-1.csv"
    found = understood(path.read_bytes(), path.name, whole_directory)
    own = {
        (ags, year): value
        for ags, year, value in OfficialValue.objects.filter(
            measure="population", group="total", source__table_code="12411-01-01-4"
        ).values_list("ags", "year", "value")
    }
    kreise = [v for v in found.values if len(v.ags) == 5 and (v.ags, v.year) in own]
    assert sum(own[v.ags, v.year] == v.value for v in kreise) == len(kreise) == 484
    sums = summed("03159", PEOPLE)
    land = published_back_in_time(path, "03159", PEOPLE, whole_directory)
    differences = [int(land[year] or 0) - int(sums[year] or 0) for year in range(2005, 2016)]
    assert differences == [898, 296, 199, 571, 628, 789, 353, 78, -189, -1504, -4277]


@pytest.mark.official_files
def test_sums_reach_back_to_the_first_table(reading: None) -> None:
    assert set(summed("03159", PEOPLE)) == set(range(1995, 2016))
    assert summed("03159", PEOPLE)[2015] == 255_653 + 73_885
    found = next(
        row for (of, year), rows in numbers_of("03159").today.items() for row in rows if (of, year) == (PEOPLE, 2015)
    )
    assert [(origin.ags, origin.name, origin.share) for origin in found.origins] == [
        ("03152", "Göttingen", None),
        ("03156", "Osterode am Harz", None),
    ]
    assert found.territory_date == date(2016, 11, 1)


def published_people(year: int) -> dict[str, Decimal]:
    """The whole population of every Kreis of its time."""
    rows = OfficialValue.objects.filter(measure="population", group="total", year=year, value__isnull=False)
    return {row.ags: row.value for row in rows if row.value is not None}


def of(ags: str, code: str, year: int, group: str = "total") -> Proposal:
    return next(p for p in proposals(ags) if (p.indicator_code, p.year, p.group) == (code, year, group))


@pytest.mark.official_files
def test_shares_are_made_anew_and_the_proposal_says_of_what(reading: None) -> None:
    with translation.override("de"):
        figure = of("03159", "SOZ-04", 2015)
    parts = OfficialValue.objects.filter(ags__in=("03152", "03156"), year=2015, group="total")
    above = sum(parts.filter(measure="asylum_benefit_recipients").values_list("value", flat=True))
    below = sum(parts.filter(measure="population").values_list("value", flat=True))
    assert (figure.numerator, figure.denominator) == (above, below)
    assert figure.value is not None
    assert abs(figure.value - above * 1000 / below) < Decimal("1e-15")
    assert figure.derived
    assert not figure.estimated
    assert figure.territory_date == date(2016, 11, 1)
    assert "Summe aus Göttingen (03152) und Osterode am Harz (03156)." in figure.note


@pytest.mark.official_files
def test_published_rates_are_not_averaged_but_carried_over(reading: None) -> None:
    rates = {p.year for p in proposals("03159") if p.indicator_code == "ARB-02" and p.value is not None}
    assert rates.isdisjoint(range(2009, 2016))
    assert numbers_of("03159").today[Measured("unemployed", "total", "NAT_BA"), 2010]


@pytest.mark.official_files
def test_a_divided_kreis_gives_estimates_that_say_so(reading: None) -> None:
    with translation.override("de"):
        figure = of("13071", "SOZ-04", 2010)
    assert figure.estimated
    assert figure.derived
    assert "Geschätzt: nach Anteilen der Einwohner:innen von Neubrandenburg (13002)" in figure.note
    assert "Demmin (13052, 82,4 %)" in figure.note
    assert figure.denominator is not None
    assert figure.denominator == figure.denominator.to_integral_value()
    people = dict(
        OfficialValue.objects.filter(measure="population", year=2010, group="total", ags__startswith="130").values_list(
            "ags", "value"
        )
    )
    exact = people["13002"] + people["13055"] + people["13056"] + people["13052"] * Decimal("0.824453229")
    assert abs(figure.denominator - exact) <= Decimal("0.5")
    both = figure.denominator + (of("13075", "SOZ-04", 2010).denominator or 0)
    whole = sum(people[key] for key in ("13001", "13002", "13052", "13055", "13056", "13059", "13062"))
    assert abs(both - whole) <= 1


@pytest.mark.official_files
def test_a_kreis_that_took_another_in_is_made_of_both(reading: None) -> None:
    """Wartburgkreis before 2021: with Eisenach, and until 2018 without the part that left in 2019."""
    people = {
        row.ags: row.value
        for row in OfficialValue.objects.filter(measure="population", year=2015, ags__in=("16056", "16063"))
    }
    (found,) = numbers_of("16063").today[PEOPLE, 2015]
    assert found.method is Method.ESTIMATED
    assert found.value == (people["16056"] + people["16063"] * Decimal("0.973498866")).quantize(Decimal(1))
    assert [origin.share is None for origin in found.origins] == [True, False]


@pytest.mark.official_files
def test_a_kreis_that_gained_a_sliver_keeps_what_was_published(reading: None) -> None:
    numbers = numbers_of("16066")
    assert not numbers.today[PEOPLE, 2015]
    (then,) = numbers.then[PEOPLE, 2015]
    assert then.method is Method.PUBLISHED
    with translation.override("de"):
        figure = of("16066", "SOZ-04", 2015)
    assert not figure.derived
    assert "vor der Gebietsänderung (01.01.2019)" in figure.note


@pytest.mark.official_files
def test_a_kreis_without_changes_is_as_before(reading: None) -> None:
    numbers = numbers_of("05754")
    assert numbers.changed is None
    assert not any(numbers.then.values())
    assert {row.method for rows in numbers.today.values() for row in rows} == {Method.PUBLISHED}
    with CaptureQueriesContext(connection) as queries:
        numbers_of("13071")
    assert len([query for query in queries if not query["sql"].startswith("SET ")]) == 2


@pytest.fixture
def file(world: None) -> Iterator[SourceFile]:
    """A file of our own for numbers of Göttingen's predecessors."""
    with acting_as(Role.OWNER):
        yield SourceFile.objects.create(
            sha256="a" * 64, content_sha256="b" * 64, file_name="own.csv", family="compact", table_code="T",
            title="Own", publisher="Office", imported_by="p", rows_read=1, rows_skipped=0, values_stored=1,
        )  # fmt: skip


def put(file: SourceFile, ags: str, value: int | None, *, day: date = date(2015, 12, 31), missing: str = "") -> None:
    OfficialValue.objects.create(
        measure="population", group="total", concept="NAT_FS", ags=ags, year=day.year, value=value, missing=missing,
        territory_date=day, source=file,
    )  # fmt: skip


def test_a_gap_of_one_predecessor_is_a_gap_of_the_sum(file: SourceFile) -> None:
    put(file, "03152", 100)
    put(file, "03156", None, missing="blocked")
    (found,) = numbers_of("03159").today[PEOPLE, 2015]
    assert (found.value, found.missing, found.method) == (None, MissingReason.BLOCKED.value, Method.SUMMED)


def test_a_predecessor_without_any_statement_gives_no_sum(file: SourceFile) -> None:
    put(file, "03152", 100)
    assert numbers_of("03159").today[PEOPLE, 2015] == []


def test_what_was_published_for_today_wins_over_a_sum(file: SourceFile) -> None:
    put(file, "03152", 100)
    put(file, "03156", 50)
    OfficialValue.objects.create(
        measure="population", group="total", concept="NAT_FS", ags="03159", year=2015, value=149, missing="",
        territory_date=date(2024, 12, 31), source=file,
    )  # fmt: skip
    (found,) = numbers_of("03159").today[PEOPLE, 2015]
    assert (found.value, found.method) == (149, Method.PUBLISHED)


def test_a_new_key_carries_its_past_over(file: SourceFile) -> None:
    put(file, "14161", 246_587, day=date(2005, 12, 31))
    (found,) = numbers_of("14511").today[PEOPLE, 2005]
    assert (found.value, found.method) == (246_587, Method.RENAMED)
    assert [(origin.ags, origin.name) for origin in found.origins] == [("14161", "Chemnitz")]


def test_gemeinden_under_a_former_key_are_carried_over(file: SourceFile) -> None:
    put(file, "03152012", 118_914)
    (found,) = numbers_of("03159016").today[PEOPLE, 2015]
    assert (found.value, found.method, found.territory_date) == (118_914, Method.RENAMED, date(2016, 11, 1))
    put(file, "03156012", 2_258)  # Walkenried took two others in on that day
    assert numbers_of("03159036").today[PEOPLE, 2015] == []


@pytest.mark.official_files
def test_the_table_of_gemeinden_speaks_of_former_ones_too(world: None, official_files: Path) -> None:
    """A dash of a year in which a Gemeinde was no more, or not yet, is no zero; all others are values."""
    name = "regionalstatistik/12411-01-01-5_00.csv"
    with acting_as(Role.OWNER):
        import_file(data=(official_files / name).read_bytes(), name=name, by=BY)
    with acting_as(Role.PLATFORM):
        rows = OfficialValue.objects.filter(measure="population")
        counted = [unit.ags for unit in read_populations(official_files / name).values() if unit.people]
        printed = {ags for ags in counted if not ags.startswith("110") or ags == "11000"}  # without districts of Berlin
        assert set(rows.values_list("ags", flat=True).distinct()) == printed
        assert len(printed) == 13_521
        assert {row.year for row in rows.filter(ags="01051111")} == {2008}
        assert not rows.filter(ags="03159016").exists()
        assert set(summed("03159016", PEOPLE)) == set(range(2008, 2016))
        assert summed("03159016", PEOPLE)[2015] == 118_914
        (joined,) = numbers_of("16065085").today[PEOPLE, 2011]  # Kyffhäuserland, eight Gemeinden until 2012
        assert joined.method is Method.SUMMED
        people = {row.ags: row.value for row in rows.filter(year=2011, ags__in=[one.ags for one in joined.origins])}
        assert joined.value == sum(value for value in people.values() if value is not None)
        (first,) = rows.filter(ags="16065085", year=2012)
        assert first.value is not None
        assert abs(joined.value / first.value - 1) < Decimal("0.03")
