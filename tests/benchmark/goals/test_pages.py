"""The pages of goals as people use them, without JavaScript."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from benchmark.goals import selectors
from tenants.border import inside
from tenants.membership.roles import RoleCode

OFFICE = RoleCode.INTEGRATION_OFFICE
TYPED = {
    "version": "0",
    "question": "Wird der Abstand kleiner?",
    "leading_group": "foreign",
    "target_value": "8,5",
    "direction": "lower",
    "base_year": "2022",
    "target_year": "2028",
}


def text_of(answer: Any) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def uses(municipality: Any) -> list[Any]:
    with inside(municipality):
        return selectors.uses()


@pytest.mark.requirement("R31")
@pytest.mark.requirement("R54")
def test_set_and_change_a_target(ahausen: Any, browse: Callable[..., Client]) -> None:
    client = browse("ahausen", OFFICE)
    assert client.get("/ziele/ARB-02/").status_code == 200
    assert client.post("/ziele/ARB-02/", TYPED).status_code == 302
    page = text_of(client.get("/ziele/"))
    assert "Wird der Abstand kleiner?" in page
    assert "8,5" in page
    assert "bis 2028" in page
    assert "noch kein übergeordnetes Ziel" in page
    form = text_of(client.get("/ziele/ARB-02/"))
    assert 'value="8,5"' in form
    assert 'value="2028"' in form
    changed = TYPED | {"version": "1", "target_value": "8"}
    assert client.post("/ziele/ARB-02/", changed).status_code == 422
    assert client.post("/ziele/ARB-02/", changed | {"change_reason": "Beschluss"}).status_code == 302
    assert client.post("/ziele/ARB-02/", changed | {"change_reason": "Beschluss"}).status_code == 409
    assert [(use.version, use.target_value) for use in uses(ahausen)] == [(2, 8)]


@pytest.mark.requirement("R54")
@pytest.mark.parametrize(
    "change",
    [
        {"question": ""},
        {"direction": ""},
        {"target_value": "NaN"},
        {"target_value": "101"},
        {"target_value": ""},
        {"target_value": "x"},
        {"leading_group": "women"},
        {"target_year": "2020"},
        {"decision_link": "javascript:alert(1)"},
    ],
)
def test_what_is_wrong_comes_back(ahausen: Any, browse: Callable[..., Client], change: dict[str, str]) -> None:
    answer = browse("ahausen", OFFICE).post("/ziele/ARB-02/", TYPED | change)
    assert answer.status_code == 422
    assert "error-summary" in text_of(answer)
    assert uses(ahausen) == []


def test_a_dot_that_can_mean_two_things_is_a_question(ahausen: Any, browse: Callable[..., Client]) -> None:
    client = browse("ahausen", OFFICE)
    asked = client.post("/ziele/ARB-02/", TYPED | {"target_value": "1.234"})
    assert asked.status_code == 422
    assert 'name="dot"' in text_of(asked)
    assert client.post("/ziele/ARB-02/", TYPED | {"target_value": "1.234", "dot": "no"}).status_code == 302
    assert str(uses(ahausen)[0].target_value).startswith("1.234")


@pytest.mark.requirement("R54")
def test_still_open_with_reason_and_date(ahausen: Any, browse: Callable[..., Client]) -> None:
    client = browse("ahausen", OFFICE)
    open_target = {
        "version": "0",
        "question": "Wie viele?",
        "leading_group": "total",
        "still_open_reason": "Beratung",
        "still_open_until": "2099-12-31",
    }
    assert client.post("/ziele/DEM-01/", open_target).status_code == 302
    assert "wird festgelegt bis 31.12.2099" in text_of(client.get("/ziele/"))


@pytest.mark.parametrize(
    ("role", "address", "status"),
    [
        (RoleCode.LEADERSHIP, "/ziele/ARB-02/", 200),
        (RoleCode.STATISTICS_OFFICE, "/ziele/", 200),
        (RoleCode.STATISTICS_OFFICE, "/ziele/ARB-02/", 403),
        (RoleCode.GUEST, "/ziele/", 200),
        (OFFICE, "/ziele/XXX-99/", 404),
    ],
)
def test_pages_open_for_their_roles_only(
    ahausen: Any, browse: Callable[..., Client], role: RoleCode, address: str, status: int
) -> None:
    assert browse("ahausen", role).get(address).status_code == status
