"""A clerk fills the grid of a year with the keyboard alone: types, moves, pastes, answers a question, completes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tenants.membership.roles import RoleCode
from tests.journeys.visitor import NARROW, Visitor
from tests.support.demo_world import OWN, address_of_person

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys"), pytest.mark.requirement("I3.8", "I2.14")]
VISIT = Callable[..., Visitor]
MOST_STEPS = 250
PASTE = """([name, text]) => {
    const data = new DataTransfer();
    data.setData("text/plain", text);
    const field = document.getElementsByName(name)[0];
    field.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""


def key(code: str, group: str, concept: str, year: int = 2025) -> str:
    return f"{code}.{year}.{group}.{concept}"


def field(page: Page, row: str, name: str) -> Locator:
    return page.locator(f'[name="{row}-{name}"]')


def state(page: Page, row: str) -> Locator:
    return page.locator(f'[id="state-{row}"]')


def step_to(page: Page, target: Locator, press: str = "Tab") -> None:
    """Press a key until the element has the focus."""
    for _step in range(MOST_STEPS):
        page.keyboard.press(press)
        if target.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError("cannot be reached with the keyboard")


ARB = {group: key("ARB-01", group, "NAT_BA") for group in ("total", "german", "foreign")}
RATE = {group: key("ARB-02", group, "NAT_BA") for group in ("total", "german", "foreign")}


def test_typing_moving_and_what_is_echoed(visitor: VISIT) -> None:
    clerk = visitor(OWN)
    page = clerk.sign_in(address_of_person(RoleCode.STATISTICS_OFFICE, OWN))
    clerk.open("/werte/erfassen/?set=ARB&year=2025")
    first = field(page, ARB["total"], "numerator")
    expect(first).to_have_attribute("aria-label", "Beschäftigungsquote, Alle, Zähler, 2025")
    step_to(page, first)
    page.keyboard.type("12.345")
    page.keyboard.press("ArrowRight")
    expect(field(page, ARB["total"], "denominator")).to_be_focused()
    expect(page.locator(f'[id="echo-{ARB["total"]}-numerator"]')).to_have_text("→ 12345 Personen")
    expect(state(page, ARB["total"])).to_contain_text("unvollständig, aufgehoben")
    page.keyboard.type("20.000")
    page.keyboard.press("Enter")
    expect(field(page, ARB["german"], "denominator")).to_be_focused()
    expect(state(page, ARB["total"])).to_contain_text("gespeichert")
    expect(page.locator(f'[id="echo-{ARB["total"]}-value"]')).to_contain_text("61,7")
    expect(page.locator("#entry-said")).to_contain_text("12.345 → 12345 Personen")

    page.keyboard.type("999")
    page.keyboard.press("Escape")
    expect(field(page, ARB["german"], "denominator")).to_have_value("")
    page.keyboard.press("ArrowUp")
    expect(field(page, ARB["total"], "denominator")).to_be_focused()
    page.keyboard.press("End")
    page.keyboard.press("ArrowLeft")
    expect(field(page, ARB["total"], "denominator")).to_be_focused()
    page.keyboard.press("Home")
    page.keyboard.press("ArrowLeft")
    expect(field(page, ARB["total"], "numerator")).to_be_focused()

    average = field(page, RATE["total"], "numerator")
    step_to(page, average, "ArrowDown")
    page.keyboard.type("1.234")
    page.keyboard.press("Tab")
    expect(state(page, RATE["total"])).to_contain_text("Frage")
    page.wait_for_load_state("networkidle")  # the question has come back for this very text
    reading = page.get_by_role("button", name="1234 –")
    expect(reading).to_be_visible()
    step_to(page, reading, "Shift+Tab")
    page.keyboard.press("Enter")
    expect(average).to_have_value("1234")
    page.reload()
    expect(average).to_have_value("1234")
    expect(first).to_have_value("12345")
    clerk.look_closely()


def test_a_block_from_a_spreadsheet(visitor: VISIT) -> None:
    clerk = visitor(OWN)
    page = clerk.sign_in(address_of_person(RoleCode.INTEGRATION_OFFICE, OWN))
    clerk.open("/werte/erfassen/?set=ARB&year=2023")
    rate = {group: key("ARB-02", group, "NAT_BA", 2023) for group in ("total", "german", "foreign")}
    field(page, rate["total"], "numerator").focus()
    page.evaluate(PASTE, [f"{rate['total']}-numerator", "1500\t30000\r\n1.001\t25000\r\n499\t5.000\r\n"])
    expect(page.locator("#entry-pasted")).to_contain_text("6 Zellen eingefügt, 2 Fragen")
    expect(page.locator("#entry-pasted")).to_be_focused()
    expect(state(page, rate["total"])).to_contain_text("noch nicht gespeichert")
    clerk.look_closely()
    page.locator("#entry-pasted").focus()
    step_to(page, page.get_by_role("link", name="Eingefügtes verwerfen"))
    page.keyboard.press("Enter")
    expect(field(page, rate["total"], "numerator")).to_have_value("")

    page.evaluate(PASTE, [f"{rate['total']}-numerator", "1500\t30000\n1001\t25000\n499\t5000\n"])
    expect(page.locator("#entry-pasted")).to_contain_text("6 Zellen eingefügt, 0 Fragen")
    step_to(page, page.get_by_role("button", name="Eingefügtes speichern"))
    page.keyboard.press("Enter")
    for row in rate.values():
        expect(state(page, row)).to_have_attribute("data-settled", "1")
    page.evaluate(PASTE, [f"{rate['foreign']}-value", "1\t2\t3\n"])
    expect(page.locator("#entry-pasted")).to_contain_text("Es wurde nichts eingefügt")


def test_a_lost_connection_loses_no_text(visitor: VISIT) -> None:
    clerk = visitor(OWN)
    page = clerk.sign_in(address_of_person(RoleCode.INTEGRATION_OFFICE, OWN))
    clerk.open("/werte/erfassen/?set=ARB&year=2022")
    row = key("ARB-01", "foreign", "NAT_BA", 2022)
    field(page, row, "numerator").focus()
    page.context.set_offline(True)
    page.keyboard.type("77")
    page.keyboard.press("Tab")
    expect(state(page, row)).to_contain_text("Noch nicht gespeichert")
    expect(page.locator("#entry-unsaved")).to_contain_text("Keine Verbindung")
    expect(field(page, row, "numerator")).to_have_value("77")
    page.context.set_offline(False)
    expect(state(page, row)).to_contain_text("unvollständig, aufgehoben")
    clerk.complaints[:] = [said for said in clerk.complaints if "ERR_INTERNET_DISCONNECTED" not in said]
    page.reload()
    expect(field(page, row, "numerator")).to_have_value("77")


def test_a_question_is_answered_and_the_collection_completed_at_320_pixels(visitor: VISIT) -> None:
    clerk = visitor(OWN)
    page = clerk.sign_in(address_of_person(RoleCode.INTEGRATION_OFFICE, OWN))
    page.set_viewport_size(NARROW)
    clerk.open("/werte/erfassen/?set=REC&year=2025")
    row = key("REC-01", "foreign", "NAT_AZR")
    step_to(page, field(page, row, "numerator"))
    page.keyboard.type("9.000")
    page.keyboard.press("Tab")
    page.keyboard.type("16.000")
    page.keyboard.press("Tab")
    question = page.locator(f'[id="ask-{row}"]')
    expect(question).to_contain_text("gegenüber 2024. Stimmt das?")
    comment = field(page, row, "confirmation")
    step_to(page, comment)
    page.keyboard.type("Viele Anträge aus dem Vorjahr.")
    page.keyboard.press("Enter")
    expect(state(page, row)).to_contain_text("gespeichert")
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]

    for menu in page.locator("select[name$='-missing']").all():
        name = (menu.get_attribute("name") or "").removesuffix("-missing")
        if not state(page, name).get_attribute("data-settled"):
            menu.focus()
            page.keyboard.press("ArrowDown")
            page.keyboard.press("Tab")
            expect(state(page, name)).to_contain_text("noch offen")
    step_to(page, page.get_by_role("button", name="Erfassung abschließen"))
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("abgeschlossen und gesperrt")
    expect(page.locator(".entry-input")).to_have_count(0)
    clerk.look_closely()
    check = visitor(OWN)
    office = check.sign_in(address_of_person(RoleCode.STATISTICS_OFFICE, OWN))
    check.open("/werte/pruefen/?indicator=REC-01")
    expect(office.locator("main")).to_contain_text("Viele Anträge aus dem Vorjahr.")
    check.look_closely()

    page.locator("#id_reason").focus()
    page.keyboard.type("Nachtrag")
    page.get_by_role("button", name="Wieder öffnen").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".entry-input").first).to_be_visible()
