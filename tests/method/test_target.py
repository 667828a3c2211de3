"""Path to the target: reached, on the way, off the path, not known, no target."""

from __future__ import annotations

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from comparisons.statistics import Aim, Goal, TargetStatus, path_to_target

NAN = math.nan
YEARS = (2020, 2021, 2022, 2023, 2024)
UP = Goal(20, Aim.HIGHER, base_year=2020, target_year=2030)
DOWN = Goal(5, Aim.LOWER, base_year=2020, target_year=2025, threshold=12)
OPEN = Goal(20, Aim.HIGHER, base_year=2020)
SHORT = Goal(20, Aim.HIGHER, base_year=2020, target_year=2023)
LATE = Goal(20, Aim.HIGHER, base_year=2022, target_year=2026)


@pytest.mark.requirement("R55")
@pytest.mark.parametrize(
    ("values", "goal", "status", "expected", "share_done"),
    [
        ((10, 11, 12, 13, 14), UP, "on_the_way", 14, 0.4),  # exactly on the straight path
        ((10, 11, 12, 13, 13.9), UP, "off_the_path", 14, 0.39),
        ((10, 11, 12, 13, 20), UP, "reached", 14, 1),
        ((10, 25, 22, 21, 19), UP, "on_the_way", 14, 0.9),  # the latest value counts
        ((10, 12, 14, NAN, NAN), UP, "on_the_way", 12, 0.4),  # judged in the latest known year
        ((10, 9, 8, 7, 6), DOWN, "on_the_way", 6, 0.8),
        ((10, 9, 8, 7, 5), DOWN, "reached", 6, 1),
        ((14, 14, 13.5, 13.2, 12.5), DOWN, "off_the_path", 6.8, 1.5 / 9),  # beyond the threshold, too
        ((10, 9, 10, 10, 10), OPEN, "on_the_way", None, 0),  # without a year: not moved away
        ((10, 9, 10, 10, 9.9), OPEN, "off_the_path", None, -0.01),
        ((10, 12, 15, 19, NAN), SHORT, "off_the_path", 20, 0.9),  # the year is over
        ((10, 12, 15, 21, NAN), SHORT, "reached", 20, 1.1),
        ((22, 22, 21, 21, 19), UP, "off_the_path", 20, 1.5),  # was better than the target and is no longer
        ((NAN, 12, 13, 14, 15), UP, "not_known", None, None),  # no start to measure from
        ((NAN, 12, 13, 14, 21), UP, "reached", None, None),
        ((NAN, 12, 13, 19, NAN), SHORT, "off_the_path", None, None),  # the year is over, whatever the start was
        ((10, 12, NAN, NAN, NAN), LATE, "not_known", None, None),  # nothing known since the base year
        ((NAN,) * 5, UP, "not_known", None, None),
        ((10, 11, 12, 13, 14), None, "no_target", None, None),
    ],
)
def test_status(values, goal, status, expected, share_done):
    found = path_to_target(YEARS, values, goal)
    assert found.status == status
    assert found.expected == (None if expected is None else pytest.approx(expected))
    assert found.share_done == (None if share_done is None else pytest.approx(share_done))


@pytest.mark.parametrize(("last", "beyond"), [(12, False), (12.1, True), (6, False)])
def test_threshold(last, beyond):
    found = path_to_target((2020, 2021), (20, last), DOWN)
    assert found.beyond_threshold is beyond
    assert found.remaining == pytest.approx(last - 5)


def test_a_crossed_threshold_is_off_the_path_even_ahead_of_it():
    goal = Goal(50, Aim.HIGHER, base_year=2020, target_year=2100, threshold=30)
    assert path_to_target((2020, 2021), (10, 29), goal).status is TargetStatus.OFF_THE_PATH
    assert path_to_target((2020, 2021), (10, 30), goal).status is TargetStatus.ON_THE_WAY


@pytest.mark.parametrize(
    "wrong",
    [
        {"target": NAN},
        {"target": 20, "threshold": math.inf},
        {"target": 20, "target_year": 2020},
        {"target": 20, "target_year": 2010},
        {"target": 20, "threshold": 21},
        {"target": 20, "aim": Aim.LOWER, "threshold": 19},
    ],
)
def test_goals_that_make_no_sense_are_errors(wrong):
    with pytest.raises(ValueError, match=r"finite|year|threshold"):
        Goal(**{"aim": Aim.HIGHER, "base_year": 2020, **wrong})


NUMBERS = st.integers(-1000, 1000)


@given(st.lists(NUMBERS, min_size=1, max_size=12), NUMBERS, st.integers(1, 30), st.sampled_from(Aim))
def test_status_by_walking_the_path_year_by_year(values, target, duration, aim):
    """Second way, in whole numbers: multiply instead of divide, so that being exactly on the path is exact."""
    goal = Goal(target, aim, base_year=0, target_year=duration)
    year, current, base = len(values) - 1, values[-1], values[0]
    found = path_to_target(range(len(values)), values, goal).status
    towards = 1 if aim is Aim.HIGHER else -1
    if towards * current >= towards * target:
        assert found is TargetStatus.REACHED
    elif year >= duration or towards * base >= towards * target:
        assert found is TargetStatus.OFF_THE_PATH
    else:
        kept = towards * (current - base) * duration >= towards * (target - base) * year
        assert found is (TargetStatus.ON_THE_WAY if kept else TargetStatus.OFF_THE_PATH)


@given(st.lists(NUMBERS, min_size=2, max_size=12), NUMBERS, st.integers(1, 30))
def test_lower_is_higher_upside_down(values, target, duration):
    years = range(len(values))
    up = path_to_target(years, values, Goal(target, Aim.HIGHER, 0, duration))
    down = path_to_target(years, [-value for value in values], Goal(-target, Aim.LOWER, 0, duration))
    assert (up.status, up.remaining, up.share_done) == (down.status, down.remaining, down.share_done)


@given(st.lists(NUMBERS, min_size=2, max_size=12), NUMBERS, st.integers(1, 100))
def test_a_better_value_never_worsens_the_status(values, target, better):
    order = [TargetStatus.OFF_THE_PATH, TargetStatus.ON_THE_WAY, TargetStatus.REACHED]
    goal = Goal(target, Aim.HIGHER, 0, 20)
    assume(values[0] != target)
    before = path_to_target(range(len(values)), values, goal).status
    after = path_to_target(range(len(values)), [*values[:-1], values[-1] + better], goal).status
    assert order.index(after) >= order.index(before)
