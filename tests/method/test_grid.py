"""The grid: which cell a value falls into, how a cell is written, how wide it must be."""

from __future__ import annotations

from decimal import Decimal
from itertools import accumulate, pairwise

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


# --- coarser grids for stricter circles ---------------------------------------------------------------------------

ratios = st.sampled_from([D("0.10"), D("0.12"), D("0.15"), D("0.20"), D("0.30"), D("0.50")])
grids = st.builds(
    lambda steps, sign: Grid(
        tuple(D(edge) / 10 - sign * D(sum(steps[:2])) / 10 for edge in accumulate([0, *steps])), "%"
    ),
    st.lists(st.integers(1, 40), min_size=4, max_size=40),
    st.sampled_from([0, 1]),
)


def coarse(grid: Grid, p: Decimal, m: int, *, d_min: int = 600, whole: Grid | None = None) -> Grid | None:
    try:
        return grid.coarsened(p=p, m=m, d_min=d_min, factor=100, whole=whole)
    except GridError:
        return None


@pytest.mark.requirement("I4.10")
def test_a_grid_that_keeps_the_rule_stays_as_it_is():
    assert GRID.coarsened(p=D("0.10"), m=3, d_min=600, factor=100) == GRID


@pytest.mark.requirement("I4.10")
def test_neighbours_merge_by_twos_where_they_are_too_narrow():
    """Worked out by hand: 0.83 points for five of 600 persons, then a fifth of the lower edge."""
    made = GRID.coarsened(p=D("0.20"), m=5, d_min=600, factor=100)
    expected = "0 1.5 2.5 3.5 4.5 6 8 10 14 18 23 30 40 50 70 100"
    assert [format(edge.normalize(), "f") for edge in made.edges] == expected.split()


@pytest.mark.requirement("I4.10")
def test_an_odd_last_cell_joins_its_two_neighbours():
    grid = Grid(tuple(map(D, (0, 10, 20, 30, 40, 41))), "%")
    assert grid.coarsened(p=D("0.1"), m=1, d_min=1000, factor=100).edges == tuple(map(D, (0, 10, 20, 41)))


@pytest.mark.requirement("I4.10")
def test_cells_of_a_balance_merge_away_from_zero_on_both_sides():
    grid = Grid(tuple(map(D, (-9, -4, -3, -2, -1, 0, 1, 2, 3, 4, 9))), "%")
    assert grid.coarsened(p=D("0.1"), m=2, d_min=100, factor=100).edges == tuple(map(D, (-9, -2, 0, 2, 9)))


def test_a_rule_that_leaves_a_single_cell_is_refused():
    with pytest.raises(GridError):
        TENS.coarsened(p=D("0.10"), m=10, d_min=15, factor=100)
    with pytest.raises(GridError, match="coarser"):
        TENS.coarsened(p=D("0.10"), m=3, d_min=600, factor=100, whole=GRID)


@pytest.mark.requirement("T26")
@given(grids, ratios, st.integers(1, 12), st.integers(50, 3000))
def test_a_coarser_grid_only_merges_keeps_the_rule_and_stays_when_asked_again(grid, p, m, d_min):
    made = coarse(grid, p, m, d_min=d_min)
    if made is None:  # the whole scale would be one cell
        return
    assert made.is_coarsening_of(grid)
    assert check_grid(made, parameters=Parameters(p=p, m=max(m, 3)), factor=100, d_min=d_min) == () or m < 3
    assert coarse(made, p, m, d_min=d_min) == made
    assert all(made.recode(cell, finer=grid) == made.cell_of(grid.bounds(cell)[0]) for cell in range(grid.size))


@pytest.mark.requirement("T26")
@given(grids, ratios, ratios, st.integers(1, 12), st.integers(1, 12))
def test_larger_p_and_m_only_merge_further(grid, first, second, m, more):
    p, larger = sorted((first, second))
    milder, stricter = coarse(grid, p, m), coarse(grid, larger, m + more)
    if stricter is not None:
        assert milder is not None
        assert stricter.is_coarsening_of(milder)


@pytest.mark.requirement("T26")
@given(grids, st.tuples(ratios, st.integers(1, 12)), st.tuples(ratios, st.integers(1, 12)))
def test_of_the_cells_of_two_circles_one_contains_the_other(grid, one, other):
    """Whatever two circles agree on: knowing both cells of a member narrows nothing below the narrower of them."""
    made = [grid_of for grid_of in (coarse(grid, *one), coarse(grid, *other)) if grid_of is not None]
    for cell in range(grid.size if len(made) == 2 else 0):
        assert nested(*(each.bounds(each.recode(cell, finer=grid)) for each in made))


@pytest.mark.requirement("T26")
@given(grids, st.lists(st.booleans(), min_size=40, max_size=40), ratios, ratios)
def test_a_coarser_level_is_kept_whole_so_that_both_levels_nest(grid, kept, p, q):
    inside = [edge for edge, keep in zip(grid.edges[1:-1], kept, strict=False) if keep or edge == 0]
    if not inside:
        return
    level = Grid((grid.edges[0], *inside, grid.edges[-1]), "%")
    fine, wide = coarse(grid, p, 3, whole=level), coarse(level, q, 5)
    for cell in range(grid.size if fine and wide else 0):
        assert nested(fine.bounds(fine.recode(cell, finer=grid)), wide.bounds(wide.recode(cell, finer=grid)))


def nested(one: tuple[Decimal, Decimal], other: tuple[Decimal, Decimal]) -> bool:
    """Whether one of two stretches contains the other."""
    (low, high), (start, end) = one, other
    return (low <= start and end <= high) or (start <= low and high <= end)
