"""The charter in plain words."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.formats import number_format
from django.utils.translation import gettext, ngettext

from comparisons.circles.levels import CircleKind
from comparisons.circles.models import CharterVersion
from comparisons.circles.profiles import BOUNDS, PARAMETERS, Profile
from comparisons.circles.selectors import CoreEntry


def profile_sentences(charter: CharterVersion, core_set: Sequence[CoreEntry]) -> list[str]:
    """Which profile a charter has, what that means, and where it differs from the profile."""
    if charter.profile == Profile.SENSITIVE:
        said = [
            gettext(
                "The circle has agreed on the profile “sensitive”. It is meant for subjects that touch people closely: "
                "wider classes, more members before anything is shown, less detail."
            )
        ]
    else:
        said = [gettext("The circle has agreed on the profile “normal”. It suits most indicators.")]
    if others := [words for name in PARAMETERS if name != "drift" and (words := _difference(charter, name))]:
        said.append(gettext("Differing from the profile: %(others)s.") % {"others": "; ".join(others)})
    always = [entry.definition.short_name for entry in core_set if entry.definition.sensitive]
    if always and charter.profile != Profile.SENSITIVE:
        said.append(
            gettext("For %(indicators)s the rules of the profile “sensitive” hold at least, whatever is agreed.")
            % {"indicators": ", ".join(always)}
        )
    return said


def _difference(charter: CharterVersion, name: str) -> str:
    """One parameter that is not the profile's, empty where it is."""
    bounds, value = BOUNDS[name], int(getattr(charter, name))
    usual = bounds.of(charter.profile)
    if value == usual:
        return ""
    told = {"name": bounds.label, "value": value, "usual": usual}
    if value > usual:
        return gettext("“%(name)s” %(value)s instead of %(usual)s (stricter)") % told
    return gettext("“%(name)s” %(value)s instead of %(usual)s (milder)") % told


def charter_sentences(charter: CharterVersion) -> list[str]:
    """What the parameters of a charter mean for its members, one sentence each."""
    numbers = {
        "n_min": charter.n_min,
        "k": charter.k,
        "c": charter.c,
        "t": charter.t,
        "p": charter.p,
        "m": charter.m,
        "group": number_format(charter.d_min_group, force_grouping=True),
        "total": number_format(charter.d_min_total, force_grouping=True),
        "persons": charter.person_minimum,
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
        gettext("In totals of a Landkreis and its Gemeinden, numbers of fewer than %(persons)s persons are withheld."),
        gettext(
            "Smallest and largest values, ranks and single members are never shown, unless a member shows a value of "
            "its own by name; that member then counts as known."
        ),
    ]
    if charter.drift:
        sentences.append(
            gettext(
                "Neighbouring years are checked together: a year is not shown if some member's class has moved by more "
                "than one against the year before or after that has been shown. So nobody who assumes that figures "
                "change by at most one class a year can narrow a figure down to less than its class."
            )
        )
    if charter.circle.kind == CircleKind.KREIS:
        sentences.append(
            gettext("Only the Gemeinden are compared with each other, never a Gemeinde with its Landkreis.")
        )
    return [sentence % numbers for sentence in sentences]
