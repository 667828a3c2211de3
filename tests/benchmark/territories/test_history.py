"""The history of a territory: who it was made of and what it became, in facts and in sentences."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from benchmark.territories.dates import is_exact
from benchmark.territories.descent import descent_of
from benchmark.territories.history import history_of
from benchmark.territories.presenters import history_lines, listed
from tenants.border import Role, acting_as

pytestmark = pytest.mark.requirement("I3.3")


GOETTINGEN = (
    "01.11.2016: Entstanden aus Göttingen (03152) und Osterode am Harz (03156). Werte früherer Jahre sind deren Summen."
)
DEMMIN = (
    "04.09.2011: Aufgeteilt auf Mecklenburgische Seenplatte (13071, 82,4 % der Einwohner:innen) und "
    "Vorpommern-Greifswald (13075, 17,6 % der Einwohner:innen)."
)


@pytest.fixture
def reading(world_of_module):
    with acting_as(Role.PLATFORM), translation.override("de"):
        yield


def lines(ags):
    return [f"{line.when}: {line.text}" for line in history_lines(ags, history_of(ags))]


def test_goettingen_in_facts(reading):
    (change,) = history_of("03159")
    assert (change.date, change.exact, change.kind, change.complete) == (date(2016, 11, 1), True, "merged", True)
    assert [(one.ags, one.name, one.population, one.population_year) for one in change.before] == [
        ("03152", "Göttingen", 255_653, 2015),
        ("03156", "Osterode am Harz", 73_885, 2015),
    ]
    assert [one.ags for one in change.after] == ["03159"]


@pytest.mark.parametrize(
    ("ags", "expected"),
    [
        (
            "03159",
            [GOETTINGEN],
        ),
        ("03156", ["01.11.2016: Aufgegangen in Göttingen (03159)."]),
        ("15003", ["01.07.2007: Neuer Schlüssel; bis dahin Magdeburg (15303)."]),
        ("15303", ["01.07.2007: Neuer Schlüssel; seither Magdeburg (15003)."]),
        (
            "13052",
            [DEMMIN],
        ),
        (
            "16063",
            ["01.01.1998: Ein Teil ging an Eisenach (16056, 23,3 % der Einwohner:innen).",
             "01.01.2019: Ein Teil ging an Schmalkalden-Meiningen (16066, 2,7 % der Einwohner:innen).",
             "01.07.2021: Eisenach (16056) kam dazu."],
        ),
        (
            "16056",
            ["01.01.1998: Entstanden aus einem Teil von Wartburgkreis (16063, 23,3 % der Einwohner:innen).",
             "01.07.2021: Aufgegangen in Wartburgkreis (16063)."],
        ),
        ("03159036", ["01.11.2016: Entstanden aus Walkenried (03156012) und weiteren, die nicht bekannt sind."]),
        ("05754", []),
        ("99999", []),
    ],
)  # fmt: skip
def test_histories_in_sentences(reading, ags, expected):
    assert lines(ags) == expected


def test_a_kreis_with_a_divided_predecessor_says_so(reading):
    (line,) = lines("13071")
    assert line.startswith("04.09.2011: Entstanden aus Neubrandenburg (13002), Demmin (13052, 82,4 % der")
    assert line.endswith("Werte früherer Jahre sind zum Teil geschätzt.")


def test_where_only_the_year_is_known(reading):
    (line,) = lines("16065029")
    assert line == "im Jahr 2012: Aufgegangen in Kyffhäuserland (16065085)."
    assert not is_exact(date(2012, 12, 31))
    assert is_exact(date(2019, 1, 1))
    assert not is_exact(date(2016, 1, 1))


def test_names_in_a_sentence():
    with translation.override("de"):
        assert listed([]) == ""
        assert listed(["A"]) == "A"
        assert listed(["A", "B", "C"]) == "A, B und C"


def test_the_whole_descent_takes_one_query(reading):
    for ags, most in (("03159", 2), ("16063", 3)):
        with CaptureQueriesContext(connection) as queries:
            found = descent_of(ags)
        assert len([query for query in queries if not query["sql"].startswith("SET ")]) == 1
        with CaptureQueriesContext(connection) as queries:
            history_of(ags)
        assert len([query for query in queries if not query["sql"].startswith("SET ")]) == most
    assert found.predecessors >= {"16056"}
    assert {"16056", "16063"} <= found.in_force(date(2010, 1, 1))
    assert "16056" not in found.in_force(date(2022, 1, 1))


def test_a_descent_without_changes(reading):
    found = descent_of("05754")
    assert (found.predecessors, found.since, found.steps) == (frozenset(), None, ())
    assert found.name("05754") == "Gütersloh"
    assert descent_of("99999").spans == {}
