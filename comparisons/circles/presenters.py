"""The charter in plain words."""

from __future__ import annotations

from django.utils.translation import gettext, ngettext

from comparisons.circles.levels import CircleKind
from comparisons.circles.models import CharterVersion


def charter_sentences(charter: CharterVersion) -> list[str]:
    """What the parameters of a charter mean for its members, one sentence each."""
    numbers = {
        "n_min": charter.n_min,
        "k": charter.k,
        "c": charter.c,
        "t": charter.t,
        "p": charter.p,
        "m": charter.m,
        "group": charter.d_min_group,
        "total": charter.d_min_total,
    }
    sentences = [
        gettext(
            "Nobody hands over a figure. Handed over is only the class into which the figure falls, "
            "for instance “12 to below 14 %%”, with its source and reference date."
        ),
        gettext("Nothing is shown as long as fewer than %(n_min)s members have contributed."),
        ngettext(
            "What %(c)s member knows is not enough: at least %(k)s others remain unknown to it.",
            "Even if %(c)s members tell each other their figures, at least %(k)s others remain unknown to them.",
            charter.c,
        ),
        gettext("On each side of a median or quartile there are at least %(t)s members that remain unknown."),
        gettext(
            "A class is at least %(p)s percent as wide as the figure itself, or, for shares near 100 percent, "
            "as what is missing to 100. A figure can never be pinned down more exactly."
        ),
        gettext("In every class, at least %(m)s different numbers of persons are possible for each member."),
        gettext(
            "A figure counts in the distribution if it rests on at least %(group)s persons of a group, "
            "or %(total)s persons of the whole population."
        ),
        gettext("Smallest and largest values, ranks and single members are never shown."),
    ]
    if charter.circle.kind == CircleKind.KREIS:
        sentences.append(
            gettext("Only the Gemeinden are compared with each other, never a Gemeinde with its Landkreis.")
        )
    return [sentence % numbers for sentence in sentences]
