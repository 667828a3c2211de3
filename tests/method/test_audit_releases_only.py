"""A1, the attacker who knows only the releases: whole-number worlds, counted one by one where they are few."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import linprog

from comparisons.releases.disclosure import judge
from comparisons.releases.disclosure.audit import Bar, DistributionRow, KnownRow, Obstacle, Problem, distribution_row
from comparisons.releases.disclosure.audit.cells_told import cells_told
from comparisons.releases.disclosure.audit.classes import classes_of
from comparisons.releases.disclosure.audit.moves import Move, Target, World, swaps_suffice, weakest_coalition
from comparisons.releases.disclosure.audit.releases_only import feasible_cells, releases_only, swap_worlds
from comparisons.releases.disclosure.audit.solver import Clock
from tests.method.audit_worlds import (
    TWO,
    agreed,
    cell_worlds,
    coalitions,
    members,
    of_cells,
    problem_of,
    seeded,
    shown_about,
)
from tests.method.release_worlds import GRID, TENS, draw_values

pytestmark = pytest.mark.requirement("I4.6")


def counts_above(measure, *circles: tuple[int, ...]) -> list[DistributionRow]:
    """How many of each circle lie above the threshold."""
    rows = []
    for circle in circles:
        points = tuple(measure.points[place] for place in circle)
        rows.append(DistributionRow("a", points, (Bar(1, 1, sum(measure.cell_of[one] for one in points)),)))
    return rows


@pytest.mark.requirement("O10")
@pytest.mark.requirement("T16")
def test_what_only_whole_numbers_give_away_is_refused():
    """Counts 2, 2, 2 over three circles of four members: fractions leave everything open, whole numbers one world."""
    measure = of_cells([1, 1, 1, 0], TWO)
    problem = problem_of([measure], counts_above(measure, (0, 1, 3), (1, 2, 3), (0, 2, 3)))
    assert cell_worlds(problem) == [(1, 1, 1, 0)]
    assert releases_only(problem, Clock(60)).obstacle is Obstacle.NARROWED
    for place, point in enumerate(measure.points):
        assert feasible_cells(problem, measure, point, (), Clock(60)) == {measure.cells[place]}
    rows = np.array([[1, 1, 0, 1], [0, 1, 1, 1], [1, 0, 1, 1]])
    for side, reached in ((1, 0), (-1, -1)):  # an audit of the relaxation would accept: member 4 in either cell
        answer = linprog([0, 0, 0, side], A_eq=rows, b_eq=[2, 2, 2], bounds=(0, 1))
        assert round(answer.fun, 9) == reached


@pytest.mark.parametrize("seed", range(10))
def test_feasible_cells_are_those_of_all_worlds(seed):
    """Quantiles, rounded means and bars of overlapping circles, for outsiders and every insider."""
    chance = seeded(seed)
    count = chance.randint(4, 5)
    measure = of_cells([chance.randrange(4) for _ in range(count)])
    rows = [
        shown_about(measure, chance.sample(measure.points, chance.randint(3, count)), chance)
        for _ in range(chance.randint(1, 3))
    ]
    problem = problem_of([measure], rows)
    worlds = cell_worlds(problem)
    safe = True
    for place, point in enumerate(measure.points):
        for known in [(), *coalitions(count, place, 1)]:
            left = {world[place] for world in worlds if all(world[one] == measure.cells[one] for one in known)}
            points = [measure.points[one] for one in known]
            assert feasible_cells(problem, measure, point, points, Clock(60)) == left
            safe &= len(left) >= 3
    assert (releases_only(problem, Clock(60)).obstacle is None) == safe


def test_known_members_stay_where_they_are():
    """Three lie above: with two of them public, the third is the one of two left."""
    measure = of_cells([1, 1, 1, 0], TWO)
    known = [KnownRow(measure.primitive(measure.points[place])) for place in (0, 3)]
    problem = problem_of([measure], [*known, *counts_above(measure, (0, 1, 2, 3))])
    assert feasible_cells(problem, measure, measure.points[1], (), Clock(60)) == {1}
    open_row = problem_of([measure], counts_above(measure, (0, 1, 2, 3)))
    assert feasible_cells(open_row, measure, measure.points[1], (), Clock(60)) == {0, 1}


def test_members_of_one_signature_swap_places():
    """Nine members seen together, three in each cell: exchanging any two changes no published figure."""
    measure = of_cells([0, 1, 2] * 4, TENS)
    verdict = judge(measure.cells, grid=TENS, parameters=agreed())
    problem = problem_of([measure], [distribution_row(verdict, measure="a", points=measure.points, grid=TENS)])
    target = Target("a", measure.points[0], 0, TENS.size)
    worlds = swap_worlds(classes_of(problem, [measure]), target, 2)
    assert {world.cell for world in worlds} == {1, 2}
    assert swaps_suffice(target, worlds, 2)
    outcome = releases_only(problem, Clock(60))
    assert outcome.obstacle is None
    assert sum(1 + len(one["alike"]) for one in outcome.proof["targets"]) == 12


def test_a_coalition_rules_out_the_worlds_in_which_its_members_moved():
    target = Target("a", members(1)[0], 0, 4)
    here = members(6)

    def swap(place: int, cell: int) -> World:
        return World(cell, (Move("a", here[0], cell), Move("a", here[place], 0)))

    assert weakest_coalition(target, [swap(1, 1), swap(2, 2)], 1) is not None
    assert weakest_coalition(target, [swap(1, 1), swap(2, 2), swap(3, 1), swap(4, 2)], 1) is None
    assert weakest_coalition(target, [swap(1, 1), swap(2, 2), swap(3, 1), swap(4, 2)], 2) is not None
    assert weakest_coalition(target, [swap(1, 1), swap(2, 2), swap(3, 3)], 1) is None
    assert weakest_coalition(target, [swap(1, 1), swap(1, 2), swap(2, 3)], 1) == {"m01"}
    alone = [World(cell, (Move("a", here[0], cell),)) for cell in (1, 2)]
    assert weakest_coalition(target, alone, 3) is None


@pytest.mark.requirement("T5")
@pytest.mark.requirement("T23")
def test_joining_and_leaving_is_told_from_both_rows_together():
    """Seventeen, then without one, then with another: whoever changed still fits at least three cells."""
    chance = seeded(4)
    cells = [TENS.cell_of(value) for value in draw_values(18, chance)]
    cells[0], cells[17] = 3, 1
    measure = of_cells(cells, TENS)
    circles = [measure.points[:17], measure.points[1:17], measure.points[1:]]
    rows = []
    for circle in circles:
        verdict = judge([measure.cell_of[one] for one in circle], grid=TENS, parameters=agreed())
        rows.append(distribution_row(verdict, measure="a", points=circle, grid=TENS))
    problem = problem_of([measure], rows)
    assert cells_told(problem, Clock(60)).obstacle is None
    for place in (0, 17):
        found = feasible_cells(problem, measure, measure.points[place], (), Clock(60))
        assert measure.cells[place] in found
        assert len(found) >= 3
    asked = [measure.primitive(measure.points[place]) for place in (0, 17)]
    assert releases_only(problem, Clock(60), asked).obstacle is None


def test_a_leaver_caught_by_counts_is_refused():
    """Bars with and without one member give its bar away; an audit without the ledger would not see it."""
    measure = of_cells([0, 0, 1, 1, 2, 2, 3, 3], TENS)

    def bars(points) -> DistributionRow:
        cells = [measure.cell_of[one] for one in points]
        return DistributionRow("a", points, tuple(Bar(cell, cell, cells.count(cell)) for cell in range(TENS.size)))

    before, after = bars(measure.points), bars(measure.points[:-1])
    assert feasible_cells(problem_of([measure], [before, after]), measure, measure.points[-1], (), Clock(60)) == {3}
    assert releases_only(problem_of([measure], [before, after]), Clock(60)).obstacle is Obstacle.NARROWED
    assert releases_only(problem_of([measure], [after]), Clock(60)).obstacle is None


@pytest.mark.requirement("T6")
def test_twenty_circles_around_one_member_leave_its_cell_open():
    """Pairs of circles that differ in one member only; what all of them leave open contains its cell and more."""
    chance = seeded(9)
    cells = [TENS.cell_of(value * 3) for value in draw_values(16, chance)]
    measure = of_cells(cells, TENS)
    rows = []
    for _ in range(10):
        others = tuple(sorted(chance.sample(measure.points[1:], 9)))
        for circle in (others, (measure.points[0], *others)):
            verdict = judge([measure.cell_of[one] for one in circle], grid=TENS, parameters=agreed())
            rows.append(distribution_row(verdict, measure="a", points=circle, grid=TENS))
    problem = problem_of([measure], rows)
    assert cells_told(problem, Clock(60)).obstacle is None
    assert measure.cells[0] in feasible_cells(problem, measure, measure.points[0], (), Clock(60))


def test_time_is_limited():
    measure = of_cells([0, 1, 2, 3, 0, 1], GRID)
    problem = problem_of([measure], [shown_about(measure, measure.points[:4], seeded(1))])
    assert releases_only(problem, Clock(0)).obstacle is Obstacle.TIMED_OUT


@pytest.mark.requirement("T8")
def test_a_row_that_is_not_true_of_the_contributions_is_inconsistent():
    measure = of_cells([0, 1, 2, 3])
    wrong = DistributionRow("a", measure.points, (Bar(0, 1, 3),))
    stranger = DistributionRow("a", members(5), (Bar(0, 1, 2),))
    for row in (wrong, stranger):
        assert releases_only(Problem((measure,), (), (row,), agreed()), Clock(60)).obstacle is Obstacle.INCONSISTENT
