"""Everything that ties numerators together, as plain linear rows over numbered variables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from comparisons.releases.disclosure.audit.problem import Measure, Problem
from comparisons.releases.disclosure.audit.rows import Primitive, SumRow

Number = int | Fraction


@dataclass(frozen=True)
class Linear:
    """`low <= sum of coefficient * variable <= high`; terms are (variable, coefficient), an open side is None."""

    terms: tuple[tuple[int, int], ...]
    low: Number | None
    high: Number | None


@dataclass(frozen=True)
class Ties:
    """Variables that some row or a shared numerator ties, and the rows. Places beyond `primitives` are part sums."""

    primitives: tuple[Primitive, ...]
    rows: tuple[Linear, ...]
    parts: int  # number of part sums, as further variables
    component: tuple[int, ...]  # per variable the number of its connected part; rows belong to that of their variables
    circles: frozenset[int]  # parts in which rows and variables form a circle: propagation is not exact there

    @property
    def size(self) -> int:
        return len(self.primitives) + self.parts


def ties(problem: Problem) -> Ties:
    """The rows of a problem: equal ones merged, nested ones stacked, drift bounds added."""
    place: dict[Primitive, int] = {}
    for row in problem.sums:
        for primitive, _ in row.terms:
            place.setdefault(primitive, len(place))
    for measure in _sharing_a_numerator(problem.measures):
        for point in measure.points:
            place.setdefault(measure.primitive(point), len(place))
    drifts = list(_drift_rows(problem, place))
    rows = [*_merged(problem.sums, place), *drifts]
    parts = 0
    component, circles = _components(rows, len(place))
    if circles:
        rows, parts = _stacked(rows, len(place))
        component, circles = _components(rows, len(place) + parts)
    return Ties(tuple(place), tuple(rows), parts, component, circles)


def _sharing_a_numerator(measures: Iterable[Measure]) -> list[Measure]:
    """Measures whose numerator is gridded more than once, over different denominators."""
    by_numerator: dict[tuple[str, int], list[Measure]] = defaultdict(list)
    for measure in measures:
        by_numerator[measure.numerator, measure.year].append(measure)
    return [measure for group in by_numerator.values() if len(group) > 1 for measure in group]


def _merged(sums: Iterable[SumRow], place: dict[Primitive, int]) -> list[Linear]:
    """One row per left side, with the narrowest bounds any publication gave."""
    found: dict[tuple[tuple[int, int], ...], tuple[Number | None, Number | None]] = {}
    for row in sums:
        terms = tuple(sorted((place[primitive], coefficient) for primitive, coefficient in row.terms))
        low, high = _number(row.low), _number(row.high)
        if terms[0][1] < 0:
            terms = tuple((variable, -coefficient) for variable, coefficient in terms)
            low, high = (None if high is None else -high), (None if low is None else -low)
        before = found.get(terms, (None, None))
        found[terms] = (_tighter(max, before[0], low), _tighter(min, before[1], high))
    return [Linear(terms, low, high) for terms, (low, high) in found.items()]


def _tighter(choose: Callable[[Iterable[Number]], Number], one: Number | None, other: Number | None) -> Number | None:
    present = [bound for bound in (one, other) if bound is not None]
    return choose(present) if present else None


def _number(bound: Decimal | None) -> Number | None:
    if bound is None:
        return None
    return int(bound) if bound == bound.to_integral_value() else Fraction(bound)


@dataclass(frozen=True)
class _Yearly:
    """A member's newest value of a year: numerator, denominator, and how far from it other years are assumed to be."""

    primitive: Primitive
    denominator: Decimal | int | None
    drift: Fraction  # of the ratio
    persons: int  # by which the bound is wider, because whole persons do not meet a cell's edge


def _drift_rows(problem: Problem, place: dict[Primitive, int]) -> Iterable[Linear]:
    """|ratio of this year − ratio of last year| <= drift, written in numerators; the newest versions count.

    Nothing is said of two values that are both known: there is nothing to protect, whatever happened to them.
    """
    series: dict[str, dict[int, list[Measure]]] = defaultdict(lambda: defaultdict(list))
    for measure in problem.measures:
        if measure.drift is not None and measure.series:
            series[measure.series][measure.year].append(measure)
    for by_year in series.values():
        for first, second in pairwise(sorted(by_year)):
            if second != first + 1:
                continue
            earlier, later = _newest(by_year[first]), _newest(by_year[second])
            for member in sorted(earlier.keys() & later.keys()):
                before, after = earlier[member], later[member]
                if not problem.known.keys() >= {before.primitive, after.primitive}:
                    yield _drift_row(before, after, place)


