"""What a municipality is: kind, Kreis, size, its Gemeinden, where it came from, and how its population moved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from benchmark.statistics_offices.models import OfficialValue
from benchmark.territories.kinds import TerritoryKind
from benchmark.territories.presenters import HistoryLine, history_lines
from benchmark.territories.selectors import (
    TerritoryInfo,
    gemeinden_of,
    history_of,
    successors,
    territories_of,
)


@dataclass(frozen=True)
class PopulationYear:
    """Persons at the end of a year, with who published it."""

    year: int
    people: Decimal
    source: str
    table: str
    territory_date: date


@dataclass(frozen=True)
class Structure:
    """A present municipality with its surroundings."""

    place: TerritoryInfo
    kreis: TerritoryInfo | None
    gemeinden: tuple[TerritoryInfo, ...]
    history: tuple[HistoryLine, ...]
    population: tuple[PopulationYear, ...]

    @property
    def density(self) -> Decimal | None:
        """Persons per km² by the directory."""
        people, area = self.place.population, self.place.area_km2
        return Decimal(people) / area if people and area else None


def structure_of(place: TerritoryInfo) -> Structure:
    """The surroundings of a municipality: its Kreis for a Gemeinde, its Gemeinden for a Landkreis."""
    return Structure(
        place=place,
        kreis=None if place.kind.is_kreis else territories_of([place.kreis_ags]).get(place.kreis_ags),
        gemeinden=tuple(gemeinden_of(place.ags)) if place.kind is TerritoryKind.LANDKREIS else (),
        history=tuple(history_lines(place.ags, history_of(place.ags))),
        population=_population(place.ags),
    )


def became(place: TerritoryInfo) -> list[TerritoryInfo]:
    """The present municipalities that an ended one went into."""
    return list(territories_of({one.new_ags for one in successors(place.ags)}).values())


def _population(ags: str) -> tuple[PopulationYear, ...]:
    """Population by year; where several files state a year, the newest download."""
    rows = (
        OfficialValue.objects.filter(
            ags=ags, measure="population", group="total", concept="NAT_FS", value__isnull=False, source__invented=False
        )
        .select_related("source")
        .order_by("year", "source__retrieved", "source_id")
    )
    by_year = {
        row.year: PopulationYear(
            row.year, row.value or Decimal(0), row.source.publisher, row.source.table_code, row.territory_date
        )
        for row in rows
    }
    return tuple(by_year.values())
