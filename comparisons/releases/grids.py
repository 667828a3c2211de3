"""Which grid and which smallest denominator hold for an indicator in a circle.

Both come from the catalogue and the charter alone, never from figures. Of the cells in which one municipality stands in
two circles, one contains the other, whatever the circles agreed on.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from decimal import Decimal

from benchmark.catalogue.grids import Side, mirrored
from benchmark.catalogue.selectors import IndicatorDefinition
from comparisons.circles.charters import parameters_of
from comparisons.circles.levels import CircleKind
from comparisons.circles.models import CharterVersion, Circle
from comparisons.circles.profiles import BOUNDS
from comparisons.releases.disclosure import Grid, Parameters

WHOLE_POPULATION = "total"
CLASSES_A_YEAR = 1


def grid_of(definition: IndicatorDefinition, circle: Circle, charter: CharterVersion) -> Grid:
    """The grid of an indicator under this charter, in the indicator's unit; the same for all groups of persons.

    It is the catalogue's frozen grid, with neighbouring cells merged where the charter or the indicator asks for wider
    ones. Raises `GridError` where a single cell would remain.
    """
    return coarser_grid(definition, circle, disclosure_parameters(charter, definition))


def catalogue_grid(definition: IndicatorDefinition, circle: Circle) -> Grid:
    """The catalogue's frozen grid, before any charter."""
    return Grid(definition.grid_for(circle.kind), definition.unit)


def coarser_grid(definition: IndicatorDefinition, circle: Circle, parameters: Parameters) -> Grid:
    """The catalogue's grid as wide as these parameters ask for; depends on p, m and public metadata only.

    The denominator is the smallest that the catalogue expects of any member. Cells for Kreise are merged within those
    for Gemeinden first, so that the cells of one municipality nest in all its circles. Where the catalogue measures
    widths from the far end of the scale, the grid is merged from there.
    """
    turned = mirrored if definition.side == Side.COMPLEMENT else tuple
    fine, widest = (
        Grid(turned(definition.grid_for(kind)), definition.unit) for kind in (circle.kind, CircleKind.KREIS)
    )
    merged = fine.coarsened(
        p=parameters.p,
        m=parameters.m,
        d_min=definition.smallest_denominator_for(circle.kind),
        factor=definition.factor,
        whole=widest,
    )
    return Grid(turned(merged.edges), definition.unit)


def grids_by_reference(
    definition: IndicatorDefinition, circle: Circle, charters: Iterable[CharterVersion]
) -> dict[str, Grid]:
    """Every grid on which this circle can have released the indicator under one of these charters."""
    grids = (grid_of(definition, circle, charter) for charter in charters)
    return {grid.reference: grid for grid in grids}


def cell_on(grid: Grid, cell: int, reference: str, *, finer: Grid) -> int | None:
    """The cell of this grid for one handed over on it or on the catalogue's; None for any other grid."""
    if reference == grid.reference:
        return cell if cell < grid.size else None
    if reference != finer.reference or cell >= finer.size or not grid.is_coarsening_of(finer):
        return None
    return grid.recode(cell, finer=finer)


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
    if denominator is None:
        agreed = parameters.d_min(whole_population=_is_whole_population(definition, group, circle, parameters))
        return definition.smallest_denominator_for(circle.kind) >= agreed
    return denominator >= fewest_persons(group=group, definition=definition, circle=circle, parameters=parameters)


def fewest_persons(*, group: str, definition: IndicatorDefinition, circle: Circle, parameters: Parameters) -> int:
    """The smallest denominator (persons) with which a figure counts: as agreed, and as the catalogue expects."""
    agreed = parameters.d_min(whole_population=_is_whole_population(definition, group, circle, parameters))
    return max(agreed, definition.smallest_denominator_for(circle.kind))


def _is_whole_population(definition: IndicatorDefinition, group: str, circle: Circle, parameters: Parameters) -> bool:
    """All persons of an indicator are a whole population only where the catalogue expects that many of them.

    All school leavers or all employees of an administration are a group of persons like any other.
    """
    if group != WHOLE_POPULATION:
        return False
    return definition.smallest_denominator_for(circle.kind, group) >= parameters.d_min_total


def person_minimum(charter: CharterVersion, definition: IndicatorDefinition) -> int:
    """Fewest persons behind a number in a total; for a sensitive indicator never below the sensitive profile's."""
    least = BOUNDS["person_minimum"].sensitive if definition.sensitive else 0
    return max(charter.person_minimum, least)


def checks_neighbouring_years(charter: CharterVersion, definition: IndicatorDefinition) -> bool:
    """Whether a release is checked together with the years around it (drift bound); always for sensitive ones."""
    return charter.drift or definition.sensitive


def drift_bound(charter: CharterVersion, definition: IndicatorDefinition) -> int | None:
    """The largest change from year to year that an attacker is granted, in classes; None where it is not agreed.

    It depends on the agreed grid alone, never on figures: one class, the smallest bound under which a figure may be
    shown in two neighbouring classes at all.
    """
    return CLASSES_A_YEAR if checks_neighbouring_years(charter, definition) else None


def frozen_parameters(charter: CharterVersion) -> dict[str, int | str]:
    """The parameters as they are kept with a release; `p` as text, since it is no whole number."""
    values: dict[str, int | str] = {"profile": charter.profile}
    for name, value in parameters_of(charter).items():
        values[name] = str(value) if isinstance(value, Decimal) else value
    return {**values, "person_minimum": charter.person_minimum, "drift": int(charter.drift)}
