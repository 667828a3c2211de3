"""Sentences about figures: plain, neutral, and with the limits of what can be said."""

from __future__ import annotations

from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from benchmark.catalogue.selectors import IndicatorDefinition
from benchmark.figures import words as figure_words
from benchmark.web.numbers import with_unit, written
from comparisons.charts import Numbers
from comparisons.releases.disclosure import Level, Position
from comparisons.releases.presenters import refusal_words
from comparisons.releases.selectors import ReleasedYear
from comparisons.statistics import Change, Direction, PathToTarget, TargetStatus

PERSPECTIVES: dict[str, Promise] = {
    "strength": gettext_lazy("Strengths and potentials"),
    "need": gettext_lazy("Needs and gaps in participation"),
    "context": gettext_lazy("Context"),
}
PERSPECTIVE_OF_ONE: dict[str, Promise] = {
    "strength": gettext_lazy("Strength or potential"),
    "need": gettext_lazy("Need"),
    "context": gettext_lazy("Context"),
}

POSITIONS: dict[Position, Promise] = {
    Position.NOT_SHOWN: gettext_lazy("Your own position cannot be told, because the circle's values are not shown."),
    Position.BELOW_MEAN: gettext_lazy("Your value lies below the mean of the circle."),
    Position.NEAR_MEAN: gettext_lazy("Your value lies in the same class as the mean of the circle."),
    Position.ABOVE_MEAN: gettext_lazy("Your value lies above the mean of the circle."),
    Position.LOWER_HALF: gettext_lazy("Your value lies in the half of the circle with the lower values."),
    Position.AROUND_MEDIAN: gettext_lazy("Your value lies in the class in which the median of the circle lies, too."),
    Position.UPPER_HALF: gettext_lazy("Your value lies in the half of the circle with the higher values."),
    Position.LOWEST_QUARTER: gettext_lazy("Your value lies in the quarter of the circle with the lowest values."),
    Position.AROUND_LOWER_QUARTILE: gettext_lazy(
        "Your value lies in the class at the border between the lowest quarter and the middle half of the circle."
    ),
    Position.SECOND_QUARTER: gettext_lazy("Your value lies in the middle half of the circle, below the median."),
    Position.THIRD_QUARTER: gettext_lazy("Your value lies in the middle half of the circle, above the median."),
    Position.AROUND_UPPER_QUARTILE: gettext_lazy(
        "Your value lies in the class at the border between the middle half and the highest quarter of the circle."
    ),
    Position.HIGHEST_QUARTER: gettext_lazy("Your value lies in the quarter of the circle with the highest values."),
}
SHORT_POSITIONS: dict[Position, Promise] = {
    Position.NOT_SHOWN: gettext_lazy("position not shown"),
    Position.BELOW_MEAN: gettext_lazy("below the circle's mean"),
    Position.NEAR_MEAN: gettext_lazy("near the circle's mean"),
    Position.ABOVE_MEAN: gettext_lazy("above the circle's mean"),
    Position.LOWER_HALF: gettext_lazy("in the lower half of the circle"),
    Position.AROUND_MEDIAN: gettext_lazy("around the circle's median"),
    Position.UPPER_HALF: gettext_lazy("in the upper half of the circle"),
    Position.LOWEST_QUARTER: gettext_lazy("in the lower quarter of the circle"),
    Position.AROUND_LOWER_QUARTILE: gettext_lazy("at the lower edge of the circle's middle half"),
    Position.SECOND_QUARTER: gettext_lazy("in the circle's middle half, below the median"),
    Position.THIRD_QUARTER: gettext_lazy("in the circle's middle half, above the median"),
    Position.AROUND_UPPER_QUARTILE: gettext_lazy("at the upper edge of the circle's middle half"),
    Position.HIGHEST_QUARTER: gettext_lazy("in the upper quarter of the circle"),
}

LEVELS: dict[Level, Promise] = {
    Level.NOTHING: gettext_lazy("Nothing is shown, so that no single municipality can be recognised."),
    Level.MEAN: gettext_lazy(
        "Only the mean is shown: with so few municipalities a median or quartiles could give away a single value."
    ),
    Level.MEDIAN: gettext_lazy(
        "The mean and the median are shown. The median is the value in the middle: half of the municipalities lie "
        "below it, half above. Quartiles would need more municipalities."
    ),
    Level.QUARTILES: gettext_lazy(
        "The mean, the median and the quartiles are shown. The median is the value in the middle; "
        "between the two quartiles lies the middle half of the municipalities."
    ),
    Level.TAILS: gettext_lazy(
        "The mean, the median and the quartiles are shown; the circle is large enough for the lowest and the highest "
        "tenth as well. Between the two quartiles lies the middle half of the municipalities."
    ),
}

