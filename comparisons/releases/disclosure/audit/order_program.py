"""Whole-number worlds along a known order, for values that sums tie."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations, pairwise
from math import ceil, floor, inf
from typing import Any

import numpy as np

from comparisons.releases.disclosure.audit.boxes import boxes
from comparisons.releases.disclosure.audit.margins import ENOUGH
from comparisons.releases.disclosure.audit.problem import Problem
from comparisons.releases.disclosure.audit.rows import Point, Primitive
from comparisons.releases.disclosure.audit.ruling import Obstacle
from comparisons.releases.disclosure.audit.solver import Clock, Program, SolverFailed, TimedOut, solve

FAR = 1e7  # stands for an end that nothing limits
Limits = Mapping[str, Mapping[Point, tuple[Fraction | float, Fraction | float]]]


@dataclass
class OrderSearch:
    """Targets without two worlds, the worlds of the others, and what went wrong."""

    open: tuple[Primitive, ...] = ()
    worlds: list[dict[str, Any]] = field(default_factory=list)
    obstacle: Obstacle | None = None


@dataclass(frozen=True)
class _Line:
    """All values of a problem as columns: limits in numerators and the rows of order and sums."""

    columns: dict[Primitive, int]
    low: list[float]
    high: list[float]
    needed: list[float]
    rows: list[tuple[list[tuple[int, float]], float, float]]


def search_order(
    problem: Problem, orders: Mapping[str, tuple[Point, ...]], limits: Limits, clock: Clock
) -> OrderSearch:
    """Two whole-number worlds per summed value and coalition, far enough apart, in the given order."""
    found = OrderSearch()
    tied = list(dict.fromkeys(primitive for row in problem.sums for primitive, _ in row.terms))
    targets = tuple(one for one in tied if one in set(problem.protected))
    line = _line(problem, orders, limits)
    members = {one.member for one in targets}
    held = {**problem.values, **{one: value for one, value in problem.known.items() if value is not None}}
    unheld = any(one not in held for one in tied) and len({one.member for one in tied}) > 1
    if line is None or unheld or any(one not in line.columns for one in tied):
        return OrderSearch(targets, obstacle=Obstacle.NOT_DECIDED)
    try:
        for target in targets:
            others = sorted(members - {target.member})
            for known in combinations(others, min(problem.parameters.c, len(others))):
                if not _far_apart(line, target, known, held, clock, found):
                    return OrderSearch((target,), found.worlds, Obstacle.NARROWED)
    except TimedOut:
        return OrderSearch(targets, obstacle=Obstacle.TIMED_OUT)
    except SolverFailed:
        return OrderSearch(targets, obstacle=Obstacle.SOLVER)
    return found


def _far_apart(
    line: _Line, target: Primitive, known: tuple[str, ...], held: Mapping[Primitive, Any], clock: Clock,
    found: OrderSearch,
) -> bool:  # fmt: skip
    low, high = np.asarray(line.low), np.asarray(line.high)
    for primitive, column in line.columns.items():
        if primitive.member in known:
            if primitive not in held:
                raise SolverFailed("an insider's exact value is not held")
            low[column] = high[column] = float(held[primitive])
    entries = [(number, column, factor) for number, one in enumerate(line.rows) for column, factor in one[0]]
    places = np.asarray([one[:2] for one in entries], dtype=np.int64)
    factors = np.asarray([one[2] for one in entries], dtype=np.float64)
    bounds = np.asarray([one[1] for one in line.rows]), np.asarray([one[2] for one in line.rows])
    whole = np.ones(len(low), dtype=bool)
    program = Program(places[:, 0], places[:, 1], factors, *bounds, low, high, whole)
    worlds = []
    at = line.columns[target]
    for side in (1.0, -1.0):
        objective = np.zeros(len(low))
        objective[at] = side
        world = solve(program, objective, clock)
        if world is None:
            raise SolverFailed("the true world was not found")
        worlds.append(world)
    if worlds[1][at] - worlds[0][at] + 1 < (line.needed[at] + 1) * ENOUGH:
        return False
    told = [{json_key(one): float(world[place]) for one, place in line.columns.items()} for world in worlds]
    found.worlds.append({"target": json_key(target), "coalition": list(known), "low": told[0], "high": told[1]})
    return True


def json_key(primitive: Primitive) -> str:
    """A numerator as a key of a JSON object."""
    return "|".join(map(str, primitive))


def _line(problem: Problem, orders: Mapping[str, tuple[Point, ...]], limits: Limits) -> _Line | None:
    """Columns and rows; None where a denominator is unknown, values are no counts or a numerator stands twice."""
    line = _Line({}, [], [], [], [])
    for measure in problem.measures:
        if not measure.whole or None in measure.denominators:
            return None
        denominators = {
            point: Fraction(one or 0) for point, one in zip(measure.points, measure.denominators, strict=True)
        }
        needed = dict(zip(measure.points, boxes(measure).needed.tolist(), strict=True))
        for point in orders[measure.key]:
            primitive = measure.primitive(point)
            if primitive in line.columns:
                return None
            line.columns[primitive] = len(line.columns)
            scale = denominators[point] / Fraction(measure.factor)
            low, high = limits[measure.key][point]
            closed = low == high or (measure.part_of_whole and high == Fraction(measure.factor))
            line.low.append(0.0 if low == -inf else float(ceil(low * scale)))
            line.high.append(FAR if high == inf else float(floor(high * scale) if closed else ceil(high * scale) - 1))
            line.needed.append(needed[point])
        for one, other in pairwise(orders[measure.key]):
            d, e = denominators[one], denominators[other]
            places = line.columns[measure.primitive(one)], line.columns[measure.primitive(other)]
            line.rows.append(([(places[0], float(e)), (places[1], -float(d))], -inf, 0.0))
    for row in problem.sums:
        if any(primitive not in line.columns for primitive, _ in row.terms):
            return None
        terms = [(line.columns[primitive], float(coefficient)) for primitive, coefficient in row.terms]
        low_end = -inf if row.low is None else float(row.low)
        line.rows.append((terms, low_end, inf if row.high is None else float(row.high)))
    return line
