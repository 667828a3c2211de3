"""The ladder: what passes is safe in every world counted one by one, what goes wrong is refused, proofs hold."""

from __future__ import annotations

import copy
import json
from collections import Counter
from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest

from comparisons.releases.disclosure import judge
from comparisons.releases.disclosure.audit import (
    DistributionRow,
    Obstacle,
    Point,
    Primitive,
    Problem,
    Quantile,
    Rung,
    SumRow,
    audit,
    audit_each,
    digest,
    distribution_row,
    recheck,
)
from comparisons.releases.disclosure.audit.boxes import boxes
from comparisons.releases.disclosure.audit.cells_told import cells_told
from comparisons.releases.disclosure.audit.order_told import order_told
from comparisons.releases.disclosure.audit.releases_only import releases_only
from comparisons.releases.disclosure.audit.solver import Clock
from tests.method.audit_worlds import (
    YEAR,
    agreed,
    cells_of,
    coalitions,
    measure_of,
    number_worlds,
    problem_of,
    random_world,
    seeded,
)
from tests.method.release_worlds import TENS, draw_values

pytestmark = pytest.mark.requirement("I4.6")


@pytest.mark.parametrize("seed", range(40))
def test_what_passes_is_safe_from_everybody_who_sees_the_releases(seed):
    """All 371,293 vectors of numerators: no insider with its exact number narrows anybody below its cell's width."""
    problem, measure, numerators = random_world(seed)
    ruling = audit(problem)
    if not ruling.passed:
        assert ruling.certificate is None
        return
    worlds, needed = number_worlds(problem), boxes(measure).needed
    for place in range(5):
        for (insider,) in coalitions(5, place, 1):
            seen = worlds[worlds[:, insider] == numerators[insider]][:, place]
            assert seen.max() - seen.min() >= needed[place]
    assert recheck(problem, json.loads(json.dumps(ruling.certificate))) == []


def test_the_random_worlds_reach_every_rung():
    rungs = Counter(audit(random_world(seed)[0]).rung for seed in range(40))
    assert rungs[Rung.CELLS_TOLD] > 2
    assert rungs[Rung.RELEASES_ONLY] > 2
    assert rungs[None] > 2


@pytest.mark.parametrize("seed", range(15))
def test_stronger_attackers_leave_less(seed):
    """Told cells or told order, an attacker's interval lies inside the one of who knows the releases only."""
    problem, measure, _ = random_world(seed, with_values=True)
    worlds = number_worlds(problem)
    told_cells = worlds[(cells_of(measure, worlds) == np.array(measure.cells)).all(axis=1)]
    certified = {one.primitive.member: one for one in cells_told(problem, Clock(60)).certified}
    for place, point in enumerate(measure.points):
        wide, narrow = worlds[:, place], told_cells[:, place]
        assert wide.min() <= narrow.min() <= narrow.max() <= wide.max()
        if point.member in certified:
            assert (certified[point.member].low, certified[point.member].high) == (narrow.min(), narrow.max())


@pytest.mark.requirement("T5")
@pytest.mark.requirement("T23")
@pytest.mark.parametrize("rounded", [False, True])
def test_a_sum_with_and_without_one_member_is_refused(rounded):
    """Rounded to five, the leaver's 200 is known to eight; without the earlier ledger row nobody would notice."""
    parts = [Primitive(f"m{place}", "a", YEAR) for place in range(9)]
    values = {part: Decimal(200 + 7 * place) for place, part in enumerate(parts)}

    def total(chosen: list[Primitive]) -> SumRow:
        exact = int(sum(values[part] for part in chosen))
        return SumRow.rounded(chosen, round(exact / 5) * 5) if rounded else SumRow.exact(chosen, exact)

    before, after = total(parts), total(parts[1:])
    assert audit(Problem((), (), (after,), agreed(2), values=values)).passed
    both = audit(Problem((), (before,), (after,), agreed(2), values=values))
    assert (both.passed, both.obstacles[Rung.CELLS_TOLD]) == (False, Obstacle.NARROWED)
    unchanged = Problem((), (before,), (before,), agreed(2), values=values)
    assert audit(unchanged).passed


@pytest.mark.requirement("T6")
def test_many_overlapping_circles_of_cells_pass_at_once():
    """Twenty circles around one member: told all cells, nobody is narrowed, whatever the circles."""
    chance = seeded(2)
    measure = replace(
        measure_of([int(x) for x in draw_values(30, chance)], [100] * 30, TENS), denominators=(1000,) * 30
    )
    rows = []
    for _ in range(10):
        others = tuple(sorted(chance.sample(measure.points[1:], 16)))
        for circle in (others, (measure.points[0], *others)):
            verdict = judge([measure.cell_of[one] for one in circle], grid=TENS, parameters=agreed(2))
            rows.append(distribution_row(verdict, measure="a", points=circle, grid=TENS))
    ruling = audit(problem_of([measure], rows, 2))
    assert (ruling.passed, ruling.rung, ruling.narrowest) == (True, Rung.CELLS_TOLD, 1.0)


def test_parts_are_ruled_one_by_one():
    """One part that must be refused does not stop another; together they are refused."""
    fine = measure_of([1, 5, 7, 11], [12] * 4, key="fine")
    narrow = measure_of([1, 5, 7, 11], [12] * 4, key="narrow")
    row = SumRow.exact([narrow.primitive(narrow.points[3])], 11)
    problem = Problem((fine, narrow), (), (row,), agreed())
    assert not audit(problem).passed
    by_measure = {part.measures[0].key: ruling.passed for part, ruling in audit_each(problem)}
    assert by_measure == {"fine": True, "narrow": False}


