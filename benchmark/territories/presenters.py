"""The history of a territory in sentences for pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from benchmark.territories.dates import DIRECTORY_STATE, FIRST_AFTER_TABLES
from benchmark.territories.history import Relative, TerritoryChange
from benchmark.territories.models import Succession

_Kind = Succession.Kind
_ONE_DECIMAL = Decimal("0.1")


@dataclass(frozen=True)
class HistoryLine:
    """One change for people: when it was, and what happened."""

    when: str
    text: str


def history_lines(ags: str, changes: Sequence[TerritoryChange]) -> list[HistoryLine]:
    """A line for every change the territory took part in, the oldest first."""
    return [HistoryLine(_when(change), _text(ags, change)) for change in changes]


def listed(names: Sequence[str]) -> str:
    """Names as a sentence lists them: "A", "A and B", "A, B and C"."""
    if len(names) < 2:
        return "".join(names)
    return _("%(names)s and %(last)s") % {"names": ", ".join(names[:-1]), "last": names[-1]}


def named(relative: Relative) -> str:
    """Name and key, with the share of its people where it was divided: "Demmin (13052, 82.4 % of its people)"."""
    if relative.share is None:
        return f"{relative.name} ({relative.ags})"
    return _("%(name)s (%(key)s, %(share)s %% of the people)") % {
        "name": relative.name,
        "key": relative.ags,
        "share": number_format((relative.share * 100).quantize(_ONE_DECIMAL, ROUND_HALF_UP), 1),
    }


def _when(change: TerritoryChange) -> str:
    if change.exact:
        return date_format(change.date, "SHORT_DATE_FORMAT")
    if change.date == DIRECTORY_STATE:
        return _("between %(first)s and %(last)s") % {"first": FIRST_AFTER_TABLES.year, "last": DIRECTORY_STATE.year}
    return _("in %(year)s") % {"year": change.date.year}


def _text(ags: str, change: TerritoryChange) -> str:
    before = listed([named(one) for one in change.before])
    others_before = listed([named(one) for one in change.before if one.ags != ags])
    others_after = listed([named(one) for one in change.after if one.ags != ags])
    if others_after:
        return _gone(change, others_after)
    if change.kind == _Kind.RENAMED:
        return _("New key; until then %(territories)s.") % {"territories": before}
    if not change.complete:
        return _("Made of %(territories)s and others that are not known.") % {"territories": others_before}
    goes_on = any(one.ags == ags for one in change.before)
    if change.kind == _Kind.MOVED and goes_on:
        return _("A part of %(territories)s was added.") % {"territories": others_before}
    if change.kind == _Kind.MOVED:
        return _("Made of a part of %(territories)s.") % {"territories": before}
    if goes_on:
        return _("%(territories)s was added.") % {"territories": others_before}
    if change.kind == _Kind.SPLIT:
        return _("Made of %(territories)s. Figures of earlier years are partly estimated.") % {"territories": before}
    return _("Made of %(territories)s. Figures of earlier years are their sums.") % {"territories": before}


def _gone(change: TerritoryChange, others: str) -> str:
    """What became of a territory."""
    if change.kind == _Kind.RENAMED:
        return _("New key; since then %(territories)s.") % {"territories": others}
    if change.kind == _Kind.MOVED:
        return _("A part went to %(territories)s.") % {"territories": others}
    if change.kind == _Kind.SPLIT:
        return _("Divided among %(territories)s.") % {"territories": others}
    return _("Became part of %(territories)s.") % {"territories": others}
