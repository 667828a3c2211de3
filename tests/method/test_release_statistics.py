"""The released numbers themselves: quantile cells and the grouped mean, each against a slow second way."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comparisons.releases.disclosure import Grid, GridError, Parameters, judge
from tests.method.release_worlds import GRID, TENS, slow_mean, slow_quantile

CELLS = st.lists(st.integers(0, GRID.size - 1), min_size=5, max_size=120)


@pytest.mark.requirement("I2.11")
@pytest.mark.parametrize(
    ("cells", "mean", "median", "quartiles"),
    [
        # nine members: mean of the mid-points 15 15 25 25 25 35 35 45 55 is 30.6, nearest half cell 30
        ([1, 1, 2, 2, 2, 3, 3, 4, 5], "30", 2, None),
        # even number: the lower of the two middle members, no value in between
        ([1, 1, 1, 1, 1, 4, 4, 4, 4, 4], "30", 1, None),
        # eight members: mean only
        ([1, 1, 2, 2, 3, 3, 4, 4], "30", None, None),
        # the open cells count as wide as their neighbour
        ([0, 0, 0, 0, 9], "25", None, None),
        # seventeen members: ranks 5, 9 and 13
        ([0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4], "20", 2, (1, 3)),
    ],
)
def test_worked_examples(cells, mean, median, quartiles):
    found = judge(cells, grid=TENS, parameters=Parameters())
    assert (found.mean, found.median, found.quartiles) == (Decimal(mean), median, quartiles)


@given(CELLS)
def test_quantiles_are_the_first_cell_that_enough_members_do_not_exceed(cells):
    found = judge(cells, grid=GRID, parameters=Parameters(c=1))
    if found.median is not None:
        assert found.median == slow_quantile(cells, Fraction(1, 2))
    if found.quartiles is not None:
        assert found.quartiles == (slow_quantile(cells, Fraction(1, 4)), slow_quantile(cells, Fraction(3, 4)))
    if found.tails is not None:
        assert found.tails == (slow_quantile(cells, Fraction(1, 10)), slow_quantile(cells, Fraction(9, 10)))


@settings(max_examples=30)
@given(st.lists(st.integers(0, GRID.size - 1), min_size=41, max_size=200))
def test_quantile_cells_agree_with_numpy_s_inverse_distribution_function(cells):
    found = judge(cells, grid=GRID, parameters=Parameters())
    expected = np.quantile(np.asarray(cells), [0.1, 0.25, 0.5, 0.75, 0.9], method="inverted_cdf")
    # numpy's tenth percentile multiplies floats; sizes where 0.1 · n is whole are left to the exact second way
    if len(cells) % 10:
        assert [found.tails[0], *(found.quartiles[0], found.median, found.quartiles[1]), found.tails[1]] == list(
            expected
        )


@given(CELLS)
def test_the_grouped_mean_by_its_definition(cells):
    found = judge(cells + cells, grid=GRID, parameters=Parameters())
    assert found.mean == slow_mean(cells, GRID)


@given(CELLS)
def test_the_grouped_mean_is_an_edge_or_a_mid_point_within_the_cells_handed_over(cells):
    found = judge(cells, grid=GRID, parameters=Parameters(c=1))
    if found.mean is None:
        return
    allowed = set(GRID.edges) | {GRID.midpoint(cell) for cell in range(GRID.size)}
    assert found.mean in allowed | {GRID.edges[-2] + GRID.width(GRID.size - 1)}
    assert GRID.edges[min(cells)] <= found.mean <= GRID.edges[max(cells) + 1]


@given(CELLS, st.randoms())
def test_the_order_of_contributions_does_not_matter(cells, chance):
    shuffled = list(cells)
    chance.shuffle(shuffled)
    assert judge(shuffled, grid=GRID, parameters=Parameters()) == judge(cells, grid=GRID, parameters=Parameters())


@given(st.lists(st.integers(0, GRID.size - 1), min_size=17, max_size=60))
def test_quantiles_of_merged_cells_are_the_merged_quantiles(cells):
    coarse = Grid(GRID.edges[::3], GRID.unit)
    fine_verdict = judge(cells, grid=GRID, parameters=Parameters())
    verdict = judge([coarse.recode(cell, finer=GRID) for cell in cells], grid=coarse, parameters=Parameters())
    assert verdict.median == coarse.recode(fine_verdict.median, finer=GRID)
    assert verdict.quartiles == tuple(coarse.recode(cell, finer=GRID) for cell in fine_verdict.quartiles)


@pytest.mark.parametrize("cell", [-1, 10, 99])
def test_a_cell_that_the_grid_does_not_have_is_an_error(cell):
    with pytest.raises(GridError):
        judge([1, 1, 1, 1, cell], grid=TENS, parameters=Parameters())


def test_a_verdict_cannot_be_changed():
    found = judge([1] * 9, grid=TENS, parameters=Parameters())
    with pytest.raises(AttributeError):
        found.median = 3
