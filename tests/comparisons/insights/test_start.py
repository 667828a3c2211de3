"""The start page: own targets first, neutral words, what waits, what to do next."""

from __future__ import annotations

import re
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from tenants.membership.roles import RoleCode
from tests.comparisons.insights import scenes


@pytest.fixture
def page(scene: SimpleNamespace, browse: Callable[..., Any]) -> str:
    return scenes.text_of(browse("ahausen", RoleCode.INTEGRATION_OFFICE).get("/"))


@pytest.mark.requirement("R31")
@pytest.mark.requirement("M10")
def test_each_indicator_in_use_shows_its_question_and_its_newest_value(page: str) -> None:
    assert "Wir und unsere Ziele" in page
    assert "Kommen alle in Arbeit?" in page
    assert "57,0 % 2024" in page
    assert "2,51 % 2023" in page


@pytest.mark.requirement("R55")
@pytest.mark.requirement("M10")
def test_the_path_to_the_target_is_told_in_words(page: str) -> None:
    assert "auf dem Weg zum Ziel" in page  # 57.0 in 2024 against 56.7 on the straight path from 50 to 70
    assert "nicht auf dem Weg zum Ziel" in page  # naturalisations stand still below their path
    assert "Ziel: 70,0 % bis 2030. Es fehlen noch 13,0 Prozentpunkte." in page


def test_a_change_is_told_with_whether_chance_could_explain_it(page: str) -> None:
    assert "Anstieg um 1,0 Prozentpunkte seit 2023. Das kann Zufall sein" in page


@pytest.mark.requirement("R48")
def test_the_balance_of_strengths_and_needs_is_told(page: str) -> None:
    assert "2 Indikatoren zeigen Stärken und Potenziale, 0 zeigen Bedarfe" in page


@pytest.mark.requirement("R31")
def test_figures_without_a_question_are_named_and_linked(scene: SimpleNamespace, browse: Callable[..., Any]) -> None:
    html = browse("ahausen", RoleCode.INTEGRATION_OFFICE).get("/").content.decode()
    below = html.split("Werte ohne Frage")[1].split("Auffällige")[0]
    assert "/kennzahl/DEM-01/" in below


@pytest.mark.requirement("R1")
def test_every_released_value_is_one_click_away_with_series_source_and_date(
    scene: SimpleNamespace, browse: Callable[..., Any]
) -> None:
    client = browse("ahausen", RoleCode.LEADERSHIP)
    links = set(re.findall(r'href="(/kennzahl/[^"]+)"', client.get("/").content.decode()))
    assert {"/kennzahl/REC-01/", "/kennzahl/ARB-01/", "/kennzahl/DEM-01/"} <= links
    said = scenes.text_of(client.get("/kennzahl/REC-01/"))
    assert "Quelle: Statistisches Landesamt. Stand: " in said
    assert "2022" in said
    assert "2023" in said


def test_no_task_waits_for_somebody_else(scene: SimpleNamespace, browse: Callable[..., Any]) -> None:
    checking = scenes.text_of(browse("ahausen", RoleCode.STATISTICS_OFFICE).get("/"))
    leading = scenes.text_of(browse("ahausen", RoleCode.LEADERSHIP).get("/"))
    assert "3 Werte warten" in checking
    assert "Werte warten" not in leading
