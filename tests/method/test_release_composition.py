"""Nothing but cells: whatever happens inside them, nobody else sees a difference."""

from __future__ import annotations

import random
from dataclasses import fields
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparisons.releases import disclosure
from comparisons.releases.disclosure import Grid, Level, Parameters, Position, Refusal, Verdict, judge
from tests.method.release_worlds import GRID, draw_in, draw_values, seeded, shown, shown_to

CIRCLES = 10
MUNICIPALITIES = 45


def overlapping_circles(chance: random.Random) -> list[list[int]]:
    """Circles of 4 to 45 members that share most of their members; the second is the first without one."""
    everybody = range(MUNICIPALITIES)
    first = sorted(chance.sample(everybody, chance.randint(10, 44)))
    others = [sorted(chance.sample(everybody, chance.randint(4, MUNICIPALITIES))) for _ in range(CIRCLES - 2)]
    return [first, first[:-1], *others]


def redrawn(values: list[Decimal], owner: int, chance: random.Random) -> list[Decimal]:
    """Every value but the owner's replaced by any other value of its cell."""
    return [
        value if place == owner else draw_in(GRID, GRID.cell_of(value), chance) for place, value in enumerate(values)
    ]


@pytest.mark.requirement("O18")
@pytest.mark.requirement("I2.11")
@pytest.mark.parametrize("seed", range(5))
def test_values_redrawn_inside_their_cells_change_nothing(seed):
    """500 sets of values in ten overlapping circles each: verdicts and positions are equal to the last character."""
    chance = seeded(seed)
    levels, drawn = set(), 0
    for _ in range(100):
        values = draw_values(MUNICIPALITIES, chance)
        owner = chance.randrange(MUNICIPALITIES)
        other_world = redrawn(values, owner, chance)
        for circle in overlapping_circles(chance):
            viewer = circle.index(owner) if owner in circle else chance.randrange(len(circle))
            before = shown_to(viewer, [values[member] for member in circle])
            after = shown_to(viewer, [other_world[member] for member in circle])
            assert repr(before) == repr(after)
            levels.add(before[0].level)
            drawn += before[0].histogram is not None
    assert levels == set(Level)  # every step of the table was among them
    assert drawn > 100  # and enough distributions


def interpolated(values: list[Decimal]) -> list[float]:
    return [float(q) for q in np.quantile([float(value) for value in values], [0.25, 0.5, 0.75])]


def interpolated_cells(values: list[Decimal]) -> float:
    return float(np.quantile([GRID.cell_of(value) for value in values], 0.25))


def exact_mean(values: list[Decimal]) -> str:
    return f"{sum(values) / len(values):.1f}"


def grid_from_the_data(values: list[Decimal]) -> Verdict:
    edges = sorted({min(values), *(Decimal(str(q)) for q in interpolated(values)), max(values)})
    return shown(values, grid=Grid(tuple(edges), "%"))


def refusing_on_values(values: list[Decimal]) -> bool:
    return max(values) > sum(values) / 4


@pytest.mark.requirement("O18")
@pytest.mark.parametrize("wrong", [interpolated, exact_mean, grid_from_the_data, refusing_on_values])
def test_wrong_ways_to_release_are_found_by_redrawing(wrong):
    """The property above has teeth: quantiles from values, an exact mean, edges from the data, value-based refusals."""
    chance = seeded(7)
    worlds = [draw_values(17, chance) for _ in range(60)]
    assert any(repr(wrong(values)) != repr(wrong(redrawn(values, 0, chance))) for values in worlds)


def test_interpolated_cell_numbers_differ_from_what_is_released():
    """Interpolating between cells instead would show cells nobody is in."""
    values = [Decimal(value) for value in (2, 2, 2, 2, 2, 60, 60, 60, 60, 60, 60, 60, 60, 60, 60, 60, 60, 60, 60)]
    halfway = [*values[:5], *values[5:], Decimal(60)]
    assert judge([GRID.cell_of(value) for value in halfway], grid=GRID, parameters=Parameters()).quartiles[0] == 3
    assert interpolated_cells(halfway) not in {GRID.cell_of(value) for value in halfway}


@pytest.mark.requirement("T2")
@pytest.mark.parametrize("outlier", ["80", "81.5", "99.999", "100", "250", "100000"])
def test_an_outlier_in_the_open_top_cell_changes_nothing(outlier):
    others = draw_values(49, seeded(3))
    assert repr(shown([*others, Decimal(outlier)])) == repr(shown([*others, Decimal(90)]))


@pytest.mark.requirement("T2")
def test_there_is_no_word_for_a_smallest_or_largest_value():
    names = {field.name for field in fields(Verdict)}
    counts = {"n", "level", "refusal", "needed", "public", "consented", "left_out"}
    assert names == counts | {"mean", "median", "quartiles", "tails", "histogram"}
    offered = {*disclosure.__all__, *(position.value for position in Position)}
    forbidden = ("minimum", "maximum", "range", "rank", "deviation", "spread", "outlier", "best", "worst")
    assert not [name for name in offered for word in forbidden if word in name.lower()]


@pytest.mark.requirement("T1")
@pytest.mark.parametrize(("n", "consented"), [(3, 0), (3, 1), (3, 3), (4, 2), (5, 1), (5, 2), (5, 3)])
def test_a_small_circle_is_refused_alike_whatever_its_values(n, consented):
    chance = seeded(n)
    refusals = {repr(shown(draw_values(n, chance), consented=consented)) for _ in range(200)}
    assert len(refusals) == 1
    assert judge([0] * n, grid=GRID, parameters=Parameters(), consented=consented).refusal in set(Refusal)


@pytest.mark.requirement("T1")
def test_consent_is_counted_as_known():
    """A median of nine is gone as soon as one of the nine has shown its value; leaving consent out would show it."""
    cells = [1, 2, 3, 4, 5, 6, 7, 8, 9]
    assert judge(cells, grid=GRID, parameters=Parameters(), consented=0).median == 5
    assert judge(cells, grid=GRID, parameters=Parameters(), consented=1).median is None


@pytest.mark.requirement("T7")
def test_probing_with_the_own_value_tells_cells_at_most():
    """225 corrections of the own value over the whole scale: the same answers in every world with these cells."""
    chance = seeded(11)
    others = draw_values(16, chance)
    world = redrawn(others, -1, chance)
    probes = [Decimal(step) * 100 / 225 for step in range(225)]
    assert [repr(shown_to(0, [probe, *others])) for probe in probes] == [
        repr(shown_to(0, [probe, *world])) for probe in probes
    ]


@given(st.lists(st.integers(0, GRID.size - 1), min_size=9, max_size=50), st.randoms())
def test_any_cells_any_values(cells, chance):
    first, second = ([draw_in(GRID, cell, chance) for cell in cells] for _ in range(2))
    assert repr(shown(first)) == repr(shown(second)) == repr(judge(cells, grid=GRID, parameters=Parameters()))
