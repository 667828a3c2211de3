"""The public profile of a municipality: structure, core indicators that are there, and those that are not."""

from __future__ import annotations

from dataclasses import dataclass

from benchmark.catalogue.selectors import IndicatorDefinition, concepts, indicators
from benchmark.statistics_offices.selectors import Proposal, proposals
from benchmark.territories.selectors import TerritoryInfo
from comparisons.joining.gaps import Gap, gaps_of
from comparisons.joining.official import OfficialSeries, real, series_of
from comparisons.joining.structure import Structure, structure_of


@dataclass(frozen=True)
class Profile:
    """Everything the pages about one municipality are made of; all of it is public."""

    structure: Structure
    core: tuple[OfficialSeries, ...]
    further: tuple[OfficialSeries, ...]
    at_kreis: tuple[OfficialSeries, ...]  # of a Gemeinde: what its Kreis has and it has not
    gaps: tuple[Gap, ...]
    core_count: int
    concept_names: dict[str, str]

    @property
    def place(self) -> TerritoryInfo:
        return self.structure.place


def profile_of(place: TerritoryInfo) -> Profile:
    """The profile of a present municipality."""
    definitions = indicators()
    core = [one for one in definitions if one.core]
    own = real(proposals(place.ags))
    there = _series(core, own)
    codes = frozenset(series.definition.code for series in there)
    of_kreis = () if place.kind.is_kreis else _series(core, real(proposals(place.kreis_ags)))
    at_kreis = tuple(series for series in of_kreis if series.definition.code not in codes)
    return Profile(
        structure=structure_of(place),
        core=there,
        further=_series([one for one in definitions if not one.core], own),
        at_kreis=at_kreis,
        gaps=tuple(
            gaps_of(core, place.kind, there=codes, at_kreis=frozenset(series.definition.code for series in at_kreis))
        ),
        core_count=len(core),
        concept_names={one.code: one.name for one in concepts()},
    )


def _series(definitions: list[IndicatorDefinition], found: list[Proposal]) -> tuple[OfficialSeries, ...]:
    series = (series_of(definition, found) for definition in definitions)
    return tuple(one for one in series if one is not None)
