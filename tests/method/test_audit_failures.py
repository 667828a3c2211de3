"""Whatever goes wrong in the gate is a refusal: no time, no world, no number, no solver."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest

from comparisons.releases.disclosure.audit import (
    DistributionRow,
    KnownRow,
    Obstacle,
    Problem,
    Quantile,
    Rung,
    SumRow,
    audit,
)
from comparisons.releases.disclosure.audit.solver import Clock, Program, SolverFailed, solve
from tests.method.audit_worlds import (
    agreed,
    held,
    measure_of,
    random_world,
    total_of,
)

pytestmark = pytest.mark.requirement("I4.6")


@pytest.mark.requirement("T25")
def test_no_time_is_a_refusal():
    problem = next(problem for seed in range(40) if audit(problem := random_world(seed)[0]).rung is Rung.RELEASES_ONLY)
    ruling = audit(problem, seconds=0)
    assert (ruling.passed, ruling.certificate) == (False, None)
    assert Obstacle.TIMED_OUT in ruling.obstacles.values()


@pytest.mark.requirement("T25")
def test_a_ledger_that_no_world_satisfies_is_a_refusal():
    measure = measure_of([1, 5, 7, 11], [12] * 4)
    right = total_of(measure, [1, 5, 7, 11], range(4))
    wrong = SumRow(right.terms, Decimal(40), Decimal(40))
    untrue = DistributionRow("a", measure.points, (Quantile(1, 3),))
    beside = KnownRow(measure.primitive(measure.points[0]), Decimal(9))
    for row in (wrong, untrue, beside):
        tied = right if isinstance(row, KnownRow) else row
        ruling = audit(Problem((measure,), (row,), (tied,), agreed()))
        assert not ruling.passed
        assert Obstacle.INCONSISTENT in ruling.obstacles.values()
    values = held(measure, [1, 5, 7, 12])
    assert not audit(Problem((measure,), (), (right,), agreed(), values=values)).passed


@pytest.mark.requirement("T25")
@pytest.mark.parametrize("wrong", [Decimal("NaN"), Decimal("Infinity")])
def test_a_number_that_is_none_is_a_refusal(wrong):
    measure = measure_of([1, 5, 7, 11], [12] * 4)
    row = total_of(measure, [1, 5, 7, 11], range(4))
    values = {**held(measure, [1, 5, 7, 11]), measure.primitive(measure.points[0]): wrong}
    broken = replace(measure, denominators=(wrong, 12, 12, 12))
    for problem in (
        Problem((measure,), (), (row,), agreed(), values=values),
        Problem((broken,), (), (row,), agreed()),
    ):
        ruling = audit(problem)
        assert (ruling.passed, set(ruling.obstacles.values())) == (False, {Obstacle.SOLVER})


@pytest.mark.requirement("T25")
def test_a_solver_is_believed_only_with_finite_numbers_and_a_solution():
    ones = np.ones(1)
    where = np.zeros(1, dtype=np.int64)
    program = Program(where, where, ones, ones * 2, ones * 3, ones * 0, ones * 9, np.ones(1, dtype=bool))
    assert solve(program, ones, Clock(60)) == [2]
    assert solve(replace(program, high=ones), ones, Clock(60)) is None
    for broken in (replace(program, factor=ones * np.nan), replace(program, row_low=ones * np.nan)):
        with pytest.raises(SolverFailed):
            solve(broken, ones, Clock(60))
    endless = replace(program, row_high=ones * np.inf, high=ones * np.inf)
    with pytest.raises(SolverFailed):
        solve(endless, -ones, Clock(60))
