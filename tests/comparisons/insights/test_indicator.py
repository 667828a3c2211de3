"""The page of one indicator: own path, groups, gap, what stands behind the figures."""

from __future__ import annotations

import re
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from tenants.membership.roles import RoleCode
from tests.comparisons.insights import scenes


@pytest.fixture
def office(scene: SimpleNamespace, browse: Callable[..., Any]) -> Any:
    return browse("ahausen", RoleCode.INTEGRATION_OFFICE)


@pytest.mark.requirement("I2.12")
@pytest.mark.requirement("M10")
@pytest.mark.requirement("R12")
def test_the_own_path_comes_before_the_circle(office: Any) -> None:
    html = office.get("/kennzahl/ARB-01/").content.decode()
    assert html.index("Unser eigener Weg") < html.index("Im Vergleichsring")
    assert html.count("<h1") == 1


@pytest.mark.requirement("R16")
def test_a_picture_by_nationality_carries_a_note_and_other_groups(office: Any) -> None:
    html = office.get("/kennzahl/ARB-01/").content.decode()
    assert "Die Staatsangehörigkeit allein erklärt keinen Unterschied." in html
    assert "gruppe=german" in html
    assert "gruppe=total" in html


@pytest.mark.requirement("R4")
@pytest.mark.parametrize("address", ["/", "/kennzahl/ARB-01/", "/ueberblick/"])
def test_pages_say_that_monitoring_measures_no_effects(office: Any, address: str) -> None:
    assert "Monitoring misst nicht die Wirkung von Maßnahmen." in scenes.text_of(office.get(address))


@pytest.mark.requirement("R18")
def test_the_gap_is_told_with_difference_ratio_and_uncertainty(office: Any) -> None:
    said = scenes.text_of(office.get("/kennzahl/ARB-01/"))
    assert f"2023: {scenes.group_name('foreign')} 56,0 %, {scenes.group_name('german')} 65,0 %" in said
    assert "Der Abstand beträgt −9,0 Prozentpunkte." in said
    assert "das 0,86-Fache" in said
    assert "Unter Berücksichtigung des Zufalls: −10,0 bis −8,0 Prozentpunkte." in said
    assert "Seit 2021 ist der Abstand um 5,0 Prozentpunkte kleiner geworden." in said


def test_another_group_can_be_chosen(office: Any) -> None:
    said = scenes.text_of(office.get("/kennzahl/ARB-01/?gruppe=german"))
    assert f"{scenes.group_name('german')}: 65,0 % 2023" in said
    assert "Das Ziel wurde für eine andere Gruppe gesetzt" in said


@pytest.mark.requirement("R17")
@pytest.mark.requirement("R20")
def test_source_concept_state_and_leading_group_are_named(office: Any) -> None:
    said = scenes.text_of(office.get("/kennzahl/ARB-01/"))
    for words in (
        "Quelle Entwurf der Probe",
        "Stand Entwurf",
        "Konzept Staatsangehörigkeit",
        "Gebietsstand nicht genannt",
        f"Führende Gruppe {scenes.group_name('foreign')}",
    ):
        assert words in said


def test_a_missing_year_is_a_sign_with_its_reason_in_the_table_twin(office: Any) -> None:
    html = office.get("/kennzahl/ARB-01/").content.decode()
    table = html.split("<table")[1].split("</table>")[0]
    row = next(row for row in table.split("<tr") if ">2020<" in row)
    assert re.findall(r"<td[^>]*>([^<]*)</td>", row)[:2] == [".", "."]
    assert "zu wenige Fälle" in row


def test_invented_figures_are_marked_wherever_they_appear(office: Any) -> None:
    html = office.get("/kennzahl/DEM-01/").content.decode()
    first_mark = html.index('class="invented"')
    assert first_mark < html.index("<figure")
    assert 'class="invented"' in html.split("<figcaption")[1].split("</figcaption>")[0]
    assert "erfunden" in html.split("<table")[1].split("</table>")[0]
    assert "haben keine amtliche Quelle" in html


def test_an_indicator_without_figures_says_what_to_do(office: Any, browse: Callable[..., Any]) -> None:
    assert "Übernehmen Sie amtliche Werte" in scenes.text_of(office.get("/kennzahl/SOZ-01/"))
    guest = scenes.text_of(browse("ahausen", RoleCode.GUEST).get("/kennzahl/SOZ-01/"))
    assert "Sobald Werte freigegeben sind" in guest


@pytest.mark.parametrize(
    "address",
    ["/kennzahl/XXX-99/", "/kennzahl/ARB-01/?gruppe=nobody", "/kennzahl/ARB-01/?ring=fremd", "/ueberblick/?ring=fremd"],
)
def test_what_is_not_there_is_not_found(office: Any, address: str) -> None:
    assert office.get(address).status_code == 404


def test_a_guest_sees_approved_figures_only(scene: SimpleNamespace, browse: Callable[..., Any]) -> None:
    guest = browse("ahausen", RoleCode.GUEST)
    said = scenes.text_of(guest.get("/kennzahl/ARB-01/"))
    assert "56,0 % 2023" in said
    assert "57,0" not in said
    assert "Entwurf" not in said
    assert "57,0" not in scenes.text_of(guest.get("/"))
    assert "57" not in re.findall(r";OWN;[^;]*;([^;]*);", guest.get("/kennzahl/ARB-01/werte.csv").content.decode())
    assert "Entwurf der Probe" not in guest.get("/kennzahl/ARB-01/werte.csv").content.decode()


def test_nothing_of_a_neighbour_is_shown(scene: SimpleNamespace, browse: Callable[..., Any]) -> None:
    office, neighbour = browse("ahausen", RoleCode.INTEGRATION_OFFICE), browse("bedorf", RoleCode.INTEGRATION_OFFICE)
    assert "43,2 %" in scenes.text_of(neighbour.get("/kennzahl/ARB-01/"))
    for address in ("/", "/kennzahl/ARB-01/", "/kennzahl/ARB-01/werte.csv", "/ueberblick/"):
        content = office.get(address).content.decode()
        assert "Geheim in Bedorf" not in content
        assert "43,2" not in content
        assert "Bedorf" not in content
