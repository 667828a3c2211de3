"""What a charter costs in detail: right on the circle's structure, without values, for those who are to know it."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pytest
from django.utils import translation

from benchmark.statistics_offices.denominators import public_denominators
from benchmark.statistics_offices.models import OfficialValue, SourceFile
from comparisons.circles import actions as circle_actions
from comparisons.circles.models import CharterVersion, Circle
from comparisons.circles.profiles import Profile, values_of
from comparisons.circles.selectors import core_set
from comparisons.releases.models import ReleasedStatistic
from comparisons.releases.price.choices import side_by_side
from comparisons.releases.price.page import Price, price_of
from comparisons.releases.price.structure import Structure, seen_by_moderator
from tenants.border import Role, acting_as
from tenants.membership.roles import RoleCode
from tests.support import rounds
from tests.support.contributors import admit_members, contribute
from tests.sweeps.pages import PAGES, Host, Who, path_of

PRICE = "/ringe/ring-der-probe/vereinbarung/preis/"
KREISE = ("03151", "03153", "03154", "03155", "03157", "03158", "03254", "03257", "03352")


def price_for(circle, structure, **values) -> Price:
    """The price of a charter in German words; call it on the platform's connection."""
    charter = circle.charters.get()
    own = CharterVersion(circle=circle, **{**values_of(Profile.NORMAL), **values})
    with translation.override("de"):
        return price_of(side_by_side(own, "Ihre Wahl"), core_set(charter), structure)


def places(members=(), *, population=None, denominators=None, planned=0, invited=()) -> Structure:
    return Structure(tuple(members), tuple(invited), (), population or {}, denominators or {}, planned)


def rows_of(table) -> dict[str, tuple[str, ...]]:
    return {row[0]: row[1:] for row in table.rows}


def text_of(answer) -> str:
    """A page's words in one line."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


@pytest.fixture
def ring(world):
    """A circle of nobody with two ordinary and one sensitive indicator, looked at on the platform's connection."""
    circle = rounds.found_circle([], indicators=["REC-01", "DEM-01", "WOH-01"])
    with acting_as(Role.PLATFORM):
        yield SimpleNamespace(circle=Circle.objects.get(pk=circle.pk))


@pytest.mark.requirement("I4.10")
def test_both_profiles_and_the_own_choice_say_from_how_many_members_what_is_shown(ring):
    ordinary, sensitive = price_for(ring.circle, places(), c=1).thresholds
    assert ordinary.head[1:] == ("normal", "sensibel", "Ihre Wahl")
    # disclosure.md 1.4: the median from 9, 11 and 7 members, quartiles from 17, 21 and 13, tenths from 41, 51 and 31
    assert ordinary.rows == (
        ("Mittelwert", "ab 5", "ab 8", "ab 5"),
        ("Mittelwert und Median", "ab 9", "ab 11", "ab 7"),
        ("Mittelwert, Median und Viertelwerte", "ab 17", "ab 21", "ab 13"),
        ("Mittelwert, Median, Viertelwerte und Zehntelwerte", "ab 41", "ab 51", "ab 31"),
    )
    assert "Wohnungslose" in sensitive.caption
    assert sensitive.rows[0][1:] == ("ab 8", "ab 8", "ab 8")  # never milder than the sensitive set


@pytest.mark.requirement("I4.10")
def test_the_circle_s_own_number_one_more_and_up_to_three_fewer(ring):
    table = price_for(ring.circle, places(KREISE, invited=("03252", "03251"))).allowed[0]
    assert [row[0] for row in table.rows] == [
        "11: wenn alle Eingeladenen beitreten",
        "10: eine Kommune mehr",
        "9: alle Mitglieder von heute",
        "8: 1 weniger",
        "7: 2 weniger",
        "6: 3 weniger",
    ]
    assert table.rows[2][1:] == ("Mittelwert und Median", "Mittelwert", "Mittelwert und Median")
    assert table.rows[4][1:] == ("Mittelwert", "nichts", "Mittelwert")
    planned = price_for(ring.circle, places(planned=12)).allowed[0]
    assert [row[0] for row in planned.rows][:2] == ["13: eine Kommune mehr", "12: wie von Ihnen geplant"]
    nobody = price_for(ring.circle, places()).allowed[0]
    assert [row[0] for row in nobody.rows] == ["45", "20", "12", "9", "5"]


