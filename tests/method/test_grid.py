"""The grid: which cell a value falls into, how a cell is written, how wide it must be."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparisons.releases.disclosure import CellLabel, CellShape, Grid, GridError, Parameters, check_grid
from tests.method.release_worlds import GRID, TENS

D = Decimal


@pytest.mark.parametrize(
    ("value", "cell", "label"),
    [
        ("0", 0, CellLabel(CellShape.BELOW, None, D(1))),
        ("0.999999999999999999999999999999999", 0, CellLabel(CellShape.BELOW, None, D(1))),
        ("1", 1, CellLabel(CellShape.BETWEEN, D(1), D("1.5"))),  # a lower edge belongs to the cell
        ("1.4999", 1, CellLabel(CellShape.BETWEEN, D(1), D("1.5"))),
        ("1.5", 2, CellLabel(CellShape.BETWEEN, D("1.5"), D(2))),  # an upper edge does not
        ("12.7", 15, CellLabel(CellShape.BETWEEN, D(12), D(14))),
        ("80", 29, CellLabel(CellShape.FROM, D(80), None)),
        ("100", 29, CellLabel(CellShape.FROM, D(80), None)),
        ("731", 29, CellLabel(CellShape.FROM, D(80), None)),  # open above
        ("-3", 0, CellLabel(CellShape.BELOW, None, D(1))),  # open below
    ],
)
def test_cell_of_a_value(value, cell, label):
    assert GRID.cell_of(D(value)) == cell
    assert GRID.label(cell) == label


@given(st.decimals(min_value=-5, max_value=200, places=4))
def test_cells_by_looking_through_all_of_them(value):
    inner = [cell for cell, (low, high) in enumerate(pairwise(GRID.edges)) if low <= value < high]
    expected = inner[0] if inner else (0 if value < 0 else GRID.size - 1)
    assert GRID.cell_of(value) == expected


@given(st.integers(0, GRID.size - 1))
def test_bounds_and_mid_points_lie_in_their_cell(cell):
    assert GRID.cell_of(GRID.bounds(cell)[0]) == cell
    assert GRID.cell_of(GRID.midpoint(cell)) == cell


@pytest.mark.parametrize(
    ("cell", "midpoint", "width"),
    [
        (1, "1.25", "0.5"),
        (15, "13", "2"),
        (0, "0.75", "0.5"),  # open below: as wide as its neighbour, measured from its upper edge
        (29, "85", "10"),  # open above: as wide as its neighbour, measured from its lower edge
    ],
)
def test_mid_points(cell, midpoint, width):
    assert (GRID.midpoint(cell), GRID.width(cell)) == (D(midpoint), D(width))


def test_an_open_cell_is_never_counted_wider_than_it_is_drawn():
    grid = Grid((D(0), D(2), D(10), D(40), D(50)), "%")
    assert (grid.width(0), grid.midpoint(0), grid.width(3), grid.midpoint(3)) == (D(2), D(1), D(10), D(45))


@pytest.mark.parametrize("value", [D("NaN"), D("Infinity")])
def test_a_missing_value_has_no_cell(value):
    with pytest.raises(GridError):
        GRID.cell_of(value)


def test_floats_are_not_decided_on():
    with pytest.raises(TypeError):
        GRID.cell_of(1.5)


@pytest.mark.parametrize("edges", [(0, 1), (), (0, 2, 1), (0, 1, 1), (0, 1, "NaN"), (0, 1, "Infinity")])
def test_edges_that_make_no_grid(edges):
    with pytest.raises(GridError):
        Grid(tuple(D(edge) for edge in edges), "%")


# smallest denominator 600, three numerators per cell: at least 0.5 points; a tenth of the lower edge from 5 on
def test_the_sample_grid_keeps_the_width_rule():
    assert check_grid(GRID, parameters=Parameters(), factor=100, d_min=600) == ()


@pytest.mark.parametrize(
    ("edges", "factor", "d_min", "narrow"),
    [
        ((0, 10, 20, 30), 100, 150, []),
        ((0, 1, 20, 30), 100, 150, [(0, "1", "2")]),  # 100 · 3 / 150 = 2 points
        ((0, 10, 20, 30), 1000, 150, [(0, "10", "20"), (1, "10", "20"), (2, "10", "20")]),
        ((0, 50, 54, 100), 100, 1000, [(1, "4", "5.0")]),  # a tenth of 50
        ((0, 50, 55, 100), 100, 1000, []),
        ((-30, -20, -19, 0), 100, 1000, [(1, "1", "1.9")]),  # below zero the edge nearer to zero counts
    ],
)
def test_width_rule(edges, factor, d_min, narrow):
    found = check_grid(Grid(tuple(map(D, edges)), "u"), parameters=Parameters(), factor=factor, d_min=d_min)
    assert [(cell.cell, cell.width, cell.required) for cell in found] == [(c, D(w), D(r)) for c, w, r in narrow]


def test_the_group_s_smallest_denominator_is_the_default():
    assert check_grid(TENS, parameters=Parameters(d_min_group=150), factor=100) == ()
    assert check_grid(GRID, parameters=Parameters(d_min_group=150), factor=100) != ()


@given(st.integers(600, 5000), st.integers(0, GRID.size - 1))
def test_the_width_rule_leaves_at_least_m_numerators_in_every_cell(denominator, cell):
    """The reason for the rule: a cell together with a public denominator never points to one count."""
    low, high = GRID.bounds(cell)
    numerators = [x for x in range(denominator + 1) if low <= D(100 * x) / denominator < high]
    assert len(numerators) >= Parameters().m


def test_only_merging_cells_is_a_coarsening():
    merged = Grid(GRID.edges[::2], "%")
    assert merged.is_coarsening_of(GRID)
    assert merged.recode(15, finer=GRID) == 7
    assert not GRID.is_coarsening_of(merged)
    assert not Grid(merged.edges, "per 1,000").is_coarsening_of(GRID)
    assert not Grid((*GRID.edges[:-1], D(200)), "%").is_coarsening_of(GRID)
    with pytest.raises(GridError):
        GRID.recode(3, finer=merged)


@given(st.decimals(min_value=0, max_value=150, places=3))
def test_recoding_a_cell_is_the_same_as_asking_the_coarser_grid(value):
    merged = Grid(GRID.edges[::5], "%")
    assert merged.recode(GRID.cell_of(value), finer=GRID) == merged.cell_of(value)


def test_the_reference_names_exactly_these_edges():
    assert Grid((D("0.0"), D("1.00"), D(2)), "%").reference == Grid((D(0), D(1), D("2.0")), "%").reference
    others = {Grid((D(0), D(1), D(2)), "‰").reference, Grid((D(0), D(1), D(3)), "%").reference}
    assert Grid((D(0), D(1), D(2)), "%").reference not in others
