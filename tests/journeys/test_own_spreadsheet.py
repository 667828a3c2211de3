"""A clerk uploads a spreadsheet as it is, corrects how it is read, stores it, and comes back with next year's file."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tenants.membership.roles import RoleCode
from tests.benchmark.spreadsheets.tables import YEARS, odd_workbook
from tests.journeys.visitor import NARROW, WIDE, Visitor
from tests.support.demo_world import OWN, address_of_person

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys"), pytest.mark.requirement("I3.1", "R11")]
VISIT = Callable[..., Visitor]
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHOTS = os.environ.get("VERGLEICHSRING_SHOTS", "")  # a folder for pictures of every step, for looking at them


def upload(page: Page, name: str, data: bytes) -> None:
    page.get_by_label("Ihre Tabelle (XLSX, ODS oder CSV)").set_input_files(
        {"name": name, "mimeType": EXCEL, "buffer": data}
    )
    page.get_by_role("button", name="Datei lesen").click()


def look(guest: Visitor, name: str) -> None:
    """Accessibility, 320 px and dark; pictures where a folder is named."""
    if SHOTS:
        for scheme, size in (("light", WIDE), ("dark", WIDE), ("light", NARROW)):
            guest.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            guest.page.set_viewport_size(size)  # type: ignore[arg-type]
            guest.page.screenshot(path=Path(SHOTS) / f"{name}-{scheme}-{size['width']}.png", full_page=True)
        guest.page.emulate_media(color_scheme="light")
        guest.page.set_viewport_size(WIDE)  # type: ignore[arg-type]
    guest.look_closely()


def test_mapping_preview_correction_and_next_years_file(visitor: VISIT) -> None:
    guest = visitor(OWN)
    guest.sign_in(address_of_person(RoleCode.INTEGRATION_OFFICE, OWN))
    page = guest.open("/eigene-tabellen/")
    look(guest, "start-empty")
    first = odd_workbook()
    upload(page, "Bevölkerung 2024.xlsx", first)

    expect(page.locator("h1")).to_have_text("Wie ist die Tabelle aufgebaut?")
    rows = page.locator(".sheet__table tbody tr")
    expect(rows.nth(0)).to_contain_text("Titel")
    expect(rows.nth(2)).to_contain_text("Kopf")
    expect(rows.nth(4)).to_contain_text("134.801")
    expect(page.locator("main")).to_contain_text("In Spalte A stehen Jahre.")
    look(guest, "structure")
    page.get_by_role("button", name="Weiter zu den Zahlen").click()

    expect(page.locator("main")).to_contain_text("Erkannt an")
    series = page.get_by_role("group", name="Reihe 1")
    expect(series.get_by_label("Indikator")).to_have_value("DEM-01")
    look(guest, "entries")
    numerator, denominator = series.get_by_label("Zähler"), series.get_by_label("Nenner")
    right = (numerator.input_value(), denominator.input_value())
    numerator.select_option(right[1])
    denominator.select_option(right[0])
    page.get_by_role("button", name="Zeigen, was gespeichert würde").click()

    expect(page.get_by_role("heading", name="Das kann nicht stimmen")).to_be_visible()
    expect(page.locator(".problems")).to_contain_text("Zelle B5")
    look(guest, "preview-wrong")
    page.get_by_role("link", name="2. Zahlen und Indikatoren").click()
    series.get_by_label("Zähler").select_option(right[0])
    series.get_by_label("Nenner").select_option(right[1])
    page.get_by_role("button", name="Zeigen, was gespeichert würde").click()

    figure = page.get_by_role("row").filter(has_text="2020").first
    expect(figure).to_contain_text("12.345")
    expect(figure).to_contain_text("12345")
    expect(page.locator("main")).to_contain_text("Zeilen ohne Jahr, etwa Summen")
    look(guest, "preview")
    page.get_by_label("Woher stammen die Zahlen?").fill("Einwohnermelderegister, 31.12.")
    page.get_by_label("Name dieser Zuordnung").fill("Bevölkerung aus dem Melderegister")
    page.get_by_role("button", name="Als Entwürfe speichern").click()
    expect(page.locator(".notices")).to_contain_text("als Entwürfe gespeichert")
    expect(page.get_by_role("link", name="Bevölkerung aus dem Melderegister")).to_be_visible()

    upload(page, "Bevölkerung 2025.xlsx", odd_workbook((*YEARS, 2024), title_year=2025))
    expect(page.locator("h1")).to_have_text("Was gespeichert würde")
    expect(page.locator(".read-as")).to_contain_text("Gelesen wie am")
    expect(page.locator("main")).to_contain_text("1 neu, 0 geändert, 4 wie bisher.")
    look(guest, "preview-next-year")
    page.get_by_role("button", name="Als Entwürfe speichern").click()
    expect(page.locator(".notices")).to_contain_text("1 Wert wurde als Entwurf gespeichert. 4 waren wie bisher.")

    upload(page, "Kopie.xlsx", first)
    expect(page.locator("main")).to_contain_text("Diese Datei wurde schon am")
    look(guest, "start")
    guest.follow("Bevölkerung aus dem Melderegister")
    expect(page.locator("main")).to_contain_text("Bevölkerung 2025.xlsx")
    look(guest, "mapping")
