"""Words of this room: obstacles, methods, rows and columns of a table, and what is counted."""

from __future__ import annotations

from django.utils import formats
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from comparisons.releases.presenters import group_words
from comparisons.totals.agreed import AgreedEntry
from comparisons.totals.models import Method
from comparisons.totals.offers import Obstacle, Offer

WITHHELD = "·"  # the one mark of every number that is not shown, whatever the reason
BASE = 5  # numbers are rounded to a multiple of this

METHOD_WORDS: dict[str, Promise] = {
    Method.ROUNDING: _("rounded to 5"),
    Method.SUPPRESSION: _("exact numbers, some withheld"),
}

OBSTACLE_WORDS: dict[str, Promise] = {
    Obstacle.NOTHING: _("there is no figure"),
    Obstacle.NOT_APPROVED: _("not approved yet"),
    Obstacle.OTHER_CONCEPT: _("measured by another concept than the circle agreed on"),
    Obstacle.OTHER_VERSION: _("follows another version of the definition than the circle agreed on"),
    Obstacle.NO_NUMBER: _("there is no number of persons, only a rate or a stated gap"),
    Obstacle.NOT_A_COUNT: _("is no whole number from 0 upwards"),
    Obstacle.CONTRADICTION: _("a part is larger than its total; please correct the figures"),
}


def obstacle_words(offer: Offer) -> str:
    """Why an indicator and year cannot be handed over, in one sentence."""
    reasons = [
        f"{group_words(group)}: {OBSTACLE_WORDS[obstacle]}" if group else str(OBSTACLE_WORDS[obstacle])
        for group, obstacle in offer.obstacles
    ]
    return gettext("“%(indicator)s” %(year)s cannot be handed over (%(reasons)s).") % {
        "indicator": offer.entry.definition.short_name,
        "year": offer.year,
        "reasons": "; ".join(reasons),
    }


def count_words(number: int | None) -> str:
    """A number as it is written here; the mark where it is withheld."""
    return WITHHELD if number is None else formats.number_format(number, force_grouping=True)


def class_words(low: int, high: int | None) -> str:
    """A class of Gemeinden by number of inhabitants."""
    if high is None:
        return gettext("Gemeinden with %(low)s and more inhabitants") % {"low": count_words(low)}
    if low == 0:
        return gettext("Gemeinden with fewer than %(high)s inhabitants") % {"high": count_words(high)}
    return gettext("Gemeinden with %(low)s to fewer than %(high)s inhabitants") % {
        "low": count_words(low),
        "high": count_words(high),
    }


def whole_words(n: int, members: int) -> str:
    """The row of all Gemeinden together; called the whole Kreis only if all of them are in it."""
    if n == members:
        return gettext("Kreis altogether")
    return gettext("All Gemeinden that handed over")


def members_words(n: int, members: int) -> str:
    """How many Gemeinden are in a number."""
    return gettext("%(n)s of %(members)s") % {"n": n, "members": members}


def column_words(group: str, *, derived: bool) -> str:
    """The head of a column."""
    return gettext("%(group)s (computed)") % {"group": group_words(group)} if derived else group_words(group)


def unit_words(*, persons: bool) -> str:
    """What the numbers of a table are."""
    return gettext("persons") if persons else gettext("number")


def classes_sentence(entry: AgreedEntry) -> str:
    """Which rows a table has."""
    several = [class_words(one.low, one.high) for one in entry.classes] if len(entry.classes) > 1 else []
    if not several:
        return gettext("One sum of all Gemeinden; there are too few for classes by size.")
    return gettext("Sums for: %(classes)s; and for all Gemeinden together.") % {"classes": "; ".join(several)}
