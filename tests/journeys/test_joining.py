"""Somebody without an account finds their municipality and everything about it, typing a name and nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tenants.membership.roles import RoleCode
from tests.journeys.visitor import Visitor
from tests.support.demo_world import address_of_person

pytestmark = [
    pytest.mark.journey,
    pytest.mark.xdist_group("journeys"),
    pytest.mark.requirement("M1", "I3.7", "R5", "R6"),
]
VISIT = Callable[..., Visitor]


class Typist:
    """Types with the keyboard and remembers what was typed."""

    def __init__(self, page: Page) -> None:
        self.page, self.typed = page, ""

    def into(self, selector: str, text: str) -> None:
        self.page.locator(selector).press_sequentially(text)
        self.typed += text

    @property
    def digits(self) -> int:
        return sum(sign.isdigit() for sign in self.typed)


def test_from_a_name_to_an_application_without_a_typed_digit(visitor: VISIT) -> None:
    guest = visitor(None)
    page = guest.open("/")
    typist = Typist(page)
    typist.into("#id_place", "Peine")
    choice = page.locator("#place-suggestions a[href='/profil/03157/']")
    expect(choice).to_have_text("Landkreis Peine")
    guest.look_closely()
    choice.click()

    expect(page.locator("h1")).to_have_text("Landkreis Peine")
    cards = page.locator(".indicator-card")
    assert cards.count() >= 8
    for card in cards.all():
        assert re.search(r"\d", card.locator(".figure__value").inner_text())
        assert re.fullmatch(r"(19|20)\d\d", card.locator(".figure__year").inner_text())
        expect(card).to_contain_text("Quelle")
    assert page.locator("ol.similar > li").count() == 5
    expect(page.locator("main")).not_to_contain_text("erfunden")
    guest.look_closely()

    guest.follow("Sehen Sie, warum, und wählen Sie Merkmale und Gewichte selbst")
    before = page.locator("ol.similar a").all_inner_texts()
    page.locator("#id_unemployment_rate").select_option("3")
    page.locator("#id_population").select_option("0")
    page.get_by_role("button", name="Neu suchen").click()
    expect(page).to_have_url(re.compile("unemployment_rate=3"))
    assert page.locator("ol.similar a").all_inner_texts() != before
    guest.look_closely()

    guest.follow("Selbstcheck")
    page.locator("#id_person_yes").check()
    page.locator("#id_leadership_no").check()
    page.locator("#id_field_ARB").check()
    page.get_by_role("button", name="Schritte anzeigen").click()
    expect(page.locator("#result")).to_have_text("Ihr Ergebnis")
    expect(page.locator("table.steps")).to_contain_text("Leitung")
    guest.look_closely()

    guest.follow("Beispielbericht")
    expect(page.locator("h1")).to_have_text("So sähe Ihr Bericht aus")
    guest.look_closely()

    guest.follow("Mitmachen")
    typist.into("#id_name", "Eva Muster")
    typist.into("#id_email", "eva.muster@landkreis.example")
    guest.look_closely()
    page.get_by_role("button", name="Absenden").click()
    expect(page.locator("h1")).to_have_text("Vielen Dank")
    guest.look_closely()
    assert typist.digits == 0

    operator = visitor(None)
    page = operator.sign_in(address_of_person(RoleCode.OPERATOR, None))
    operator.open("/profil/anfragen/")
    expect(page.locator("main")).to_contain_text("eva.muster@landkreis.example")
    operator.look_closely()
    page.get_by_role("button", name="Aufnahme vorbereiten").click()
    expect(page.locator("#id_ags")).to_have_value("03157")
    expect(page.locator("#id_email")).to_have_value("eva.muster@landkreis.example")
    operator.open("/profil/anfragen/")
    page.get_by_role("button", name="Als beantwortet vermerken").click()
    expect(page.locator("main")).to_contain_text("beantwortet")


def test_a_gemeinde_in_nrw_without_script(visitor: VISIT) -> None:
    guest = visitor(None, java_script_enabled=False)
    page = guest.open("/")
    page.locator("#id_place").fill("Verl")
    page.get_by_role("button", name="Profil ansehen").click()
    expect(page).to_have_url(f"{guest.home}/profil/05754044/")
    main = page.locator("main")
    expect(main).to_contain_text("1 von 14 Kernindikatoren")
    expect(main).to_contain_text("Was Ihr Kreis hat")
    expect(main).to_contain_text("Das liegt beim Land")
    assert page.locator("ol.similar > li").count() == 5


def test_a_misspelt_name_is_understood(visitor: VISIT) -> None:
    guest = visitor(None)
    page = guest.open("/profil/")
    page.locator("#id_place").fill("Güterslo")
    page.get_by_role("button", name="Profil ansehen").click()
    guest.look_closely()
    guest.follow("Kreis Gütersloh")
    expect(page.locator("h1")).to_have_text("Kreis Gütersloh")
