"""Reading which indicators are used, why, and what is to be reached."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone

from benchmark.goals.models import IndicatorUse


@dataclass(frozen=True)
class UseRow:
    """One version of the decision to use an indicator; values in the unit of the indicator."""

    indicator_code: str
    question: str
    leading_group: str
    target_value: Decimal | None
    threshold_value: Decimal | None
    direction: str
    base_year: int | None
    target_year: int | None
    still_open_reason: str
    still_open_until: date | None
    goal: str
    decision_title: str
    decision_link: str
    version: int
    is_current: bool
    change_reason: str
    activated_by: str
    activated_at: datetime
    recorded_by: str
    recorded_at: datetime

    @classmethod
    def of(cls, use: IndicatorUse) -> UseRow:
        return cls(**{name: getattr(use, name) for name in cls.__dataclass_fields__})

    @property
    def has_goal(self) -> bool:
        """Whether the indicator belongs to a goal or a decision of the municipality."""
        return bool(self.goal or self.decision_title)

    @property
    def target_is_open(self) -> bool:
        return self.target_value is None


def uses() -> list[UseRow]:
    """The indicators in use, by code, in their current version."""
    return [UseRow.of(row) for row in IndicatorUse.objects.filter(is_current=True)]


def used_codes() -> list[str]:
    """The codes of the indicators in use."""
    return list(IndicatorUse.objects.filter(is_current=True).values_list("indicator_code", flat=True))


def use_of(indicator_code: str) -> UseRow | None:
    """How this indicator is used at present, or None."""
    row = IndicatorUse.objects.filter(indicator_code=indicator_code, is_current=True).first()
    return UseRow.of(row) if row else None


def use_history(indicator_code: str) -> list[UseRow]:
    """All versions, newest first."""
    rows = IndicatorUse.objects.filter(indicator_code=indicator_code).order_by("-version")
    return [UseRow.of(row) for row in rows]


def overdue_targets(today: date | None = None) -> list[UseRow]:
    """Indicators whose target was to be set by now."""
    day = today or timezone.localdate()
    rows = IndicatorUse.objects.filter(is_current=True, still_open_until__lt=day)
    return [UseRow.of(row) for row in rows]
