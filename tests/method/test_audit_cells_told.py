"""A3, the attacker who is told every cell: against every world counted one by one, and the known traps."""

from __future__ import annotations

from decimal import Decimal
from math import inf

import numpy as np
import pytest

from comparisons.releases.disclosure import Grid
from comparisons.releases.disclosure.audit import (
    Bar,
    DistributionRow,
    KnownRow,
    Measure,
    Obstacle,
    Primitive,
    Problem,
    Rung,
    SumRow,
    audit,
    recheck,
)
from comparisons.releases.disclosure.audit.boxes import boxes
from comparisons.releases.disclosure.audit.cells_told import cells_told
from comparisons.releases.disclosure.audit.solver import Clock
from tests.method.audit_worlds import (
    QUARTERS,
    YEAR,
    agreed,
    cells_of,
    coalitions,
    held,
    measure_of,
    members,
    number_worlds,
    problem_of,
    seeded,
    total_of,
)

pytestmark = pytest.mark.requirement("I4.6")


def grid(*edges: float | str) -> Grid:
    return Grid(tuple(Decimal(str(edge)) for edge in edges), "%")


def told(problem: Problem):
    return cells_told(problem, Clock(60))


def intervals(problem: Problem) -> dict[str, tuple[float | None, float | None]]:
    """What an outsider can narrow, by member and numerator's name."""
    return {f"{one.primitive.member}/{one.primitive.name}": (one.low, one.high) for one in told(problem).certified}


@pytest.mark.requirement("O11")
@pytest.mark.requirement("T9")
def test_a_public_total_narrows_the_dominant_city_only():
    """Total 56.7 and four cells: the city is known to 2.1 %, the small ones keep their cells from an outsider."""
    scale = grid(0, "1.8", 2, "2.7", 3, "4.5", 5, 45, 50, 100)
    city = Measure("a", "a", YEAR, scale, members(4), (7, 5, 3, 1), (1000,) * 4, factor=1, part_of_whole=False)
    problem = Problem((city,), (SumRow.exact([city.primitive(one) for one in city.points], 56_700),), (), agreed())
    outcome = told(problem)
    found = {one.primitive.member: one for one in outcome.certified}
    assert outcome.obstacle is Obstacle.NARROWED
    low, high = found["m00"].low, found["m00"].high
    assert (46_700 < low <= 46_704, 47_699 <= high <= 47_700) == (True, True)  # one thousandth short of open edges
    assert found["m00"].relative < 0.25
    assert [round(found[f"m0{place}"].relative, 9) for place in (1, 2, 3)] == [1, 1, 1]
    assert not audit(problem).passed


@pytest.mark.parametrize("seed", range(25))
def test_intervals_are_those_of_all_worlds_with_these_cells(seed):
    """Up to two totals without common members, with signs: closed form equals counting, for outsiders and insiders."""
    chance = seeded(seed)
    numerators = [chance.randrange(13) for _ in range(4)]
    measure = measure_of(numerators, [12] * 4)
    split = chance.choice([4, 4, 2])
    rows = [
        total_of(measure, numerators, range(split)),
        *([total_of(measure, numerators, [2, 3])] if split < 4 else []),
    ]
    if chance.random() < 0.5:  # rounded instead of exact
        rows = [SumRow(row.terms, max(row.low - 1, Decimal(0)), row.high + 1) for row in rows]
    problem = problem_of([measure], rows)
    worlds = number_worlds(problem)
    worlds = worlds[(cells_of(measure, worlds) == np.array(measure.cells)).all(axis=1)]
    outcome = told(problem)
    open_now = {one.member for one in outcome.open}
    box = boxes(measure)
    listed = {one.primitive.member: one for one in outcome.certified}
    for place, point in enumerate(measure.points):
        values = worlds[:, place]
        if point.member in listed:
            assert (listed[point.member].low, listed[point.member].high) == (values.min(), values.max())
        whole_cell = values.max() - values.min() >= box.needed[place]
        for (insider,) in coalitions(4, place, 1):
            for own in set(worlds[:, insider].tolist()):
                seen = worlds[worlds[:, insider] == own][:, place]
                whole_cell &= seen.max() - seen.min() >= box.needed[place]
        assert (point.member in open_now) == (not whole_cell)


