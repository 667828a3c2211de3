"""No indicator without a question; a target that is complete or explained; every change kept with its reason."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from benchmark.goals import actions, selectors
from benchmark.goals.models import IndicatorUse
from benchmark.goals.refusals import (
    ChangeUnexplained,
    GoalChangedMeanwhile,
    QuestionNeeded,
    TargetImpossible,
    TargetIncomplete,
)
from benchmark.goals.targets import Target

TARGET = Target(
    target_value=Decimal(8),
    threshold_value=Decimal(12),
    direction="lower",
    base_year=2022,
    target_year=2028,
)
LATER = timezone.localdate() + timedelta(days=100)
OPEN = Target(still_open_reason="Der Ausschuss berät noch.", still_open_until=LATER)
NAN = Decimal("NaN")


@pytest.fixture
def use(at_home: Any, office: Any) -> Callable[..., Any]:
    def with_usual(**said: Any) -> Any:
        usual = {"indicator_code": "ARB-02", "question": "Wird der Abstand kleiner?", "target": TARGET, "by": office}
        return actions.set_use(**(usual | said))

    return with_usual


@pytest.mark.requirement("R31")
@pytest.mark.requirement("R54")
def test_a_use_has_question_target_and_the_usual_group(use: Callable[..., Any]) -> None:
    row = use(goal="Arbeit für alle", decision_title="Kreistag 12/2025")
    assert selectors.use_of("ARB-02") == row
    assert (row.question, row.target_value, row.leading_group) == ("Wird der Abstand kleiner?", 8, "foreign")
    assert row.has_goal
    assert selectors.use_of("DEM-01") is None


@pytest.mark.requirement("R46")
def test_an_indicator_without_goal_says_so(use: Callable[..., Any]) -> None:
    assert not use().has_goal


@pytest.mark.requirement("R31")
@pytest.mark.parametrize("question", ["", "  \n"])
def test_no_use_without_question(use: Callable[..., Any], question: str) -> None:
    with pytest.raises(QuestionNeeded, match=r"\w"):
        use(question=question)
    assert selectors.uses() == []


@pytest.mark.requirement("R54")
@pytest.mark.parametrize(
    ("target", "refusal"),
    [
        (Target(), TargetIncomplete),
        (replace(TARGET, direction=""), TargetIncomplete),
        (replace(TARGET, base_year=None), TargetIncomplete),
        (replace(TARGET, target_year=None), TargetIncomplete),
        (replace(TARGET, target_value=None), TargetIncomplete),
        (replace(TARGET, still_open_reason="noch offen"), TargetIncomplete),
        (replace(OPEN, still_open_until=None), TargetIncomplete),
        (replace(OPEN, still_open_reason=" "), TargetIncomplete),
        (replace(OPEN, still_open_until=date(2020, 1, 1)), TargetImpossible),
        (replace(TARGET, target_year=2022), TargetImpossible),
        (replace(TARGET, target_value=NAN), TargetImpossible),
        (replace(TARGET, target_value=Decimal(-1)), TargetImpossible),
        (replace(TARGET, target_value=Decimal(101), threshold_value=None), TargetImpossible),
        (replace(TARGET, threshold_value=Decimal(7)), TargetImpossible),
        (replace(TARGET, direction="higher"), TargetImpossible),
        (replace(TARGET, direction="sideways"), TargetImpossible),
    ],
)
def test_a_target_is_complete_or_explained(use: Callable[..., Any], target: Target, refusal: type[Exception]) -> None:
    with pytest.raises(refusal, match=r"\w"):
        use(target=target)
    assert selectors.uses() == []


@pytest.mark.requirement("R54")
def test_an_open_target_becomes_overdue(use: Callable[..., Any]) -> None:
    use(target=OPEN)
    assert selectors.overdue_targets() == []
    assert [row.indicator_code for row in selectors.overdue_targets(today=LATER + timedelta(days=1))] == ["ARB-02"]


@pytest.mark.requirement("R54")
@pytest.mark.requirement("R55")
def test_changes_are_explained_logged_and_kept(use: Callable[..., Any], office: Any) -> None:
    use()
    lower = replace(TARGET, target_value=Decimal(7))
    with pytest.raises(ChangeUnexplained):
        use(target=lower, expected_version=1)
    changed = actions.change_target(
        indicator_code="ARB-02", target=lower, reason="Neuer Beschluss", expected_version=1, by=office
    )
    assert (changed.version, changed.target_value, changed.question) == (2, 7, "Wird der Abstand kleiner?")
    assert [(row.version, row.target_value, row.change_reason) for row in selectors.use_history("ARB-02")] == [
        (2, 7, "Neuer Beschluss"),
        (1, 8, ""),
    ]
    from tenants.audit.models import AuditEvent

    events = AuditEvent.objects.filter(event__startswith="goals.").order_by("id")
    assert [(event.event, event.on, event.person) for event in events] == [
        ("goals.use_started", "ARB-02", office.reference),
        ("goals.use_changed", "ARB-02", office.reference),
    ]


def test_saying_the_same_again_changes_nothing(use: Callable[..., Any]) -> None:
    assert use() == use(expected_version=1)


@pytest.mark.requirement("C10")
@pytest.mark.parametrize("expected", [0, 2])
def test_whoever_saw_another_version_is_refused(use: Callable[..., Any], expected: int) -> None:
    use()
    with pytest.raises(GoalChangedMeanwhile):
        use(question="Andere Frage?", change_reason="neu", expected_version=expected)
    assert selectors.uses()[0].version == 1


def test_the_group_must_be_defined(use: Callable[..., Any]) -> None:
    with pytest.raises(TargetImpossible):
        use(leading_group="women")


@pytest.mark.requirement("R31")
@pytest.mark.requirement("R54")
@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"question": ""}, "use_has_question"),
        ({"direction": ""}, "use_target_or_still_open"),
        ({"target_value": None}, "use_target_or_still_open"),
        ({"still_open_reason": "offen"}, "use_target_or_still_open"),
        ({"target_year": 2020}, "use_target_after_base"),
        ({"threshold_value": Decimal(1)}, "use_threshold_before_target"),
        ({"version": 2, "is_current": False}, "use_change_explained"),
        ({"recorded_by": ""}, "use_signed"),
        ({"version": 3, "change_reason": "neu"}, "use_one_current_version"),
        ({"is_current": False}, "use_version_once"),
    ],
)
def test_the_database_keeps_the_rules_too(use: Callable[..., Any], change: dict[str, Any], constraint: str) -> None:
    use()
    row = IndicatorUse.objects.get()
    columns = {field.name: getattr(row, field.name) for field in IndicatorUse._meta.fields if field.name != "id"}
    if not constraint.endswith(("version", "once")):
        columns["indicator_code"] = "DEM-01"
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        IndicatorUse.objects.create(**(columns | change))
