"""Two people release a figure, and one of them is the statistics office or its substitute."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from benchmark.figures import actions, selectors
from benchmark.figures.refusals import (
    ChangedMeanwhile,
    CommentNeeded,
    NothingSelected,
    NotYetChecked,
    NotYourTask,
    SamePerson,
)
from tenants.membership.roles import RoleCode
from tests.benchmark.figures.flow import approved, checked

pytestmark = pytest.mark.requirement("R63")


def test_statistics_checks_and_the_office_approves(
    at_home: Any, enter: Callable[..., Any], statistics: Any, office: Any
) -> None:
    row = enter()
    approved([row.id], statistics, office)
    (done,) = selectors.approved_figures(["DEM-01"], [2023])
    assert (done.checked_by, done.checked_as) == (statistics.reference, "statistics_office")
    assert done.approved_by == office.reference


def test_the_substitute_checks_and_is_shown_as_such(
    at_home: Any, enter: Callable[..., Any], substitute: Any, leadership: Any
) -> None:
    row = enter()
    approved([row.id], substitute, leadership)
    assert selectors.approved_figures()[0].checked_as == "statistics_substitute"


@pytest.mark.parametrize("who", ["office", "leadership"])
def test_nobody_else_checks(at_home: Any, enter: Callable[..., Any], who: str, request: pytest.FixtureRequest) -> None:
    row = enter()
    with pytest.raises(NotYourTask):
        actions.check_figures(ids=[row.id], by=request.getfixturevalue(who))
    assert selectors.current_figures()[0].state == "draft"


@pytest.mark.parametrize("who", ["statistics", "substitute"])
def test_the_statistics_office_does_not_approve(
    at_home: Any, enter: Callable[..., Any], statistics: Any, who: str, request: pytest.FixtureRequest
) -> None:
    row = enter()
    checked([row.id], statistics)
    with pytest.raises(NotYourTask):
        actions.approve_figures(ids=[row.id], by=request.getfixturevalue(who))


def test_one_person_with_both_roles_cannot_do_both(
    at_home: Any, enter: Callable[..., Any], statistics: Any, office: Any
) -> None:
    everything = replace(statistics, roles=frozenset({RoleCode.STATISTICS_OFFICE, RoleCode.INTEGRATION_OFFICE}))
    row = enter()
    checked([row.id], everything)
    with pytest.raises(SamePerson, match=r"\w"):
        actions.approve_figures(ids=[row.id], by=everything)
    assert selectors.current_figures()[0].state == "checked"
    assert actions.approve_figures(ids=[row.id], by=office) == 1


def test_nothing_unchecked_is_approved(at_home: Any, enter: Callable[..., Any], statistics: Any, office: Any) -> None:
    first, second = enter(), enter(year=2022)
    checked([first.id], statistics)
    with pytest.raises(NotYetChecked):
        actions.approve_figures(ids=[first.id, second.id], by=office)
    assert selectors.approved_figures() == []


def test_what_changed_since_it_was_shown_is_neither_checked_nor_approved(
    at_home: Any, enter: Callable[..., Any], statistics: Any, office: Any
) -> None:
    shown = enter()
    enter(numerator=Decimal(120), expected_version=1)
    with pytest.raises(ChangedMeanwhile):
        actions.check_figures(ids=[shown.id], by=statistics)
    with pytest.raises(ChangedMeanwhile):
        actions.approve_figures(ids=[shown.id], by=office)


def test_checking_or_approving_twice_is_told(
    at_home: Any, enter: Callable[..., Any], statistics: Any, office: Any, leadership: Any
) -> None:
    row = enter()
    checked([row.id], statistics)
    with pytest.raises(ChangedMeanwhile):
        actions.check_figures(ids=[row.id], by=statistics)
    actions.approve_figures(ids=[row.id], by=office)
    with pytest.raises(ChangedMeanwhile):
        actions.approve_figures(ids=[row.id], by=leadership)
    with pytest.raises(NothingSelected):
        actions.approve_figures(ids=[], by=office)


def test_unusual_figures_need_a_comment(at_home: Any, enter: Callable[..., Any], statistics: Any) -> None:
    usual = [enter(year=year, numerator=Decimal(100 + year - 2015)) for year in range(2015, 2023)]
    odd = enter(year=2023, numerator=Decimal(300))
    everything = [row.id for row in (*usual, odd)]
    assert list(selectors.warnings_for(selectors.current_figures())) == [odd.id]
    with pytest.raises(CommentNeeded, match="2023"):
        actions.check_figures(ids=everything, by=statistics)
    assert selectors.figures_in_state("checked") == []
    actions.check_figures(ids=everything, comments={odd.id: "Neue Aufnahmeeinrichtung"}, by=statistics)
    comments = {row.year: row.check_comment for row in selectors.figures_in_state("checked")}
    assert comments.pop(2023) == "Neue Aufnahmeeinrichtung"
    assert set(comments.values()) == {""}


def test_open_tasks_are_those_of_the_role(
    at_home: Any, enter: Callable[..., Any], statistics: Any, office: Any, leadership: Any
) -> None:
    first, _second = enter(), enter(year=2022)
    checked([first.id], statistics)
    assert [(task.waiting, task.count) for task in selectors.open_tasks(statistics.roles)] == [("check", 1)]
    assert [(task.waiting, task.count) for task in selectors.open_tasks(leadership.roles)] == [("approval", 1)]
    assert len(selectors.open_tasks()) == 2


def test_the_audit_trail_names_people_and_no_figures(
    at_home: Any, enter: Callable[..., Any], statistics: Any, office: Any
) -> None:
    row = enter(numerator=Decimal(987), denominator=Decimal(6543))
    approved([row.id], statistics, office)
    from tenants.audit.models import AuditEvent

    events = {event.event: event for event in AuditEvent.objects.filter(event__startswith="figures.")}
    assert {"figures.entered", "figures.checked", "figures.approved"} <= events.keys()
    assert events["figures.checked"].person == statistics.reference
    assert events["figures.checked"].details["checked_as"] == "statistics_office"
    written = " ".join(f"{event.on} {event.details}" for event in events.values())
    assert "987" not in written
    assert "6543" not in written
