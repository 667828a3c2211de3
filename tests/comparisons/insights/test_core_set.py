"""Circles before and without a release: the core set at a glance, other concepts, no circle at all."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tenants.membership.roles import RoleCode
from tests.comparisons.insights import scenes
from tests.comparisons.insights.conftest import municipality_of
from tests.support.rounds import approve, begin_round, found_circle, give

LARGE = "Großer Ring"
CELLS = [3, 3, 4, 4, 5, 5, 5, 6, 6, 6, 7, 7, 7, 7, 8, 8, 8, 9, 9, 9, 10, 10]


def test_an_own_figure_of_another_concept_has_no_position(world: None, browse: Callable[..., Any]) -> None:
    members = [municipality_of(place.slug) for place in scenes.SIX]
    scenes.released_ring(members, (251, 331, 123, 211, 289, 417), years=(2023,))
    ahausen = members[0]
    scenes.enter(ahausen, "REC-01", "foreign", {2024: (300, 10000)}, concept="NAT_FS")
    said = scenes.text_of(browse("ahausen", RoleCode.INTEGRATION_OFFICE).get("/kennzahl/REC-01/"))
    table = said.split("Im Vergleichsring")[1]
    assert "3,00 %" not in table  # the figure of the other concept is no part of the comparison
    assert "2,51 %" in table


@pytest.mark.requirement("R48")
@pytest.mark.requirement("R10")
def test_the_overview_groups_strengths_and_needs_in_the_order_of_the_core_set(
    ahausen: Any, bedorf: Any, browse: Callable[..., Any]
) -> None:
    found_circle([ahausen, bedorf], name="Ring", indicators=["ARB-02", "ARB-03", "ARB-01", "DEM-01"])
    scenes.enter(ahausen, "ARB-01", "foreign", {2023: (5600, 10000)})
    scenes.enter(ahausen, "ARB-03", "foreign", {2023: (9900, 10000)}, invented=True)
    html = browse("ahausen", RoleCode.INTEGRATION_OFFICE).get("/ueberblick/").content.decode()
    strengths = html.split("Stärken und Potenziale</h2>")[1].split("<h2")[0]
    needs = html.split("Bedarfe und Teilhabelücken</h2>")[1].split("<h2")[0]
    assert strengths.index("ARB-03") < strengths.index("ARB-01")  # as agreed, not by height
    assert "ARB-02" in needs
    assert "ARB-02" not in strengths
    assert "erfunden" in strengths.split("ARB-01")[0]


def test_without_a_circle_the_own_path_stands_alone(ahausen: Any, browse: Callable[..., Any]) -> None:
    approve(ahausen, {2023: (251, 10000)})
    client = browse("ahausen", RoleCode.INTEGRATION_OFFICE)
    said = scenes.text_of(client.get("/kennzahl/REC-01/"))
    assert "Ihre Kommune gehört keinem Ring an." in said
    assert "2,51 %" in scenes.text_of(client.get("/ueberblick/"))
    assert client.get("/kennzahl/REC-01/vergleichsring.png").status_code == 404


def test_an_open_round_waits_until_something_is_handed_over(ahausen: Any, browse: Callable[..., Any]) -> None:
    current = begin_round(found_circle([ahausen], name="Ring"))
    client = browse("ahausen", RoleCode.INTEGRATION_OFFICE)
    assert "Werte an den Ring „Ring“ übergeben" in scenes.text_of(client.get("/"))
    assert "übergeben" not in scenes.text_of(browse("ahausen", RoleCode.GUEST).get("/"))
    approve(ahausen, {2023: (251, 10000)})
    give(ahausen, current)
    assert "übergeben" not in scenes.text_of(client.get("/"))
