"""Re-checking proofs of A2: the order, the limits along it and the worlds of values in sums."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations, pairwise
from typing import Any

from comparisons.releases.disclosure.audit.order_program import json_key
from comparisons.releases.disclosure.audit.order_told import Chain, chain, is_modelled
from comparisons.releases.disclosure.audit.problem import Problem
from comparisons.releases.disclosure.audit.recheck_bounds import cell_box
from comparisons.releases.disclosure.audit.rows import Primitive


def order_faults(problem: Problem, proof: dict[str, Any]) -> list[str]:
    """What is wrong with a proof of A2; empty when every value keeps the width of its cell."""
    chains: dict[str, Chain] = {}
    for measure in problem.measures:
        if measure.drift is not None and measure.series:
            return ["the order does not model drift bounds"]
        if problem.gridded_twice:
            return ["the order does not model a numerator on two grids"]
        found = chains[measure.key] = chain(problem, measure)
        if [list(point) for point in found.points] != proof["order"][measure.key]:
            return [f"{measure.key}: the order is another one"]
        for point, low, high in zip(found.points, found.low, found.high, strict=True):
            if measure.primitive(point) not in problem.known and (
                high - low < Fraction(measure.grid.width(measure.cell_of[point]))
            ):
                return [f"{measure.key}: a value is narrowed"]
    sizes = {measure.key: measure.grid.size for measure in problem.measures}
    if not all(is_modelled(row, sizes[row.measure]) for row in problem.distributions):
        return ["the order does not model every row"]
    return _sum_faults(problem, chains, proof["worlds"]) if problem.sums else []


def _sum_faults(problem: Problem, chains: dict[str, Chain], worlds: list[dict[str, Any]]) -> list[str]:
    tied = list(dict.fromkeys(primitive for row in problem.sums for primitive, _ in row.terms))
    targets = [one for one in tied if one in set(problem.protected)]
    found = {(one["target"], frozenset(one["coalition"])): one for one in worlds}
    members = {one.member for one in targets}
    needed = {
        measure.primitive(point): cell_box(measure, place)[2]
        for measure in problem.measures
        for place, point in enumerate(measure.points)
    }
    for target in targets:
        others = sorted(members - {target.member})
        for coalition in combinations(others, min(problem.parameters.c, len(others))):
            pair = found.get((json_key(target), frozenset(coalition)))
            if pair is None:
                return ["no worlds for a value beside a coalition"]
            if not all(_is_world(problem, chains, pair[side], set(coalition)) for side in ("low", "high")):
                return ["a world does not satisfy order, limits or sums"]
            key = json_key(target)
            if Fraction(pair["high"][key]) - Fraction(pair["low"][key]) < needed[target]:
                return ["the worlds of a value lie too close together"]
    return []


def _is_world(problem: Problem, chains: dict[str, Chain], told: dict[str, float], coalition: set[str]) -> bool:
    """Whether these numerators stand in the order, within the limits, and satisfy the sums."""
    values: dict[Primitive, Fraction] = {}
    for measure in problem.measures:
        denominators = dict(zip(measure.points, measure.denominators, strict=True))
        ratios = []
        one = chains[measure.key]
        for point, low, high in zip(one.points, one.low, one.high, strict=True):
            primitive = measure.primitive(point)
            value = values[primitive] = Fraction(told[json_key(primitive)])
            ratio = value * Fraction(measure.factor) / Fraction(denominators[point] or 0)
            fixed = problem.values.get(primitive, problem.known.get(primitive))
            if primitive.member in coalition and (fixed is None or value != Fraction(fixed)):
                return False
            at_end = ratio == high and (low == high or (measure.part_of_whole and high == Fraction(measure.factor)))
            if value.denominator != 1 or not (low <= ratio < high or at_end):
                return False
            ratios.append(ratio)
        if any(first > second for first, second in pairwise(ratios)):
            return False
    for row in problem.sums:
        total = sum((coefficient * values[primitive] for primitive, coefficient in row.terms), Fraction(0))
        if (row.low is not None and total < row.low) or (row.high is not None and total > row.high):
            return False
    return True
