"""The own path: change since the first and the previous known year, and whether chance alone could explain it."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparisons.statistics import Direction, own_path
from comparisons.statistics.noise import wilson

NAN = math.nan
YEARS = (2020, 2021, 2022, 2023, 2024)


@pytest.mark.requirement("R2")
@pytest.mark.parametrize(
    ("values", "since_first", "since_previous"),
    [
        ((10, 11, 12, 13, 14), (2020, 2024, 4, 0.4, "rose"), (2023, 2024, 1, 1 / 13, "rose")),
        ((NAN, 12, 12, NAN, 9), (2021, 2024, -3, -0.25, "fell"), (2022, 2024, -3, -0.25, "fell")),  # gaps are named
        ((5, NAN, NAN, NAN, 5), (2020, 2024, 0, 0, "unchanged"), (2020, 2024, 0, 0, "unchanged")),
        ((0, 1, 2, 3, 4), (2020, 2024, 4, None, "rose"), (2023, 2024, 1, 1 / 3, "rose")),  # no percentage from 0
        ((-4, NAN, NAN, NAN, -2), (2020, 2024, 2, 0.5, "rose"), (2020, 2024, 2, 0.5, "rose")),
        ((NAN, NAN, 7, NAN, NAN), None, None),  # one year is no path
        ((NAN, NAN, NAN, NAN, NAN), None, None),
    ],
)
def test_changes(values, since_first, since_previous):
    path = own_path(YEARS, values)
    for change, expected in ((path.since_first, since_first), (path.since_previous, since_previous)):
        assert (change is None) == (expected is None)
        if change:
            assert (change.from_year, change.to_year, change.difference) == expected[:3]
            assert change.relative == (expected[3] if expected[3] is None else pytest.approx(expected[3]))
            assert change.direction == expected[4]
    assert set(path.known_years) | set(path.missing_years) == set(YEARS)
    assert len(path.known_years) == sum(not math.isnan(value) for value in values)


@pytest.mark.requirement("R2")
@pytest.mark.parametrize(
    ("counts", "beyond_noise"),
    [
        (((10, 100), (14, 100)), False),  # four more of a hundred may be chance
        (((1000, 10_000), (1400, 10_000)), True),  # the same change among ten thousand is not
        (((10, 100), (30, 100)), True),
        (((10, 100), (10, 100)), False),
        (((NAN, 100), (30, 100)), None),  # a missing count: cannot be said
        (((10, 100), (30, NAN)), None),
    ],
)
def test_beyond_noise(counts, beyond_noise):
    (x1, n1), (x2, n2) = counts
    values = [10.0 if math.isnan(x1) else 100 * x1 / n1, 30.0 if math.isnan(n2) else 100 * x2 / n2]
    path = own_path((2023, 2024), values, numerators=(x1, x2), denominators=(n1, n2))
    assert path.since_first.beyond_noise is beyond_noise
    assert path.since_first == path.since_previous


def test_without_counts_noise_cannot_be_told():
    change = own_path((2023, 2024), (10, 90)).since_first
    assert (change.noise, change.beyond_noise) == (None, None)


@pytest.mark.parametrize(("smallest", "direction"), [(0.0, "fell"), (0.05, "unchanged"), (0.01, "fell")])
def test_a_change_nobody_would_see_is_none(smallest, direction):
    assert own_path((2023, 2024), (10.04, 10.01), smallest=smallest).since_first.direction == direction


def test_none_is_missing_too():
    path = own_path((2022, 2023, 2024), (8, None, 9), numerators=(8, None, 9), denominators=(100, None, 100))
    assert path.missing_years == (2023,)
    assert path.since_first.beyond_noise is False


@pytest.mark.parametrize(
    ("years", "values"),
    [((2020, 2021), (1,)), ((2021, 2020), (1, 2)), ((2020, 2020), (1, 2)), ((2020, 2021), (1, math.inf))],
)
def test_paths_that_make_no_sense_are_errors(years, values):
    with pytest.raises(ValueError, match=r"year|infinite"):
        own_path(years, values)


VALUES = st.lists(st.one_of(st.just(NAN), st.floats(-1e6, 1e6)), min_size=1, max_size=20)


@given(VALUES)
def test_the_path_by_walking_through_the_years(values):
    years = range(2000, 2000 + len(values))
    known = [(year, value) for year, value in zip(years, values, strict=True) if value == value]
    path = own_path(years, np.asarray(values))
    assert path.known_years == tuple(year for year, _ in known)
    if len(known) < 2:
        assert (path.since_first, path.since_previous) == (None, None)
        return
    for change, (year, value) in ((path.since_first, known[0]), (path.since_previous, known[-2])):
        assert (change.from_year, change.from_value, change.to_year, change.to_value) == (year, value, *known[-1])
        sign = (change.difference > 0) - (change.difference < 0)
        assert change.direction is (Direction.UNCHANGED, Direction.ROSE, Direction.FELL)[sign]


@given(st.integers(1, 5000), st.integers(1, 5000), st.data())
def test_shares_whose_intervals_do_not_meet_differ_beyond_noise(n1, n2, data):
    x1, x2 = data.draw(st.integers(0, n1)), data.draw(st.integers(0, n2))
    change = own_path((1, 2), (100 * x1 / n1, 100 * x2 / n2), numerators=(x1, x2), denominators=(n1, n2)).since_first
    first, second = wilson(x1, n1), wilson(x2, n2)
    if first.high < second.low or second.high < first.low:
        assert change.beyond_noise
    if first.contains(x2 / n2) and second.contains(x1 / n1):
        assert not change.beyond_noise
