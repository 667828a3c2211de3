"""A municipality looks at itself first, then at its circle; printed, narrow and dark as well."""

from __future__ import annotations

import io
from collections.abc import Callable

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from tenants.membership.roles import RoleCode
from tests.journeys.visitor import Visitor
from tests.support.demo_world import FIVE_SLUG, OWN, address_of_person

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys"), pytest.mark.requirement("I2.14", "R1")]
VISIT = Callable[..., Visitor]


def downloaded(page: Page, ending: str) -> bytes:
    """The file behind the link of the page whose address ends like this."""
    with page.expect_download() as waiting:
        page.locator(f".downloads a[href*='{ending}']").first.click()
    return waiting.value.path().read_bytes()


@pytest.mark.requirement("I2.12")
def test_from_the_start_page_to_the_circle(visitor: VISIT) -> None:
    guest = visitor(OWN)
    page = guest.sign_in(address_of_person(RoleCode.INTEGRATION_OFFICE, OWN))
    expect(page.locator("h1")).to_have_text("Wir und unsere Ziele")
    expect(page.locator(".figure-card").first).to_be_visible()
    guest.look_closely()

    page.locator(".figure-card").filter(has_text="Einbürgerung").get_by_role("link").first.click()
    expect(page.locator("h1")).to_contain_text("Einbürgerung")
    expect(page.get_by_role("heading", name="Unser eigener Weg")).to_be_visible()
    expect(page.locator(".chart-svg").first).to_contain_text("2024")
    guest.look_closely()

    twin = page.locator("details.chart__twin").first
    expect(twin.locator("table")).to_be_visible()
    expect(twin.locator("tbody tr").first).to_contain_text("20")
    circle = page.locator("#vergleichsring")
    expect(circle).to_be_visible()
    expect(page.locator("main")).to_contain_text("Freigabe 1")
    expect(page.locator("main")).to_contain_text("Median")

    page.get_by_role("link", name="Definition").first.click()
    expect(page).to_have_url(f"{guest.home}/katalog/REC-01/")
    expect(page.locator("main")).to_contain_text("Zähler")
    guest.look_closely()


@pytest.mark.requirement("I2.12")
def test_a_smaller_circle_shows_the_mean_only(visitor: VISIT) -> None:
    guest = visitor(OWN)
    guest.sign_in(address_of_person(RoleCode.GUEST, OWN))
    page = guest.open(f"/kennzahl/REC-01/?ring={FIVE_SLUG}")
    facts = page.locator("main dl.facts").first
    expect(facts).to_contain_text("Mittel")
    expect(facts).not_to_contain_text("Median")
    guest.look_closely()


@pytest.mark.requirement("I2.12")
def test_the_same_figures_as_files(visitor: VISIT) -> None:
    guest = visitor(OWN, accept_downloads=True)
    guest.sign_in(address_of_person(RoleCode.LEADERSHIP, OWN))
    page = guest.open("/kennzahl/REC-01/")
    text = downloaded(page, "werte.csv").decode("utf-8-sig")
    assert "2024" in text
    assert "Landesamt" in text
    book = openpyxl.load_workbook(io.BytesIO(downloaded(page, "werte.xlsx")))
    assert sum(sheet.max_row for sheet in book) > 20
    assert downloaded(page, "eigener-weg.svg").lstrip().startswith(b"<")


@pytest.mark.requirement("I2.12")
def test_the_overview_with_small_multiples_and_on_paper(visitor: VISIT) -> None:
    guest = visitor(OWN)
    guest.sign_in(address_of_person(RoleCode.GUEST, OWN))
    page = guest.open("/ueberblick/")
    expect(page.locator(".chart-svg").nth(4)).to_be_visible()
    guest.look_closely()
    page.emulate_media(media="print")
    expect(page.locator(".site-nav--wide")).to_be_hidden()
    page.emulate_media(media="screen")
    assert page.pdf(format="A4").startswith(b"%PDF-")
