"""Members whose value others know: officially published, or shown with consent. Everything decided on counts."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparisons.releases.disclosure import (
    GridError,
    Level,
    Parameters,
    Position,
    Refusal,
    basis_for,
    judge,
    level_for,
    own_position,
)
from tests.method.release_worlds import GRID, TENS, draw_in, slow_rank

P = Parameters()


@pytest.mark.requirement("I4.2")
@pytest.mark.parametrize(
    ("protected", "public", "consented", "n", "known", "left_out"),
    [
        (0, 9, 0, 9, 0, 0),  # nothing left to protect
        (9, 0, 0, 9, 0, 0),
        (9, 0, 2, 9, 2, 0),
        (4, 5, 0, 5, 0, 4),  # nine with five known leave two unknown; the five public ones alone show a mean
        (8, 1, 0, 9, 1, 0),  # one public value is no statistic of its own
        (3, 9, 1, 9, 0, 3),  # twelve with ten known show nothing, nine free ones a median
        (30, 5, 0, 35, 5, 0),  # more with all of them
        (12, 5, 0, 17, 5, 0),  # both show a mean: all are in
    ],
)
def test_who_makes_up_a_statistic(protected, public, consented, n, known, left_out):
    basis = basis_for(protected, public, P, consented)
    assert (basis.n, basis.known, basis.left_out) == (n, known, left_out)


@pytest.mark.requirement("I4.2")
@pytest.mark.requirement("O16")
def test_public_values_alone_follow_the_table_without_known_members():
    for n in range(60):
        found = judge([], grid=TENS, parameters=P, public=[n % 7] * n)
        assert (found.level, found.public, found.left_out) == (level_for(n, P), n, 0)


@pytest.mark.requirement("I4.2")
@pytest.mark.requirement("T19")
@given(st.integers(0, 60), st.integers(0, 60), st.integers(0, 10))
def test_mixed_circles_show_the_better_of_two_ways_and_never_more(protected, public, consented):
    """The slow second way: both ways by hand, from the rules for u and t."""
    consented = min(consented, protected)
    found = judge([2] * protected, grid=TENS, parameters=P, consented=consented, public=[3] * public)
    with_all = _by_hand(protected + public, public + consented if protected else 0)
    alone = _by_hand(public, 0)
    expected = max(with_all, alone) if public else with_all
    assert found.level == expected
    assert bool(found.left_out) == bool(protected and public and alone > with_all)
    assert found.n == (public if found.left_out else protected + public)


def _by_hand(n: int, known: int) -> Level:
    if n < P.n_min or n - known - P.c < P.k:
        return Level.NOTHING
    from fractions import Fraction

    level = Level.MEAN
    for step, shares in ((Level.MEDIAN, ("1/2",)), (Level.QUARTILES, ("1/4", "3/4")), (Level.TAILS, ("1/10", "9/10"))):
        ranks = [slow_rank(n, Fraction(share)) for share in shares]
        if all(min(r, n - r + 1) >= P.t + P.c + known for r in ranks):
            level = step
    return level


@pytest.mark.requirement("I4.2")
def test_left_out_members_change_nothing_that_is_shown():
    public = [1, 2, 3, 4, 5, 6, 7, 8, 9]
    shown = {repr(judge(cells, grid=TENS, parameters=P, public=public)) for cells in ([0, 0, 0], [9, 9, 9], [1, 5, 9])}
    assert len(shown) == 1
    alone = judge([], grid=TENS, parameters=P, public=public)
    found = judge([0, 0, 0], grid=TENS, parameters=P, public=public)
    assert (found.mean, found.median, found.left_out) == (alone.mean, alone.median, 3)


@pytest.mark.requirement("I4.2")
@pytest.mark.requirement("T1")
@given(st.lists(st.integers(0, 9), min_size=3, max_size=6), st.integers(0, 3))
def test_refusals_with_known_members_are_the_same_for_all_values(cells, public):
    found = judge(cells, grid=TENS, parameters=P, public=[4] * public, consented=min(3, len(cells)))
    same = judge([0] * len(cells), grid=TENS, parameters=P, public=[9] * public, consented=min(3, len(cells)))
    assert (found.refusal, found.needed, found.level) == (same.refusal, same.needed, same.level)
    assert found.refusal in (None, *Refusal)


@pytest.mark.requirement("O18")
@pytest.mark.requirement("I4.2")
@given(st.lists(st.integers(0, GRID.size - 1), min_size=20, max_size=60), st.integers(0, 15), st.randoms())
def test_bars_and_positions_are_the_same_for_all_values_of_the_cells(cells, public, chance):
    """O18 for the histogram and the words of the own position, with public members among them."""
    seen = []
    for _ in range(2):
        drawn = [GRID.cell_of(draw_in(GRID, cell, chance)) for cell in cells]
        verdict = judge(drawn[public:], grid=GRID, parameters=P, public=drawn[:public])
        seen.append((repr(verdict), [own_position(cell, verdict, GRID) for cell in drawn]))
    assert seen[0] == seen[1]
    assert all(isinstance(one, Position) for one in seen[0][1])


@pytest.mark.requirement("I4.6")
@pytest.mark.requirement("T25")
@pytest.mark.parametrize("cell", [float("nan"), Decimal("NaN"), 1.5, None, "3", -1, 10])
def test_a_cell_that_is_no_cell_is_refused_before_anything_is_computed(cell):
    with pytest.raises(GridError):
        judge([1, 2, 3, 4, 5, 6, 7, cell], grid=TENS, parameters=P)
    with pytest.raises(GridError):
        judge([1, 2, 3, 4, 5, 6, 7], grid=TENS, parameters=P, public=[cell])
