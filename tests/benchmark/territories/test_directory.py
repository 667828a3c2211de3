"""The directory in the database: complete, dated, and the same after a second loading."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from benchmark.territories import selectors
from benchmark.territories.actions import load_territories
from benchmark.territories.keys import LostLeadingZero, NotValidThen, UnknownKey
from benchmark.territories.kinds import TerritoryKind
from benchmark.territories.models import Territory
from tenants.border import Role, acting_as

pytestmark = pytest.mark.requirement("I2.5")


@pytest.fixture
def directory(world_of_module):
    """The directory as a founded platform holds it; for tests that only read."""
    with acting_as(Role.OWNER):
        yield


def test_all_kreise_and_gemeinden_of_the_directory(directory):
    present = Territory.objects.filter(valid_until=None)
    assert present.filter(kind=TerritoryKind.LANDKREIS).count() == 294
    assert present.filter(kind=TerritoryKind.KREISFREIE_STADT).count() == 106
    assert present.filter(unincorporated=False).exclude(ags__regex=r"^.{5}$").count() == 10_851 - 205


def test_one_territory(directory):
    found = selectors.territory("05754008")
    assert (found.name, found.full_name, found.kreis_ags, found.ars) == (
        "Gütersloh",
        "Stadt Gütersloh",
        "05754",
        "057540008008",
    )
    assert (found.population, str(found.area_km2)) == (102_393, "112.02")
    assert selectors.territory("03241").kind is TerritoryKind.LANDKREIS
    assert selectors.territory("03157").full_name == "Landkreis Peine"


def test_goettingen_and_osterode_merged_in_2016(directory):
    assert selectors.territory("03152", on=date(2016, 10, 31)).name == "Göttingen"
    assert selectors.territory("03159", on=date(2016, 11, 1)).name == "Göttingen"
    with pytest.raises(NotValidThen):
        selectors.territory("03152", on=date(2016, 11, 1))
    with pytest.raises(NotValidThen):
        selectors.territory("03159", on=date(2016, 10, 31))
    merged = {(row.old_ags, row.date, row.kind) for row in selectors.predecessors("03159")}
    assert merged == {("03152", date(2016, 11, 1), "merged"), ("03156", date(2016, 11, 1), "merged")}
    assert [row.new_ags for row in selectors.successors("03156")] == ["03159"]


def test_every_successor_is_itself_in_the_directory_or_has_successors(directory):
    keys = selectors.Directory()
    for row in selectors.predecessors("13071") + selectors.successors("16056"):
        assert row.old_ags in keys
        assert row.new_ags in keys


def test_the_kreis_guetersloh_has_its_thirteen_gemeinden_in_order(directory):
    names = [gemeinde.name for gemeinde in selectors.gemeinden_of("05754")]
    assert len(names) == 13
    assert names[:3] == ["Borgholzhausen", "Gütersloh", "Halle (Westf.)"]


def test_the_kreise_of_niedersachsen(directory):
    kreise = selectors.kreise_of("03")
    assert len([kreis for kreis in kreise if kreis.kind is TerritoryKind.LANDKREIS]) == 37
    assert len([kreis for kreis in kreise if kreis.kind is TerritoryKind.KREISFREIE_STADT]) == 8
    names = [kreis.name for kreis in kreise]
    assert names.index("Goslar") < names.index("Göttingen") < names.index("Grafschaft Bentheim")


def test_a_picker_finds_what_exists_and_is_a_municipality(directory):
    for text, first in (
        ("guetersloh", "05754"),
        ("Güters", "05754"),
        ("osna", "03404"),
        ("05754008", "05754008"),
        ("Werther (Westf", "05754052"),
    ):
        assert selectors.find(text)[0].ags == first
    assert "03152" not in {found.ags for found in selectors.find("Göttingen")}
    assert selectors.find("Harz") != []
    assert all(not found.unincorporated for found in selectors.find("Harz"))
    assert selectors.find(" ") == selectors.find("%") == []


def test_keys_one_by_one_and_by_the_thousand_are_read_alike(directory):
    keys = selectors.Directory()
    for raw in ("03101", "057540008008", "01001000", "03152"):
        assert selectors.normalise_key(raw) == keys.normalise(raw)
    for read in (selectors.normalise_key, keys.normalise):
        with pytest.raises(LostLeadingZero):
            read("5754008")
        with pytest.raises(UnknownKey):
            read("99999")


def test_many_territories_take_one_query(directory):
    with CaptureQueriesContext(connection) as queries:
        found = selectors.territories_of(["03101", "05754008", "99999"])
    assert sorted(found) == ["03101", "05754008"]
    asked = [query["sql"] for query in queries if not query["sql"].startswith("SET ")]
    assert len(asked) == 1


def test_loading_twice_changes_nothing_and_repairs_what_was_changed(world):
    with acting_as(Role.OWNER):
        before = dict(Territory.objects.values_list("ags", "pk"))
        Territory.objects.filter(ags="05754").update(name="Falsch")
        Territory.objects.filter(ags="05754008").delete()
        again = load_territories()
        assert (again.added, again.changed, again.removed) == (1, 1, 0)
        assert Territory.objects.get(ags="05754").pk == before["05754"]
        assert load_territories().unchanged == len(before) == Territory.objects.count()
