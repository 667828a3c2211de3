"""The public profile: real figures with everything that belongs to them, and an honest list of what is not there."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from lxml import html

from benchmark.territories.kinds import TerritoryKind
from benchmark.territories.selectors import territory
from comparisons.joining.context import public_context
from comparisons.joining.gaps import Place
from comparisons.joining.profile import profile_of
from comparisons.joining.similar import similar_to
from comparisons.joining.variables import USUAL_WEIGHTS

pytestmark = [pytest.mark.requirement("M1", "I3.7", "R6"), pytest.mark.usefixtures("figures")]
SEEN = Callable[..., str]
SIX_LANDKREISE = ("03157", "03153", "03151", "03254", "03352", "03459")


@pytest.mark.usefixtures("platform")
@pytest.mark.parametrize("ags", SIX_LANDKREISE)
def test_at_least_eight_core_values_for_a_landkreis_in_niedersachsen(ags: str) -> None:
    profile = profile_of(territory(ags))
    assert len(profile.core) >= 8
    assert len(profile.core) + len(profile.gaps) == profile.core_count == 14
    assert {series.definition.perspective for series in profile.core} == {"strength", "need", "context"}


@pytest.mark.usefixtures("platform")
def test_nothing_invented_is_on_a_profile() -> None:
    for ags in ("03157", "05754", "05754044"):
        profile = profile_of(territory(ags))
        for series in (*profile.core, *profile.further, *profile.at_kreis):
            assert not any(point.invented for point in (*series.points, *series.beside))
        assert "IKO-01" not in {series.definition.code for series in profile.core}


def test_invented_figures_do_not_appear_on_any_open_page(seen: SEEN) -> None:
    for ags in ("03157", "05754044"):
        for page in ("", "bericht/", "aehnliche/", "selbstcheck/?person=yes"):
            assert "erfunden" not in seen(f"/profil/{ags}/{page}").lower()


@pytest.mark.usefixtures("platform")
def test_a_series_has_one_concept_and_one_group_and_runs_to_the_newest_year() -> None:
    share = next(one for one in profile_of(territory("03157")).core if one.definition.code == "DEM-01")
    assert {(point.concept, point.group) for point in share.points} == {("NAT_AZR", "total")}
    assert share.latest.year == 2024
    assert [point.year for point in share.points] == sorted(point.year for point in share.points)


def test_every_card_names_value_unit_year_group_concept_source_territory_and_definition(seen: SEEN) -> None:
    page = html.document_fromstring(seen("/profil/03157/"))
    cards = page.xpath('//li[contains(@class, "indicator-card")]')
    assert len(cards) == 8
    for card in cards:
        text = card.text_content()
        assert re.search(r"\d[\d.,]*[\u202f\u00a0](%|je 1.000)", text)
        assert re.search(r"(19|20)\d\d", text)
        for word in ("Gruppe", "Konzept", "Quelle", "Gebietsstand", "Definition"):
            assert word in text
        assert card.xpath('.//a[starts-with(@href, "/katalog/")]')
        assert card.xpath(".//details//table"), "a chart has its table twin"
        assert not card.xpath('.//*[contains(@class, "success") or contains(@class, "danger")]'), "no grades by colour"


def test_structure_with_kreis_and_gemeinden(seen: SEEN) -> None:
    page = seen("/profil/03157/")
    assert "138.931" in page
    assert "7 Gemeinden" in page
    assert "/profil/03157006/" in page
    assert "Osterode am Harz" in seen("/profil/03159/"), "the history of the territory is told"


def test_a_gemeinde_gets_what_exists_and_a_plain_list_of_the_rest(seen: SEEN) -> None:
    page = seen("/profil/05754044/")
    assert "1 von 14 Kernindikatoren" in page
    assert "11,1" in page
    assert "Was Ihr Kreis hat" in page
    assert "Das sind Werte für das ganze Gebiet: Kreis Gütersloh, nicht Stadt Verl" in page
    for heading in ("Das liegt in Ihrem Haus", "Das liegt beim Kreis", "Das liegt beim Land", "Das liegt beim Bund"):
        assert heading in page


@pytest.mark.usefixtures("platform")
def test_no_value_of_the_kreis_counts_as_the_gemeindes() -> None:
    profile = profile_of(territory("05754044"))
    assert [series.definition.code for series in profile.core] == ["DEM-01"]
    assert profile.at_kreis
    assert not {one.definition.code for one in profile.at_kreis} & {one.definition.code for one in profile.core}


@pytest.mark.requirement("R11")
@pytest.mark.usefixtures("platform")
def test_gaps_lie_where_the_catalogue_says_seen_from_this_kind() -> None:
    of_gemeinde = {gap.definition.code: gap for gap in profile_of(territory("05754044")).gaps}
    assert of_gemeinde["BIL-01"].place is Place.KREIS
    assert of_gemeinde["BIL-01"].obtainable == "no"
    assert of_gemeinde["BIL-01"].kreis_has_it
    assert of_gemeinde["SPR-01"].place is Place.FEDERATION
    of_kreis = {gap.definition.code: gap for gap in profile_of(territory("03157")).gaps}
    assert of_kreis["BIL-02"].place is Place.OWN, "what the Kreis holds lies in a Landkreis's own house"


def test_a_municipality_without_any_figure_is_told_where_they_lie(seen: SEEN) -> None:
    page = seen("/profil/09190111/")
    assert "0 von 14 Kernindikatoren" in page
    assert "noch kein amtlicher Wert" in page
    assert "Das liegt beim Bund" in page


@pytest.mark.usefixtures("platform")
def test_context_of_all_kreise_and_of_all_gemeinden_in_nrw() -> None:
    kreise = public_context(TerritoryKind.LANDKREIS)
    known = {fact.variable.code: (fact.known, fact.years) for fact in kreise.facts}
    assert len(kreise.table.keys) == 294
    assert set(known) == set(USUAL_WEIGHTS)
    assert all(count >= 293 for count, _years in known.values())
    assert known["foreign_share"][1] == (2015,), "2024 is there for Niedersachsen alone and would compare years"
    assert known["population_change"][1] == (2011, 2015)
    gemeinden = public_context(TerritoryKind.KREISANGEHOERIGE_GEMEINDE)
    shares = {fact.variable.code: fact.known for fact in gemeinden.facts}
    assert len(gemeinden.table.keys) == 10_645
    assert shares["foreign_share"] == 374  # 396 municipalities of Nordrhein-Westfalen less 22 kreisfreie Städte


@pytest.mark.usefixtures("platform")
def test_context_values_are_those_of_the_offices() -> None:
    table = public_context(TerritoryKind.LANDKREIS).table
    assert table.value("03157", "population") == 138_931
    assert table.value("03157", "unemployment_rate") == pytest.approx(5.2)
    share = table.value("05754", "foreign_share")
    assert share == pytest.approx(40_798 / 360_642 * 100)


@pytest.mark.usefixtures("platform")
@pytest.mark.parametrize("ags", ["03157", "05754044", "03101", "09190111"])
def test_five_neighbours_of_the_same_kind_with_reasons(ags: str) -> None:
    place = territory(ags)
    found = similar_to(place)
    assert len(found.places) == 5
    assert {one.place.kind for one in found.places} == {place.kind}
    assert place.ags not in {one.place.ags for one in found.places}
    assert all(one.alike for one in found.places)
    assert [one.distance for one in found.places] == sorted(one.distance for one in found.places)


@pytest.mark.usefixtures("platform")
def test_a_gemeinde_elsewhere_is_compared_by_the_directory_and_that_is_said() -> None:
    found = similar_to(territory("09190111"))
    assert "Anteil der Ausländer:innen" in " ".join(found.notes) or "Share of foreign nationals" in " ".join(
        found.notes
    )


def test_the_visitor_chooses_and_the_choice_is_in_the_address(seen: SEEN) -> None:
    usual = html.document_fromstring(seen("/profil/03157/aehnliche/"))
    other = html.document_fromstring(
        seen("/profil/03157/aehnliche/", population="0", density="0", unemployment_rate="3", sgb2_share="3", land="1")
    )

    def names(page: html.HtmlElement) -> list[str]:
        return [str(one.text) for one in page.xpath('//ol[@class="similar"]//a')]

    assert names(usual) != names(other)
    assert len(names(other)) == 5
    assert other.xpath('//select[@name="population"]/option[@selected]/@value') == ["0"]
    lands = other.xpath('//ol[@class="similar"]//span[@class="muted"]/text()')
    assert all("Niedersachsen" in land for land in lands)
    heads = other.xpath("//table")[0].xpath(".//thead//th/text()")
    assert "Arbeitslosenquote" in heads
    assert "Bevölkerung" not in heads


@pytest.mark.parametrize("query", ["?population=99&density=x", "?population=0&density=0&land=7", "?x=%00"])
def test_a_broken_address_is_the_usual_page(seen: SEEN, query: str) -> None:
    assert "Die fünf nächsten" in seen(f"/profil/03157/aehnliche/{query}")


def test_other_spellings_of_a_key_lead_to_the_usual_one(guest: object, seen: SEEN) -> None:
    answer = guest.get("/profil/057540044044/aehnliche/")  # type: ignore[attr-defined]
    assert answer["Location"] == "/profil/05754044/aehnliche/"
    ended = seen("/profil/03152/", status=404)
    assert "/profil/03159/" in ended
    for nonsense in ("xx", "99999", "03", "03157999", "3157"):
        seen(f"/profil/{nonsense}/", status=404)


def test_the_sample_report_is_made_of_the_profile(seen: SEEN) -> None:
    page = seen("/profil/03157/bericht/")
    assert "So sähe Ihr Bericht aus" in page
    assert page.count("explanation__mark") >= 4
    assert page.count("<svg") >= 4
    assert "Es misst nicht die Wirkung" in page
    assert "11,9" in page
