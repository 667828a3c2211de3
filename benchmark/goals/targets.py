"""A target as somebody gives it, judged before it is stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from benchmark.catalogue.selectors import IndicatorDefinition
from benchmark.figures.models.numbers import FIRST_YEAR, LAST_YEAR, TOO_LARGE
from benchmark.goals.models import Direction
from benchmark.goals.refusals import TargetImpossible, TargetIncomplete


@dataclass(frozen=True)
class Target:
    """What is to be reached (values in the unit of the indicator), or why and until when that is still open."""

    target_value: Decimal | None = None
    threshold_value: Decimal | None = None
    direction: str = ""
    base_year: int | None = None
    target_year: int | None = None
    still_open_reason: str = ""
    still_open_until: date | None = None

    @property
    def is_open(self) -> bool:
        return self.target_value is None


def judge_target(definition: IndicatorDefinition, target: Target, *, today: date | None = None) -> None:
    """Refuse a target that is incomplete or impossible."""
    if target.is_open:
        _judge_open(target, today or timezone.localdate())
        return
    if target.still_open_reason or target.still_open_until:
        raise TargetIncomplete(_("Please give either a target or the reason why it is still open, not both."))
    if not target.direction or target.base_year is None or target.target_year is None:
        raise TargetIncomplete(_("A target needs a value, a direction, a base year and a target year."))
    if target.direction not in Direction.values:
        raise TargetImpossible(_("“%(direction)s” is not a known direction.") % {"direction": target.direction})
    if not FIRST_YEAR <= target.base_year < target.target_year <= LAST_YEAR:
        raise TargetImpossible(_("The target year must lie after the base year, and both between 1990 and 2100."))
    for value in (target.target_value, target.threshold_value):
        _judge_value(definition, value)
    if _threshold_beyond(target):
        message = _("The threshold lies beyond the target. It is the line that must not be crossed on the way there.")
        raise TargetImpossible(message)


def _threshold_beyond(target: Target) -> bool:
    if target.threshold_value is None or target.target_value is None:
        return False
    if target.direction == Direction.HIGHER:
        return target.threshold_value > target.target_value
    return target.threshold_value < target.target_value


def _judge_open(target: Target, today: date) -> None:
    if target.threshold_value is not None or target.direction or target.base_year or target.target_year:
        raise TargetIncomplete(_("A target needs a value, a direction, a base year and a target year."))
    if not target.still_open_reason.strip() or target.still_open_until is None:
        message = _("Please give a target, or say why it is still open and until when it will be set.")
        raise TargetIncomplete(message)
    if target.still_open_until <= today:
        raise TargetImpossible(_("The date until which the target stays open must lie in the future."))


def _judge_value(definition: IndicatorDefinition, value: Decimal | None) -> None:
    if value is None:
        return
    if not value.is_finite() or abs(value) >= TOO_LARGE or (value < 0 and not definition.signed):
        raise TargetImpossible(_("Please give the target as a number that is not below zero."))
    if definition.part_of_whole and value > definition.factor:
        message = _("The value is above %(whole)s %(unit)s, although it is a share of a whole. Please check it.")
        raise TargetImpossible(message % {"whole": definition.factor, "unit": definition.unit})
