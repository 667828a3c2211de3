"""The gap between a group and its comparison group: difference, ratio, and what chance alone could explain."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparisons.statistics import Side, gap, gap_path

NAN = math.nan


def side(numerator: float, denominator: float) -> Side:
    return Side(100 * numerator / denominator, numerator, denominator)


@pytest.mark.requirement("R18")
@pytest.mark.parametrize(
    ("group", "comparison", "difference", "ratio", "beyond_noise"),
    [
        (side(30, 200), side(50, 1000), 10.0, 3.0, True),  # 15 % against 5 %
        (side(3, 20), side(100, 1000), 5.0, 1.5, False),  # twenty people: may be chance
        (side(0, 40), side(100, 1000), -10.0, 0.0, True),
        (side(5, 100), side(0, 100), 5.0, None, True),  # nobody in the comparison group: no ratio
        (side(10, 100), side(10, 100), 0.0, 1.0, False),
        (Side(15.0), side(50, 1000), 10.0, 3.0, None),  # without counts chance cannot be judged
        (Side(15.0, 30, NAN), side(50, 1000), 10.0, 3.0, None),
    ],
)
def test_gap(group, comparison, difference, ratio, beyond_noise):
    found = gap(group, comparison)
    assert found.difference == pytest.approx(difference)
    assert found.ratio == (None if ratio is None else pytest.approx(ratio))
    assert found.beyond_noise is beyond_noise


@pytest.mark.requirement("R18")
@pytest.mark.parametrize(("group", "comparison"), [(Side(NAN), Side(3.0)), (Side(3.0), Side(NAN, 3, 100))])
def test_a_missing_side_leaves_no_gap(group, comparison):
    assert gap(group, comparison) is None


@pytest.mark.parametrize(("group", "comparison"), [(side(0, 40), side(4, 40)), (side(4, 40), side(0, 40))])
def test_a_ratio_with_a_zero_has_no_interval(group, comparison):
    assert gap(group, comparison).ratio_noise is None
    assert gap(group, comparison).difference_noise is not None


def test_events_that_are_no_part_of_the_group():
    found = gap(Side(1500.0, 30, 20), Side(500.0, 50, 100), factor=1000, part_of_whole=False)
    assert found.difference_noise.low > 0
    assert found.ratio_noise.low < 3 < found.ratio_noise.high


@st.composite
def sides(draw):
    whole = draw(st.integers(1, 10_000))
    return side(draw(st.integers(0, whole)), whole)


@given(sides(), sides())
def test_turned_round_the_gap_is_its_mirror(one, other):
    there, back = gap(one, other), gap(other, one)
    assert there.difference == -back.difference
    assert there.beyond_noise is back.beyond_noise
    assert there.difference_noise.contains(there.difference)
    if there.ratio and back.ratio:
        assert there.ratio * back.ratio == pytest.approx(1)
        assert there.ratio_noise.low <= there.ratio * (1 + 1e-9)
        assert (there.ratio_noise.low, there.ratio_noise.high) == pytest.approx(
            (1 / back.ratio_noise.high, 1 / back.ratio_noise.low)
        )


@given(sides(), sides())
def test_the_numbers_by_counting_in_whole_persons(one, other):
    found = gap(one, other)
    cross = one.numerator * other.denominator - other.numerator * one.denominator
    assert found.difference == pytest.approx(100 * cross / (one.denominator * other.denominator), abs=1e-9)
    if other.numerator:
        expected = one.numerator * other.denominator / (other.numerator * one.denominator)
        assert found.ratio == pytest.approx(expected)


@pytest.mark.requirement("R18")
@pytest.mark.parametrize(
    ("group", "comparison", "narrowed_by"),
    [
        ((20, 18, 16), (10, 10, 10), 4),
        ((20, NAN, 24), (10, 10, 10), -4),
        ((4, 5, 14), (10, 10, 10), 2),  # the size counts, whichever side is ahead
        ((20, NAN, NAN), (10, 10, 10), None),
        ((20, 18, NAN), (NAN, 10, 10), None),
    ],
)
def test_gap_over_the_years(group, comparison, narrowed_by):
    path = gap_path((2022, 2023, 2024), [Side(value) for value in group], [Side(value) for value in comparison])
    assert path.narrowed_by == narrowed_by
    missing = [math.isnan(one) or math.isnan(other) for one, other in zip(group, comparison, strict=True)]
    assert [found is None for found in path.gaps] == missing


def test_a_gap_needs_both_sides_for_every_year():
    with pytest.raises(ValueError, match="year"):
        gap_path((2023, 2024), [Side(1.0)], [Side(1.0), Side(2.0)])
