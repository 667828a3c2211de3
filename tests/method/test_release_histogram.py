"""The distribution as bars: from twenty members, every bar wide enough, formed from counts per cell alone."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparisons.releases.disclosure import Bar, GridError, Parameters, histogram, judge
from tests.method.release_worlds import TENS

P = Parameters()
FULL = P.t + P.c


def slow_bars(cells: list[int], full: int) -> list[tuple[int, int, int]]:
    """The rule, read aloud: pour cells from the left into a bar until it is full; the rest goes into the last one."""
    bars, bar = [], []
    for cell in range(TENS.size):
        bar.append(cell)
        if sum(cells.count(one) for one in bar) >= full:
            bars.append(bar)
            bar = []
    if bars and bar:
        bars[-1] += bar
    return [(one[0], one[-1], sum(cells.count(cell) for cell in one)) for one in bars]


@pytest.mark.requirement("I4.2")
def test_bars_are_merged_from_the_left():
    cells = [0] * 3 + [1] * 4 + [3] * 5 + [4] * 1 + [5] * 6 + [9] * 2
    assert histogram(cells, grid=TENS, parameters=P) == (Bar(0, 1, 7), Bar(2, 3, 5), Bar(4, 9, 9))


@pytest.mark.requirement("I4.2")
@pytest.mark.requirement("T2")
def test_below_twenty_members_and_for_a_single_bar_there_is_none():
    spread = [0] * 10 + [5] * 9
    assert histogram(spread, grid=TENS, parameters=P) is None
    assert histogram([*spread, 5], grid=TENS, parameters=P) == (Bar(0, 0, 10), Bar(1, 9, 10))
    assert histogram([4] * 30, grid=TENS, parameters=P) is None
    assert judge(spread, grid=TENS, parameters=P).histogram is None


@pytest.mark.requirement("I4.2")
@given(st.lists(st.integers(0, 9), min_size=20, max_size=120), st.integers(0, 12))
def test_every_bar_hides_the_coalition_the_known_and_three_more(cells, known):
    found = histogram(cells, grid=TENS, parameters=P, known=known)
    slow = slow_bars(cells, FULL + known)
    assert [(bar.first, bar.last, bar.n) for bar in found or ()] == (slow if len(slow) > 1 else [])
    if found:
        assert all(bar.n >= P.t + P.c + known for bar in found)
        assert (found[0].first, found[-1].last, sum(bar.n for bar in found)) == (0, TENS.size - 1, len(cells))
        assert all(left.last + 1 == right.first for left, right in pairwise(found))


@pytest.mark.requirement("I4.2")
def test_known_members_make_bars_wider():
    cells = [cell for cell in range(10) for _ in range(5)]
    assert len(histogram(cells, grid=TENS, parameters=P) or ()) == 10
    verdict = judge(cells, grid=TENS, parameters=P, consented=5)
    assert [bar.n for bar in verdict.histogram or ()] == [10] * 5


@pytest.mark.requirement("T2")
def test_the_outermost_bars_end_with_the_scale_whatever_lies_in_them():
    one = histogram([2] * 12 + [6] * 12, grid=TENS, parameters=P)
    other = histogram([0] * 12 + [9] * 12, grid=TENS, parameters=P)
    assert one is not None
    assert other is not None
    assert (one[0].first, one[-1].last) == (other[0].first, other[-1].last) == (0, 9)


def test_cells_that_do_not_exist_are_refused():
    with pytest.raises(GridError):
        histogram([0] * 19 + [10], grid=TENS, parameters=P)
