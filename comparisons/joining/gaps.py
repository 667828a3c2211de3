"""Indicators without an official figure for a municipality: where they lie and whom to ask."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from benchmark.catalogue.selectors import IndicatorDefinition
from benchmark.territories.kinds import TerritoryKind


class Place(StrEnum):
    """Where the figures of an indicator lie, nearest first."""

    OWN = "own"  # in the municipality's own house
    KREIS = "kreis"
    LAND = "land"
    FEDERATION = "federation"


_PLACES = {"Kommune": Place.OWN, "Kreis": Place.KREIS, "Land": Place.LAND, "Bund": Place.FEDERATION}


@dataclass(frozen=True)
class Gap:
    """One indicator that is not there yet; `obtainable` is yes, partial or no for this kind of municipality."""

    definition: IndicatorDefinition
    place: Place
    obtainable: str
    kreis_has_it: bool = False


def gaps_of(
    definitions: Iterable[IndicatorDefinition], kind: TerritoryKind, *, there: frozenset[str], at_kreis: frozenset[str]
) -> list[Gap]:
    """Every indicator that is not `there`, the nearest place first."""
    found = [
        Gap(one, place_of(one, kind), one.availability.get(kind.value, "no"), one.code in at_kreis)
        for one in definitions
        if one.code not in there
    ]
    return sorted(found, key=lambda gap: (list(Place).index(gap.place), gap.definition.code))


def place_of(definition: IndicatorDefinition, kind: TerritoryKind) -> Place:
    """The nearest holder: for a Kreis and a kreisfreie Stadt its own house is the Kreis's.

    What is not obtainable for a kind is not asked for in its own house, even if municipalities elsewhere hold it.
    """
    places = [_PLACES[holder] for holder in definition.data_holder if holder in _PLACES]
    if kind.is_kreis:
        places = [Place.OWN if place is Place.KREIS else place for place in places]
    elif definition.availability.get(kind.value, "no") == "no":
        places = [place for place in places if place is not Place.OWN]
    return min(places, key=list(Place).index, default=Place.LAND)
