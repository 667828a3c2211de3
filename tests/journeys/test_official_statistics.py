"""The operator imports a file of a statistical office: upload, look, confirm, watch, result."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tenants.border.jobs import perform_waiting
from tenants.membership.roles import RoleCode
from tests.benchmark.statistics_offices.workbooks import minimum_income
from tests.journeys.visitor import Visitor
from tests.support.demo_world import address_of_person

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys"), pytest.mark.requirement("I3.1")]
VISIT = Callable[..., Visitor]


def test_a_published_workbook_is_imported(visitor: VISIT) -> None:
    guest = visitor(None)
    page = guest.sign_in(address_of_person(RoleCode.OPERATOR, None))
    guest.open("/statistik/")
    guest.look_closely()
    sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    page.get_by_label("Datei eines statistischen Amtes").set_input_files(
        {"name": "2024_6-2-1.xlsx", "mimeType": sheet, "buffer": minimum_income()}
    )
    page.get_by_role("button", name="Datei lesen und zeigen").click()
    expect(page.locator("h1")).to_have_text("Was die Datei bringen würde")
    expect(page.get_by_role("table", name="Die ersten zehn Werte")).to_contain_text("Stadt Osnabrück (03404)")
    guest.look_closely()
    page.get_by_role("button", name="Diese Werte einlesen").click()
    expect(page.locator("h1")).to_contain_text("2024_6-2-1.xlsx")
    guest.look_closely()
    perform_waiting()
    page.reload()
    expect(page.get_by_text("Die Werte sind gespeichert")).to_be_visible()
    guest.look_closely()
    page.get_by_role("link", name="Was diese Datei gebracht hat").click()
    expect(page.locator("h1")).to_have_text("LSN 6-2-1")
    guest.look_closely()


def test_a_file_of_no_family_is_refused_on_the_page(visitor: VISIT) -> None:
    guest = visitor(None)
    page = guest.sign_in(address_of_person(RoleCode.OPERATOR, None))
    guest.open("/statistik/")
    page.get_by_label("Datei eines statistischen Amtes").set_input_files(
        {"name": "eigene.csv", "mimeType": "text/csv", "buffer": b"a;b\n1;2\n"}
    )
    page.get_by_role("button", name="Datei lesen und zeigen").click()
    expect(page.get_by_role("alert")).to_contain_text("eigene.csv")
