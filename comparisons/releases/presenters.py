"""Words for cells, obstacles, steps and reasons."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils import formats
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from benchmark.harmonisation.missing import MissingReason
from comparisons.comparability import Grade, Kind
from comparisons.releases.disclosure import CellShape, Grid, Level
from comparisons.releases.models import Refusal

if TYPE_CHECKING:
    from comparisons.releases.readiness import Item

GROUP_NAMES: dict[str, Promise] = {"total": _("all"), "german": _("Germans"), "foreign": _("foreign nationals")}

MISSING_WORDS: dict[str, Promise] = {
    MissingReason.NOT_COLLECTED: _("not collected"),
    MissingReason.NOT_APPLICABLE: _("not applicable"),
    MissingReason.TOO_SMALL: _("too small to be published"),
    MissingReason.BLOCKED: _("blocked"),
    MissingReason.HELD_BY_LAND: _("held by the Land"),
    MissingReason.DELIBERATELY_NOT: _("deliberately not"),
    MissingReason.NOT_YET_RELEASED: _("not yet released"),
    MissingReason.UNKNOWN: _("unknown"),
    MissingReason.NOT_RELIABLE: _("not reliable"),
    MissingReason.LATER: _("follows later"),
}

LEVEL_WORDS: dict[Level, Promise] = {
    Level.NOTHING: _("nothing"),
    Level.MEAN: _("number of members and mean"),
    Level.MEDIAN: _("also the median"),
    Level.QUARTILES: _("also the quartiles"),
    Level.TAILS: _("also the lowest and the highest tenth"),
}

GRADE_WORDS: dict[str, Promise] = {
    Grade.FULL: _("fully comparable"),
    Grade.LIMITED: _("comparable with limits"),
    Grade.REFUSED: _("not comparable"),
}


def group_words(group: str) -> str:
    """A group of persons in words; groups of the municipality's own vocabulary stay as they are."""
    return str(GROUP_NAMES.get(group, group))


def number_words(number: Decimal) -> str:
    """A number as it is written here, without trailing zeros."""
    plain = number.normalize()
    if plain == plain.to_integral_value():
        plain = plain.quantize(Decimal(1))
    return formats.number_format(plain)


def cell_words(grid: Grid, cell: int) -> str:
    """A cell as people read it, for instance "12 to below 14 %"."""
    label = grid.label(cell)
    return edges_words(label.low, label.high, grid.unit, label.shape)


def edges_words(low: Decimal | None, high: Decimal | None, unit: str, shape: CellShape | None = None) -> str:
    """A span between two edges in the indicator's unit; an open side is None."""
    if low is None and high is None:
        return "–"
    if low is None or shape is CellShape.BELOW:
        return gettext("below %(high)s %(unit)s") % {"high": number_words(high or Decimal(0)), "unit": unit}
    if high is None or shape is CellShape.FROM:
        return gettext("%(low)s %(unit)s and more") % {"low": number_words(low), "unit": unit}
    return gettext("%(low)s to below %(high)s %(unit)s") % {
        "low": number_words(low),
        "high": number_words(high),
        "unit": unit,
    }


def obstacle(item: Item) -> str:
    """Why a figure cannot be handed over, and what to do."""
    place = {
        "indicator": item.entry.definition.short_name,
        "year": str(item.year),
        "group": group_words(item.group),
        "agreed": f"{item.entry.concept_name} ({item.entry.concept})",
        "version": item.entry.definition_version,
        "own": f"{item.own_concept} ({item.figure.concept})" if item.figure else "",
        "own_version": item.figure.definition_version if item.figure else "",
    }
    sentences = {
        "not_approved": gettext(
            "“%(indicator)s” %(year)s (%(group)s) is not approved yet: two people must release it first."
        ),
        "other_concept": gettext(
            "“%(indicator)s” %(year)s (%(group)s) is measured by %(own)s, but the circle agreed on %(agreed)s. "
            "Different concepts never stand in one comparison. Please enter the figure by the agreed concept."
        ),
        "other_version": gettext(
            "“%(indicator)s” %(year)s (%(group)s) follows version %(own_version)s of the definition, "
            "but the circle agreed on version %(version)s. Please enter the figure by the agreed definition."
        ),
        "nothing": gettext("“%(indicator)s” %(year)s (%(group)s): there is no figure."),
    }
    return sentences.get(item.readiness.value, "") % place


def refusal_words(refusal: str, n: int, needed: int | None) -> str:
    """Why a statistic is not shown."""
    if not refusal:
        return ""
    if refusal == Refusal.NOT_COMPARABLE:
        return gettext("Not shown: the contributions are not comparable.")
    return ngettext(
        "Not shown: %(n)s member contributed, at least %(needed)s are needed.",
        "Not shown: %(n)s members contributed, at least %(needed)s are needed.",
        n,
    ) % {"n": n, "needed": needed}


def reason_words(reason: dict[str, object]) -> str:
    """One reason why contributions are less than fully comparable."""
    found = ", ".join(str(one) or gettext("not named") for one in list(reason.get("found", []))[:4])  # type: ignore[call-overload]
    numbers = {"affected": reason.get("affected"), "total": reason.get("total"), "found": found}
    sentences = {
        Kind.CONTRIBUTIONS: gettext("Nobody contributed a figure that counts."),
        Kind.CONCEPT: gettext("Different concepts: %(found)s."),
        Kind.DEFINITION_VERSION: gettext("Different versions of the definition: %(found)s."),
        Kind.YEAR: gettext("Different years: %(found)s."),
        Kind.GROUP: gettext("Different groups: %(found)s."),
        Kind.SOURCE: gettext("%(affected)s of %(total)s come from another source: %(found)s."),
        Kind.TERRITORY: gettext("%(affected)s of %(total)s refer to another territorial status: %(found)s."),
        Kind.STATE: gettext("%(affected)s of %(total)s are not final."),
        Kind.INVENTED: gettext("%(affected)s of %(total)s figures are invented for demonstration."),
        Kind.COVERAGE: gettext("%(affected)s of %(total)s members are missing."),
    }
    if reason["kind"] == "grid":
        return gettext("%(affected)s of %(total)s contributions stand on another grid of classes.") % numbers
    return sentences[Kind(str(reason["kind"]))] % numbers
