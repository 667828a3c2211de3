"""Profiles of a charter, normal and sensitive, and how far each single parameter may be changed.

Numbers as in `disclosure.md` 1.1. Smaller `p` and `m` than 10 percent and 3 are impossible: the catalogue's classes are
made for them. Larger ones merge classes. A sensitive charter is nowhere milder than the sensitive set.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import models
from django.db.models import F, Q
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class Profile(models.TextChoices):
    """The set of parameters that a circle starts from."""

    NORMAL = "normal", _("Normal")
    SENSITIVE = "sensitive", _("Sensitive")


@dataclass(frozen=True)
class Bounds:
    """One parameter: its name on screen, its limits, and its value in both profiles; larger is stricter."""

    label: Promise
    lowest: int
    highest: int
    normal: int
    sensitive: int

    def of(self, profile: str) -> int:
        """The value in a profile."""
        return self.sensitive if profile == Profile.SENSITIVE else self.normal

    def lowest_in(self, profile: str) -> int:
        """The smallest value that a charter of this profile may have."""
        return self.sensitive if profile == Profile.SENSITIVE else self.lowest


BOUNDS: dict[str, Bounds] = {
    "n_min": Bounds(_("Fewest contributing members"), 5, 100, 5, 7),
    "k": Bounds(_("Fewest members unknown to others"), 3, 50, 3, 5),
    "c": Bounds(_("Members who may tell each other their figures"), 1, 3, 2, 3),
    "t": Bounds(_("Unknown members on each side of a quantile"), 3, 20, 3, 3),
    "p": Bounds(_("Width of a class in percent of its lower edge"), 10, 50, 10, 20),
    "m": Bounds(_("Different numbers of persons in a class"), 3, 10, 3, 5),
    "d_min_group": Bounds(_("Smallest group (persons)"), 50, 100_000, 150, 300),
    "d_min_total": Bounds(_("Smallest population (persons)"), 50, 1_000_000, 1000, 2000),
    "person_minimum": Bounds(_("Fewest persons behind a number in a total"), 3, 50, 3, 10),
    "drift": Bounds(_("Neighbouring years are checked together"), 0, 1, 0, 1),
}
PARAMETERS = tuple(BOUNDS)


def values_of(profile: str) -> dict[str, int]:
    """All parameters of a profile."""
    return {name: bounds.of(profile) for name, bounds in BOUNDS.items()}


def within_bounds(name: str, value: int) -> int:
    """The nearest value that a new charter may have; for one copied from an agreement made under other limits."""
    return min(max(value, BOUNDS[name].lowest), BOUNDS[name].highest)


def out_of_bounds(values: Mapping[str, int], profile: str) -> dict[str, str]:
    """Every parameter that no charter of this profile may have, with the sentence that says why."""
    found = {name: sentence for name, value in values.items() if (sentence := _sentence(name, value, profile))}
    group, total = values.get("d_min_group"), values.get("d_min_total")
    if group is not None and total is not None and total < group and "d_min_total" not in found:
        found["d_min_total"] = gettext(
            "The smallest population must not be smaller than the smallest group (%(group)s persons)."
        ) % {"group": group}
    return found


def _sentence(name: str, value: int, profile: str) -> str:
    """What is wrong with a value, empty where nothing is."""
    bounds = BOUNDS[name]
    lowest = bounds.lowest_in(profile)
    if lowest <= value <= bounds.highest:
        return ""
    if name == "drift":
        sentence = gettext(
            "The profile “sensitive” includes checking neighbouring years together. Please leave it switched on or "
            "choose the profile “normal”."
        )
    elif bounds.lowest <= value < lowest:
        sentence = gettext(
            "“%(name)s” is %(value)s, but the profile “sensitive” needs at least %(lowest)s. Please choose "
            "%(lowest)s to %(highest)s, or the profile “normal”."
        )
    elif value < bounds.lowest and name in ("p", "m"):
        sentence = gettext(
            "“%(name)s” is %(value)s, but must be at least %(lowest)s: the classes of the catalogue are made for it "
            "and cannot be divided. Please choose %(lowest)s to %(highest)s."
        )
    else:
        sentence = gettext("“%(name)s” is %(value)s. Please choose a number from %(lowest)s to %(highest)s.")
    return sentence % {"name": bounds.label, "value": value, "lowest": lowest, "highest": bounds.highest}


def condition() -> Q:
    """The same limits for the database itself."""
    allowed = Q(d_min_total__gte=F("d_min_group"), profile__in=Profile.values)
    strict = Q(profile=Profile.NORMAL)
    sensitive = Q()
    for name, bounds in BOUNDS.items():
        if name == "drift":
            sensitive &= Q(drift=True)
            continue
        allowed &= Q(**{f"{name}__gte": bounds.lowest, f"{name}__lte": bounds.highest})
        sensitive &= Q(**{f"{name}__gte": bounds.sensitive})
    return allowed & (strict | sensitive)
