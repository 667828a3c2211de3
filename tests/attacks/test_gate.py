"""The gate before a release, aimed at: whole numbers, ties between figures, solvers that fail, changed classes."""

from __future__ import annotations

import importlib
from decimal import Decimal

import pytest

from comparisons.releases.disclosure import Grid, GridError
from comparisons.releases.disclosure.audit import DistributionRow, Obstacle, Quantile, audit
from comparisons.releases.disclosure.audit.releases_only import feasible_cells, releases_only
from comparisons.releases.disclosure.audit.solver import Clock
from comparisons.releases.disclosure.tables import Dimension, Rules, Share, cross_table
from tests.attacks.attacker import Scale, Shown, feasible_together
from tests.attacks.stage import chance_of
from tests.method.audit_worlds import QUARTERS, TWO, measure_of, of_cells, problem_of, shown_about, total_of

SECONDS = 30.0


suppressing = importlib.import_module("comparisons.releases.disclosure.tables.suppress")  # the module, not its function


def whole_number_trap():
    """O10: of 1, 2, 4 and of 2, 3, 4 and of 1, 3, 4 two each lie above; only whole numbers say who does not."""
    measure = of_cells([1, 1, 1, 0], TWO)
    rings = [(0, 1, 3), (1, 2, 3), (0, 2, 3)]
    facts = (Quantile(1, 0), Quantile(2, 1))
    rows = [DistributionRow(measure.key, tuple(measure.points[place] for place in ring), facts) for ring in rings]
    return measure, problem_of([measure], rows)


@pytest.mark.requirement("T16")
@pytest.mark.requirement("O10")
def test_what_only_whole_numbers_disclose_is_refused_by_the_exact_audit():
    measure, problem = whole_number_trap()
    assert feasible_cells(problem, measure, measure.points[3], (), Clock(SECONDS)) == {0}
    assert releases_only(problem, Clock(SECONDS)).obstacle is Obstacle.NARROWED


@pytest.mark.requirement("T16")
@pytest.mark.requirement("T6")
@pytest.mark.parametrize("seed", range(4))
def test_the_audit_and_the_attacker_find_the_same_cells(seed):
    """Two ways to the same answer, one in the product and one here, on overlapping rings."""
    chance = chance_of(seed)
    measure = of_cells([chance.randrange(QUARTERS.size) for _ in range(8)])
    rings = [tuple(chance.sample(measure.points, 5)) for _ in range(3)]
    rows = [shown_about(measure, ring, chance, mean=False) for ring in rings]
    problem = problem_of([measure], rows)
    scale = Scale.of(QUARTERS.edges)
    seen = [
        Shown(
            frozenset(point.member for point in row.points), None, tuple((fact.rank, fact.cell) for fact in row.facts)
        )
        for row in rows
    ]
    for point in rings[0][:3]:
        friend = next(one for one in rings[0] if one != point)
        ours = feasible_together(seen, {friend.member: measure.cell_of[friend]}, point.member, scale)
        assert feasible_cells(problem, measure, point, [friend], Clock(SECONDS)) == ours


@pytest.mark.requirement("T9")
@pytest.mark.requirement("O11")
def test_an_exact_public_total_that_narrows_a_city_is_refused():
    """O11: one city in [45, 50] beside three small ones and a published total; it would be known to 2 percent."""
    numerators = [472, 48, 28, 19]
    grid = Grid(tuple(map(Decimal, ("0", "18", "20", "27", "30", "45", "50", "450", "500", "1000"))), "%")
    measure = measure_of(numerators, [1000] * 4, Grid(tuple(edge / 10 for edge in grid.edges), "%"))
    total = total_of(measure, numerators, range(4))
    row = DistributionRow(measure.key, measure.points, (Quantile(2, measure.cells[2]),))
    ruling = audit(problem_of([measure], [total, row], c=1), seconds=SECONDS)
    assert not ruling.passed


@pytest.mark.requirement("T9")
@pytest.mark.requirement("T15")
@pytest.mark.requirement("O4")
def test_the_owner_of_a_withheld_number_does_not_find_the_other_one():
    """25 and 15 belong to one contributor each: with only the two withheld, one owner subtracts and has the other."""
    inner = {("a",): [Share("A", 25)], ("b",): [Share("B", 15)]}
    inner |= {(name,): [Share(f"{name}{part}", 10) for part in range(6)] for name in ("c", "d")}
    table = cross_table(inner, [Dimension.flat("total", ("a", "b", "c", "d"))])
    withheld = suppressing.suppress(table, Rules(c=1, k=2, threshold=None)).withheld
    assert {("a",), ("b",)} <= withheld
    for own in ("a", "b"):
        assert len(withheld - {(own,)}) >= 2


@pytest.mark.requirement("T25")
@pytest.mark.parametrize("seconds", [0.0, -1.0])
def test_without_time_nothing_passes(seconds):
    """An audit that ran out of time is a refusal like any other."""
    measure, problem = whole_number_trap()
    assert releases_only(problem, Clock(seconds)).obstacle is Obstacle.TIMED_OUT
    numerators = [300, 420, 510, 640]
    tied = measure_of(numerators, [1000] * 4)
    row = DistributionRow(tied.key, tied.points, (Quantile(2, tied.cells[1]),))
    ruling = audit(problem_of([tied], [total_of(tied, numerators, range(4)), row]), seconds=seconds)
    assert not ruling.passed
    assert measure.points


@pytest.mark.requirement("T25")
@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity"])
def test_what_is_no_number_has_no_class(value):
    with pytest.raises(GridError):
        QUARTERS.cell_of(Decimal(value))


@pytest.mark.requirement("T26")
def test_only_merging_classes_is_a_coarsening():
    """Finer, shifted or newly cut classes of a released year are none."""
    released = Grid(tuple(map(Decimal, (0, 10, 20, 30, 40))), "%")
    for edges, allowed in (
        ((0, 20, 40), True),
        ((0, 10, 20, 30, 40), True),
        ((0, 5, 10, 20, 30, 40), False),
        ((0, 11, 20, 30, 40), False),
        ((0, 10, 20, 50), False),
    ):
        assert Grid(tuple(map(Decimal, edges)), "%").is_coarsening_of(released) is allowed
