"""What a municipality wants to reach with an indicator, held against its own path."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import formats
from django.utils.translation import gettext as _

from benchmark.goals.selectors import UseRow
from comparisons.insights import words
from comparisons.insights.series import Series
from comparisons.statistics import Aim, Goal, TargetStatus, path_to_target


@dataclass(frozen=True)
class TargetWords:
    """Status on the path to the target and the sentence behind it; `kind` is a badge, empty without a target."""

    status: str = ""
    kind: str = ""
    sentence: str = ""
    expected: str = ""


def target_words(use: UseRow | None, series: Series) -> TargetWords:
    """The path to the target of this series; nothing where the target was set for another group."""
    if use is None:
        return TargetWords(sentence=_("No target has been set."))
    if use.target_value is None or use.base_year is None:
        return TargetWords(sentence=_still_open(use))
    if use.leading_group != series.group:
        sentence = _("The target was set for another group: %(group)s.")
        return TargetWords(sentence=sentence % {"group": words.group_words(use.leading_group)})
    goal = Goal(
        target=float(use.target_value),
        aim=Aim(use.direction),
        base_year=use.base_year,
        target_year=use.target_year,
        threshold=None if use.threshold_value is None else float(use.threshold_value),
    )
    known = series.stretch
    values = [float(point.figure.value) if point.figure and point.figure.value is not None else None for point in known]
    path = path_to_target([point.year for point in known], values, goal)
    expected = ""
    if path.expected is not None and path.status in (TargetStatus.ON_THE_WAY, TargetStatus.OFF_THE_PATH):
        expected = _("On the straight path from %(base)s to %(goal)s the value of %(year)s would be %(value)s.") % {
            "base": use.base_year,
            "goal": use.target_year,
            "year": path.current_year,
            "value": words.value_words(path.expected, series.definition),
        }
    if path.beyond_threshold:
        threshold = words.value_words(use.threshold_value or 0, series.definition)
        crossed = _("The threshold of %(threshold)s is crossed.") % {"threshold": threshold}
        expected = f"{expected} {crossed}".strip()
    return TargetWords(
        status=str(words.TARGET_STATUS[path.status]),
        kind=words.TARGET_KINDS[path.status],
        sentence=words.target_words(use.target_value, use.target_year, path, series.definition),
        expected=expected,
    )


def _still_open(use: UseRow) -> str:
    if use.still_open_until is None:
        return _("No target has been set.")
    known = {"until": formats.date_format(use.still_open_until), "reason": use.still_open_reason}
    return _("The target is still open until %(until)s: %(reason)s") % known
