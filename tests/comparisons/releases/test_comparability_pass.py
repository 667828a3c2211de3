"""The comparability pass in the product: from what was handed over to the page, the chart, the table and the file."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest

from comparisons.circles.models import Round
from comparisons.comparability import Grade
from comparisons.releases.comparability_pass import pass_of_round
from comparisons.releases.models import Contribution
from tenants.border import Role, acting_as, inside
from tenants.membership.roles import RoleCode
from tests.support import rounds

pytestmark = [pytest.mark.requirement("M5"), pytest.mark.requirement("R60"), pytest.mark.requirement("I3.6")]
SLUG = "ring-der-probe"


def handed_over(six: list[Any], **last: str) -> Round:
    """A round of six; the last member's figure differs as said."""
    current = rounds.begin_round(rounds.found_circle(six))
    for number, member in enumerate(six):
        rounds.approve(member, {2023: (100 + number, 9973)}, **(last if member is six[-1] else {}))
        rounds.give(member, current)
    return current


def grade_of(current: Round) -> tuple[Grade | None, str]:
    with acting_as(Role.PLATFORM):
        (row,) = pass_of_round(Round.objects.select_related("circle", "charter").get(pk=current.pk)).rows
    return row.period.grade, row.period.sentence


@pytest.mark.parametrize(
    ("last", "grade", "said"),
    [
        ({}, Grade.FULL, ""),
        ({"source": "Eigene Zählung"}, Grade.LIMITED, "Eigene Zählung"),
        ({"reference": "30.06."}, Grade.OWN_PATH, "30.06."),
    ],
)
def test_the_moderator_sees_the_grade_before_any_release(
    six: list[Any], browse: Callable[..., Any], last: dict[str, str], grade: Grade, said: str
) -> None:
    current = handed_over(six, **last)
    found, sentence = grade_of(current)
    assert found is grade
    assert said in sentence
    client = browse(None, RoleCode.MODERATOR)
    page = client.get(f"/ringe/{SLUG}/runde/{current.pk}/vergleichbarkeit/").content.decode()
    assert f"<strong>{grade.letter}:</strong>" in page
    assert said in page


def test_c_is_not_drawn_and_not_released(six: list[Any], browse: Callable[..., Any]) -> None:
    current = handed_over(six, reference="Jahresdurchschnitt")
    rounds.end_round(current)
    rounds.release(current)
    client = browse(six[0].slug, RoleCode.INTEGRATION_OFFICE)
    page = client.get(f"/kennzahl/REC-01/?ring={SLUG}").content.decode()
    assert "C: nur der eigene Weg jeder Kommune" in page
    assert "Mittelwert, aus Klassen berechnet" not in page
    assert "C" in client.get(f"/ringe/{SLUG}/vergleichbarkeit/").content.decode()


def test_the_grade_stands_on_page_table_and_file(six: list[Any], browse: Callable[..., Any]) -> None:
    current = handed_over(six, source="Eigene Zählung")
    rounds.end_round(current)
    rounds.release(current)
    client = browse(six[0].slug, RoleCode.INTEGRATION_OFFICE)
    page = client.get(f"/kennzahl/REC-01/?ring={SLUG}")
    html = page.content.decode()
    assert "B: mit Hinweis vergleichbar" in html
    drawn = page.context["page"].circle.drawn
    column = drawn.table.head.index("Vergleichbarkeit")
    assert {row[column] for row in drawn.table.rows if row[0] == "2023"} == {"B"}
    file = client.get(f"/kennzahl/REC-01/werte.csv?ring={SLUG}").content.decode("utf-8-sig")
    released = [row for row in csv.DictReader(io.StringIO(file), delimiter=";") if row["state_code"] == "released"]
    assert {row["comparability_grade"] for row in released} == {"B"}
    assert all("Eigene Zählung" in row["comparability_reason"] for row in released)
    assert {row["reference_date"] for row in csv.DictReader(io.StringIO(file), delimiter=";")} >= {"Kalenderjahr"}


def test_the_pass_has_no_cells(six: list[Any]) -> None:
    current = handed_over(six)
    with acting_as(Role.PLATFORM):
        found = pass_of_round(Round.objects.select_related("circle", "charter").get(pk=current.pk))
    assert found.years == (2023,)
    with inside(six[0]):
        assert Contribution.objects.get().cell is not None  # the member itself sees its own


@pytest.mark.requirement("R21")
def test_school_figures_across_laender_are_flagged_in_words(six: list[Any]) -> None:
    from django.utils import translation

    from comparisons.comparability import grade as judge
    from comparisons.releases.judged_facts import basis_of
    from comparisons.releases.presenters import grade_sentence, reasons_of

    current = rounds.begin_round(rounds.found_circle(six))
    with acting_as(Role.PLATFORM):
        basis = basis_of(Round.objects.select_related("circle", "charter").get(pk=current.pk))
    assert set(basis.land.values()) == {"03"}
    roles = sorted(basis.members)
    abroad = {**basis.land, roles[0]: "05"}
    basis = type(basis)(basis.territory_since, abroad, basis.bridge)
    told = {"concept": "KMK", "definition_version": 1, "source": "KMK", "year": 2023, "group": "foreign"}
    rows = [Contribution(municipality_id=role, figure_state="approved", **told) for role in roles]
    judged = judge([basis.facts(row, "Schuljahresende") for row in rows])
    with translation.override("de"):
        said = grade_sentence(judged.grade, reasons_of(judged))
    assert judged.grade is Grade.LIMITED
    assert said == "Die Länder erheben dieses Konzept verschieden: Niedersachsen; Nordrhein-Westfalen."
