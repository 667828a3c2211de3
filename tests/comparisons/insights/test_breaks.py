"""Where concepts change, the own line stops."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tenants.membership.roles import RoleCode
from tests.comparisons.insights import scenes


@pytest.mark.requirement("R20")
def test_another_concept_breaks_the_line(ahausen: Any, browse: Callable[..., Any]) -> None:
    scenes.enter(ahausen, "DEM-01", "total", {2021: (900, 9000), 2022: (910, 9000)}, concept="NAT_FS")
    scenes.enter(ahausen, "DEM-01", "total", {2023: (1500, 9000), 2024: (1510, 9000)}, concept="NAT_AZR")
    html = browse("ahausen", RoleCode.INTEGRATION_OFFICE).get("/kennzahl/DEM-01/").content.decode()
    assert "Ab 2023 folgen die Werte dem Konzept" in html
    assert "anderes Konzept" in html.split("<figure")[1].split("</svg>")[0]
    assert "seit 2023" in html  # the change is told within the new concept only
    assert "seit 2021" not in html


@pytest.mark.requirement("R20")
def test_small_pictures_begin_after_the_break(ahausen: Any, browse: Callable[..., Any]) -> None:
    scenes.enter(ahausen, "DEM-01", "total", {2021: (900, 9000), 2022: (910, 9000)}, concept="NAT_FS")
    scenes.enter(ahausen, "DEM-01", "total", {2023: (1500, 9000), 2024: (1510, 9000)}, concept="NAT_AZR")
    scenes.use(ahausen, "DEM-01", scenes.target_of("20"))
    client = browse("ahausen", RoleCode.INTEGRATION_OFFICE)
    card = client.get("/").content.decode().split("/kennzahl/DEM-01/")[1].split("</li>")[0]
    assert "Eigene Werte von 2023 bis 2024" in card
    panel = client.get("/ueberblick/").content.decode().split("/kennzahl/DEM-01/")[1].split("</li>")[0]
    assert '<th scope="col" class="numeric">2023</th>' in panel
    assert "2022" not in panel
