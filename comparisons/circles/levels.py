"""Which municipalities may stand in one distribution: a Landkreis and its own Gemeinden never do."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext_lazy as _

from benchmark.territories.kinds import TerritoryKind


class CircleKind(models.TextChoices):
    """Who can be invited to a circle."""

    LANDKREISE = "landkreise", _("Landkreise")
    KREISFREIE_STAEDTE = "kreisfreie_staedte", _("Kreisfreie Städte")
    MIXED = "mixed", _("Mixed, of similar size")
    KREIS = "kreis", _("A Landkreis with its Gemeinden")


class Level(models.TextChoices):
    """The administrative level on which a member takes part."""

    KREIS = "kreis", _("Kreis level")
    GEMEINDE = "gemeinde", _("Gemeinde level")


KINDS_OF: dict[CircleKind, frozenset[TerritoryKind]] = {
    CircleKind.LANDKREISE: frozenset({TerritoryKind.LANDKREIS}),
    CircleKind.KREISFREIE_STAEDTE: frozenset({TerritoryKind.KREISFREIE_STADT}),
    CircleKind.MIXED: frozenset(TerritoryKind),
    CircleKind.KREIS: frozenset({TerritoryKind.LANDKREIS, TerritoryKind.KREISANGEHOERIGE_GEMEINDE}),
}


def level_of(kind: TerritoryKind) -> Level:
    """A kreisfreie Stadt has the tasks of a Kreis and stands on the Kreis level."""
    return Level.GEMEINDE if kind == TerritoryKind.KREISANGEHOERIGE_GEMEINDE else Level.KREIS


def compared_levels(kind: CircleKind) -> frozenset[Level]:
    """The levels whose members form this circle's distributions; in a nested circle the Gemeinden alone."""
    if kind == CircleKind.KREIS:
        return frozenset({Level.GEMEINDE})
    if kind == CircleKind.MIXED:
        return frozenset(Level)
    return frozenset({Level.KREIS})


def nested_pair(ags: str, others: Iterable[str]) -> str | None:
    """The key among `others` that contains `ags` or lies within it: a Landkreis and its Gemeinde share five digits."""
    for other in others:
        if len(ags) != len(other) and ags[:5] == other[:5]:
            return other
    return None
