"""Re-checking proofs of A3 in exact fractions, written apart from the arrays that found them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations
from math import ceil, floor, inf
from typing import Any

from comparisons.releases.disclosure.audit.linear import Ties
from comparisons.releases.disclosure.audit.problem import Measure, Problem
from comparisons.releases.disclosure.audit.rows import Point, Primitive
from comparisons.releases.disclosure.audit.system import insiders

Number = Fraction | float  # a float only where it is infinite
Interval = tuple[Number, Number]


@dataclass
class Facts:
    """Per variable its limits, the width it needs (None: not gridded), its exact value and whose it is."""

    problem: Problem
    tied: Ties
    bounds: list[Interval] = field(default_factory=list)
    needed: list[Number | None] = field(default_factory=list)
    whole: list[bool] = field(default_factory=list)
    held: list[Fraction | None] = field(default_factory=list)
    member: list[str | None] = field(default_factory=list)
    always: list[bool] = field(default_factory=list)


def facts(problem: Problem, tied: Ties) -> Facts | None:
    """What is known before any row is used; None where a tied numerator has no public denominator."""
    found = Facts(problem, tied)
    homes: dict[Primitive, list[tuple[Measure, int]]] = defaultdict(list)
    for measure in problem.measures:
        for place, point in enumerate(measure.points):
            homes[measure.primitive(point)].append((measure, place))
    inside = insiders(problem)
    values = {**problem.values, **{one: value for one, value in problem.known.items() if value is not None}}
    for primitive in tied.primitives:
        low: Number = Fraction(0)
        high: Number = inf
        needed: Number | None = None
        whole = True
        for measure, place in homes.get(primitive, []):
            if measure.denominators[place] is None:
                return None
            box_low, box_high, box_needed = cell_box(measure, place)
            low = box_low if needed is None else max(low, box_low)
            high = min(high, box_high)
            needed = box_needed if needed is None else max(needed, box_needed)
            whole = measure.whole
        always, value = primitive in problem.known, values.get(primitive)
        held = None if value is None else Fraction(value)
        found.bounds.append((held, held) if always and held is not None else (low, high))
        found.needed.append(needed)
        found.whole.append(whole)
        found.held.append(held)
        found.member.append(primitive.member if primitive.member in inside else None)
        found.always.append(always)
    for _ in range(tied.parts):
        found.bounds.append((-inf, inf))
        found.needed.append(None)
        found.whole.append(True)
        found.held.append(None)
        found.member.append(None)
        found.always.append(False)
    return found


def cell_box(measure: Measure, place: int) -> tuple[Number, Number, Number]:
    """Lowest and highest numerator of a value's cell and the width that must be left, read from the definitions."""
    grid, cell = measure.grid, measure.cells[place]
    scale = Fraction(measure.denominators[place] or 0) / Fraction(measure.factor)
    low, high = (Fraction(edge) * scale for edge in grid.bounds(cell))
    width = Fraction(grid.width(cell)) * scale
    counted_low, counted_high = (high - width, high) if cell == 0 else (low, low + width)
    limit: Number = scale * Fraction(measure.factor) if measure.part_of_whole else inf

    def inward(at_least: Number, below: Number) -> Interval:
        if not measure.whole:
            return at_least, below
        return (at_least if at_least == -inf else Fraction(ceil(at_least))), (
            below if below == inf else Fraction(ceil(below) - 1)
        )

    counted = inward(counted_low, counted_high)
    natural_low: Number = (Fraction(0) if grid.edges[0] >= 0 else -inf) if cell == 0 else low
    first, last = inward(natural_low, inf if cell == grid.size - 1 else high)
    if limit != inf:
        last = min(last, Fraction(floor(limit)) if measure.whole else limit)
    return first, last, min(counted[1], last) - max(counted[0], first)


