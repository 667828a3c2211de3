"""The list of findings as people use it, without JavaScript."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tenants.membership.roles import RoleCode

pytestmark = pytest.mark.requirement("I3.5")

OFFICE = RoleCode.INTEGRATION_OFFICE
LIST = "/pruefhinweise/"


def text_of(answer: Any) -> str:
    return re.sub(r"\s+", " ", html.unescape(answer.content.decode()))


def test_a_finding_is_explained_answered_and_read_by_who_checks(
    ahausen: Any, browse: Callable[..., Client], jump: Any
) -> None:
    client = browse("ahausen", OFFICE)
    page = text_of(client.get(LIST))
    assert "Ungewöhnlicher Sprung: 2023" in page
    assert "2022 → 2023: +" in page
    assert "Üblich bei Ihnen: " in page
    assert "Prozentpunkte" in page
    assert "/werte/DEM-01/2023/total/NAT_FS/" in page
    key = re.search(r"/pruefhinweise/([0-9a-f]{32})/antworten/", page)
    assert key is not None
    address = f"{LIST}{key.group(1)}/antworten/"
    refused = client.post(address, {"kind": "right", "comment": "", "version": "0"})
    assert refused.status_code == 422
    assert "Bitte schreiben Sie, warum der Wert stimmt." in text_of(refused)
    assert "<details open>" in text_of(refused)
    said = {"kind": "right", "comment": "Neue Aufnahmeeinrichtung", "version": "0"}
    assert client.post(address, said).status_code == 302
    assert client.post(address, said | {"comment": "anders"}).status_code == 409
    assert "Alle Hinweise sind beantwortet." in text_of(client.get(LIST))
    read = text_of(browse("ahausen", RoleCode.STATISTICS_OFFICE).get(f"{LIST}?state=all"))
    assert "Neue Aufnahmeeinrichtung" in read
    assert "Stimmt, weil …" in read


def test_an_answer_to_numbers_that_have_changed_is_refused(ahausen: Any, browse: Callable[..., Client]) -> None:
    answer = browse("ahausen", OFFICE).post(f"{LIST}{'0' * 32}/antworten/", {"kind": "right", "version": "0"})
    assert answer.status_code == 409
    assert "diesen Hinweis gibt es nicht mehr" in text_of(answer)


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", True),
        ("?state=answered", False),
        ("?indicator=DEM-01&weight=question", True),
        ("?weight=contradiction", False),
        ("?weight=nonsense&indicator=XXX-99&state=?", True),  # an unknown choice is no choice
    ],
)
def test_findings_can_be_chosen(
    ahausen: Any, browse: Callable[..., Client], jump: Any, query: str, shown: bool
) -> None:
    answer = browse("ahausen", OFFICE).get(LIST + query)
    assert answer.status_code == 200
    assert ("Ungewöhnlicher Sprung" in text_of(answer)) is shown


def test_nothing_to_ask_and_how_it_is_recognised(ahausen: Any, browse: Callable[..., Client]) -> None:
    client = browse("ahausen", OFFICE)
    assert "Nichts ist auffällig." in text_of(client.get(LIST))
    method = text_of(client.get(f"{LIST}erkennung/"))
    assert "ab 2022 beruhen Einwohnerzahlen auf dem Zensus 2022" in method
    assert "Median" not in method


@pytest.mark.parametrize(("role", "status"), [(RoleCode.LEADERSHIP, 200), (RoleCode.GUEST, 403)])
def test_pages_open_for_their_roles_only(
    ahausen: Any, browse: Callable[..., Client], role: RoleCode, status: int
) -> None:
    assert browse("ahausen", role).get(LIST).status_code == status
