"""What chance alone could explain: intervals against equations solved by halving, and against scipy."""

from __future__ import annotations

import math
from statistics import NormalDist

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.stats import binomtest
from scipy.stats.contingency import relative_risk

from comparisons.statistics import Interval
from comparisons.statistics.noise import counted, difference_interval, event_rate, ratio_interval, wilson, z_of

CONFIDENCES = st.sampled_from([0.8, 0.9, 0.95, 0.99])


@st.composite
def shares(draw):
    whole = draw(st.integers(1, 100_000))
    return draw(st.integers(0, whole)), whole


def halving(inside, outside, holds):
    """The border between a point where a condition holds and one where it does not."""
    for _ in range(200):
        middle = (inside + outside) / 2
        inside, outside = (middle, outside) if holds(middle) else (inside, middle)
    return inside


# 5 of 50: 10 % (4.3 to 21.4); nobody of 10: up to 27.8 %; the same share of more people is known more closely
@pytest.mark.parametrize(
    ("numerator", "denominator", "low", "high"),
    [(5, 50, 4.3, 21.4), (50, 500, 7.7, 12.9), (0, 10, 0.0, 27.8), (10, 10, 72.2, 100.0)],
)
def test_a_share_and_its_interval(numerator, denominator, low, high):
    found = counted(numerator, denominator, factor=100, part_of_whole=True)
    assert found.value == pytest.approx(100 * numerator / denominator)
    assert (round(found.interval.low, 1), round(found.interval.high, 1)) == (low, high)


@given(shares(), CONFIDENCES)
def test_share_interval_holds_exactly_the_shares_that_a_score_test_would_not_reject(counts, confidence):
    numerator, denominator = counts
    share, z = numerator / denominator, z_of(confidence)

    def plausible(other):
        return (share - other) ** 2 * denominator <= z * z * other * (1 - other)

    found = wilson(numerator, denominator, confidence)
    assert found.low == pytest.approx(halving(share, 0.0, plausible), abs=1e-6)
    assert found.high == pytest.approx(halving(share, 1.0, plausible), abs=1e-6)
    assert 0 <= found.low <= share <= found.high <= 1


@given(shares(), CONFIDENCES)
def test_share_interval_agrees_with_scipy(counts, confidence):
    expected = binomtest(*counts).proportion_ci(confidence, method="wilson")
    found = wilson(*counts, confidence)
    assert (found.low, found.high) == pytest.approx((expected.low, expected.high), abs=1e-9)


@given(st.integers(0, 100_000), st.integers(1, 1_000_000), CONFIDENCES)
def test_rate_interval_holds_exactly_the_rates_that_a_score_test_would_not_reject(events, persons, confidence):
    z = z_of(confidence)

    def plausible(expected):
        return (events - expected) ** 2 <= z * z * expected

    found = event_rate(events, persons, confidence)
    assert found.low * persons == pytest.approx(halving(events, 0.0, plausible), rel=1e-6, abs=1e-6)
    assert found.high * persons == pytest.approx(halving(events, 2 * events + 50, plausible), rel=1e-6)


# Newcombe's published example: 56 of 70 against 48 of 80 differ by 0.20, interval 0.0524 to 0.3339
def test_difference_of_two_shares():
    one, other = (counted(x, n, factor=1, part_of_whole=True) for x, n in ((56, 70), (48, 80)))
    found = difference_interval(one, other)
    assert (round(found.low, 4), round(found.high, 4)) == (0.0524, 0.3339)


@given(shares(), shares())
def test_difference_turned_round_is_its_mirror(first, second):
    one, other = (counted(*counts, factor=100, part_of_whole=True) for counts in (first, second))
    there, back = difference_interval(one, other), difference_interval(other, one)
    assert (there.low, there.high) == pytest.approx((-back.high, -back.low), abs=1e-9)
    assert there.low <= one.value - other.value <= there.high


@given(shares(), shares(), CONFIDENCES)
def test_ratio_interval_agrees_with_scipy(first, second, confidence):
    assume(first[0] and second[0])
    one, other = (counted(*counts, factor=100, part_of_whole=True) for counts in (first, second))
    found = ratio_interval(one, other, part_of_whole=True, confidence=confidence)
    expected = relative_risk(*first, *second).confidence_interval(confidence)
    assert (found.low, found.high) == pytest.approx((expected.low, expected.high), rel=1e-6)


def test_ratio_of_two_event_rates_by_the_logarithm_s_spread():
    one, other = (counted(x, n, factor=1000, part_of_whole=False) for x, n in ((40, 1000), (100, 5000)))
    half = NormalDist().inv_cdf(0.975) * math.sqrt(1 / 40 + 1 / 100)
    found = ratio_interval(one, other, part_of_whole=False)
    assert (math.log(found.low), math.log(found.high)) == pytest.approx((math.log(2) - half, math.log(2) + half))


def test_a_ratio_with_nobody_in_a_group_has_no_interval():
    one, none = (counted(x, 50, factor=100, part_of_whole=True) for x in (5, 0))
    assert ratio_interval(one, none, part_of_whole=True) is None
    assert ratio_interval(none, one, part_of_whole=True) is None


@pytest.mark.parametrize(("numerator", "denominator"), [(math.nan, 10), (3, math.nan), (3, 0), (0, 0)])
def test_missing_counts_have_no_interval(numerator, denominator):
    assert counted(numerator, denominator, factor=100, part_of_whole=True) is None


@pytest.mark.parametrize(("numerator", "denominator"), [(-1, 10), (1, -10), (11, 10)])
def test_impossible_counts_are_errors(numerator, denominator):
    with pytest.raises(ValueError, match=r"counts|part"):
        counted(numerator, denominator, factor=100, part_of_whole=True)


@pytest.mark.parametrize("confidence", [0, 1, 1.5, -0.2])
def test_a_confidence_lies_between_0_and_1(confidence):
    with pytest.raises(ValueError, match="confidence"):
        z_of(confidence)


def test_an_interval_contains_its_ends():
    assert [Interval(1, 2).contains(value) for value in (0.9, 1, 1.5, 2, 2.1)] == [False, True, True, True, False]