def replayed(known: Facts, chain: list[list[Any]]) -> list[str]:
    """Draws the bounds in step by step; faults where a step does not follow, or where the rows allow one more."""
    for number, variable, side, claimed in chain:
        low, high = known.bounds[variable]
        implied = _implied(known, number, variable)
        claim = Fraction(claimed)
        if side == "low" and implied[0] >= claim >= low:
            known.bounds[variable] = (claim, high)
        elif side == "high" and implied[1] <= claim <= high:
            known.bounds[variable] = (low, claim)
        else:
            return [f"step {number}/{variable}/{side} does not follow from the rows before it"]
    for number, row in enumerate(known.tied.rows):
        for variable, _ in row.terms:
            low, high = _implied(known, number, variable)
            if low > known.bounds[variable][0] or high < known.bounds[variable][1]:
                return [f"row {number} narrows further than the proof says"]
    return []


def _implied(known: Facts, number: int, variable: int) -> Interval:
    row = known.tied.rows[number]
    others = [(known.bounds[one], factor) for one, factor in row.terms if one != variable]
    factor = dict(row.terms)[variable]
    return _solved(known, number, variable, factor, _spread(others), (Fraction(0), Fraction(0)))


def _spread(parts: list[tuple[Interval, int]]) -> Interval:
    least: Number = Fraction(0)
    most: Number = Fraction(0)
    for (low, high), factor in parts:
        ends = (low * factor, high * factor) if factor > 0 else (high * factor, low * factor)
        least, most = least + ends[0], most + ends[1]
    return least, most


def _solved(known: Facts, number: int, variable: int, factor: int, rest: Interval, taken: Interval) -> Interval:
    """Limits of a variable in its row; whole-number rows have whole bounds, and so have their variables."""
    row = known.tied.rows[number]
    counts = all(known.whole[one] for one, _ in row.terms)
    low: Number = -inf if row.low is None else Fraction(ceil(row.low)) if counts else Fraction(row.low)
    high: Number = inf if row.high is None else Fraction(floor(row.high)) if counts else Fraction(row.high)
    room_low, room_high = low - rest[1] + taken[0], high - rest[0] - taken[1]
    ends = (room_low, room_high) if factor > 0 else (room_high, room_low)
    first = -inf if abs(ends[0]) == inf else Fraction(ends[0]) / factor
    last = inf if abs(ends[1]) == inf else Fraction(ends[1]) / factor
    if known.whole[variable]:
        first = first if first == -inf else Fraction(ceil(first))
        last = last if last == inf else Fraction(floor(last))
    return first, last


def beside_coalitions(known: Facts) -> dict[int, Interval]:
    """What stays open for each variable on a tree of rows, charged with the worst coalition in every row."""
    rows_of: dict[int, list[int]] = defaultdict(list)
    for number, row in enumerate(known.tied.rows):
        for variable, _ in row.terms:
            rows_of[variable].append(number)
    charges = [_charges(known, number) for number in range(len(known.tied.rows))]
    told: dict[tuple[int, int], Interval] = {}

    def from_row(number: int, variable: int) -> Interval:
        row = known.tied.rows[number]
        others = [(seen_from(one, number), factor) for one, factor in row.terms if one != variable]
        return _solved(known, number, variable, dict(row.terms)[variable], _spread(others), charges[number][variable])

    def seen_from(variable: int, number: int) -> Interval:
        if (variable, number) not in told:
            told[variable, number] = _met(
                known.bounds[variable], [from_row(r, variable) for r in rows_of[variable] if r != number]
            )
        return told[variable, number]

    trees = [one for one in rows_of if known.tied.component[one] not in known.tied.circles]
    return {one: _met(known.bounds[one], [from_row(number, one) for number in rows_of[one]]) for one in trees}


def _met(start: Interval, others: list[Interval]) -> Interval:
    low, high = start
    for other_low, other_high in others:
        low = other_low if other_low > low else low
        high = other_high if other_high < high else high
    return low, high


def _charges(known: Facts, number: int) -> dict[int, Interval]:
    """Per variable of a row what always known numbers and the worst coalition of others take away, below and above."""
    per_member: tuple[dict[str, Number], dict[str, Number]] = (defaultdict(Fraction), defaultdict(Fraction))
    always: list[list[tuple[int, Number]]] = [[], []]
    for variable, factor in known.tied.rows[number].terms:
        low, high = known.bounds[variable]
        held, member = known.held[variable], known.member[variable]
        down = abs(factor) * ((high if held is None else held) - low)
        up = abs(factor) * (high - (low if held is None else held))
        for side, part in enumerate((up, down) if factor > 0 else (down, up)):
            if known.always[variable]:
                always[side].append((variable, part))
            elif member is not None:
                per_member[side][member] += part
    c = known.problem.parameters.c
    found: dict[int, Interval] = {}
    for variable, _ in known.tied.rows[number].terms:
        own = None if known.always[variable] else known.member[variable]
        both: list[Number] = []
        for side in (0, 1):
            others = sorted((part for member, part in per_member[side].items() if member != own), reverse=True)
            known_anyway = [part for one, part in always[side] if one != variable]
            both.append(sum([*others[:c], *known_anyway], Fraction(0)))
        found[variable] = (both[0], both[1])
    return found