@pytest.mark.requirement("I4.10")
def test_who_is_too_small_is_told_from_published_numbers_and_population(ring):
    structure = places(
        ("A", "B", "C", "D", "E"),
        population={"A": 2_000, "B": 60_000, "C": 60_000, "D": 150_000},
        denominators={("B", "REC-01", "foreign"): 2_400, ("C", "REC-01", "foreign"): 2_500},
    )
    price = price_for(ring.circle, structure, d_min_group=2_600, d_min_total=40_000)
    told = rows_of(price.by_indicator)["Einbürgerungsquote (Ausländerinnen und Ausländer)"]
    # the catalogue expects 2,500 foreign nationals of every Kreis: A by its population, B by the published number
    assert told[0] == "ab 2.500 Personen\n2 von 5 zu klein\nbei 2 nicht öffentlich\nmit den übrigen 3: nichts"
    assert told[2].startswith("ab 2.600 Personen\n3 von 5 zu klein")
    sizes = price.by_size
    assert [row[:2] for row in sizes.rows] == [
        ("unter 5.000", "1"),
        ("50.000 bis unter 100.000", "2"),
        ("100.000 bis unter 200.000", "1"),
        ("nicht bekannt", "1"),
    ]
    assert rows_of(sizes)["unter 5.000"][1].startswith("100 %")
    assert "(1 Kommune)" in rows_of(sizes)["50.000 bis unter 100.000"][1]
    assert rows_of(sizes)["100.000 bis unter 200.000"][1] == "keine"


@pytest.mark.requirement("I4.10")
def test_wider_classes_are_told_with_their_width_an_example_and_the_spread_of_real_kreise(ring):
    price = price_for(ring.circle, places())
    normal, sensitive, own = rows_of(price.widths)["Einbürgerungsquote"]
    assert normal == own
    # docs/method/grids.md: naturalisation in Niedersachsen 2024 spans seven classes
    assert normal.endswith("mittlere Hälfte der Kreise: 7 Klassen")
    spread = int(re.search(r"Kreise: (\d+)", sensitive)[1])
    assert 3 <= spread < 7
    assert int(sensitive.split()[0]) < int(normal.split()[0])
    homeless = rows_of(price.widths)["Untergebrachte Wohnungslose"]
    assert len(set(homeless)) == 1  # a sensitive indicator has the wide classes anyway
    assert len(price.losses) == 3
    assert price.losses[0].startswith("normal: Die mittlere Hälfte der Kreise")


def test_published_denominators_are_the_newest_of_one_year(world):
    def put(measure, group, year, value, ags="03157"):
        OfficialValue.objects.create(
            measure=measure, group=group, concept="NAT_AZR", ags=ags, year=year, value=value,
            territory_date=f"{year}-12-31", source=source,
        )  # fmt: skip

    with acting_as(Role.OWNER):
        OfficialValue.objects.filter(ags="03157").delete()
        source = SourceFile.objects.create(
            sha256="0" * 64, content_sha256="1" * 64, file_name="x", family="x", table_code="x", title="x",
            publisher="x", imported_by="p_x", rows_read=1, rows_skipped=0, values_stored=1,
        )  # fmt: skip
        put("population", "foreign", 2019, 3_000)
        put("population", "foreign", 2021, 3_300)
        found = public_denominators(["03157", "03153"], [("REC-01", "foreign"), ("BIL-01", "foreign")])
    assert found == {("03157", "REC-01", "foreign"): 3_300}


@pytest.mark.requirement("I4.10")
def test_the_moderator_previews_without_saving_and_sees_refusals(world, browse):
    circle = rounds.found_circle([], indicators=["REC-01"])
    admit_members(circle, 9)
    moderator = browse(None, RoleCode.MODERATOR)
    seen = text_of(moderator.get(PRICE))
    assert "9: alle Mitglieder von heute" in seen
    assert "bisher vereinbart" in seen
    moderator.post("/ringe/ring-der-probe/vereinbarung/neu/")
    values = {"profile": "normal", **values_of(Profile.NORMAL), "statement": ""}
    del values["drift"]
    assert "zum Jahr davor oder danach um mehr als eine Klasse verändert hat nein ja nein" in seen
    previewed = moderator.post(PRICE, {**values, "p": 30, "planned": 17, "drift": "on"})
    assert "zum Jahr davor oder danach um mehr als eine Klasse verändert hat nein ja ja" in text_of(previewed)
    assert previewed.status_code == 200
    assert "17: wie von Ihnen geplant" in text_of(previewed)
    assert "Gespeichert ist nichts." in text_of(previewed)
    for wrong in ({"p": 9}, {"c": 4}, {"planned": 401}, {"profile": "sensitive"}):
        refused = moderator.post(PRICE, {**values, **wrong})
        assert refused.status_code == 422, wrong
        assert "Ihre Wahl" not in text_of(refused)
    with acting_as(Role.OWNER):
        assert set(CharterVersion.objects.values_list("p", flat=True)) == {10}
    saved = moderator.post("/ringe/ring-der-probe/vereinbarung/regeln/", {**values, "p": 30, "planned": 17})
    assert saved.status_code == 302
    with acting_as(Role.OWNER):
        assert CharterVersion.objects.get(number=2).p == 30