def passed_by(rung: Rung) -> tuple[Problem, dict]:
    """A problem that passes on this rung, and its certificate as it comes out of a database."""
    for seed in range(100):
        problem = random_world(seed)[0]
        ruling = audit(problem)
        if ruling.rung is rung and (rung is not Rung.CELLS_TOLD or ruling.certificate["parts"][0]["A3"].get("chain")):
            return problem, json.loads(json.dumps(ruling.certificate))
    raise AssertionError("no such world")


def summed_world() -> tuple[Problem, dict]:
    """Two released sums whose bounds follow from each other step by step."""
    parts = [Primitive(f"m{place}", "a", YEAR) for place in range(8)]
    values = {part: Decimal(100 + place) for place, part in enumerate(parts)}
    rows = [SumRow.exact(chosen, int(sum(values[one] for one in chosen))) for chosen in (parts, parts[:4])]
    problem = Problem((), (rows[0],), (rows[1],), agreed(), values=values)
    ruling = audit(problem)
    assert (ruling.passed, ruling.rung) == (True, Rung.CELLS_TOLD)
    return problem, json.loads(json.dumps(ruling.certificate))


def test_a_damaged_chain_is_found():
    problem, certificate = summed_world()
    assert recheck(problem, certificate) == []
    chain = certificate["parts"][0]["A3"]["chain"]
    assert chain
    for number, step in enumerate(chain):
        for change in (1, -1):
            damaged = copy.deepcopy(certificate)
            damaged["parts"][0]["A3"]["chain"][number] = [*step[:3], step[3] + change]
            assert recheck(problem, damaged) != []
    shortened = copy.deepcopy(certificate)
    shortened["parts"][0]["A3"]["chain"].pop()
    assert recheck(problem, shortened) != []


def test_a_damaged_world_is_found():
    problem, certificate = passed_by(Rung.RELEASES_ONLY)
    assert recheck(problem, certificate) == []
    (part,) = certificate["parts"]
    for number, target in enumerate(part["A1"]["targets"]):
        fewer = copy.deepcopy(certificate)
        fewer["parts"][0]["A1"]["targets"][number]["worlds"] = target["worlds"][:1]
        assert recheck(problem, fewer) != []
        gone = copy.deepcopy(certificate)
        del gone["parts"][0]["A1"]["targets"][number]
        assert recheck(problem, gone) != []


def test_a_world_that_is_none_is_found():
    """Every move of every world put into every other cell: whatever fits no world at all must be noticed."""
    problem, certificate = passed_by(Rung.RELEASES_ONLY)
    (measure,) = problem.measures
    possible = set(map(tuple, cells_of(measure, number_worlds(problem)).tolist()))
    impossible = 0
    targets = certificate["parts"][0]["A1"]["targets"]
    for world in [one for target in targets for one in target["worlds"]]:
        for move in world:
            right = move[3]
            for move[3] in set(range(4)) - {right}:
                cell_of = measure.cell_of | {Point(member, version): cell for _, member, version, cell in world}
                if tuple(cell_of[point] for point in measure.points) not in possible:
                    impossible += 1
                    assert recheck(problem, certificate) != []
            move[3] = right
    assert impossible > 5
    assert recheck(problem, certificate) == []


@pytest.mark.parametrize("rung", [Rung.CELLS_TOLD, Rung.RELEASES_ONLY])
def test_a_certificate_belongs_to_its_rows(rung):
    """A changed row, cell or parameter is found, and a certificate that is none is a fault and not an error."""
    problem, certificate = summed_world() if rung is Rung.CELLS_TOLD else passed_by(rung)
    row = problem.sums[-1]
    changed = SumRow(row.terms, row.low - 1, row.high)
    others = [
        replace(problem, candidates=(changed,)),
        replace(problem, ledger=()),
        replace(problem, parameters=agreed(3)),
    ]
    for other in others:
        assert recheck(other, certificate) != []
    for broken in (
        {},
        {"problem": certificate["problem"]},
        {**certificate, "parts": []},
        {**certificate, "parts": [{}]},
    ):
        assert recheck(problem, broken) != []


def test_a_proof_is_not_taken_for_another_problem_even_with_its_digest():
    """Only re-checking the rows finds a total that was changed together with the digest."""
    problem, certificate = passed_by(Rung.RELEASES_ONLY)
    narrowing = SumRow.exact([problem.sums[0].terms[0][0]], 5)
    other = replace(problem, ledger=(*problem.ledger, narrowing))
    assert recheck(other, {**certificate, "problem": digest(other)}) != []


def test_a_row_that_became_untrue_is_found_even_with_its_digest():
    measure = measure_of([1, 5, 7, 11], [12] * 4)
    right = problem_of([measure], [DistributionRow("a", measure.points, (Quantile(2, 1),))])
    certificate = audit(right).certificate
    assert recheck(right, certificate) == []
    untrue = problem_of([measure], [DistributionRow("a", measure.points, (Quantile(2, 3),))])
    assert recheck(untrue, {**certificate, "problem": digest(untrue)}) != []


@pytest.mark.parametrize("attacker", [cells_told, order_told, releases_only])
def test_rungs_take_no_part_in_what_is_shown(attacker):
    """Redrawing numerators inside their cells changes no decision: only cells and public numbers are looked at."""
    chance = seeded(5)
    numerators = [chance.randrange(300, 900) for _ in range(6)]
    one = measure_of(numerators, [1000] * 6)
    other = measure_of([x // 250 * 250 + chance.randrange(250) for x in numerators], [1000] * 6)
    assert one.cells == other.cells
    total = SumRow.exact([one.primitive(point) for point in one.points], sum(numerators))
    outcomes = [attacker(problem_of([measure], [total]), Clock(60)) for measure in (one, other)]
    assert outcomes[0] == outcomes[1]
