"""The grids that a charter makes of the catalogue's: the same by default, wider where agreed, nested throughout."""

from __future__ import annotations

from decimal import Decimal
from itertools import combinations

import pytest

from benchmark.catalogue.grids import Side, WidthRule, too_narrow
from benchmark.catalogue.selectors import indicator, indicators
from comparisons.circles.levels import CircleKind
from comparisons.circles.models import CharterVersion, Circle
from comparisons.circles.profiles import BOUNDS, Profile, values_of
from comparisons.releases.disclosure import Grid, Parameters
from comparisons.releases.grids import (
    catalogue_grid,
    cell_on,
    disclosure_parameters,
    frozen_parameters,
    grid_of,
    grids_by_reference,
    person_minimum,
)
from comparisons.releases.models import Contribution, Release, ReleasedStatistic
from tenants.border import Role, acting_as
from tests.support import rounds
from tests.support.contributors import admit_members, contribute

D = Decimal
AGREED = [{}, {"p": 15}, {"m": 5}, {"p": 20, "m": 5}, {"p": 12, "m": 10}, {"p": 50}, {"p": 50, "m": 10}]


def charter_of(kind: str = "landkreise", **values: int) -> CharterVersion:
    circle = Circle(name="Ring", slug="ring", kind=kind)
    return CharterVersion(circle=circle, **{**values_of(Profile.NORMAL), **values})


@pytest.fixture
def definitions(world):
    with acting_as(Role.PLATFORM):
        return indicators()


@pytest.mark.requirement("I4.10")
def test_the_default_keeps_the_catalogue_s_grids_to_the_byte(definitions):
    for definition in definitions:
        for kind in CircleKind:
            for agreed in ({}, {"p": 5}):  # older agreements may name 5 percent
                charter = charter_of(kind, **agreed)
                grid = grid_of(definition, charter.circle, charter)
                catalogue = catalogue_grid(definition, charter.circle)
                assert (grid, grid.reference) == (catalogue, catalogue.reference), definition.code


@pytest.mark.requirement("I4.10")
@pytest.mark.requirement("T26")
@pytest.mark.parametrize("agreed", AGREED)
def test_every_indicator_keeps_the_agreed_width_on_edges_of_the_catalogue(definitions, agreed):
    for definition in definitions:
        for kind in CircleKind:
            charter = charter_of(kind, **agreed)
            grid = grid_of(definition, charter.circle, charter)
            assert grid.is_coarsening_of(catalogue_grid(definition, charter.circle))
            assert grid.size >= 2
            parameters = disclosure_parameters(charter, definition)
            smallest = definition.smallest_denominator_for(kind)
            rule = WidthRule(parameters.p * 100, parameters.m, smallest, definition.factor)
            assert too_narrow(grid.edges, rule, Side(definition.side)) == [], (definition.code, kind)


@pytest.mark.requirement("T26")
def test_one_municipality_s_cells_nest_in_any_two_circles(definitions):
    """Whatever two circles agree on, Kreise alone or mixed with Gemeinden: two cells never overlap in part."""
    for definition in definitions:
        grids = {
            grid_of(definition, charter.circle, charter)
            for charter in (charter_of(kind, **agreed) for kind in ("landkreise", "mixed") for agreed in AGREED)
        }
        finest = Grid(definition.grid_for("landkreise"), definition.unit)
        for one, other in combinations(grids, 2):
            for cell in range(finest.size):
                value = finest.midpoint(cell)
                (low, high), (start, end) = (grid.bounds(grid.cell_of(value)) for grid in (one, other))
                assert (low <= start and end <= high) or (start <= low and high <= end), (definition.code, cell)


@pytest.mark.requirement("I4.10")
def test_sensitive_indicators_are_never_milder_than_the_sensitive_profile(definitions):
    for definition in (one for one in definitions if one.sensitive):
        parameters = disclosure_parameters(charter_of(c=1), definition)
        strict = Parameters.sensitive()
        assert parameters == strict
        assert person_minimum(charter_of(), definition) == BOUNDS["person_minimum"].sensitive
    assert person_minimum(charter_of(person_minimum=4), indicator_of(definitions, "REC-01")) == 4


def indicator_of(definitions, code):
    return next(one for one in definitions if one.code == code)


def test_a_cell_on_the_catalogue_s_grid_is_recoded_and_any_other_grid_has_none():
    fine = Grid(tuple(map(D, (0, 1, 2, 4, 8))), "%")
    wide = Grid(tuple(map(D, (0, 2, 8))), "%")
    assert [cell_on(wide, cell, fine.reference, finer=fine) for cell in range(5)] == [0, 0, 1, 1, None]
    assert [cell_on(wide, cell, wide.reference, finer=fine) for cell in range(3)] == [0, 1, None]
    assert cell_on(wide, 0, "another", finer=fine) is None
    assert cell_on(fine, 0, wide.reference, finer=fine) is None  # never a finer cell from a wider one


@pytest.mark.requirement("I4.10")
def test_a_municipality_hands_over_the_wider_class(ahausen):
    circle = rounds.found_circle([ahausen], profile="sensitive")
    current = rounds.begin_round(circle)
    rounds.approve(ahausen, {2023: (251, 10_000)})
    rounds.give(ahausen, current)
    with acting_as(Role.OWNER):
        (row,) = Contribution.objects.all()
        grid = grid_of(indicator("REC-01"), circle, circle.charters.get())
        assert grid.size < catalogue_grid(indicator("REC-01"), circle).size
        assert (row.grid_id, row.cell) == (grid.reference, grid.cell_of(D("2.51")))


@pytest.mark.requirement("I4.10")
def test_a_release_under_the_sensitive_profile_needs_more_members_and_shows_wider_classes(world):
    circle = rounds.found_circle([], profile="sensitive")
    members = admit_members(circle, 11)
    current = rounds.begin_round(circle)
    with acting_as(Role.OWNER):
        charter, definition = circle.charters.get(), indicator("REC-01")
    fine, grid = catalogue_grid(definition, circle), grid_of(definition, circle, charter)
    contribute(current, members[1:], [number % 4 for number in range(1, 11)])
    contribute(current, members[:1], [1], grid_id=fine.reference)  # still in the catalogue's classes
    assert grid.recode(1, finer=fine) == 0
    rounds.end_round(current)
    rounds.release(current)
    with acting_as(Role.OWNER):
        shown, release = ReleasedStatistic.objects.get(), Release.objects.get()
        assert (shown.n, shown.level, shown.refusal) == (11, 2, "")  # the median: from 11 members on
        assert shown.median_cell == sorted(number % 4 for number in range(11))[5]
        assert (shown.median_low, shown.median_high) == grid.bounds(shown.median_cell)
        assert release.parameters == frozen_parameters(charter)
        assert (release.parameters["p"], release.parameters["profile"]) == ("0.2", "sensitive")
        assert grids_by_reference(definition, circle, [charter])[shown.grid_id] == grid
