"""A1: the attacker who knows the releases, public facts and its coalition's own values, and nothing about order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from comparisons.releases.disclosure.audit.boxes import boxes
from comparisons.releases.disclosure.audit.cell_program import Asked, CellProgram
from comparisons.releases.disclosure.audit.classes import Classes, classes_of, contradictions
from comparisons.releases.disclosure.audit.moves import Move, Target, World, weakest_coalition
from comparisons.releases.disclosure.audit.problem import Measure, Problem
from comparisons.releases.disclosure.audit.rows import Point, Primitive
from comparisons.releases.disclosure.audit.ruling import Obstacle, Outcome, Rung
from comparisons.releases.disclosure.audit.solver import Clock, SolverFailed, TimedOut
from comparisons.releases.disclosure.audit.sum_rows import Around, around


@dataclass(frozen=True)
class Case:
    """A target with everything needed to look for its worlds."""

    target: Target
    classes: Classes
    around: Around | None
    alike: tuple[Point, ...] = ()


def releases_only(problem: Problem, clock: Clock, wanted: Iterable[Primitive] | None = None) -> Outcome:
    """Whether every protected value (or the wanted ones) can lie in at least three cells beside every coalition.

    Exact for distributions: members of one signature are counted per cell in whole numbers, and a world is asked for
    until enough survive every coalition or none is left. The relaxation to fractions is never asked. A value in a sum
    additionally keeps the width of its cell; there the search moves only cells of its own sum and of values in none,
    so it may refuse what a wider search would pass, and never the other way round.
    """
    rung = Rung.RELEASES_ONLY
    asked = set(problem.protected if wanted is None else wanted)
    chosen = [
        (measure, point)
        for measure in problem.measures
        for point in measure.points
        if measure.primitive(point) in asked
    ]
    everyone = tuple(measure.primitive(point) for measure, point in chosen)
    if contradictions(problem):
        return Outcome(rung, Obstacle.INCONSISTENT, everyone)
    missing = asked - set(everyone)
    if missing:
        return Outcome(rung, Obstacle.NARROWED, tuple(missing))  # without a grid there is nothing but the sums: see A3
    proofs: list[dict[str, Any]] = []
    open_now = list(everyone)
    try:
        for case in _cases(problem, chosen):
            if case is None:
                return Outcome(rung, Obstacle.NOT_DECIDED, tuple(open_now))
            worlds = _worlds(problem, case, clock)
            if worlds is None:
                return Outcome(rung, Obstacle.NARROWED, tuple(open_now))
            proofs.append(_proof(case, worlds))
    except TimedOut:
        return Outcome(rung, Obstacle.TIMED_OUT, tuple(open_now))
    except SolverFailed:
        return Outcome(rung, Obstacle.SOLVER, tuple(open_now))
    return Outcome(rung, proof={"targets": proofs})


def feasible_cells(problem: Problem, measure: Measure, point: Point, known: Iterable[Point], clock: Clock) -> set[int]:
    """All cells a value can lie in for an attacker who knows these values' cells; exact where no sum ties the value."""
    classes = classes_of(problem, [measure])
    program = CellProgram(classes, measure.key, point, None)
    reached: set[int] = set()
    while True:
        found = program.solve(Asked(frozenset(known), frozenset(reached)), clock)
        if found is None:
            return reached
        reached.add(found[0])


def _cases(problem: Problem, chosen: list[tuple[Measure, Point]]) -> Iterable[Case | None]:
    """One case per sort of value: the same class and cell need only one proof."""
    tied = {primitive for row in problem.sums for primitive, _ in row.terms}
    alone: dict[str, Classes] = {}
    sorts: dict[tuple[str, int, int], list[Point]] = {}
    for measure, point in chosen:
        primitive = measure.primitive(point)
        if primitive in problem.gridded_twice or (measure.drift is not None and measure.series):
            yield None
            return
        if primitive in tied:
            yield _case_in_sum(problem, measure, point)
            continue
        classes = alone.setdefault(measure.key, classes_of(problem, [measure]))
        sorts.setdefault((measure.key, classes.of(measure.key, point), measure.cell_of[point]), []).append(point)
    sizes = {measure.key: measure.grid.size for measure in problem.measures}
    for (key, _, cell), points in sorts.items():
        yield Case(Target(key, points[0], cell, sizes[key]), alone[key], None, tuple(points[1:]))


def _case_in_sum(problem: Problem, measure: Measure, point: Point) -> Case | None:
    row = around(problem, measure, point)
    if row is None:
        return None
    keys = {measure.key, *(part.measure for part in row.others if part.measure)}
    classes = classes_of(problem, [one for one in problem.measures if one.key in keys])
    target = target_in_sum(row, measure, point)
    return Case(target, classes, row)


def target_in_sum(row: Around, measure: Measure, point: Point) -> Target:
    """The target with the limits of its own cell and the width it needs."""
    place = measure.points.index(point)
    box = boxes(measure)
    return Target(
        measure.key,
        point,
        measure.cell_of[point],
        measure.grid.size,
        in_sum=True,
        own=(float(box.low[place]), float(box.high[place])),
        needed=float(box.needed[place]),
    )


def _worlds(problem: Problem, case: Case, clock: Clock) -> list[World] | None:
    """Enough worlds for every coalition, or None when some coalition leaves too few."""
    worlds = swap_worlds(case.classes, case.target, problem.parameters.c) if case.around is None else []
    program: CellProgram | None = None
    while True:
        coalition = weakest_coalition(case.target, worlds, problem.parameters.c)
        if coalition is None:
            return worlds
        clock.left()
        if program is None:
            program = CellProgram(case.classes, case.target.measure, case.target.point, case.around)
        surviving = [world for world in worlds if not world.movers(case.target) & coalition]
        known = frozenset(
            point for measure in case.classes.measures for point in measure.points if point.member in coalition
        )
        reached = frozenset({case.target.cell, *(world.cell for world in surviving)})
        found = program.solve(Asked(known, reached), clock)
        if found is None:
            return None
        worlds.append(_told(case, *found))


def _told(case: Case, cell: int, moves: tuple[Move, ...]) -> World:
    if case.around is None:
        return World(cell, moves)
    moved = {(move.measure, move.point): move.cell for move in moves}
    low, high = case.around.reach(moved, cell)
    if low > high:
        raise SolverFailed("the world found does not satisfy its sum")
    return World(cell, moves, (low, high))


def swap_worlds(classes: Classes, target: Target, size: int) -> list[World]:
    """Worlds in which the target and another value of its class have changed places; no symmetric figure sees it."""
    one = classes.classes[classes.of(target.measure, target.point)]
    cell_of = classes.measures[one.measure].cell_of
    partners: dict[int, list[Point]] = {}
    for point in one.points:
        if point.member != target.point.member and cell_of[point] != target.cell:
            partners.setdefault(cell_of[point], []).append(point)
    ordered = sorted(partners.items(), key=lambda item: (-len(item[1]), item[0]))
    found: list[World] = []
    for cell, points in ordered[: size + 2]:
        for point in points[: size + 1]:
            swap = (Move(target.measure, target.point, cell), Move(target.measure, point, target.cell))
            found.append(World(cell, swap))
    return found


def _proof(case: Case, worlds: list[World]) -> dict[str, Any]:
    return {
        "measure": case.target.measure,
        "point": list(case.target.point),
        "alike": [list(point) for point in case.alike],
        "worlds": [[[move.measure, *move.point, move.cell] for move in world.moves] for world in worlds],
    }
