"""Which grid and which smallest denominator hold for an indicator in a circle.

Both come from the catalogue and the charter alone, never from figures, and each depends on the kind of municipality
only: one municipality stands on the same grid in every circle of its kind.
"""

from __future__ import annotations

from dataclasses import fields
from decimal import Decimal

from benchmark.catalogue.selectors import IndicatorDefinition
from comparisons.circles.charters import parameters_of
from comparisons.circles.models import CharterVersion, Circle
from comparisons.releases.disclosure import Grid, Parameters

WHOLE_POPULATION = "total"


def grid_of(definition: IndicatorDefinition, circle: Circle) -> Grid:
    """The frozen grid of an indicator in this circle, in the indicator's unit; the same for all groups of persons."""
    return Grid(definition.grid_for(circle.kind), definition.unit)


def disclosure_parameters(charter: CharterVersion, definition: IndicatorDefinition) -> Parameters:
    """The charter's parameters; for an indicator that touches people closely never below the stricter set."""
    agreed = Parameters(**parameters_of(charter))  # type: ignore[arg-type]
    if not definition.sensitive:
        return agreed
    strict = Parameters.sensitive()
    return Parameters(**{one.name: max(getattr(agreed, one.name), getattr(strict, one.name)) for one in fields(agreed)})


def takes_part(
    denominator: Decimal | None, *, group: str, definition: IndicatorDefinition, circle: Circle, parameters: Parameters
) -> bool:
    """Whether a figure with this denominator (persons) counts in the distribution; never looks at the numerator.

    A rate published without its denominator counts if the catalogue expects a large enough denominator of every
    municipality of this kind: the decision then rests on public metadata alone.
    """
    agreed = parameters.d_min(whole_population=_is_whole_population(definition, group, circle, parameters))
    expected = definition.smallest_denominator_for(circle.kind)
    if denominator is None:
        return expected >= agreed
    return denominator >= max(agreed, expected)


def _is_whole_population(definition: IndicatorDefinition, group: str, circle: Circle, parameters: Parameters) -> bool:
    """All persons of an indicator are a whole population only where the catalogue expects that many of them.

    All school leavers or all employees of an administration are a group of persons like any other.
    """
    if group != WHOLE_POPULATION:
        return False
    return definition.smallest_denominator_for(circle.kind, group) >= parameters.d_min_total


def frozen_parameters(charter: CharterVersion) -> dict[str, int | str]:
    """The parameters as they are kept with a release; `p` as text, since it is no whole number."""
    return {name: str(value) if isinstance(value, Decimal) else value for name, value in parameters_of(charter).items()}
