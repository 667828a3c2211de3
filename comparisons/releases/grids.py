"""Which grid and which smallest denominator hold for an indicator in a circle.

Both come from the catalogue and the charter alone, never from figures, and each depends on the kind of municipality
only: one municipality stands on the same grid in every circle of its kind.
"""

from __future__ import annotations

from decimal import Decimal

from benchmark.catalogue.selectors import IndicatorDefinition
from benchmark.territories.kinds import TerritoryKind
from comparisons.circles.charters import parameters_of
from comparisons.circles.levels import CircleKind
from comparisons.circles.models import CharterVersion, Circle
from comparisons.releases.disclosure import Grid, Parameters

WHOLE_POPULATION = "total"

_KIND_OF_GRID = {
    CircleKind.LANDKREISE: TerritoryKind.LANDKREIS,
    CircleKind.KREISFREIE_STAEDTE: TerritoryKind.KREISFREIE_STADT,
    CircleKind.KREIS: TerritoryKind.KREISANGEHOERIGE_GEMEINDE,
    CircleKind.MIXED: TerritoryKind.KREISANGEHOERIGE_GEMEINDE,  # the coarsest: its edges are edges of the others too
}


def grid_kind(circle: Circle) -> TerritoryKind:
    """The kind of municipality for which the circle's grids are made."""
    return _KIND_OF_GRID[CircleKind(circle.kind)]


def grid_of(definition: IndicatorDefinition, circle: Circle) -> Grid:
    """The frozen grid of an indicator in this circle, in the indicator's unit."""
    return Grid(definition.grid_for(grid_kind(circle)), definition.unit)


def disclosure_parameters(charter: CharterVersion) -> Parameters:
    """The charter's parameters as the disclosure rules take them."""
    return Parameters(**parameters_of(charter))  # type: ignore[arg-type]


def takes_part(
    denominator: Decimal | None, *, group: str, definition: IndicatorDefinition, circle: Circle, parameters: Parameters
) -> bool:
    """Whether a figure with this denominator (persons) counts in the distribution; never looks at the numerator.

    A rate published without its denominator counts if the catalogue expects a large enough denominator of every
    municipality of this kind: the decision then rests on public metadata alone.
    """
    agreed = parameters.d_min(whole_population=group == WHOLE_POPULATION)
    expected = definition.smallest_denominator(grid_kind(circle))
    if denominator is None:
        return expected >= agreed
    return denominator >= max(agreed, expected)


def frozen_parameters(charter: CharterVersion) -> dict[str, int | str]:
    """The parameters as they are kept with a release; `p` as text, since it is no whole number."""
    return {name: str(value) if isinstance(value, Decimal) else value for name, value in parameters_of(charter).items()}