@pytest.mark.parametrize("seed", range(12))
def test_insiders_with_values_held_by_the_gate(seed):
    """Where exact numerators are held, coalitions know those and nothing worse is assumed."""
    chance = seeded(seed)
    numerators = [chance.randrange(13) for _ in range(4)]
    measure = measure_of(numerators, [12] * 4)
    problem = problem_of([measure], [total_of(measure, numerators, range(4))], values=held(measure, numerators))
    worlds = number_worlds(problem)
    worlds = worlds[(cells_of(measure, worlds) == np.array(measure.cells)).all(axis=1)]
    open_now = {one.member for one in told(problem).open}
    for place, point in enumerate(measure.points):
        kept = True
        for (insider,) in coalitions(4, place, 1):
            seen = worlds[worlds[:, insider] == numerators[insider]][:, place]
            kept &= seen.max() - seen.min() >= boxes(measure).needed[place]
        assert (point.member in open_now) == (not kept)


def test_without_identities_every_cell_stays_whole():
    measure = measure_of([1, 5, 7, 12], [12] * 4)
    outcome = told(Problem((measure,), (), (), agreed()))
    assert (outcome.obstacle, outcome.certified) == (None, ())


@pytest.mark.requirement("T12")
def test_complementary_shares_meet_in_a_narrower_interval():
    """Men in 40 to 44 and women in 58 to 64 percent leave 40 to 42; deriving the second keeps the own cell."""
    men = measure_of([410] * 5, [1000] * 5, grid(0, 40, 44, 100), key="men")
    women = measure_of([590] * 5, [1000] * 5, grid(0, 58, 64, 100), key="women")
    wholes = tuple(SumRow.exact([men.primitive(one), women.primitive(one)], 1000) for one in men.points)
    all_alike = tuple(DistributionRow(one.key, one.points, (Bar(1, 1, 5),)) for one in (men, women))
    both = Problem((men, women), wholes, all_alike, agreed())
    assert intervals(both)["m00/men"] == (400, 420)
    assert not audit(both).passed
    derived = audit(Problem((men,), wholes, all_alike[:1], agreed()))
    assert (derived.passed, derived.rung, derived.certified) == (True, Rung.CELLS_TOLD, ())


@pytest.mark.requirement("T13")
def test_one_numerator_on_two_grids_is_narrowed_to_their_intersection():
    per_person = measure_of([410], [1000], grid(0, 40, 44, 100), key="per-person", numerator="x")
    per_child = measure_of([410], [2000], grid(0, 18, 21, 100), key="per-child", numerator="x")
    both = Problem((per_person, per_child), (), (), agreed())
    assert intervals(both)["m00/x"] == (400, 419)
    assert not audit(both).passed
    assert audit(Problem((per_person,), (), (), agreed())).passed


def test_two_grids_whose_cells_agree_narrow_nothing():
    one, other = (measure_of([410], [1000], grid(0, 40, 44, 100), key=key, numerator="x") for key in "ab")
    assert told(Problem((one, other), (), (), agreed())).obstacle is None


