"""The readiness check: an order of steps, a neutral suggestion, and nothing stored."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from lxml import html

from comparisons.joining.readiness import QUESTIONS, Answer, Tier, answers_of, tier_of

pytestmark = pytest.mark.requirement("R5", "R75", "I3.7")
SEEN = Callable[..., str]
YES, NO = Answer.YES, Answer.NO


@pytest.mark.parametrize(
    ("answers", "tier"),
    [
        ({}, None),
        ({"person": NO}, Tier.LIGHT),
        ({"person": YES}, Tier.LIGHT),
        ({"person": YES, "monitoring": YES}, Tier.GUIDED),
        ({"time": YES}, Tier.GUIDED),
        ({"time": YES, "mandate": YES, "statistics": NO}, Tier.GUIDED),
        ({"time": YES, "mandate": YES, "statistics": YES}, Tier.FULL),
        ({one.code: Answer.UNKNOWN for one in QUESTIONS}, Tier.LIGHT),
    ],
)
def test_the_form_that_suits(answers: dict[str, Answer], tier: Tier | None) -> None:
    assert tier_of(answers) == tier


def test_nonsense_is_no_answer() -> None:
    assert answers_of({"person": "maybe", "time": "yes", "other": "yes"}) == {"time": YES}


def _steps(page: str) -> list[str]:
    return [
        cell.text_content()
        for cell in html.document_fromstring(page).xpath('//table[contains(@class, "steps")]//th[@scope="row"]')
    ]


@pytest.mark.usefixtures("figures")
def test_what_is_settled_asks_for_no_step(seen: SEEN) -> None:
    everything = {one.code: "yes" for one in QUESTIONS}
    settled = _steps(seen("/profil/03157/selbstcheck/", **everything))
    nothing = _steps(seen("/profil/03157/selbstcheck/", **{one.code: "no" for one in QUESTIONS}))
    assert len(nothing) > len(settled)
    assert "Leitung" in nothing[0]
    assert not any("Beispielbericht" in step for step in settled)
    assert any("Tabellen" in step for step in settled)
    assert "mitmachen" in settled[-1]
    assert [step.split(".")[0] for step in nothing] == [str(n + 1) for n in range(len(nothing))]


@pytest.mark.usefixtures("figures")
def test_the_service_answers_the_part_about_data_itself(seen: SEEN) -> None:
    page = seen("/profil/03157/selbstcheck/")
    assert "8 von 14 Kernindikatoren" in page
    assert "Vorgeschlagene Form" not in page
    chosen = seen("/profil/03157/selbstcheck/", person="yes", field="BIL")
    assert "Ohne ersten Schulabschluss" in chosen
    assert 'checked><label class="kern-label" for="id_field_BIL"' in chosen


@pytest.mark.requirement("R82")
@pytest.mark.usefixtures("figures")
def test_nobody_is_called_incomplete(seen: SEEN) -> None:
    page = seen("/profil/03157/selbstcheck/", **{one.code: "no" for one in QUESTIONS}).lower()
    for word in ("unvollständig", "mangel", "defizit", "nicht bereit", "ungenügend", "schwach"):
        assert word not in page
    assert "volle mitgliedschaften" in page
