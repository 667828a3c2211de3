"""What the distance of two municipalities must always be, whatever the figures."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparisons.neighbours import Context, Likeness, clean_weights, distance, explained, nearest, standardised
from comparisons.neighbours.context import context_of
from comparisons.neighbours.distance import likeness_of

pytestmark = pytest.mark.requirement("M1", "I3.7")

VARIABLES = ("people", "density", "change", "share")
LOGARITHMIC = frozenset({"people", "density"})
positive = st.floats(min_value=1, max_value=1e6)
plain = st.floats(min_value=-50, max_value=100).map(lambda number: round(number, 3))
rows = st.lists(st.tuples(positive, positive, plain, plain), min_size=3, max_size=25)
weight_sets = st.fixed_dictionaries({name: st.integers(0, 3) for name in VARIABLES}).filter(lambda w: any(w.values()))


def table_of(numbers: list[tuple[float, ...]]) -> Context:
    keys = tuple(f"{place:05d}" for place in range(len(numbers)))
    return Context(keys, VARIABLES, np.array(numbers, dtype=np.float64), LOGARITHMIC)


@given(rows, weight_sets)
def test_symmetric_and_zero_to_itself(numbers: list[tuple[float, ...]], weights: dict[str, int]) -> None:
    table = standardised(table_of(numbers))
    there = distance(table[0], table[1], VARIABLES, weights)
    assert there == distance(table[1], table[0], VARIABLES, weights)
    assert there >= 0
    assert distance(table[0], table[0], VARIABLES, weights) == 0


@given(rows, weight_sets, plain)
def test_a_weight_of_zero_ignores_the_variable(
    numbers: list[tuple[float, ...]], weights: dict[str, int], other: float
) -> None:
    ignoring = {**weights, "share": 0}
    if not any(ignoring.values()):
        ignoring["people"] = 1
    moved = [(*row[:3], row[3] + other * place) for place, row in enumerate(numbers)]
    before, after = (standardised(table_of(each)) for each in (numbers, moved))
    assert distance(before[0], before[1], VARIABLES, ignoring) == distance(after[0], after[1], VARIABLES, ignoring)


@given(rows, weight_sets, st.floats(min_value=0.01, max_value=1000))
def test_units_do_not_matter(numbers: list[tuple[float, ...]], weights: dict[str, int], factor: float) -> None:
    scaled = [(row[0] * factor, row[1], row[2], row[3] * factor) for row in numbers]
    before, after = (standardised(table_of(each)) for each in (numbers, scaled))
    first = distance(before[0], before[1], VARIABLES, weights)
    assert distance(after[0], after[1], VARIABLES, weights) == pytest.approx(first, rel=1e-6, abs=1e-6)


@given(rows, weight_sets)
def test_all_weights_doubled_change_nothing(numbers: list[tuple[float, ...]], weights: dict[str, int]) -> None:
    small = {name: min(weight, 1) for name, weight in weights.items()}
    table = standardised(table_of(numbers))
    once = distance(table[0], table[1], VARIABLES, small)
    assert distance(table[0], table[1], VARIABLES, {n: 3 * w for n, w in small.items()}) == pytest.approx(once)


@given(rows, weight_sets)
def test_the_explanation_adds_up_to_the_distance(numbers: list[tuple[float, ...]], weights: dict[str, int]) -> None:
    table = standardised(table_of(numbers))
    parts = explained(table[0], table[1], VARIABLES, weights)
    assert {part.variable for part in parts} == {name for name, weight in weights.items() if weight}
    mean = sum(part.weight * (part.difference or 0) ** 2 for part in parts) / sum(part.weight for part in parts)
    assert distance(table[0], table[1], VARIABLES, weights) == pytest.approx(math.sqrt(mean))
    if mean:
        assert sum(part.share for part in parts) == pytest.approx(1)


def test_a_worked_example() -> None:
    """Median 20 and median deviation 10: one usual deviation is 14.826, so 10 and 40 lie 30 / 14.826 apart."""
    context = context_of({key: {"x": value} for key, value in zip("abcde", (10, 10, 20, 30, 40), strict=True)}, ["x"])
    table = standardised(context)
    assert distance(table[0], table[4], ["x"], {"x": 1}) == pytest.approx(30 / 14.826)
    assert distance(table[0], table[1], ["x"], {"x": 3}) == 0


def test_where_most_agree_the_mean_deviation_stands_in() -> None:
    context = context_of({key: {"x": value} for key, value in zip("abcde", (0, 0, 0, 0, 5), strict=True)}, ["x"])
    table = standardised(context)
    assert distance(table[0], table[4], ["x"], {"x": 1}) == pytest.approx(5)


def test_a_ratio_counts_where_ratios_matter() -> None:
    rows = {key: {"people": value} for key, value in zip("abcd", (10_000, 20_000, 100_000, 200_000), strict=True)}
    table = standardised(context_of(rows, ["people"], logarithmic=frozenset({"people"})))
    small, large = (distance(table[i], table[i + 1], ["people"], {"people": 1}) for i in (0, 2))
    assert small == pytest.approx(large)


def test_too_little_in_common_is_no_distance() -> None:
    rows = {"a": {"x": 1.0, "y": 2.0}, "b": {"x": 1.0, "y": None}, "c": {"x": 3.0, "y": 4.0}}
    table = standardised(context_of(rows, ["x", "y"]))
    assert not math.isnan(distance(table[0], table[1], ["x", "y"], {"x": 1, "y": 1}))
    assert math.isnan(distance(table[0], table[1], ["x", "y"], {"x": 1, "y": 2}))


def test_own_gaps_are_named_and_left_out() -> None:
    rows = {"me": {"x": 5.0, "y": None}} | {f"k{n}": {"x": float(n), "y": float(n)} for n in range(25)}
    found = nearest(context_of(rows, ["x", "y"]), "me", {"x": 1, "y": 3})
    assert found.missing == ("y",)
    assert found.all_variables
    assert [one.key for one in found.neighbours] == ["k5", "k4", "k6", "k3", "k7"]
    assert [part.variable for part in found.neighbours[0].contributions] == ["x"]


def test_gaps_of_others_count_against_them_while_enough_are_complete() -> None:
    rows: dict[str, dict[str, float | None]] = {"me": {"x": 5.0, "y": 5.0}, "gap": {"x": 5.0, "y": None}}
    rows |= {f"k{n}": {"x": float(n), "y": float(n)} for n in range(6, 26)}
    found = nearest(context_of(rows, ["x", "y"]), "me", {"x": 1, "y": 1})
    assert found.all_variables
    assert "gap" not in {one.key for one in found.neighbours}
    few = dict(list(rows.items())[:8])
    found = nearest(context_of(few, ["x", "y"]), "me", {"x": 1, "y": 1})
    assert not found.all_variables
    assert found.neighbours[0].key == "gap"
    assert not found.neighbours[0].complete


def test_only_among_the_chosen_and_never_oneself() -> None:
    rows = {f"{n:05d}": {"x": float(n)} for n in range(30)}
    found = nearest(context_of(rows, ["x"]), "00010", {"x": 1}, among=["00010", "00020", "00029"])
    assert [one.key for one in found.neighbours] == ["00020", "00029"]
    assert found.candidates == 2
    with pytest.raises(KeyError):
        nearest(context_of(rows, ["x"]), "99999", {"x": 1})


@pytest.mark.parametrize(
    ("difference", "likeness"),
    [(0, "alike"), (0.24, "alike"), (0.25, "similar"), (0.75, "different"), (1.5, "far"), (math.nan, "missing")],
)
def test_words_for_differences(difference: float, likeness: str) -> None:
    assert likeness_of(difference) == Likeness(likeness)


def test_weights_of_an_address() -> None:
    usual = {"x": 2, "y": 1}
    assert clean_weights({"x": "0", "y": "3"}, usual) == {"x": 0, "y": 3}
    assert clean_weights({"x": "4", "y": "-1", "z": "1"}, usual) == usual
    assert clean_weights({"x": "0", "y": "0"}, usual) == usual
    assert clean_weights({"x": "1\u0661"}, usual) == usual
