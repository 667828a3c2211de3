"""Re-checking a proof without a solver."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import Any

from comparisons.releases.disclosure.audit import recheck_bounds as exact
from comparisons.releases.disclosure.audit.classes import Classes, classes_of, contradictions, countings_of, holds
from comparisons.releases.disclosure.audit.linear import ties
from comparisons.releases.disclosure.audit.moves import Move, Target, World, weakest_coalition
from comparisons.releases.disclosure.audit.order_recheck import order_faults
from comparisons.releases.disclosure.audit.problem import Measure, Problem, digest, split
from comparisons.releases.disclosure.audit.releases_only import target_in_sum
from comparisons.releases.disclosure.audit.rows import Point, Primitive
from comparisons.releases.disclosure.audit.sum_rows import Around, around


def recheck(problem: Problem, certificate: dict[str, Any]) -> list[str]:
    """What is wrong with a certificate for this problem, as short English sentences; empty when the proof holds.

    Takes time in proportion to the size of problem and certificate (and, where worlds were needed, to the coalitions
    they cover) and asks no solver. A certificate that cannot be read is a fault, not an error.
    """
    try:
        if certificate["problem"] != digest(problem):
            return ["the certificate belongs to other rows, contributions or parameters"]
        faults = contradictions(problem)
        parts = (problem,) if certificate["whole"] else split(problem)
        if len(parts) != len(certificate["parts"]):
            return [*faults, "the certificate has another number of parts"]
        for part, proof in zip(parts, certificate["parts"], strict=True):
            faults += _part_faults(part, proof)
    except (KeyError, TypeError, ValueError, IndexError, ArithmeticError, AttributeError) as cause:
        return [f"the certificate cannot be read: {cause!r}"]
    return faults


def _part_faults(problem: Problem, proof: dict[str, Any]) -> list[str]:
    """The last rung tried is the one that passed; A1 only proves what A3 left open."""
    if "A1" in proof:
        proved, _ = _proved_by_bounds(problem, proof["A3"])
        left = [one for one in problem.protected if one not in proved]
        return _small_cells(problem) + _world_faults(problem, proof["A1"]["targets"], left)
    if "A2" in proof:
        return _small_cells(problem) + order_faults(problem, proof["A2"])
    proved, faults = _proved_by_bounds(problem, proof["A3"])
    left = [one for one in problem.protected if one not in proved]
    return _small_cells(problem) + faults + [f"{one} is not proved safe" for one in left[:1]]


def _small_cells(problem: Problem) -> list[str]:
    """Cells with fewer whole numerators than the parameters ask for."""
    for measure in problem.measures:
        for place, point in enumerate(measure.points):
            if not measure.whole or measure.denominators[place] is None or measure.primitive(point) in problem.known:
                continue
            if exact.cell_box(measure, place)[2] + 1 < problem.parameters.m:
                return [f"{measure.key}: a cell holds too few whole numerators"]
    return []


def _proved_by_bounds(problem: Problem, proof: dict[str, Any]) -> tuple[set[Primitive], list[str]]:
    """Numerators that A3 proves safe: those nothing ties, and those whose bounds or worlds leave enough."""
    tied = ties(problem)
    free = {one for one in problem.protected if one not in set(tied.primitives)}
    if not tied.primitives:
        return free, []
    known = exact.facts(problem, tied)
    if known is None:
        return free, ["a tied numerator has no public denominator"]
    if faults := exact.replayed(known, proof["chain"]):
        return free, faults
    wrong = set(tied.circles)
    wrong |= {
        tied.component[row.terms[0][0]] for number, row in enumerate(tied.rows) if not exact.is_dense(known, number)
    }
    beside = exact.beside_coalitions(known)
    proved, faults, guarded = set(free), [], set(problem.protected)
    for place, primitive in enumerate(tied.primitives):
        if primitive not in guarded or not exact.keeps_its_width(known, place, *known.bounds[place]):
            continue
        if tied.component[place] in wrong:
            found = exact.check_worlds(known, proof["worlds"], place)
        else:
            kept = exact.keeps_its_width(known, place, *beside.get(place, known.bounds[place]))
            found = [] if kept else ["a coalition narrows a numerator too far"]
        faults += found
        if not found:
            proved.add(primitive)
    return proved, faults


def _world_faults(problem: Problem, entries: list[dict[str, Any]], left: list[Primitive]) -> list[str]:
    """Whether the worlds of A1 prove everything that was left open."""
    measures = {measure.key: measure for measure in problem.measures}
    missing = set(left)
    faults: list[str] = []
    for entry in entries:
        measure, point = measures[entry["measure"]], exact.point_of(entry["point"])
        row = around(problem, measure, point) if measure.primitive(point) in _summed(problem) else None
        if row is None and not _is_free(problem, measure, point):
            return ["a value is tied in a way that worlds of cells cannot prove"]
        keys = {measure.key, *(part.measure for part in row.others if part.measure)} if row else {measure.key}
        classes = classes_of(problem, [one for one in problem.measures if one.key in keys])
        faults += _entry_faults(problem, classes, measure, point, row, entry)
        missing.discard(measure.primitive(point))
        for other in map(exact.point_of, entry["alike"]):
            same = classes.of(measure.key, other) == classes.of(measure.key, point)
            if row is not None or not same or measure.cell_of[other] != measure.cell_of[point]:
                faults.append("a value is not like the one whose proof it shares")
            missing.discard(measure.primitive(other))
    return faults + [f"{one} is not proved safe" for one in sorted(missing)[:1]]


def _summed(problem: Problem) -> set[Primitive]:
    return {primitive for row in problem.sums for primitive, _ in row.terms}


def _is_free(problem: Problem, measure: Measure, point: Point) -> bool:
    """Whether no sum, no drift bound and no second grid ties a value."""
    primitive = measure.primitive(point)
    drifts = measure.drift is not None and bool(measure.series)
    return primitive not in _summed(problem) and not drifts and primitive not in problem.gridded_twice


def _entry_faults(
    problem: Problem, classes: Classes, measure: Measure, point: Point, row: Around | None, entry: dict[str, Any]
) -> list[str]:  # fmt: skip
    """Every world satisfies every row, and enough of them survive every coalition."""
    if row is None:
        target = Target(measure.key, point, measure.cell_of[point], measure.grid.size)
    else:
        target = target_in_sum(row, measure, point)
    worlds = []
    for told in entry["worlds"]:
        moves = tuple(
            Move(str(key), Point(str(member), int(version)), int(cell)) for key, member, version, cell in told
        )
        world = _world(problem, classes, target, row, moves)
        if world is None:
            return ["a world does not satisfy the rows"]
        worlds.append(world)
    if weakest_coalition(target, worlds, problem.parameters.c) is not None:
        return [f"too few worlds for {measure.primitive(point)} survive some coalition"]
    return []


def _world(
    problem: Problem, classes: Classes, target: Target, row: Around | None, moves: tuple[Move, ...]
) -> World | None:
    """The world with these moves if it is one: known values stay, no other sum is touched, all facts hold."""
    measures = {measure.key: measure for measure in classes.measures}
    cells = {(move.measure, move.point): move.cell for move in moves}
    if len(cells) < len(moves):
        return None
    parts = {(part.measure, part.point) for part in row.others} if row else set()
    summed = _summed(problem)
    for (key, point), cell in cells.items():
        measure = measures[key]
        primitive = measure.primitive(point)
        is_target = (key, point) == (target.measure, target.point)
        if primitive in problem.known or (primitive in summed and not is_target and (key, point) not in parts):
            return None
        if point not in measure.cell_of or not 0 <= cell < measure.grid.size:
            return None
    for distribution in classes.rows:
        measure = measures[distribution.measure]
        moved = Counter([cells.get((measure.key, point), measure.cell_of[point]) for point in distribution.points])
        if not all(holds(counting, moved) for counting in countings_of(distribution, measure.grid)):
            return None
    at = cells.get((target.measure, target.point), target.cell)
    if row is None:
        return World(at, moves)
    low, high = row.reach(cells, at)
    return None if low > high else World(at, moves, (float(Fraction(low)), float(Fraction(high))))