TARGET_KINDS: dict[TargetStatus, str] = {
    TargetStatus.REACHED: "success",
    TargetStatus.ON_THE_WAY: "success",
    TargetStatus.OFF_THE_PATH: "warning",
    TargetStatus.NOT_KNOWN: "info",
}
TARGET_STATUS: dict[TargetStatus, Promise] = {
    TargetStatus.REACHED: gettext_lazy("target reached"),
    TargetStatus.ON_THE_WAY: gettext_lazy("on the way to the target"),
    TargetStatus.OFF_THE_PATH: gettext_lazy("not on the path to the target"),
    TargetStatus.NOT_KNOWN: gettext_lazy("path to the target cannot be told yet"),
}


def number_writing(definition: IndicatorDefinition) -> Numbers:
    """How charts write numbers in the language of the page."""
    if (get_language() or "de").startswith("de"):
        return Numbers(definition.decimals, ",", ".")
    return Numbers(definition.decimals, ".", ",")


def value_words(value: Decimal | float, definition: IndicatorDefinition) -> str:
    """A value with its unit."""
    return with_unit(value, definition.unit, decimals=definition.decimals)


def difference_words(value: Decimal | float, definition: IndicatorDefinition, *, signed: bool = False) -> str:
    """A difference between two values; shares differ by percentage points."""
    unit = _("percentage points") if definition.unit == "%" else definition.unit
    number = signed_number(value, definition) if signed else written(value, decimals=definition.decimals)
    return f"{number}\u00a0{unit}"


def signed_number(value: Decimal | float, definition: IndicatorDefinition) -> str:
    """A difference with its sign in front, without unit."""
    mark = "+" if value > 0 else "−" if value < 0 else ""
    size = -value if value < 0 else value
    return mark + written(size, decimals=definition.decimals)


def group_words(group: str) -> str:
    """A group of persons in words."""
    return figure_words.group(group)


def moved_words(change: Change | None, definition: IndicatorDefinition) -> str:
    """Direction and size of a change in neutral words; empty where nothing can be compared."""
    if change is None:
        return ""
    known = {"year": change.from_year, "by": difference_words(abs(change.difference), definition)}
    sentences = {
        Direction.ROSE: _("Up by %(by)s since %(year)s."),
        Direction.FELL: _("Down by %(by)s since %(year)s."),
        Direction.UNCHANGED: _("Unchanged since %(year)s."),
    }
    return sentences[change.direction] % known


def noise_words(change: Change | None) -> str:
    """Whether chance alone could explain a change; empty where there is none."""
    if change is None or change.direction is Direction.UNCHANGED:
        return ""
    if change.beyond_noise is None:
        return _("Whether this is more than chance cannot be told without the counts.")
    if change.beyond_noise:
        return _("This is more than chance alone would explain.")
    return _("This may be chance: with this number of cases the value can swing that much.")


def noted_words(change: Change, definition: IndicatorDefinition) -> str:
    """One change of the list of notable changes, for instance "up from 11,2 % (2023) to 11,9 % (2024)"."""
    known = {
        "first": value_words(change.from_value, definition),
        "first_year": change.from_year,
        "last": value_words(change.to_value, definition),
        "last_year": change.to_year,
    }
    if change.direction is Direction.ROSE:
        return _("up from %(first)s (%(first_year)s) to %(last)s (%(last_year)s)") % known
    return _("down from %(first)s (%(first_year)s) to %(last)s (%(last_year)s)") % known


def target_words(target: Decimal | None, year: int | None, path: PathToTarget, definition: IndicatorDefinition) -> str:
    """Target and what is still to go in one sentence; empty without a target."""
    if target is None:
        return ""
    known = {"target": value_words(target, definition), "year": year}
    sentence = _("Target: %(target)s by %(year)s.") if year else _("Target: %(target)s.")
    if path.status in (TargetStatus.ON_THE_WAY, TargetStatus.OFF_THE_PATH) and path.remaining:
        left = _("%(left)s still to go.") % {"left": difference_words(path.remaining, definition)}
        return f"{sentence % known} {left}"
    return sentence % known


def released_refusal(row: ReleasedYear) -> str:
    """Why a released year shows nothing."""
    return refusal_words(row.refusal, row.n, row.needed)


def members_words(row: ReleasedYear) -> str:
    """How many members stand behind a released year, and whose figures are public anyway."""
    said = ngettext(
        "%(n)s of %(expected)s municipality of the circle contributed a value that counts.",
        "%(n)s of %(expected)s municipalities of the circle contributed a value that counts.",
        row.expected,
    ) % {"n": row.n, "expected": row.expected}
    told = {"n": row.n, "public": row.public_count, "left_out": row.left_out}
    if row.left_out:
        return (
            said
            + " "
            + _(
                "Only municipalities whose values are officially published are counted; further contributions "
                "left out, so that they stay protected: %(left_out)s."
            )
            % told
        )
    if row.public_count:
        return said + " " + _("Officially published anyway are the values of %(public)s of these %(n)s.") % told
    return said
