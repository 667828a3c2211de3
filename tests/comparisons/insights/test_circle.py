"""The circle beside the own value: released values only, the position in words, refusals with their reason."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from comparisons.releases.disclosure import Position
from comparisons.releases.selectors import released
from tenants.border import inside
from tenants.membership.roles import RoleCode
from tests.comparisons.insights import scenes
from tests.support.contributors import admit_members, contribute
from tests.support.rounds import begin_round, end_round, found_circle, give, release

LARGE = "Großer Ring"
CELLS = [3, 3, 4, 4, 5, 5, 5, 6, 6, 6, 7, 7, 7, 7, 8, 8, 8, 9, 9, 9, 10, 10]


@pytest.fixture(scope="module")
def rings(scene: SimpleNamespace) -> SimpleNamespace:
    """Beside the small circle a large one that may show quartiles for 2023, and one that is too small."""
    ahausen, bedorf = scene.ahausen, scene.bedorf
    large = found_circle([ahausen], name=LARGE, indicators=["REC-01"])
    members = admit_members(large, len(CELLS))
    current = begin_round(large, first_year=2023, last_year=2023)
    contribute(current, members, CELLS)
    give(ahausen, current)
    end_round(current)
    assert release(current).state == "done"
    few = found_circle([ahausen, bedorf], name="Kleiner Ring", indicators=["REC-01"])
    current = begin_round(few)
    for member in (ahausen, bedorf):
        give(member, current)
    end_round(current)
    assert release(current).state == "done"
    return SimpleNamespace(large=large, few=few, scene=scene)


def _page(browse: Callable[..., Any], ring: Any) -> Any:
    return browse("ahausen", RoleCode.INTEGRATION_OFFICE).get(f"/kennzahl/REC-01/?ring={ring.slug}")


@pytest.mark.requirement("I2.12")
def test_with_few_members_only_the_mean_is_shown_and_it_is_said_why(
    scene: SimpleNamespace, browse: Callable[..., Any]
) -> None:
    said = scenes.text_of(browse("ahausen", RoleCode.INTEGRATION_OFFICE).get("/kennzahl/REC-01/"))
    assert "6 von 6 Kommunen des Rings haben einen Wert beigetragen" in said
    assert "Nur der Mittelwert wird gezeigt: Bei so wenigen Kommunen" in said
    assert "2023: Ihr Wert liegt in derselben Klasse wie der Mittelwert des Rings." in said
    assert "Unterer Viertelwert" not in said


@pytest.mark.requirement("I2.12")
def test_a_large_circle_shows_bands_and_the_own_quarter(rings: SimpleNamespace, browse: Callable[..., Any]) -> None:
    said = scenes.text_of(_page(browse, rings.large))
    assert "Unterer Viertelwert" in said
    assert "Mittlere Hälfte des Rings" in said
    assert re.search(r"2023: Ihr Wert liegt [^.]+ des Rings", said)
    assert "liegt die mittlere Hälfte der Kommunen" in said


def test_the_position_in_words_is_the_one_of_the_disclosure_rules(
    rings: SimpleNamespace, browse: Callable[..., Any]
) -> None:
    from django.utils import translation

    from benchmark.catalogue.selectors import indicator
    from comparisons.circles.selectors import published_charters
    from comparisons.insights.words import POSITIONS
    from comparisons.releases.disclosure import own_position
    from comparisons.releases.grids import grids_by_reference

    with inside(rings.scene.ahausen):
        row = released(rings.large, "REC-01")[-1]
        charters = published_charters(rings.large)
        grid = grids_by_reference(indicator("REC-01"), rings.large, charters)[row.grid_id]
        position = own_position(grid.cell_of(Decimal("2.51")), row.verdict(), grid)
    assert position is not Position.NOT_SHOWN
    with translation.override("de"):
        assert str(POSITIONS[position]) in scenes.text_of(_page(browse, rings.large))


def test_a_refusal_says_why_and_shows_nothing(rings: SimpleNamespace, browse: Callable[..., Any]) -> None:
    html = _page(browse, rings.few).content.decode().split('id="vergleichsring"')[1]
    said = scenes.text_of(_page(browse, rings.few)).split("Im Vergleichsring")[1]
    assert "Was nicht gezeigt wird, und warum" in said
    assert re.search(r"2023: .*2 .*5", said)
    assert "damit keine einzelne Kommune zu erkennen ist" in said
    assert "<figure" not in html
    assert "Mittelwert, aus Klassen" not in said


@pytest.mark.requirement("M10")
def test_no_page_and_no_file_shows_rank_extremes_or_single_values(
    rings: SimpleNamespace, browse: Callable[..., Any]
) -> None:
    client = browse("ahausen", RoleCode.INTEGRATION_OFFICE)
    query = f"?ring={rings.large.slug}"
    pages = [
        scenes.text_of(client.get(f"/kennzahl/REC-01/{query}")),
        scenes.text_of(client.get(f"/ueberblick/{query}")),
    ]
    pages += [client.get(f"/kennzahl/REC-01/werte.csv{query}").content.decode()]
    for page in pages:
        assert not re.search(r"\b(Rang|Platz|Minimum|Maximum|Spannweite|Ausreißer|beste|schlechteste)\b", page)
        for other in ("3,31", "1,23", "4,17", "2,11", "2,89", "Mitglied", "Bedorf", "Cehausen"):
            assert other not in page


def test_circles_can_be_chosen_and_only_own_ones(rings: SimpleNamespace, browse: Callable[..., Any]) -> None:
    html = browse("ahausen", RoleCode.INTEGRATION_OFFICE).get("/kennzahl/REC-01/").content.decode()
    assert f"ring={rings.large.slug}" in html
    stranger = browse("bedorf", RoleCode.INTEGRATION_OFFICE)
    assert rings.large.slug not in stranger.get("/kennzahl/REC-01/").content.decode()
    assert stranger.get(f"/kennzahl/REC-01/?ring={rings.large.slug}").status_code == 404
    assert stranger.get(f"/kennzahl/REC-01/werte.csv?ring={rings.large.slug}").status_code == 404


def test_the_grade_of_comparability_stands_with_its_reasons(rings: SimpleNamespace, browse: Callable[..., Any]) -> None:
    said = scenes.text_of(_page(browse, rings.large))
    assert "Wie weit sich die Werte vergleichen lassen" in said
    assert re.search(r"2023: \S* ?(voll|eingeschränkt|vergleichbar)", said)
