"""The start page in a municipality of its own: notable changes, no colours without a target, how to begin."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from tenants.membership.roles import RoleCode
from tests.comparisons.insights import scenes


@pytest.mark.requirement("R2")
def test_notable_changes_are_beyond_noise_and_worded_neutrally(ahausen: Any, browse: Callable[..., Any]) -> None:
    scenes.enter(ahausen, "ARB-01", "foreign", {2022: (5000, 10000), 2023: (5600, 10000)}, invented=True)
    scenes.enter(ahausen, "ARB-02", "foreign", {2022: (1000, 10000), 2023: (1010, 10000)})
    for code in ("ARB-01", "ARB-02"):
        scenes.use(ahausen, code, scenes.target_of("70"))
    html = browse("ahausen", RoleCode.INTEGRATION_OFFICE).get("/").content.decode()
    notable = html.split("Auffällige Veränderungen")[1].split("</ul>")[0]
    assert "gestiegen von 50,0" in notable
    assert "/kennzahl/ARB-01/" in notable
    assert "erfunden" in notable
    assert "/kennzahl/ARB-02/" not in notable  # one tenth of a point may be chance
    assert "kern-badge" not in notable
    assert not re.search(r"verbesser|verschlechter|positiv|negativ|leider", notable)


@pytest.mark.requirement("M10")
def test_without_a_target_nothing_is_coloured_good_or_bad(ahausen: Any, browse: Callable[..., Any]) -> None:
    scenes.enter(ahausen, "ARB-02", "foreign", {2022: (1000, 10000), 2023: (2000, 10000)})
    scenes.settle_figures(ahausen)
    office = browse("ahausen", RoleCode.INTEGRATION_OFFICE)
    card = office.get("/kennzahl/ARB-02/").content.decode().split("Im Vergleichsring")[0]
    assert "Anstieg um 10,0" in card
    assert "kern-badge--warning" not in card
    assert "kern-badge--danger" not in card


def test_a_new_municipality_is_told_how_to_begin(ahausen: Any, browse: Callable[..., Any]) -> None:
    said = scenes.text_of(browse("ahausen", RoleCode.INTEGRATION_OFFICE).get("/"))
    assert "So beginnen Sie" in said
    assert "Amtliche Werte übernehmen" in said
    guest = browse("ahausen", RoleCode.GUEST).get("/")
    assert "/werte/" not in guest.content.decode()


def test_missing_figures_show_sign_and_reason_on_the_card(ahausen: Any, browse: Callable[..., Any]) -> None:
    scenes.miss(ahausen, "ARB-01", "foreign", 2023, "too_small")
    scenes.use(ahausen, "ARB-01", scenes.target_of("70"))
    html = browse("ahausen", RoleCode.INTEGRATION_OFFICE).get("/").content.decode()
    card = html.split("/kennzahl/ARB-01/")[1].split("</li>")[0]
    assert 'figure__value" aria-hidden="true">.<' in card
    assert "zu wenige Fälle" in card
    assert '">0' not in card
