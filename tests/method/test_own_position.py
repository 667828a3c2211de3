"""The own position in words: the own cell beside the published ones, and always true of the values behind them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparisons.releases.disclosure import GridError, Level, Parameters, Position, Verdict, judge, own_position
from tests.method.release_worlds import GRID, TENS, draw_in

P = Position
BY_MEAN = Verdict(6, Level.MEAN, mean=Decimal(35))
ON_AN_EDGE = Verdict(6, Level.MEAN, mean=Decimal(40))
BY_MEDIAN = Verdict(12, Level.MEDIAN, mean=Decimal(35), median=3)
BY_QUARTILES = Verdict(20, Level.QUARTILES, mean=Decimal(35), median=4, quartiles=(2, 7))
NARROW = Verdict(20, Level.QUARTILES, mean=Decimal(35), median=4, quartiles=(4, 4))
WITH_TAILS = Verdict(50, Level.TAILS, mean=Decimal(35), median=4, quartiles=(2, 7), tails=(1, 8))
REFUSED = Verdict(4, Level.NOTHING, needed=5)


@pytest.mark.requirement("I2.11")
@pytest.mark.parametrize(
    ("verdict", "positions"),
    [
        (REFUSED, [P.NOT_SHOWN] * 10),
        (BY_MEAN, [P.BELOW_MEAN] * 3 + [P.NEAR_MEAN] + [P.ABOVE_MEAN] * 6),
        (ON_AN_EDGE, [P.BELOW_MEAN] * 3 + [P.NEAR_MEAN] * 2 + [P.ABOVE_MEAN] * 5),
        (BY_MEDIAN, [P.LOWER_HALF] * 3 + [P.AROUND_MEDIAN] + [P.UPPER_HALF] * 6),
        (BY_QUARTILES, [P.LOWEST_QUARTER] * 2 + [P.AROUND_LOWER_QUARTILE, P.SECOND_QUARTER, P.AROUND_MEDIAN]
            + [P.THIRD_QUARTER] * 2 + [P.AROUND_UPPER_QUARTILE] + [P.HIGHEST_QUARTER] * 2),
        (NARROW, [P.LOWEST_QUARTER] * 4 + [P.AROUND_MEDIAN] + [P.HIGHEST_QUARTER] * 5),
    ],
)  # fmt: skip
def test_position_of_every_cell(verdict, positions):
    assert [own_position(cell, verdict, TENS) for cell in range(TENS.size)] == positions


def test_tails_do_not_refine_the_own_position():
    for cell in range(TENS.size):
        assert own_position(cell, WITH_TAILS, TENS) is own_position(cell, BY_QUARTILES, TENS)


def test_the_open_cells_reach_to_infinity():
    assert own_position(9, Verdict(5, Level.MEAN, mean=Decimal(100)), TENS) is P.NEAR_MEAN
    assert own_position(0, Verdict(5, Level.MEAN, mean=Decimal(0)), TENS) is P.NEAR_MEAN


def test_a_cell_that_the_grid_does_not_have_is_an_error():
    with pytest.raises(GridError):
        own_position(10, BY_MEAN, TENS)


@given(st.lists(st.integers(0, GRID.size - 1), min_size=9, max_size=60), st.randoms())
def test_the_words_are_true_of_the_exact_values(cells, chance):
    """Counted among the values themselves, as nobody but this test can."""
    values = [draw_in(GRID, cell, chance) for cell in cells]
    verdict = judge(cells, grid=GRID, parameters=Parameters())
    n = len(values)
    for cell, value in zip(cells, values, strict=True):
        below, above = sum(other < value for other in values), sum(other > value for other in values)
        position = own_position(cell, verdict, GRID)
        assert (position is P.LOWER_HALF) <= (above >= n / 2)
        assert (position is P.UPPER_HALF) <= (below >= n / 2)
        assert (position is P.LOWEST_QUARTER) <= (above >= 3 * n / 4)
        assert (position is P.HIGHEST_QUARTER) <= (below >= 3 * n / 4)
        assert (position is P.SECOND_QUARTER) <= (below >= n / 4 and above >= n / 2)
        assert (position is P.THIRD_QUARTER) <= (below >= n / 2 and above >= n / 4)
