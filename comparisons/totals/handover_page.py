"""The page on which a Gemeinde hands numbers over: per indicator and year what is ready, given, or in the way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext

from benchmark.web.signs import UNKNOWN
from comparisons.circles.levels import Level
from comparisons.circles.selectors import CircleOfMunicipality, signed_charters
from comparisons.releases.presenters import group_words
from comparisons.totals.agreed import AgreedEntry, entries_of
from comparisons.totals.models import TotalsAgreement
from comparisons.totals.offers import Offer, offers
from comparisons.totals.presenters import classes_sentence, count_words, obstacle_words
from comparisons.totals.selectors import GivenPoint, own_points


@dataclass(frozen=True)
class State:
    """One alert for the page; `may_give` says whether anything can be handed over today."""

    may_give: bool
    kind: str
    title: str
    text: str = ""


@dataclass(frozen=True)
class NumberLine:
    """The number of one group: what would be handed over, and what is handed over."""

    group: str
    now: str
    given: str


@dataclass(frozen=True)
class YearLine:
    """One year of an indicator."""

    year: int
    numbers: tuple[NumberLine, ...]
    ready: bool
    given: bool
    outdated: bool  # handed over under an earlier agreement, which counts no more
    changed: bool
    obstacle: str
    invented: bool

    @property
    def offered(self) -> bool:
        """Whether there is anything to agree to."""
        return self.ready and (not self.given or self.changed or self.outdated)


@dataclass(frozen=True)
class IndicatorLine:
    """One indicator of the agreement with its years, newest first."""

    entry: AgreedEntry
    classes: str
    years: tuple[YearLine, ...]


@dataclass(frozen=True)
class StrayPoint:
    """Something handed over that the agreement no longer asks for."""

    code: str
    year: int


def state_of(found: CircleOfMunicipality, agreement: TotalsAgreement | None) -> State:
    """Where this municipality stands with the sums of a circle."""
    if not found.may_compare:
        return State(False, "info", gettext("Your municipality is not a member of this circle."))
    if agreement is None:
        title = gettext("This circle has not agreed on sums yet.")
        return State(False, "info", title, gettext("The circle's moderator writes down what was agreed."))
    if Level(found.level) is not Level.GEMEINDE:
        title = gettext("Only Gemeinden hand numbers over. Your Landkreis sees the sums.")
        return State(False, "info", title)
    if agreement.charter_id not in signed_charters():
        title = gettext("Version %(number)s of the charter is not signed yet.") % {"number": agreement.charter.number}
        text = gettext(
            "The sums were agreed on under this version. If your municipality has signed a newer one, the moderator "
            "has to renew the agreement on sums."
        )
        return State(False, "warning", title, text)
    title = gettext("Nothing is ticked. Tick each year whose numbers your municipality agrees to hand over.")
    return State(True, "info", title, gettext("You can withdraw every year at any time."))


def lines_of(agreement: TotalsAgreement) -> tuple[list[IndicatorLine], list[StrayPoint]]:
    """All indicators of the agreement, and what is handed over beyond it."""
    given, found = own_points(agreement.circle), offers(agreement)
    by_code: dict[str, list[Offer]] = {}
    for one in found:
        by_code.setdefault(one.entry.code, []).append(one)
    entries = entries_of(agreement)
    lines = [
        IndicatorLine(
            entry,
            classes_sentence(entry),
            tuple(
                _year(agreement, one, given)
                for one in sorted(by_code.get(entry.code, []), key=lambda offer: -offer.year)
            ),
        )
        for entry in entries
    ]
    shown = {(line.entry.code, year.year) for line in lines for year in line.years}
    return lines, [StrayPoint(code, year) for code, year in sorted(set(given) - shown)]


def _year(agreement: TotalsAgreement, offer: Offer, given: Mapping[tuple[str, int], GivenPoint]) -> YearLine:
    point = given.get((offer.entry.code, offer.year))
    return YearLine(
        year=offer.year,
        numbers=tuple(
            NumberLine(
                group_words(one.group),
                UNKNOWN.sign if one.count is None else count_words(one.count),
                "" if point is None or one.group not in point.counts else count_words(point.counts[one.group]),
            )
            for one in offer.numbers
        ),
        ready=offer.ready,
        given=point is not None,
        outdated=point is not None and point.agreement_id != agreement.pk,
        changed=point is not None and point.counts != offer.counts,
        obstacle="" if offer.ready else obstacle_words(offer),
        invented=any(one.figure is not None and one.figure.invented for one in offer.numbers),
    )