@pytest.mark.requirement("I4.10")
def test_the_page_is_the_same_whatever_was_handed_over(world, browse):
    """No value: two worlds with other contributions and a release give the same page."""
    circle = rounds.found_circle([], indicators=["REC-01"])
    members = admit_members(circle, 9)
    moderator = browse(None, RoleCode.MODERATOR)
    moderator.get(PRICE)  # the greeting after signing in stands on the first page alone
    before = text_of(moderator.get(PRICE))
    current = rounds.begin_round(circle)
    contribute(current, members, list(range(9)))
    rounds.end_round(current)
    rounds.release(current)
    with acting_as(Role.OWNER):
        assert ReleasedStatistic.objects.filter(level__gt=0).exists()
    assert text_of(moderator.get(PRICE)) == before


@pytest.mark.requirement("I4.10")
def test_a_nested_circle_nobody_is_invited_to_looks_at_its_gemeinden(world):
    moderator = rounds.person_of_platform()
    with acting_as(Role.PLATFORM):
        circle = circle_actions.create_circle(name="Kreisring", kind="kreis", kreis_ags="05754", by=moderator)
        circle_actions.draft_charter(circle=circle, by=moderator, indicators=["REC-01"])
        structure = seen_by_moderator(circle, core_set(circle.charters.get()))
    assert len(structure.possible) == 13  # Gemeinden of the Kreis Gütersloh
    assert structure.expected == 13
    assert all(structure.population[ags] > 0 for ags in structure.places)


@pytest.mark.requirement("I4.10")
@pytest.mark.requirement("A24")
def test_members_see_their_charter_s_price_and_strangers_see_nothing(ahausen, bedorf, browse):
    rounds.found_circle([ahausen], indicators=["REC-01"])
    page = browse("ahausen", RoleCode.LEADERSHIP).get(PRICE)
    assert page.status_code == 200
    assert "diese Vereinbarung" in text_of(page)
    assert "1: alle Mitglieder von heute" in text_of(page)
    assert browse("bedorf", RoleCode.LEADERSHIP).get(PRICE).status_code == 404
    assert browse("ahausen").get(PRICE).status_code == 302
    assert browse(None).get(PRICE).status_code == 302
    assert browse(None, RoleCode.OPERATOR).get(PRICE).status_code == 403


@pytest.mark.requirement("I4.10")
def test_no_page_for_everybody_tells_a_circle_s_parameters(ahausen, browse):
    """disclosure.md 1.1: p, k and c are for members only. Rare numbers, so that finding one would mean something."""
    circle, moderator = rounds.found_circle([ahausen], indicators=["REC-01"]), rounds.person_of_platform()
    with acting_as(Role.PLATFORM):
        draft = circle_actions.draft_charter(circle=circle, by=moderator)
        circle_actions.set_parameters(charter=draft, by=moderator, p=37, k=43, c=3, n_min=47)
        circle_actions.publish_charter(charter=draft, by=moderator)
    told = re.compile(r"\b(37 ?%|37 Prozent|43 andere|43 weitere|47 Mitglieder|47 Kommunen)")
    member = browse("ahausen", RoleCode.LEADERSHIP).get("/ringe/ring-der-probe/")
    assert told.search(text_of(member))  # whoever signs reads them
    open_pages = [page for page in PAGES if page.sees is Who.EVERYBODY and page.post is None]
    for page in open_pages:
        guest = browse("ahausen" if page.host is Host.OWN else None)
        assert not told.search(text_of(guest.get(path_of(page, {})))), page.label
    assert len(open_pages) > 20
    for address in ("/ringe/forschung/", "/ringe/forschung/ring-der-probe/"):
        assert not told.search(text_of(browse(None, RoleCode.RESEARCHER).get(address))), address