def _newest(measures: Iterable[Measure]) -> dict[str, _Yearly]:
    """Per member its newest value."""
    found: dict[str, tuple[int, _Yearly]] = {}
    for measure in measures:
        for place, point in enumerate(measure.points):
            if point.member not in found or found[point.member][0] < point.version:
                found[point.member] = point.version, _yearly(measure, place)
    return {member: one for member, (_version, one) in found.items()}


def _yearly(measure: Measure, place: int) -> _Yearly:
    drift = Fraction(measure.drift or 0) / Fraction(measure.factor)
    if measure.drift_in_cells:
        drift *= Fraction(measure.grid.width(measure.cells[place]))
    primitive = measure.primitive(measure.points[place])
    return _Yearly(primitive, measure.denominators[place], drift, int(measure.drift_in_cells))


def _drift_row(before: _Yearly, after: _Yearly, place: dict[Primitive, int]) -> Linear:
    """Bounds are left open where a denominator is unknown; the variables then have no box, and nothing is decided."""
    x, y = (place.setdefault(one.primitive, len(place)) for one in (before, after))
    if before.denominator is None or after.denominator is None:
        return Linear(tuple(sorted(((x, -1), (y, 1)))), None, None)
    d, e = Fraction(before.denominator), Fraction(after.denominator)
    scale = d.denominator * e.denominator
    in_cells = before.persons and after.persons
    bound = max(before.drift, after.drift) * d * e + max(d, e) if in_cells else min(before.drift, after.drift) * d * e
    limit = bound * scale
    return Linear(tuple(sorted(((x, -int(e * scale)), (y, int(d * scale))))), -limit, limit)


def _components(rows: list[Linear], variables: int) -> tuple[tuple[int, ...], frozenset[int]]:
    """Connected parts of rows and variables, and those of them that are no tree."""
    flat = [(variable, number) for number, row in enumerate(rows) for variable, _ in row.terms]
    if len({variable for variable, _ in flat}) == len(flat):  # rows apart from each other: nothing to walk through
        apart = {variable: variables + number for variable, number in flat}
        return tuple(apart.get(variable, variable) for variable in range(variables)), frozenset()
    root = list(range(variables))

    def find(node: int) -> int:
        while root[node] != node:
            root[node] = root[root[node]]
            node = root[node]
        return node

    in_circle = []
    for row in rows:
        homes = [find(variable) for variable, _ in row.terms]
        if len(set(homes)) < len(homes):
            in_circle.append(homes[0])
        for home in homes[1:]:
            root[find(home)] = find(homes[0])
    return tuple(find(variable) for variable in range(variables)), frozenset(find(one) for one in in_circle)


def _stacked(rows: list[Linear], variables: int) -> tuple[list[Linear], int]:
    """Nested sums with equal coefficients rewritten: the smaller set becomes one part sum of the larger one."""
    ordered = sorted(range(len(rows)), key=lambda number: len(rows[number].terms))
    open_terms = {number: dict(rows[number].terms) for number in ordered}
    part_of: dict[int, int] = {}
    for position, inner in enumerate(ordered):
        small = open_terms[inner]
        if len(small) < 2:
            continue
        outer = [one for one in ordered[position + 1 :] if small.items() < open_terms[one].items()]
        if outer:
            part_of[inner] = variables + len(part_of)
        for one in outer:
            for variable in small:
                del open_terms[one][variable]
            open_terms[one][part_of[inner]] = 1
    stacked = []
    for number, row in enumerate(rows):
        terms = tuple(sorted(open_terms[number].items()))
        if number not in part_of:
            stacked.append(Linear(terms, row.low, row.high))
            continue
        stacked.append(Linear((*terms, (part_of[number], -1)), 0, 0))
        stacked.append(Linear(((part_of[number], 1),), row.low, row.high))
    return stacked, len(part_of)
