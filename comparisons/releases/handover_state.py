"""Where a municipality's handover to a round stands: what happened, and what comes next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import formats, timezone
from django.utils.translation import gettext, ngettext

from comparisons.circles.levels import CircleKind, Level, compared_levels
from comparisons.circles.models import Round
from comparisons.circles.selectors import CircleOfMunicipality, signed_charters
from comparisons.releases.handover_page import Line
from comparisons.releases.selectors import RoundRelease


@dataclass(frozen=True)
class HandoverState:
    """One alert for the page; `may_give` says whether anything can be handed over today."""

    may_give: bool
    kind: str
    title: str
    text: str = ""


def handover_state(
    found: CircleOfMunicipality, round: Round, lines: Sequence[Line], release: RoundRelease | None
) -> HandoverState:
    """The state of a round for this municipality."""
    if not found.may_compare:
        return HandoverState(False, "info", gettext("Your municipality is not a member of this circle."))
    if Level(found.level) not in compared_levels(CircleKind(round.circle.kind)):
        title = gettext("This circle compares Gemeinden with each other.")
        return HandoverState(False, "info", title, gettext("Your Landkreis sees the result and hands nothing over."))
    if round.is_open:
        return _open(round)
    today = timezone.localdate()
    if round.state == Round.State.OPEN and today < round.opens_at:
        return HandoverState(
            False, "info", gettext("Handing over is possible from %(day)s.") % {"day": _day(round.opens_at)}
        )
    return _over(lines, release)


def _open(round: Round) -> HandoverState:
    if round.charter_id not in signed_charters():
        title = gettext("Version %(number)s of the charter is not signed yet.") % {"number": round.charter.number}
        text = gettext("As soon as your leadership has signed it on the page of the circle, you can hand over.")
        return HandoverState(False, "warning", title, text)
    title = gettext("Handing over is possible up to and including %(day)s.") % {"day": _day(round.closes_at)}
    text = gettext("Tick what your municipality agrees to. You can withdraw it at any time.")
    return HandoverState(True, "info", title, text)


def _over(lines: Sequence[Line], release: RoundRelease | None) -> HandoverState:
    given = sum(bool(line.given_years) for line in lines)
    title = gettext("This round is over.")
    what = ngettext(
        "Your municipality handed over %(count)s of %(all)s indicators.",
        "Your municipality handed over %(count)s of %(all)s indicators.",
        given,
    ) % {"count": given, "all": len(lines)}
    if release is None:
        after = gettext("The circle's moderator now prepares the release; the comparison then appears here.")
        return HandoverState(False, "info", title, f"{what} {after}")
    after = gettext("Since %(day)s the circle sees the comparison; each indicator below leads to it.") % {
        "day": _day(release.published_at.date())
    }
    return HandoverState(False, "success", title, f"{what} {after}")


def _day(day: object) -> str:
    return str(formats.date_format(day, "SHORT_DATE_FORMAT"))  # type: ignore[arg-type]
