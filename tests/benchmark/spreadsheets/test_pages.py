"""The pages: who may what, questions that are asked, corrections that are followed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tenants.membership.roles import RoleCode
from tests.benchmark.spreadsheets.tables import odd_workbook, workbook, years_in_head

pytestmark = pytest.mark.requirement("I3.1", "R11")
START = "/eigene-tabellen/"


def upload(client: Client, data: bytes, name: str = "tabelle.xlsx", **more: str) -> Any:
    return client.post(f"{START}hochladen/", {"file": SimpleUploadedFile(name, data), **more})


def said(form: Any, **changes: Any) -> dict[str, Any]:
    """What a browser would send for a form as it is shown, with some changes."""
    initial = {name: form.initial.get(name) for name in form.fields}
    return {name: value for name, value in {**initial, **changes}.items() if value not in (None, False, "")}


@pytest.fixture
def office_client(ahausen: Any, browse: Callable[..., Client]) -> Client:
    return browse("ahausen", RoleCode.INTEGRATION_OFFICE)


def test_who_may_look_and_who_may_upload(ahausen: Any, browse: Callable[..., Client]) -> None:
    substitute = browse("ahausen", RoleCode.STATISTICS_SUBSTITUTE)
    page = substitute.get(START)
    assert page.status_code == 200
    assert b'type="file"' not in page.content
    assert upload(substitute, odd_workbook()).status_code == 403
    assert browse("ahausen", RoleCode.GUEST).get(START).status_code == 403
    assert browse("ahausen").get(START).status_code == 302
    assert b'type="file"' in browse("ahausen", RoleCode.STATISTICS_OFFICE).get(START).content


def test_a_refused_file_is_told_at_its_field(office_client: Client) -> None:
    page = upload(office_client, b"MZ program", "tabelle.xlsx")
    assert page.status_code == 422
    assert page.context["form"].errors["file"]
    assert office_client.get(START).context["waiting"] == []


def test_the_year_and_the_dot_are_asked_in_the_preview(office_client: Client) -> None:
    table = [["Name", "Einwohner", "Ausländer"], ["Ahausen", "12.345", "1.234"], ["Bedorf", "23.456", "2.345"]]
    address = upload(office_client, workbook(("Blatt", table))).headers["Location"]
    preview = address.replace("aufbau", "vorschau")
    page = office_client.get(preview)
    assert set(page.context["answers"].fields) == {"style", "typed_year"}
    assert not page.context["may_store"]
    wrong = office_client.post(preview, {"style": "german", "typed_year": "2999"})
    assert wrong.status_code == 422
    assert office_client.post(preview, {"style": "german", "typed_year": "2023"}).status_code == 302
    page = office_client.get(preview)
    assert page.context["answers"] is None
    assert [(line.year, line.echoes[0].meaning) for line in page.context["lines"]] == [(2023, "1234")]
    store = said(page.context["form"], source="Melderegister", name="Mit getipptem Jahr")
    assert office_client.post(preview.replace("vorschau", "uebernehmen"), store).status_code == 302
    table[1][1:] = ["12.400", "1.300"]
    address = upload(office_client, workbook(("Blatt", table))).headers["Location"]
    assert "vorschau" in address
    assert set(office_client.get(address).context["answers"].fields) == {"typed_year"}


def test_rows_and_sheets_are_corrected_by_a_person(office_client: Client) -> None:
    small = [["Jahr", "Einwohner", "Ausländer"], [2020, 5000, 300], [2021, 5100, 310]]
    large = [["Monat", "Fälle"], *[[f"Monat {number}", 4000 + number] for number in range(9)]]
    address = upload(office_client, workbook(("Fälle", large), ("Bevölkerung", small))).headers["Location"]
    page = office_client.get(address)
    assert page.context["form"].initial["sheet"] == "Fälle"
    answer = office_client.post(address, said(page.context["form"], sheet="Bevölkerung", year_from="rows"))
    assert answer.status_code == 422
    answer = office_client.post(
        address, said(page.context["form"], sheet="Bevölkerung", year_from="title", style="german")
    )
    assert answer.status_code == 302
    page = office_client.get(address)
    assert page.context["form"].initial["sheet"] == "Bevölkerung"
    answer = office_client.post(
        address, said(page.context["form"], year_from="rows", year_column="jahr", last_row="2", style="german")
    )
    assert answer.status_code == 302
    page = office_client.get(address.replace("aufbau", "vorschau"))
    assert [line.year for line in page.context["lines"]] == [2020]
    nonsense = said(office_client.get(address).context["form"], head_row="9", data_row="2")
    assert office_client.post(address, nonsense).status_code == 422


def test_wrong_choices_are_told_and_nothing_changes(office_client: Client) -> None:
    address = upload(office_client, odd_workbook()).headers["Location"].replace("aufbau", "zuordnung")
    form = office_client.get(address).context["forms"][0][0]
    chosen = {f"0-{name}": value for name, value in said(form).items()}
    for change in ({"0-value": "0"}, {"0-group": "german"}, {"0-concept": "JH_SPR"}, {"0-denominator": ""}):
        answer = office_client.post(address, {"count": "1", **chosen, **change})
        assert answer.status_code == 422
    assert office_client.post(address, {"count": "0"}).status_code == 422
    twice = {name.replace("0-", "1-"): value for name, value in chosen.items()}
    assert office_client.post(address, {"count": "2", **chosen, **twice}).context["problem"]
    more = office_client.post(address, {"count": "1", "more": "1", **chosen})
    assert (more.status_code, len(more.context["forms"])) == (200, 3)
    assert office_client.post(address, {"count": "1", **chosen}).status_code == 302


def test_a_file_that_is_gone_is_not_found(office_client: Client) -> None:
    for page in ("aufbau", "zuordnung", "vorschau"):
        assert office_client.get(f"{START}77/{page}/").status_code == 404
    assert office_client.post(f"{START}77/uebernehmen/", {}).status_code == 404
    assert office_client.get(f"{START}zuordnungen/77/").status_code == 404


def test_names_with_markup_are_shown_as_text(office_client: Client) -> None:
    name = "<script>alert(1)</script>.csv"
    address = upload(office_client, years_in_head(), name).headers["Location"]
    content = office_client.get(address).content.decode()
    assert "<script>alert" not in content
    assert "alert(1)" in content or "script" in content