@pytest.mark.requirement("T17")
def test_a_drift_bound_narrows_a_value_that_changed_its_cell():
    """40 to 50, then 50 to 60 percent: with at most one point a year both values lie within one point of 50."""
    bound = {"series": "s", "numerator": "a", "drift": Decimal(1)}
    before = measure_of([490], [1000], grid(0, 40, 50, 60, 100), key="2022", year=2022, **bound)
    after = measure_of([1010], [2000], grid(0, 40, 50, 60, 100), key="2023", **bound)
    problem = Problem((before, after), (), (), agreed())
    found = {one.primitive.year: (one.low, one.high) for one in told(problem).certified}
    assert found[2022] == (490, 499)
    assert found[2023] == (1000, 1018)  # one point above 49.9 percent, in halves of a promille
    assert not audit(problem).passed
    wide = [measure_of([x], [d], before.grid, key=str(y), year=y, **bound | {"drift": Decimal(20)}) for x, d, y in (
        (450, 1000, 2022), (1110, 2000, 2023))]  # fmt: skip
    assert audit(Problem(tuple(wide), (), (), agreed())).passed
    off = [measure_of([x], [d], before.grid, key=str(y), year=y, numerator="a") for x, d, y in (
        (490, 1000, 2022), (1010, 2000, 2023))]  # fmt: skip
    assert audit(Problem(tuple(off), (), (), agreed())).passed


@pytest.mark.requirement("T17")
@pytest.mark.parametrize("seed", range(20))
def test_a_drift_bound_of_one_cell_leaves_neighbouring_cells_whole_and_no_others(seed):
    """Four years of one member with any denominators; cells of two to ten percent, whole persons."""
    draw = seeded(seed)
    edges = grid(0, 2, 4, 7, 10, 20, 30, 100)
    cells = [draw.randrange(edges.size)]
    while len(cells) < 4:
        cells.append(min(max(cells[-1] + draw.choice((-1, 0, 1)), 0), edges.size - 1))
    leap = [*cells[:3], cells[2] + (2 if cells[2] < 4 else -2)]
    persons = [draw.randrange(200, 3000) for _ in cells]

    def passes(cells: list[int], **more: object) -> bool:
        measures = [
            Measure(str(year), "a", year, edges, members(1), (cell,), (number,), series="s", drift=Decimal(1), **more)
            for year, (cell, number) in enumerate(zip(cells, persons, strict=True), start=2020)
        ]
        ruling = audit(Problem(tuple(measures), (), (), agreed()))
        assert not ruling.passed or recheck(Problem(tuple(measures), (), (), agreed()), ruling.certificate) == []
        return ruling.passed

    assert passes(cells, drift_in_cells=True)
    assert not passes(leap, drift_in_cells=True)
    assert passes(cells) == (len(set(cells)) == 1)  # one point a year narrows whoever changed the cell


@pytest.mark.requirement("T17")
def test_a_drift_bound_says_nothing_of_two_known_values_and_much_beside_one():
    bound = {"series": "s", "numerator": "a", "drift": Decimal(1), "drift_in_cells": True}
    before, after = (
        measure_of([x], [1000], QUARTERS, key=str(y), year=y, **bound) for x, y in ((30, 2022), (900, 2023))
    )
    known = [KnownRow(one.primitive(one.points[0])) for one in (before, after)]
    assert audit(Problem((before, after), tuple(known), (), agreed())).passed
    assert not audit(Problem((before, after), tuple(known[:1]), (), agreed())).passed
    beside = measure_of([300], [1000], QUARTERS, key="2023", year=2023, **bound)
    assert audit(Problem((before, beside), (), (), agreed())).passed
    assert not audit(Problem((before, beside), tuple(known[:1]), (), agreed())).passed


def test_an_identity_with_an_unknown_denominator_is_not_passed():
    measure = measure_of([10, 50, 90], [100] * 3)
    unknown = Measure("a", "a", YEAR, QUARTERS, measure.points, measure.cells, (100, None, 100))
    row = total_of(measure, [10, 50, 90], range(3))
    outcome = told(Problem((unknown,), (), (row,), agreed()))
    assert outcome.obstacle is Obstacle.NOT_DECIDED
    assert not audit(Problem((unknown,), (), (row,), agreed())).passed
    assert audit(Problem((unknown,), (), (), agreed())).passed  # nothing ties it


def test_a_cell_with_too_few_whole_numerators_is_refused():
    """A denominator of eight leaves two numerators in a quarter; the parameters ask for three."""
    few = measure_of([3, 5], [8, 12])
    assert told(Problem((few,), (), (), agreed())).obstacle is Obstacle.CELL_TOO_SMALL
    assert not audit(Problem((few,), (), (), agreed())).passed
    known = KnownRow(few.primitive(few.points[0]), Decimal(3))
    assert audit(Problem((few,), (known,), (), agreed())).passed


