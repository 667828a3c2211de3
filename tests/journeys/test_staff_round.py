"""The staff of a municipality: the statistics office checks, the integration office approves and hands over."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tenants.membership.roles import RoleCode
from tests.journeys.visitor import Visitor
from tests.support.demo_world import OPEN_SLUG, OWN, TWO_HATS, address_of_person

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys"), pytest.mark.requirement("I2.14")]
VISIT = Callable[..., Visitor]


@pytest.mark.requirement("I2.8", "R63")
def test_two_people_release_a_figure(visitor: VISIT) -> None:
    both = visitor(OWN)
    page = both.sign_in(TWO_HATS)
    both.open("/werte/pruefen/?indicator=SPR-01")
    both.look_closely()
    line = page.locator("main tbody tr").filter(has_text="2023")
    line.get_by_role("checkbox").check()
    if line.get_by_role("textbox").count():
        line.get_by_role("textbox").fill("Mit der Liste verglichen.")
    page.get_by_role("button", name="Ausgewählte als geprüft kennzeichnen").click()
    expect(page.locator("main")).to_contain_text("geprüft")
    both.open("/werte/freigeben/?indicator=SPR-01")
    own = page.locator("main tbody tr").filter(has_text="2023")
    expect(own).to_contain_text("selbst geprüft")
    expect(own.get_by_role("checkbox")).to_have_count(0)

    office = visitor(OWN)
    page = office.sign_in(address_of_person(RoleCode.INTEGRATION_OFFICE, OWN))
    office.open("/werte/freigeben/?indicator=SPR-01")
    office.look_closely()
    page.locator("main tbody tr").filter(has_text="2023").get_by_role("checkbox").check()
    page.get_by_role("button", name="Ausgewählte freigeben").click()
    expect(page.locator("main tbody tr").filter(has_text="2023")).to_have_count(0)


@pytest.mark.requirement("I2.10")
def test_handing_over_with_consent_and_a_receipt(visitor: VISIT) -> None:
    office = visitor(OWN)
    page = office.sign_in(address_of_person(RoleCode.INTEGRATION_OFFICE, OWN))
    page.locator(".site-nav--wide").get_by_role("link", name="Vergleichsringe").click()
    office.look_closely()
    office.follow("Sechs Landkreise")
    office.look_closely()
    page.locator(f"main a[href='/ringe/{OPEN_SLUG}/uebergeben/']").first.click()
    office.look_closely()
    for box in page.locator("#hand-over input[name='indicator']").all():
        box.uncheck()
    page.locator("#consent-REC-01").check()
    page.get_by_role("button", name="Angekreuztes übergeben").click()
    expect(page.locator("h1")).to_contain_text("Beleg")
    expect(page.locator("main")).to_contain_text("REC-01")
    office.look_closely()
