"""A public sum around one value: which numerators the value can take when cells of the others move."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import ceil, floor, inf

from comparisons.releases.disclosure.audit.boxes import boxes
from comparisons.releases.disclosure.audit.linear import Linear, ties
from comparisons.releases.disclosure.audit.problem import Measure, Problem
from comparisons.releases.disclosure.audit.rows import Point, Primitive


@dataclass(frozen=True)
class Part:
    """One numerator of a sum: its coefficient, and per cell the limits of coefficient · numerator.

    A numerator without a grid has one entry; `known` is what everybody knows without the gate holding it.
    """

    primitive: Primitive
    coefficient: int
    least: tuple[float, ...]
    most: tuple[float, ...]
    measure: str | None = None
    point: Point | None = None
    cell: int = 0
    known: bool = False


@dataclass(frozen=True)
class Around:
    """The sum in which a target stands: the target's coefficient, the other parts, and what insiders can take away.

    The allowances charge the row with the worst coalition of the agreed size, wherever in their cells its members are.
    """

    low: float
    high: float
    target: Part
    others: tuple[Part, ...]
    taken_low: float
    taken_high: float

    def reach(self, cells: dict[tuple[str, Point], int], cell: int) -> tuple[float, float]:
        """Smallest and largest numerator of the target in this cell, others in the cells given; empty if low > high."""
        chosen = [
            cells.get((part.measure or "", part.point or Point("")), part.cell) if part.point else 0
            for part in self.others
        ]
        pairs = zip(self.others, chosen, strict=True)
        least = most = 0.0
        for part, at in pairs:
            low, high = part.least[at], part.most[at]
            least += high if part.known else low
            most += low if part.known else high
        own_low, own_high = self.target.least[cell], self.target.most[cell]
        low = max(own_low, self.low - most + self.taken_low)
        high = min(own_high, self.high - least - self.taken_high)
        sign = self.target.coefficient
        return (
            (ceil_of(low / sign), floor_of(high / sign)) if sign > 0 else (ceil_of(high / sign), floor_of(low / sign))
        )


def ceil_of(number: float) -> float:
    return number if abs(number) == inf else float(ceil(number))


def floor_of(number: float) -> float:
    return number if abs(number) == inf else float(floor(number))


def around(problem: Problem, measure: Measure, point: Point) -> Around | None:
    """The one sum that ties a value, or None where it cannot be told by one sum of whole numbers alone.

    Modelled are values in exactly one row whose other parts stand in no second row and in at most one measure.
    """
    tied = ties(problem)
    place = {primitive: number for number, primitive in enumerate(tied.primitives)}
    target = place[measure.primitive(point)]
    rows = [row for row in tied.rows if any(tied.component[one] == tied.component[target] for one, _ in row.terms)]
    if len(rows) != 1 or any(one >= len(tied.primitives) for one, _ in rows[0].terms):
        return None
    row = rows[0]
    if any(abs(coefficient) != 1 for _, coefficient in row.terms):
        return None
    parts = [_part(problem, tied.primitives[one], coefficient) for one, coefficient in row.terms]
    if any(part is None for part in parts):
        return None
    present = [part for part in parts if part is not None]
    own = next(part for part in present if part.primitive == tied.primitives[target])
    others = tuple(part for part in present if part is not own)
    return Around(*_ends(row), own, others, *_taken(problem, own, others))


def _ends(row: Linear) -> tuple[float, float]:
    return (
        -inf if row.low is None else float(ceil(row.low)),
        inf if row.high is None else float(floor(row.high)),
    )


def _part(problem: Problem, primitive: Primitive, coefficient: int) -> Part | None:
    """A numerator with the limits of all its cells; None for one in two measures, without denominator or no count."""
    homes = [
        (measure, point)
        for measure in problem.measures
        if (measure.numerator, measure.year) == (primitive.name, primitive.year)
        for point in [Point(primitive.member, primitive.version)]
        if point in measure.cell_of
    ]
    known = primitive in problem.known
    value = problem.known.get(primitive)
    if value is not None:
        return Part(primitive, coefficient, (float(coefficient * value),), (float(coefficient * value),))
    if not homes:
        limits = sorted((0.0, coefficient * inf))
        return Part(primitive, coefficient, (limits[0],), (limits[1],), known=known)
    measure, point = homes[0]
    denominator = measure.denominators[measure.points.index(point)]
    if len(homes) > 1 or denominator is None or not measure.whole:
        return None
    box = cell_limits(measure, denominator)
    least = tuple(float(min(coefficient * low, coefficient * high)) for low, high in box)
    most = tuple(float(max(coefficient * low, coefficient * high)) for low, high in box)
    return Part(primitive, coefficient, least, most, measure.key, point, measure.cell_of[point], known)


def cell_limits(measure: Measure, denominator: object) -> list[tuple[float, float]]:
    """Limits of a numerator with this denominator in every cell."""
    size = measure.grid.size
    points = tuple(Point(str(cell)) for cell in range(size))
    every = replace(measure, points=points, cells=tuple(range(size)), denominators=(denominator,) * size)  # type: ignore[arg-type]
    box = boxes(every)
    return list(zip(box.low.tolist(), box.high.tolist(), strict=True))


def _taken(problem: Problem, own: Part, others: tuple[Part, ...]) -> tuple[float, float]:
    """What the worst coalition takes from the room below and above, each member with all its parts."""
    below: dict[str, float] = {}
    above: dict[str, float] = {}
    for part in others:
        if part.known or part.primitive.member == own.primitive.member:
            continue
        if part.point is None and part.primitive not in problem.values:
            continue  # whoever takes part in no circle is in no coalition
        low, high = part.least[part.cell], part.most[part.cell]
        value = problem.values.get(part.primitive)
        exact = None if value is None else float(part.coefficient * value)
        above[part.primitive.member] = above.get(part.primitive.member, 0.0) + (high if exact is None else exact) - low
        below[part.primitive.member] = below.get(part.primitive.member, 0.0) + high - (low if exact is None else exact)
    c = problem.parameters.c
    return sum(sorted(below.values())[-c:]), sum(sorted(above.values())[-c:])
