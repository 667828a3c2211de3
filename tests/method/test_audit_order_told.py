"""A2, the attacker who is told the order of all values: one pass along the order, public neighbours included."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest

from comparisons.releases.disclosure import Grid
from comparisons.releases.disclosure.audit import (
    Bar,
    DistributionRow,
    KnownRow,
    Mean,
    Obstacle,
    Point,
    Problem,
    Quantile,
    Rung,
    SumRow,
    recheck,
)
from comparisons.releases.disclosure.audit.gate import audit
from comparisons.releases.disclosure.audit.order_told import chain, order_told
from comparisons.releases.disclosure.audit.solver import Clock
from tests.method.audit_worlds import (
    agreed,
    coalitions,
    held,
    measure_of,
    number_worlds,
    problem_of,
    seeded,
    shown_about,
    total_of,
)
from tests.method.release_worlds import GRID, draw_values

pytestmark = pytest.mark.requirement("I4.6")


def in_order(measure, worlds, order):
    """Worlds whose ratios stand in this order."""
    places = [measure.points.index(point) for point in order]
    for one, other in pairwise(places):
        ratios = [worlds[:, place] * int(measure.denominators[away]) for place, away in ((one, other), (other, one))]
        worlds = worlds[ratios[0] <= ratios[1]]
    return worlds


@pytest.mark.parametrize("seed", range(12))
def test_limits_along_the_order_are_those_of_all_worlds(seed):
    chance = seeded(seed)
    numerators = sorted(chance.randrange(12) for _ in range(4))
    measure = measure_of(numerators, [12] * 4)
    rows = [shown_about(measure, chance.sample(measure.points, chance.randint(2, 4)), chance, mean=False) for _ in "ab"]
    problem = problem_of([measure], rows)
    found = chain(problem, measure)
    worlds = in_order(measure, number_worlds(problem), found.points)
    for point, low, high in zip(found.points, found.low, found.high, strict=True):
        values = worlds[:, measure.points.index(point)]
        assert values.min() == -(-low * 12 // 100)  # the first whole numerator from the limit on
        assert values.max() == (12 if high == 100 else -(-high * 12 // 100) - 1)


@pytest.mark.parametrize("seed", range(8))
def test_sums_along_the_order_are_those_of_all_worlds(seed):
    """With exact values held: the smallest width beside every insider, against counting."""
    chance = seeded(seed)
    numerators = [chance.randrange(13) for _ in range(4)]
    measure = measure_of(numerators, [12] * 4)
    rows = [shown_about(measure, measure.points[:3], chance, mean=False), total_of(measure, numerators, range(4))]
    problem = problem_of([measure], rows, values=held(measure, numerators))
    order = chain(problem, measure).points
    worlds = in_order(measure, number_worlds(problem), order)
    needed = {0: 2, 1: 2, 2: 2, 3: 2}
    safe = all(
        seen[:, place].max() - seen[:, place].min() >= needed[measure.cells[place]]
        for place in range(4)
        for (insider,) in coalitions(4, place, 1)
        for seen in [worlds[worlds[:, insider] == numerators[insider]]]
    )
    assert (order_told(problem, Clock(60)).obstacle is None) == safe


def test_a_histogram_over_the_whole_scale_gives_places_in_the_order():
    measure = measure_of([1, 2, 4, 7, 8, 11], [12] * 6)
    bars = DistributionRow("a", measure.points, (Bar(0, 0, 2), Bar(1, 2, 3), Bar(3, 3, 1)))
    found = chain(problem_of([measure], [bars]), measure)
    assert found.low == (0, 0, 25, 25, 25, 75)
    assert found.high == (25, 25, 75, 75, 75, 100)


@pytest.mark.parametrize(
    "fact", [Mean(Decimal(25), Decimal(75)), Bar(1, 2, 3)], ids=["a mean", "a bar that stands alone"]
)
def test_rows_about_no_place_in_the_order_are_not_decided(fact):
    measure = measure_of([1, 2, 4, 7, 8, 11], [12] * 6)
    problem = problem_of([measure], [DistributionRow("a", measure.points, (Quantile(3, 1), fact))])
    assert order_told(problem, Clock(60)).obstacle is Obstacle.NOT_DECIDED


def test_sums_of_several_members_without_their_values_are_not_decided():
    measure = measure_of([1, 2, 4, 7], [12] * 4)
    problem = problem_of([measure], [total_of(measure, [1, 2, 4, 7], range(4))])
    assert order_told(problem, Clock(60)).obstacle is Obstacle.NOT_DECIDED


@pytest.mark.requirement("T19")
@pytest.mark.parametrize("seed", range(6))
def test_public_neighbours_tell_no_more_with_the_releases_than_the_cell(seed):
    """30 % of 40 members public, the neighbours of some in rank among them; circles are released on top."""
    chance = seeded(seed)
    denominators = [chance.randrange(2_000, 90_000) for _ in range(40)]
    shares = draw_values(40, chance)
    numerators = [int(share * d / 100) for share, d in zip(shares, denominators, strict=True)]
    measure = measure_of(numerators, denominators, GRID)
    public = chance.sample(range(40), 12)
    known = [KnownRow(measure.primitive(measure.points[place]), Decimal(numerators[place])) for place in public]
    rows = [shown_about(measure, chance.sample(measure.points, 17), chance, mean=False) for _ in range(10)]
    values = held(measure, numerators)
    without = chain(Problem((measure,), tuple(known), (), agreed(), values=values), measure).limits()
    together = Problem((measure,), tuple(known), tuple(rows), agreed(), values=values)
    for point, (low, high) in chain(together, measure).limits().items():
        cell_low, cell_high = map(Fraction, GRID.bounds(measure.cell_of[point]))
        before_low, before_high = without[point]
        assert low <= max(cell_low, before_low)
        assert high >= min(cell_high, before_high)
    ruling = audit(together)
    assert ruling.passed
    assert ruling.certified == ()  # told all cells, every unknown member keeps its own


def test_a_corrected_value_is_one_more_point_of_the_order():
    measure = measure_of([1, 2, 4, 7], [12] * 4)
    points = (*measure.points, Point("m00", 2))
    both = type(measure)("a", "a", 2023, measure.grid, points, (*measure.cells, 3), (12,) * 5)
    rows = [
        DistributionRow("a", points[:4], (Quantile(1, 0),)),
        DistributionRow("a", points[1:], (Quantile(4, 3),)),
    ]
    problem = problem_of([both], rows)
    limits = chain(problem, both).limits()
    assert limits[points[0]] == (0, 25)
    assert limits[points[4]] == (75, 100)


def test_a_proof_along_the_order_can_be_checked_again():
    """Complementary shares of one member narrow each other when cells are told, but not when only an order is known."""
    men = measure_of([410], [1000], Grid((Decimal(0), Decimal(40), Decimal(44), Decimal(100)), "%"), key="men")
    women = measure_of([590], [1000], Grid((Decimal(0), Decimal(58), Decimal(64), Decimal(100)), "%"), key="women")
    whole = SumRow.exact([men.primitive(men.points[0]), women.primitive(women.points[0])], 1000)
    problem = problem_of([men, women], [whole])
    ruling = audit(problem)
    assert (ruling.passed, ruling.rung) == (True, Rung.ORDER_TOLD)
    assert recheck(problem, ruling.certificate) == []
    damaged = json.loads(json.dumps(ruling.certificate))
    first = damaged["parts"][0]["A2"]["worlds"][0]
    first["high"][first["target"]] = first["low"][first["target"]]
    assert recheck(problem, damaged) != []