def keeps_its_width(known: Facts, variable: int, low: Number, high: Number) -> bool:
    """Whether an interval is wide enough: the cell, or both sides of an exact value, or the share of its upper end."""
    p, m = Fraction(known.problem.parameters.p), Fraction(known.problem.parameters.m)
    if low > high:
        return False
    width = high - low
    needed, held = known.needed[variable], known.held[variable]
    if needed is not None:
        return width >= needed
    if held is None:
        return width == inf or width >= max(p * abs(Fraction(high)), m)
    share = p * abs(held)
    above, below = known.problem.margins.get(known.tied.primitives[variable], (share, share))
    upper, lower = Fraction(above), Fraction(below)
    return high - held >= upper and held - low >= lower and width >= max(upper, lower, share, m)


def check_worlds(known: Facts, worlds: list[dict[str, Any]], target: int) -> list[str]:
    """Whether two worlds stand there for the target beside every coalition, satisfy all rows and are far apart."""
    part = [one for one, home in enumerate(known.tied.component) if home == known.tied.component[target]]
    own = known.tied.primitives[target].member
    members = sorted({member for one in part if (member := known.member[one]) is not None} - {own})
    size = min(known.problem.parameters.c, len(members))
    found = {frozenset(one["coalition"]): one for one in worlds if one["target"] == target}
    for coalition in combinations(members, size):
        pair = found.get(frozenset(coalition))
        if pair is None:
            return [f"no worlds for numerator {target} beside a coalition"]
        ends = []
        for side in ("low", "high"):
            world = {int(place): Fraction(value) for place, value in pair[side].items()}
            if not _is_world(known, world, part, set(coalition)):
                return [f"a world for numerator {target} does not satisfy the rows"]
            ends.append(world[target])
        if not keeps_its_width(known, target, ends[0], ends[1]):
            return [f"the worlds for numerator {target} lie too close together"]
    return []


def _is_world(known: Facts, world: dict[int, Fraction], part: list[int], coalition: set[str]) -> bool:
    """Limits, whole numbers, the coalition's own values, and every row of the part."""
    for place in (one for one in part if one < len(known.tied.primitives)):
        value = world.get(place)
        low, high = known.bounds[place]
        if value is None or not low <= value <= high or (known.whole[place] and value.denominator != 1):
            return False
        if known.member[place] in coalition and value != known.held[place]:
            return False
    inside = set(part)
    rows = [row for row in known.tied.rows if row.terms[0][0] in inside]
    for row in sorted(rows, key=lambda row: max(place for place, _ in row.terms)):
        last, factor = row.terms[-1]
        if last >= len(known.tied.primitives) and last not in world and factor == -1:
            world[last] = sum((factor * world[place] for place, factor in row.terms[:-1]), Fraction(0))
        total = sum((factor * world[place] for place, factor in row.terms), Fraction(0))
        if (row.low is not None and total < row.low) or (row.high is not None and total > row.high):
            return False
    return True


def is_dense(known: Facts, number: int) -> bool:
    """Whether a row reaches every window it leaves, so that bounds of whole numbers are reached by whole numbers."""
    row = known.tied.rows[number]
    whole = [known.whole[place] for place, _ in row.terms]
    step = max(abs(factor) for _, factor in row.terms)
    if not any(whole) or (step == 1 and all(whole)) or row.low is None or row.high is None:
        return True
    ends = (floor(row.high), ceil(row.low)) if all(whole) else (row.high, row.low)
    return ends[0] - ends[1] >= step


def point_of(content: list[Any]) -> Point:
    return Point(str(content[0]), int(content[1]))
