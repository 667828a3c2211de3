"""Deciding to use an indicator, and changing what is to be reached; every change is kept and explained."""

from __future__ import annotations

from dataclasses import asdict

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from benchmark.catalogue.selectors import IndicatorDefinition, indicator
from benchmark.goals.models import IndicatorUse
from benchmark.goals.refusals import ChangeUnexplained, GoalChangedMeanwhile, QuestionNeeded, TargetImpossible
from benchmark.goals.selectors import UseRow
from benchmark.goals.targets import Target, judge_target
from tenants.audit.actions import record
from tenants.membership.people import Person


@transaction.atomic
def set_use(
    *,
    indicator_code: str,
    question: str,
    target: Target,
    by: Person,
    leading_group: str = "",
    goal: str = "",
    decision_title: str = "",
    decision_link: str = "",
    change_reason: str = "",
    expected_version: int = 0,
) -> UseRow:
    """Use an indicator with its question and target, or record a new version of that decision.

    `expected_version` is the version the person saw (0: not used yet). From the second version on, `change_reason`
    says why something changes. Saying the same again makes no new version.
    """
    definition = indicator(indicator_code)
    if not question.strip():
        raise QuestionNeeded(_("Please say what you want to know with this indicator."))
    judge_target(definition, target)
    said = asdict(target) | {
        "question": question.strip(),
        "leading_group": _group(definition, leading_group),
        "goal": goal.strip(),
        "decision_title": decision_title.strip(),
        "decision_link": decision_link.strip(),
    }
    before = IndicatorUse.objects.select_for_update().filter(indicator_code=definition.code, is_current=True).first()
    if (before.version if before else 0) != expected_version:
        raise _changed_meanwhile()
    if before and all(getattr(before, name) == value for name, value in said.items()):
        return UseRow.of(before)
    if before and not change_reason.strip():
        raise ChangeUnexplained(_("Please say why this is changed; the reason is kept with the history."))
    return _write(definition.code, said, before=before, change_reason=change_reason.strip(), by=by)


@transaction.atomic
def change_target(*, indicator_code: str, target: Target, reason: str, expected_version: int, by: Person) -> UseRow:
    """Change only the target of an indicator in use, with the reason for it."""
    current = IndicatorUse.objects.filter(indicator_code=indicator_code, is_current=True).first()
    if current is None:
        raise QuestionNeeded(_("Please say what you want to know with this indicator."))
    return set_use(
        indicator_code=indicator_code,
        question=current.question,
        target=target,
        leading_group=current.leading_group,
        goal=current.goal,
        decision_title=current.decision_title,
        decision_link=current.decision_link,
        change_reason=reason,
        expected_version=expected_version,
        by=by,
    )


def _group(definition: IndicatorDefinition, leading_group: str) -> str:
    group = leading_group or definition.leading_group
    if group not in definition.groups:
        message = _("The group %(group)s is not defined for %(indicator)s.")
        raise TargetImpossible(message % {"group": group, "indicator": definition.code})
    return group


def _write(
    code: str, said: dict[str, object], *, before: IndicatorUse | None, change_reason: str, by: Person
) -> UseRow:
    now = timezone.now()
    try:
        with transaction.atomic():
            if before:
                IndicatorUse.objects.filter(pk=before.pk).update(is_current=False)
            use = IndicatorUse.objects.create(
                **said,
                indicator_code=code,
                version=before.version + 1 if before else 1,
                change_reason=change_reason if before else "",
                activated_by=before.activated_by if before else by.reference,
                activated_at=before.activated_at if before else now,
                recorded_by=by.reference,
                recorded_at=now,
            )
    except IntegrityError as error:
        if "use_one_current_version" in str(error) or "use_version_once" in str(error):
            raise _changed_meanwhile() from error
        raise
    event = "goals.use_changed" if before else "goals.use_started"
    record(event, by=by, municipality=by.municipality, on=code, version=use.version)
    return UseRow.of(use)


def _changed_meanwhile() -> GoalChangedMeanwhile:
    message = _("Somebody changed this indicator's goal in the meantime. Nothing was stored; please look at it first.")
    return GoalChangedMeanwhile(message)
