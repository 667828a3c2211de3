"""Circles that would suit a municipality: those that exist, and a template where none does.

Of an existing circle only name, kind, purpose and the number of members are told, never who belongs to it; of a circle
within one Kreis not even the number, since it would tell who is missing.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from benchmark.territories.kinds import TerritoryKind
from benchmark.web.numbers import written
from comparisons.circles.levels import CircleKind
from comparisons.circles.models import Circle
from comparisons.circles.selectors import runs_today
from comparisons.joining.structure import Structure

_KIND_OF = {
    TerritoryKind.LANDKREIS: CircleKind.LANDKREISE,
    TerritoryKind.KREISFREIE_STADT: CircleKind.KREISFREIE_STAEDTE,
}
_SIZES = (5_000, 10_000, 20_000, 50_000, 100_000, 200_000, 500_000)  # inhabitants, edges of the usual classes
_ENOUGH_TO_COUNT = 5  # members of one Land below which nothing is said about them
_MOST = 4


@dataclass(frozen=True)
class ExistingCircle:
    """What is public about a circle that would suit."""

    name: str
    purpose: str
    kind: str
    members: str
    why: str


@dataclass(frozen=True)
class CircleTemplate:
    """A circle that could be founded."""

    name: str
    why: str


def existing_circles(structure: Structure) -> list[ExistingCircle]:
    """Circles with a published charter that this kind of municipality may join, the closest first."""
    place = structure.place
    fits = Q(kind=CircleKind.MIXED) | Q(kind=CircleKind.KREIS, kreis_ags=place.kreis_ags)
    if place.kind in _KIND_OF:
        fits |= Q(kind=_KIND_OF[place.kind])
    running = runs_today("memberships__")
    circles = (
        Circle.objects.filter(fits, charters__published_at__isnull=False)
        .annotate(
            members=Count("memberships", filter=running, distinct=True),
            near=Count("memberships", filter=running & Q(memberships__ags__startswith=place.land), distinct=True),
        )
        .distinct()
    )
    ordered = sorted(circles, key=lambda one: (one.kind != CircleKind.KREIS, -one.near, one.name))
    return [_existing(one, one.members, one.near) for one in ordered[:_MOST]]


def _existing(circle: Circle, members: int, near: int) -> ExistingCircle:
    nested = circle.kind == CircleKind.KREIS
    if nested:
        why = _("It is the circle of your own Kreis.")
    elif near >= _ENOUGH_TO_COUNT:
        why = _("Municipalities of your kind meet here, several of them from your Land.")
    else:
        why = _("Municipalities of your kind meet here.")
    counted = ngettext("%(count)s member", "%(count)s members", members) % {"count": members}
    return ExistingCircle(
        circle.name, circle.purpose, str(CircleKind(circle.kind).label), "" if nested or not members else counted, why
    )


def circle_templates(structure: Structure) -> list[CircleTemplate]:
    """Circles that could be founded with municipalities like this one."""
    place = structure.place
    span = size_words(place.population or 0)
    if place.kind is TerritoryKind.LANDKREIS:
        nested = _("%(kreis)s with its Gemeinden") % {"kreis": place.full_name}
        return [
            CircleTemplate(
                _("Landkreise of similar structure"),
                _("Landkreise have the same tasks; similar structure makes differences worth talking about."),
            ),
            CircleTemplate(
                nested,
                ngettext(
                    "%(count)s Gemeinde could compare what lies in Gemeinden.",
                    "%(count)s Gemeinden could compare among themselves what lies in Gemeinden.",
                    len(structure.gemeinden),
                )
                % {"count": len(structure.gemeinden)},
            ),
        ]
    if place.kind is TerritoryKind.KREISFREIE_STADT:
        name = _("Independent cities %(span)s") % {"span": span}
        return [CircleTemplate(name, _("Independent cities have the tasks of a Kreis and of a Gemeinde in one hand."))]
    kreis = structure.kreis.full_name if structure.kreis else place.kreis_ags
    return [
        CircleTemplate(
            _("%(kreis)s with its Gemeinden") % {"kreis": kreis},
            _("The Kreis can lend its statistics office for the check, and all share one contact for data."),
        ),
        CircleTemplate(
            _("Towns and Gemeinden %(span)s") % {"span": span},
            _("Places of similar size have similar tasks and a similar administration."),
        ),
    ]


def size_words(population: int) -> str:
    """The usual size class of a population in words."""
    low = max((edge for edge in _SIZES if edge <= population), default=0)
    high = min((edge for edge in _SIZES if edge > population), default=0)
    if not low:
        return _("with up to %(high)s inhabitants") % {"high": written(high, decimals=0)}
    if not high:
        return _("with more than %(low)s inhabitants") % {"low": written(low, decimals=0)}
    return _("with %(low)s to %(high)s inhabitants") % {
        "low": written(low, decimals=0),
        "high": written(high, decimals=0),
    }
