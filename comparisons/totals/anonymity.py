"""The proof of anonymity of a released table of sums: who was reckoned with, and how close anybody can come."""

from __future__ import annotations

from django.utils.translation import gettext, ngettext

from comparisons.circles.models import Circle
from comparisons.totals.models import Method, TotalsRelease
from comparisons.totals.presenters import BASE
from comparisons.totals.selectors import ReleasedTable

EITHER_WAY = BASE // 2  # how far a rounded number lies from the true one at most


def proof_of(circle: Circle, table: ReleasedTable) -> tuple[str, ...]:
    """The proof in sentences, said from the table, the agreement and the charter alone."""
    release = TotalsRelease.objects.select_related("agreement__charter").get(circle=circle, number=table.number)
    agreement = release.agreement
    return (
        gettext("No line of this table stands for a single Gemeinde; every number adds up several of them."),
        *_method(table),
        *_withheld(table),
        ngettext(
            "Before the release it was tested what outsiders can work out from it, and what each Gemeinde can that "
            "subtracts its own numbers.",
            "Before the release it was tested what outsiders can work out from it, and what %(c)s Gemeinden can that "
            "tell each other their numbers and subtract them together.",
            agreement.charter.c,
        )
        % {"c": agreement.charter.c},
        gettext(
            "The number of another Gemeinde stays open by at least %(percent)s %% of itself, and groups of fewer than "
            "%(smallest)s persons cannot be told from none. Every earlier table was held against this one."
        )
        % {"percent": agreement.charter.p, "smallest": agreement.smallest},
        _kept(table),
    )


def _kept(table: ReleasedTable) -> str:
    if not table.has_withheld:
        return gettext("The proof is kept with the release.")
    return gettext(
        "The proof is kept with the release; for every withheld number it holds two different tables that fit "
        "everything shown."
    )


def _method(table: ReleasedTable) -> tuple[str, ...]:
    if table.method != Method.ROUNDING:
        return ()
    return (
        gettext("Every number shown may lie up to %(away)s persons above or below the true one.")
        % {"away": EITHER_WAY},
    )


def _withheld(table: ReleasedTable) -> tuple[str, ...]:
    count = sum(number is None for row in table.rows for number in row.numbers)
    if not count:
        return (gettext("No number had to be withheld."),)
    return (
        ngettext(
            "%(count)s number is withheld. For a number that rests on too few Gemeinden or persons, others are "
            "withheld so that it cannot be worked out from the margins; which is which is not told.",
            "%(count)s numbers are withheld: some because they rest on too few Gemeinden or persons, others so that "
            "those cannot be worked out from the margins. Which are which is not told.",
            count,
        )
        % {"count": count},
    )
