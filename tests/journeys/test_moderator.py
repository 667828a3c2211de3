"""A moderator: the circle, its members, who has answered, what is released and why not more."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tenants.border.jobs import perform_waiting
from tenants.membership.roles import RoleCode
from tests.journeys.visitor import Visitor
from tests.support.demo_world import address_of_person

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys"), pytest.mark.requirement("I2.14")]
VISIT = Callable[..., Visitor]


def test_circle_members_completeness_and_release(visitor: VISIT) -> None:
    guest = visitor(None)
    page = guest.sign_in(address_of_person(RoleCode.MODERATOR, None))
    page.locator(".site-nav--wide").get_by_role("link", name="Vergleichsringe").click()
    guest.look_closely()
    guest.follow("Neun Landkreise")
    expect(page.locator("h1")).to_have_text("Neun Landkreise")
    expect(page.get_by_text("Landkreis Peine").first).to_be_visible()
    guest.look_closely()

    page.locator("main a[href$='/stand/']").first.click()
    expect(page.get_by_role("table", name="Mitglieder in alphabetischer Reihenfolge")).to_contain_text("Peine")
    guest.look_closely()

    guest.open("/ringe/neun-landkreise/")
    page.locator("main a[href$='/freigabe/']").first.click()
    expect(page.locator("main table").first).to_be_visible()
    guest.look_closely()


@pytest.mark.requirement("I2.11")
def test_a_round_is_closed_judged_and_released(visitor: VISIT) -> None:
    guest = visitor(None)
    page = guest.sign_in(address_of_person(RoleCode.MODERATOR, None))
    guest.open("/ringe/nachbarn-im-sueden/")
    page.get_by_role("button", name="Endgültig schließen").click()
    page.locator("main a[href$='/freigabe/']").first.click()
    page.get_by_role("button", name="Vorschau berechnen").click()
    expect(page.get_by_role("button", name="Vorschau berechnen")).to_have_count(0)
    perform_waiting()
    page.reload()
    expect(page.get_by_role("table", name="Was eine Freigabe zeigen würde")).to_be_visible()
    guest.look_closely()
    page.get_by_role("button", name="Für den Ring freigeben").click()
    perform_waiting()
    page.reload()
    expect(page.get_by_role("table", name="Freigaben dieses Rings")).to_contain_text("Vergleichsrunde")