@pytest.mark.parametrize(("n", "unit", "width"), [(10, 100, 1900), (5, 10, 90), (17, 2, 66)])
def test_rounded_means_over_n_and_one_less_leave_the_leaver_2n_minus_1_units(n, unit, width):
    """Means rounded to a unit are sums known to n units: the difference is known to (2n − 1) units."""
    numerators = [1000 + 37 * place for place in range(n)]
    parts = [Primitive(f"m{place:02d}", "a", YEAR) for place in range(n)]

    def mean_row(count: int) -> SumRow:
        middle = Decimal(sum(numerators[:count]))
        return SumRow(
            tuple((part, 1) for part in parts[:count]), middle - count * unit // 2, middle + count * unit // 2
        )

    problem = Problem((), (mean_row(n),), (mean_row(n - 1),), agreed())
    low, high = intervals(problem)[f"m{n - 1:02d}/a"]
    assert high - low == width


def test_nested_totals_are_told_apart():
    """A Land, its Kreis and one Gemeinde: what is left of the Land is known from the outside."""
    parts = [Primitive(f"m{place}", "a", YEAR) for place in range(5)]
    rows = (SumRow.exact(parts, 100), SumRow.exact(parts[:3], 60), SumRow.exact(parts[:2], 35))
    found = intervals(Problem((), rows, (), agreed()))
    assert found["m2/a"] == (25, 25)
    assert found["m3/a"] == (0, 40)
    assert found["m0/a"] == (0, 35)


def test_totals_that_overlap_are_decided_by_whole_worlds():
    """Rows and columns of a small table: bounds alone would be too wide, the right ones are O5's."""
    parts = {key: Primitive(f"m{key}", "a", YEAR) for key in ("11", "12", "13", "21", "22", "23")}
    sums = {("11", "12", "13"): 7, ("21", "22", "23"): 3, ("11", "21"): 6, ("12", "22"): 4}
    rows = [SumRow.exact([parts[key] for key in keys], total) for keys, total in sums.items()]
    values = {parts[key]: Decimal(x) for key, x in zip(parts, (4, 3, 0, 2, 1, 0), strict=True)}
    known = [KnownRow(parts[key], Decimal(0)) for key in ("13", "23")]
    outcome = told(Problem((), tuple(rows), tuple(known), agreed(), values=values))
    assert outcome.obstacle is Obstacle.NARROWED
    outside = {one.primitive.member[1:]: (one.low, one.high) for one in outcome.certified}
    assert (outside["11"][0], outside["12"][1]) == (3, 4)


def test_a_released_sum_keeps_both_sides_of_every_contribution():
    """Five alike are safe, one dominant is not; the largest insider counts."""
    parts = [Primitive(f"m{place}", "a", YEAR) for place in range(5)]

    def released(*numerators: int, c: int = 1) -> bool:
        values = {part: Decimal(x) for part, x in zip(parts, numerators, strict=True)}
        row = SumRow.exact(parts, sum(numerators))
        return audit(Problem((), (), (row,), agreed(c), values=values)).passed

    assert released(100, 90, 80, 70, 60)
    assert not released(1000, 90, 3, 2, 1)  # who owns 90 knows the largest to six
    assert released(1000, 90, 70, 40, 1)
    assert not released(1000, 90, 70, 40, 1, c=2)


def test_open_ends_count_as_the_grid_counts_them():
    """The open top cell reaches to the whole, but needs no more than its neighbour's width."""
    measure = measure_of([11, 12], [12] * 2, part_of_whole=False)
    box = boxes(measure)
    assert box.high.tolist() == [inf, inf]
    assert box.needed.tolist() == [2, 2]
    assert boxes(measure_of([11], [12])).high.tolist() == [12]
