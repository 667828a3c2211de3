"""Official figures are offered, compared, and adopted or not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from benchmark.figures import actions, selectors
from benchmark.figures.models import Figure
from benchmark.figures.refusals import ChangedMeanwhile, ImpossibleFigure, NothingSelected, ReasonNeeded
from benchmark.statistics_offices.selectors import Proposal as Official
from tests.benchmark.figures.flow import approved

pytestmark = pytest.mark.requirement("I2.8")

OFFICIAL = Official(
    indicator_code="DEM-01",
    definition_version=1,
    year=2022,
    group="total",
    concept="NAT_FS",
    numerator=Decimal(10),
    denominator=Decimal(300),
    value=Decimal(10) / Decimal(3),
    missing=None,
    source="Landesamt für Statistik Niedersachsen",
    table="12411-03-03-4",
    territory_date=date(2022, 12, 31),
    retrieved=date(2026, 11, 1),
    derived=False,
    invented=False,
    note="",
)


@pytest.fixture
def offered(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Say what official statistics know about every municipality."""

    def offer(*official: Official) -> None:
        monkeypatch.setattr("benchmark.figures.actions.proposals.official_figures", lambda ags: list(official))

    return offer


def propose(by: Any) -> tuple[int, int, int, int]:
    found = actions.propose_from_official(municipality_ags="03157", by=by)
    return found.new, found.changed, found.unchanged, found.withdrawn


def test_proposals_are_offered_once_and_nothing_is_adopted(
    at_home: Any, office: Any, offered: Callable[..., None]
) -> None:
    offered(OFFICIAL, replace(OFFICIAL, year=2023))
    assert propose(office) == (2, 0, 0, 0)
    assert propose(office) == (0, 0, 2, 0)
    offered(replace(OFFICIAL, retrieved=date(2026, 11, 20)), replace(OFFICIAL, year=2023))
    assert propose(office) == (0, 0, 2, 0)
    assert selectors.current_figures() == []
    assert [row.decision for row in selectors.proposals()] == ["open", "open"]


def test_adopted_figures_are_drafts_with_source_and_status(
    at_home: Any, office: Any, offered: Callable[..., None]
) -> None:
    offered(OFFICIAL, replace(OFFICIAL, year=2023, numerator=None, denominator=None, value=None, missing="blocked"))
    propose(office)
    assert actions.adopt_proposals(by=office).adopted == 2
    first, second = selectors.current_figures()
    assert (first.state, first.origin, first.source) == ("draft", "official", OFFICIAL.source)
    assert (first.value, first.territory_date) == (Decimal("3.33333333"), date(2022, 12, 31))
    assert (second.value, second.missing) == (None, "blocked")
    assert selectors.proposals() == []


def test_an_own_figure_is_not_overwritten_in_bulk_but_one_by_one(
    at_home: Any, office: Any, statistics: Any, enter: Callable[..., Any], offered: Callable[..., None]
) -> None:
    own = enter(year=2022)
    approved([own.id], statistics, office)
    offered(OFFICIAL, replace(OFFICIAL, year=2023))
    propose(office)
    done = actions.adopt_proposals(by=office)
    assert (done.adopted, done.left_open) == (1, 1)
    assert [row.id for row in selectors.approved_figures()] == [own.id]
    (waiting,) = selectors.proposals()
    assert waiting.difference == own.value - Decimal("3.33333333")
    actions.adopt_proposals(proposal_ids=[waiting.id], by=office)
    assert [(row.version, row.state) for row in selectors.history("DEM-01", 2022, "total", "NAT_FS")] == [
        (2, "draft"),
        (1, "approved"),
    ]


def test_the_same_figure_keeps_its_approval(
    at_home: Any, office: Any, statistics: Any, enter: Callable[..., Any], offered: Callable[..., None]
) -> None:
    own = enter(year=2022, numerator=Decimal(10), denominator=Decimal(300))
    approved([own.id], statistics, office)
    offered(OFFICIAL)
    propose(office)
    assert actions.adopt_proposals(by=office).adopted == 1
    assert [row.id for row in selectors.approved_figures()] == [own.id]
    assert Figure.objects.count() == 1


def test_declined_proposals_stay_declined_until_the_source_changes(
    at_home: Any, office: Any, offered: Callable[..., None]
) -> None:
    offered(OFFICIAL)
    propose(office)
    (row,) = selectors.proposals()
    assert actions.decline_proposals(proposal_ids=[row.id], later=True, by=office) == 1
    assert selectors.proposals()[0].decision == "later"
    actions.decline_proposals(proposal_ids=[row.id], by=office)
    assert selectors.proposals() == []
    propose(office)
    assert selectors.proposals() == []
    offered(replace(OFFICIAL, numerator=Decimal(11), value=Decimal(11) / Decimal(3)))
    assert propose(office) == (0, 1, 0, 0)
    assert [(row.decision, row.decided_by) for row in selectors.proposals()] == [("open", "")]


def test_withdrawn_proposals_go_and_decided_ones_stay(at_home: Any, office: Any, offered: Callable[..., None]) -> None:
    offered(OFFICIAL, replace(OFFICIAL, year=2023))
    propose(office)
    actions.adopt_proposals(proposal_ids=[selectors.proposals()[0].id], by=office)
    offered()
    assert propose(office) == (0, 0, 0, 1)
    assert len(selectors.proposals(waiting=False)) == 1


def test_an_official_figure_that_cannot_be_is_left_to_people(
    at_home: Any, office: Any, offered: Callable[..., None]
) -> None:
    offered(replace(OFFICIAL, numerator=Decimal(400), value=Decimal(133)))
    propose(office)
    assert actions.adopt_proposals(by=office).left_open == 1
    with pytest.raises(ImpossibleFigure):
        actions.adopt_proposals(proposal_ids=[selectors.proposals()[0].id], by=office)
    assert selectors.current_figures() == []


def test_unknown_proposals_are_refused(at_home: Any, office: Any) -> None:
    with pytest.raises(ChangedMeanwhile):
        actions.adopt_proposals(proposal_ids=[1], by=office)
    with pytest.raises(NothingSelected):
        actions.decline_proposals(proposal_ids=[], by=office)


def test_only_the_named_indicators_are_adopted(at_home: Any, office: Any, offered: Callable[..., None]) -> None:
    offered(OFFICIAL, replace(OFFICIAL, indicator_code="REC-01", group="foreign", concept="NAT_AZR"))
    propose(office)
    actions.adopt_proposals(indicator_codes=["DEM-01"], by=office)
    assert [row.indicator_code for row in selectors.proposals()] == ["REC-01"]


def test_words_may_change_beside_official_numbers_but_own_numbers_need_an_own_source(
    at_home: Any, office: Any, enter: Callable[..., Any], offered: Callable[..., None]
) -> None:
    offered(replace(OFFICIAL, denominator=Decimal("300.5"), value=Decimal("3.3277"), derived=True))
    propose(office)
    actions.adopt_proposals(by=office)
    (adopted,) = selectors.current_figures()
    kept = {"numerator": adopted.numerator, "denominator": adopted.denominator, "source": adopted.source}
    noted = enter(year=2022, note="siehe Fußnote", expected_version=1, **kept)
    assert (noted.origin, noted.derived, noted.table) == ("official", True, OFFICIAL.table)
    own = {"numerator": Decimal(12), "denominator": Decimal(300)}
    with pytest.raises(ReasonNeeded):
        enter(year=2022, source=adopted.source, expected_version=2, **own)
    changed = enter(year=2022, source="Melderegister", expected_version=2, **own)
    assert (changed.origin, changed.derived, changed.table) == ("entered", False, "")
