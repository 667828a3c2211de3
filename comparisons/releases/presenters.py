"""Words for cells, obstacles, steps and reasons."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils import formats
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from benchmark.harmonisation.missing import MissingReason
from benchmark.territories.keys import LAENDER
from benchmark.web.numbers import written_spans
from comparisons.comparability import Comparability, Grade, Kind
from comparisons.releases.disclosure import CellShape, Grid, Level
from comparisons.releases.models import Refusal

if TYPE_CHECKING:
    from comparisons.releases.readiness import Item

MOST_FOUND = 4  # sources or dates named in one sentence

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
    Level.MEAN: _("mean"),
    Level.MEDIAN: _("mean and median"),
    Level.QUARTILES: _("mean, median and quartiles"),
    Level.TAILS: _("mean, median, quartiles and tenths"),
}

GRADE_WORDS: dict[str, Promise] = {
    Grade.FULL: _("A: comparable"),
    Grade.LIMITED: _("B: comparable with a note"),
    Grade.OWN_PATH: _("C: only each municipality's own path"),
    Grade.REFUSED: _("D: not comparable"),
}

GRADE_KINDS: dict[Grade, str] = {
    Grade.FULL: "success",
    Grade.LIMITED: "info",
    Grade.OWN_PATH: "warning",
    Grade.REFUSED: "danger",
}


IMPOSSIBLE_WORDS: dict[str, Promise] = {
    "nothing_handed_over": _("Nobody has handed anything over to this round."),
    "quarter": _("This circle has had its release of this quarter."),
    "locked": _(
        "Another release is being checked at this moment. Nothing was released; please try again in a few minutes."
    ),
    "changed": _(
        "A contribution or a membership changed while the release was being checked. Nothing was released; please "
        "order it again."
    ),
    "parameters": _(
        "The charter of this round has parameters outside the permitted bounds. Nothing was released; please agree on "
        "a new version of the charter."
    ),
    "duplicated": _("A municipality stands twice in one statistic. Nothing was released; please tell the operator."),
    "audit": _(
        "The check for anonymity could not be carried out to its end. Nothing was released; please tell the operator."
    ),
}


def group_words(group: str) -> str:
    """A group of persons in words; groups of the municipality's own vocabulary stay as they are."""
    return str(GROUP_NAMES.get(group, group))


def years_words(years: Iterable[int]) -> str:
    """Years in short: "2009–2016, 2018 and 2020–2022"."""
    spans = written_spans(years)
    if len(spans) < 2:
        return "".join(spans)
    return gettext("%(several)s and %(last)s") % {"several": ", ".join(spans[:-1]), "last": spans[-1]}


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
    if refusal == Refusal.NOT_ANONYMOUS:
        return gettext("Not shown: it would tell too much about single municipalities.")
    return ngettext(
        "Not shown: %(n)s member contributed, at least %(needed)s are needed.",
        "Not shown: %(n)s members contributed, at least %(needed)s are needed.",
        n,
    ) % {"n": n, "needed": needed}


def reasons_of(judged: Comparability) -> list[dict[str, Any]]:
    """The reasons of a judgement as plain data: counts and metadata, no names and no cells."""
    return [
        {
            "kind": reason.kind.value,
            "grade": reason.grade.value,
            "found": list(reason.found),
            "affected": reason.affected,
            "total": reason.total,
        }
        for reason in judged.reasons
    ]


def grade_sentence(grade: Grade, reasons: Iterable[dict[str, Any]]) -> str:
    """In one sentence why a comparison has its grade: the first reason that brought it down so far."""
    for reason in reasons:
        if reason["grade"] == grade:
            return reason_words(reason)
    if grade is Grade.FULL:
        return gettext("All figures have the same concept, definition, source and reference date.")
    return str(GRADE_WORDS[grade])


def reason_words(reason: dict[str, Any]) -> str:
    """One reason why contributions are less than fully comparable.

    `affected` and `total` are counts, or a text like "1–5" where the reason holds for several years.
    """
    affected = reason.get("affected")
    numbers = {"affected": affected, "total": reason.get("total"), "found": _found_words(reason)}
    many = affected if isinstance(affected, int) else 2
    coverage = ngettext(
        "%(affected)s of %(total)s members is missing.", "%(affected)s of %(total)s members are missing.", many
    )
    sentences = {
        Kind.CONTRIBUTIONS: gettext("Nobody contributed a figure that counts."),
        Kind.CONCEPT: gettext("Different concepts: %(found)s."),
        Kind.DEFINITION_VERSION: gettext("Different versions of the definition: %(found)s."),
        Kind.YEAR: gettext("Different years: %(found)s."),
        Kind.GROUP: gettext("Different groups: %(found)s."),
        Kind.SOURCE: gettext("Not all from one source (%(affected)s of %(total)s differ): %(found)s."),
        Kind.LAND: gettext("The Länder collect this concept in different ways: %(found)s."),
        Kind.REFERENCE_DATE: gettext("Different reference dates (%(affected)s of %(total)s differ): %(found)s."),
        Kind.TERRITORY: gettext(
            "%(affected)s of %(total)s figures are of a territory that has changed since, or name none: %(found)s."
        ),
        Kind.STATE: gettext("Not all final (%(affected)s of %(total)s)."),
        Kind.INVENTED: gettext("%(affected)s of %(total)s figures are invented for demonstration."),
        Kind.COVERAGE: coverage,
    }
    if reason["kind"] == "grid":
        return (
            ngettext(
                "%(affected)s of %(total)s contributions stands on another grid of classes.",
                "%(affected)s of %(total)s contributions stand on another grid of classes.",
                many,
            )
            % numbers
        )
    return sentences[Kind(str(reason["kind"]))] % numbers


def _found_words(reason: dict[str, Any]) -> str:
    found = [str(one) or gettext("not named") for one in reason.get("found", [])]
    if reason["kind"] == Kind.TERRITORY:
        found = [_date_words(one) for one in found]
    if reason["kind"] == Kind.LAND:
        found = [LAENDER.get(one, one) for one in found]
    shown = "; ".join(found[:MOST_FOUND])
    return shown if len(found) <= MOST_FOUND else gettext("%(some)s; and others") % {"some": shown}


def _date_words(text: str) -> str:
    try:
        return formats.date_format(datetime.date.fromisoformat(text), "SHORT_DATE_FORMAT")
    except ValueError:
        return text
