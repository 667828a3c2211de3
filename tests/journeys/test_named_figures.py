"""One member shows a figure to another by name, the other reads it, the first stops."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tenants.membership.roles import RoleCode
from tests.journeys.visitor import Visitor
from tests.support.demo_world import OTHER, OWN, address_of_person

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys"), pytest.mark.requirement("I4.4")]
VISIT = Callable[..., Visitor]
COMPARISON = "/kennzahl/REC-01/?ring=neun-landkreise"


def test_showing_reading_and_stopping(visitor: VISIT) -> None:
    owner, reader = visitor(OWN), visitor(OTHER)
    page = owner.sign_in(address_of_person(RoleCode.INTEGRATION_OFFICE, OWN))
    owner.open("/ringe/neun-landkreise/")
    owner.follow("Namentlich gezeigte Werte")
    owner.look_closely()
    owner.follow("Werte namentlich zeigen")
    page.locator("main a[href$='/REC-01/foreign/']").click()
    page.get_by_role("button", name="Weiter: was daraus folgt").click()
    expect(page.get_by_role("alert")).to_contain_text("Bitte wählen Sie mindestens ein Jahr.")
    owner.look_closely()
    page.get_by_label("2016:").check()
    page.get_by_label("Nur einzelne von ihnen").check()
    page.get_by_label("Goslar").check()
    page.get_by_role("button", name="Weiter: was daraus folgt").click()
    expect(page.locator("h1")).to_have_text("Was daraus folgt")
    expect(page.get_by_role("checkbox")).not_to_be_checked()
    owner.look_closely()
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="Namentlich zeigen").click()
    expect(page.get_by_text("1 Mitglied gezeigt.")).to_be_visible()
    shown = page.locator("main .handover > li").filter(has_text="2016:")
    value = shown.locator("strong").inner_text()

    other = reader.sign_in(address_of_person(RoleCode.INTEGRATION_OFFICE, OTHER))
    reader.open(COMPARISON)
    table = other.get_by_role("table", name="Kommunen nach dem Alphabet")
    expect(table.get_by_role("row").filter(has_text="Peine")).to_contain_text(value)
    reader.look_closely()

    shown.get_by_role("link").filter(has_text="Zeigen beenden").click()
    owner.look_closely()
    page.get_by_role("button", name="Zeigen beenden").click()
    expect(page.get_by_role("heading", name="Nicht mehr gezeigt")).to_be_visible()
    reader.open(COMPARISON)
    expect(table.get_by_role("row").filter(has_text="Peine")).not_to_contain_text(value)
