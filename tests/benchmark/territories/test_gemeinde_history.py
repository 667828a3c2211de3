"""Former Gemeinden: when their keys ended, who followed where that is certain, and sums across the change."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from decimal import Decimal

import pytest

from benchmark.territories import compact
from benchmark.territories.compact import GemeindeRow, KreisRow, SuccessionRow
from benchmark.territories.gemeinde_history import History
from benchmark.territories.kinds import TerritoryKind
from benchmark.territories.populations import Counted, read_populations

pytestmark = pytest.mark.requirement("I3.3")


def kreis(ags, start=None, end=None):
    return KreisRow(ags, "Landkreis", ags, TerritoryKind.LANDKREIS, None, None, start, end)


def present(ags, name):
    return GemeindeRow(f"{ags[:5]}0000{ags[-3:]}", "Gemeinde", name, 1000, Decimal(1))


def counted(ags, name, **people):
    return Counted(ags, name, {int(year.lstrip("y")): number for year, number in people.items()})


def past_of(units, gemeinden, kreise=None, reforms=()):
    kreise = kreise or [kreis("01001")]
    return History({unit.ags: unit for unit in units}, gemeinden, kreise, list(reforms)).past()


ALWAYS = {f"y{year}": 5000 for year in range(2008, 2016)}


def test_a_new_key_for_the_same_people_is_a_renaming():
    past = past_of(
        [counted("01001001", "Aha", y2008=500, y2009=505), counted("01001002", "Aha, Stadt", y2010=503, y2015=510)],
        [present("01001002", "Aha")],
    )
    assert [(row.old_ags, row.new_ags, row.kind, row.complete) for row in past.successions] == [
        ("01001001", "01001002", "renamed", True)
    ]
    assert past.former[0].valid_until == date(2010, 12, 30)
    assert past.successions[0].date == past.present[0].valid_from == date(2010, 12, 31)


def test_the_same_name_with_more_people_is_a_merger_with_unknown_others():
    past = past_of(
        [counted("01001001", "Aha", y2008=500), counted("01001002", "Aha", y2009=900)],
        [present("01001002", "Aha")],
    )
    assert [(row.kind, row.complete) for row in past.successions] == [("merged", False)]


def test_the_one_gemeinde_that_grew_by_the_lost_people_took_them_over():
    past = past_of(
        [
            counted("01001001", "Aha", y2011=300),
            counted("01001002", "Beha", y2011=200),
            counted("01001003", "Ceha", **{**ALWAYS, "y2012": 5505, "y2013": 5500, "y2014": 5500, "y2015": 5500}),
            counted("01001004", "Deha", **ALWAYS),
        ],
        [present("01001003", "Ceha"), present("01001004", "Deha")],
    )
    assert {(row.old_ags, row.new_ags, row.kind, row.complete) for row in past.successions} == {
        ("01001001", "01001003", "merged", True),
        ("01001002", "01001003", "merged", True),
    }


def test_two_that_grew_leave_the_successor_unknown():
    past = past_of(
        [
            counted("01001001", "Aha", y2011=400),
            counted("01001003", "Ceha", **{**ALWAYS, "y2012": 5300}),
            counted("01001004", "Deha", **{**ALWAYS, "y2012": 5300}),
        ],
        [present("01001003", "Ceha"), present("01001004", "Deha")],
    )
    assert past.successions == []
    assert [row.ags for row in past.former] == ["01001001"]


def test_a_namesake_in_another_kreis_is_no_successor():
    past = past_of(
        [counted("01001001", "Aha", y2008=500), counted("01002001", "Aha", y2009=500)],
        [present("01002001", "Aha")],
        [kreis("01001"), kreis("01002")],
    )
    assert past.successions == []


def test_the_end_of_a_kreis_gives_new_keys_on_its_day():
    end = date(2016, 10, 31)
    past = past_of(
        [counted("01001001", "Aha", y2008=500, y2015=960), counted("01009001", "Aha, Stadt")],
        [present("01009001", "Aha")],
        [kreis("01001", None, end), kreis("01009", date(2016, 11, 1))],
        [SuccessionRow("01001", "01009", date(2016, 11, 1), "merged", "")],
    )
    (row,) = past.successions
    assert (row.kind, row.complete, row.date) == ("renamed", True, date(2016, 11, 1))
    assert past.present[0].valid_from == date(2016, 11, 1)


def test_a_namesake_that_took_its_neighbours_in_is_not_complete():
    """As Walkenried in 2016, with Wieda and Zorge: its key alone would give half of its people."""
    end = date(2016, 10, 31)
    past = past_of(
        [
            counted("01001001", "Aha", y2008=500, y2015=520),
            counted("01001002", "Beha", y2008=480, y2015=480),
            counted("01009001", "Aha"),
        ],
        [present("01009001", "Aha")],
        [kreis("01001", None, end), kreis("01009", date(2016, 11, 1))],
        [SuccessionRow("01001", "01009", date(2016, 11, 1), "merged", "")],
    )
    assert [(row.old_ags, row.kind, row.complete) for row in past.successions] == [("01001001", "merged", False)]


def test_the_compact_form_by_kind():
    rows = [row for row in compact.read_successions() if len(row.old_ags) == 8]
    assert Counter((row.kind, row.complete) for row in rows) == {
        ("renamed", True): 740,
        ("merged", True): 86,
        ("merged", False): 151,
    }
    former = {row.ags: row for row in compact.read_former()}
    assert len(former) == 2_532
    assert all(row.old_ags in former for row in rows)
    into_goettingen = {row.old_ags: row.new_ags for row in rows if row.new_ags.startswith("03159")}
    assert len(into_goettingen) == 37
    assert into_goettingen["03152012"] == "03159016"
    assert former["03152012"].valid_until == date(2016, 10, 31)


@pytest.mark.official_files
def test_people_across_the_change_agree_with_the_published_sums(official_files):
    """What was certain in words is so in numbers: predecessors and successors differ by at most what a year changes."""
    people = {
        ags: unit.people
        for ags, unit in read_populations(official_files / "regionalstatistik" / "12411-01-01-5_00.csv").items()
    }
    before: dict[tuple[str, int], int] = defaultdict(int)
    for row in compact.read_successions():
        if len(row.old_ags) == 8 and row.complete and row.date.year <= 2015:
            year = row.date.year - 1
            before[row.new_ags, year] += people[row.old_ags][year]
    compared = 0
    for (new, year), total in before.items():
        total += people[new].get(year, 0)
        allowed = 0.10 if year == 2010 else 0.03
        assert abs(people[new][year + 1] - total) <= max(10, allowed * total), new
        compared += 1
    assert compared == 749


@pytest.mark.official_files
def test_the_gemeinden_of_a_former_kreis_are_its_people(official_files):
    """Göttingen and Osterode in 2015: the former Gemeinden add up to their Kreis; all but four have a namesake."""
    counts = read_populations(official_files / "regionalstatistik" / "12411-01-01-5_00.csv")
    former = [row for row in compact.read_former() if row.ags.startswith(("03152", "03156"))]
    for kreis_ags in ("03152", "03156"):
        total = sum(counts[row.ags].people.get(2015, 0) for row in former if row.ags.startswith(kreis_ags))
        assert total == counts[kreis_ags].people[2015]
    followed = {row.old_ags for row in compact.read_successions() if row.new_ags.startswith("03159")}
    unknown = {row.name for row in former if row.population_year == 2015 and row.ags not in followed}
    assert unknown == {"Hörden", "Wieda", "Wulften", "Zorge"}
