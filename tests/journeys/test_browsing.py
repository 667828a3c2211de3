"""Somebody without an account browses the catalogue by question, with the keyboard alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.visitor import Visitor

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys"), pytest.mark.requirement("I2.14", "I2.6")]
VISIT = Callable[..., Visitor]
MOST_STEPS = 60


def step_to(page: Page, selector: str) -> None:
    """Press Tab until an element that fits has the focus; every step on the way must be visible."""
    for _step in range(MOST_STEPS):
        page.keyboard.press("Tab")
        box = page.locator(":focus").bounding_box()
        assert box is not None
        assert box["width"] > 0
        if page.locator(f":focus:is({selector})").count():
            return
    raise AssertionError(f"{selector} cannot be reached with the keyboard")


@pytest.mark.requirement("R32")
def test_by_question_with_the_keyboard_alone(visitor: VISIT) -> None:
    guest = visitor(None)
    page = guest.open("/")
    guest.look_closely()
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Zum Inhalt springen")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()

    step_to(page, "a[href='/katalog/']")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{guest.home}/katalog/")
    guest.look_closely()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    step_to(page, "#id_q")
    page.keyboard.type("Arbeit")
    page.keyboard.press("Enter")
    expect(page.locator("#id_q")).to_have_value("Arbeit")
    step_to(page, "main a[href^='/katalog/ARB-']")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator("main")).to_contain_text("Nenner")
    guest.look_closely()


@pytest.mark.requirement("I2.12")
@pytest.mark.parametrize("path", ["/konto/login/", "/hinweise/barrierefreiheit/", "/ringe/beleg/pruefen/"])
def test_open_pages_are_accessible_narrow_and_dark(visitor: VISIT, path: str) -> None:
    guest = visitor(None)
    guest.open(path)
    guest.look_closely()


def test_the_other_language_and_back(visitor: VISIT) -> None:
    guest = visitor(None)
    page = guest.open("/katalog/")
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en-gb")
    page.get_by_role("button", name="Deutsch").click()
    expect(page.locator("html")).to_have_attribute("lang", "de")
