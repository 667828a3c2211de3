"""A2: the attacker who is told the complete order of all values of a measure, older versions among them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate
from math import inf

from comparisons.releases.disclosure.audit.classes import contradictions
from comparisons.releases.disclosure.audit.margins import ENOUGH
from comparisons.releases.disclosure.audit.order_program import OrderSearch, search_order
from comparisons.releases.disclosure.audit.problem import Measure, Problem
from comparisons.releases.disclosure.audit.rows import Bar, DistributionRow, Mean, Point, Primitive, Quantile
from comparisons.releases.disclosure.audit.ruling import Certified, Obstacle, Outcome, Rung
from comparisons.releases.disclosure.audit.solver import Clock

Limit = Fraction | float  # a float only where it is infinite


@dataclass(frozen=True)
class Chain:
    """Values of one measure in their order, with the limits (grid's unit) that the releases leave to each."""

    points: tuple[Point, ...]
    low: tuple[Limit, ...]
    high: tuple[Limit, ...]

    def limits(self) -> dict[Point, tuple[Limit, Limit]]:
        return dict(zip(self.points, zip(self.low, self.high, strict=True), strict=True))


def order_told(problem: Problem, clock: Clock) -> Outcome:
    """Whether every value keeps the width of its cell for an attacker who knows the order of all values.

    Quantiles and histograms that show all their bars are propagated along the order, once in each direction. With
    sums, whole-number worlds along the chain are searched. Not applicable, and never passed, with a mean in the ledger
    (a mean of mid-points says nothing linear about values), with bars that do not cover the scale, with drift bounds or
    a numerator on two grids, and with sums over several members whose exact numbers the gate does not hold: their
    coalitions could not be modelled.
    Among values of one cell any order serves, because every world with any order is a world for the weaker attacker.
    """
    rung = Rung.ORDER_TOLD
    everyone = problem.protected
    clock.left()
    drifting = any(measure.drift is not None and measure.series for measure in problem.measures)
    sizes = {measure.key: measure.grid.size for measure in problem.measures}
    if (
        drifting
        or problem.gridded_twice
        or not all(is_modelled(row, sizes.get(row.measure, 0)) for row in problem.distributions)
    ):
        return Outcome(rung, Obstacle.NOT_DECIDED, everyone)
    if contradictions(problem):
        return Outcome(rung, Obstacle.INCONSISTENT, everyone)
    chains = {measure.key: chain(problem, measure) for measure in problem.measures}
    if any(low > high for one in chains.values() for low, high in zip(one.low, one.high, strict=True)):
        return Outcome(rung, Obstacle.INCONSISTENT, everyone)
    certified = tuple(one for measure in problem.measures for one in _certified(problem, measure, chains[measure.key]))
    open_now = tuple(one.primitive for one in certified if not one.relative >= ENOUGH)
    found = OrderSearch()
    if problem.sums and not open_now:
        limits = {key: one.limits() for key, one in chains.items()}
        orders = {key: one.points for key, one in chains.items()}
        found = search_order(problem, orders, limits, clock)
        open_now = found.open
    obstacle = (found.obstacle or Obstacle.NARROWED) if open_now or found.obstacle else None
    order = {key: [list(point) for point in one.points] for key, one in chains.items()}
    return Outcome(rung, obstacle, open_now, certified, {"order": order, "worlds": found.worlds})


def is_modelled(row: DistributionRow, cells: int) -> bool:
    """Whether a row's facts are statements about places in the order."""
    if any(isinstance(fact, Mean) for fact in row.facts):
        return False
    bars = sorted(fact for fact in row.facts if isinstance(fact, Bar))
    if not bars:
        return True
    starts = [bar.first for bar in bars]
    return [*starts, cells] == [0, *(bar.last + 1 for bar in bars)]


def chain(problem: Problem, measure: Measure) -> Chain:
    """The order of a measure's values with the limits that all its distributions leave, in time O(values + facts)."""
    order = sorted(measure.points, key=lambda point: (measure.cell_of[point], _held(problem, measure, point), point))
    place = {point: number for number, point in enumerate(order)}
    natural_high = Fraction(measure.factor) if measure.part_of_whole else inf
    low: list[Limit] = [Fraction(0) if measure.grid.edges[0] >= 0 else -inf] * len(order)
    high: list[Limit] = [natural_high] * len(order)
    for row in problem.distributions:
        if row.measure != measure.key:
            continue
        ranked = sorted(place[point] for point in row.points)
        for at_least, rank, edge in _edges_at_ranks(row, measure):
            number = ranked[rank - 1]
            if at_least:
                low[number] = max(low[number], edge)
            else:
                high[number] = min(high[number], edge)
    for point in order:
        exact = _exact(problem, measure, point)
        if exact is not None:
            low[place[point]] = max(low[place[point]], exact)
            high[place[point]] = min(high[place[point]], exact)
    return Chain(tuple(order), tuple(accumulate(low, max)), tuple(accumulate(reversed(high), min))[::-1])


def _edges_at_ranks(row: DistributionRow, measure: Measure) -> Iterable[tuple[bool, int, Fraction]]:
    """(is a lower limit, rank, edge) for everything a row says; the open ends of the scale say nothing."""
    edges = [Fraction(edge) for edge in measure.grid.edges]
    below = 0
    for fact in sorted(row.facts, key=lambda fact: fact[0] if isinstance(fact, Bar) else 0):
        match fact:
            case Quantile(rank, cell):
                if cell > 0:
                    yield True, rank, edges[cell]
                if cell < measure.grid.size - 1:
                    yield False, rank, edges[cell + 1]
            case Bar(_, last, size):
                below += size
                if last < measure.grid.size - 1:
                    if below:
                        yield False, below, edges[last + 1]
                    if below < row.n:
                        yield True, below + 1, edges[last + 1]


def _exact(problem: Problem, measure: Measure, point: Point) -> Fraction | None:
    """The exact ratio of a value everybody knows."""
    value = problem.known.get(measure.primitive(point))
    return None if value is None else _ratio(measure, point, Fraction(value))


def _held(problem: Problem, measure: Measure, point: Point) -> Fraction:
    """The exact ratio where the gate holds it; only used to order values of one cell."""
    value = problem.values.get(measure.primitive(point), problem.known.get(measure.primitive(point)))
    ratio = None if value is None else _ratio(measure, point, Fraction(value))
    return Fraction(measure.grid.midpoint(measure.cell_of[point])) if ratio is None else ratio


def _ratio(measure: Measure, point: Point, numerator: Fraction) -> Fraction | None:
    denominator = measure.denominators[measure.points.index(point)]
    return None if not denominator else numerator * Fraction(measure.factor) / Fraction(denominator)


def _certified(problem: Problem, measure: Measure, one: Chain) -> Iterable[Certified]:
    denominators = dict(zip(measure.points, measure.denominators, strict=True))
    for point, low, high in zip(one.points, one.low, one.high, strict=True):
        primitive: Primitive = measure.primitive(point)
        if primitive in problem.known:
            continue
        relative = float((high - low) / Fraction(measure.grid.width(measure.cell_of[point])))
        denominator = denominators[point]
        scale = None if denominator is None else float(Fraction(denominator) / Fraction(measure.factor))
        ends = [None if scale is None or abs(end) == inf else float(end) * scale for end in (low, high)]
        yield Certified(primitive, ends[0], ends[1], relative, relative)
