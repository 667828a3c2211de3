"""The world a gate looks at: who contributed which cell, what the ledger holds, and what is to be released."""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property

from comparisons.releases.disclosure.audit.rows import (
    DistributionRow,
    KnownRow,
    Point,
    Primitive,
    Row,
    RowError,
    SumRow,
    canonical_bytes,
)
from comparisons.releases.disclosure.grid import Grid
from comparisons.releases.disclosure.parameters import Parameters


@dataclass(frozen=True)
class Measure:
    """One gridded ratio of one year: the indicator and group, its numerator, and every value that counts in it.

    `points`, `cells` and `denominators` belong together by place. A denominator is public; None says that the gate does
    not know it. `factor` turns numerator / denominator into the grid's unit (100 for percent). `part_of_whole`: no
    numerator exceeds its denominator. `drift` is the assumed largest change from year to year between measures of the
    same `series`, in the grid's unit or, if `drift_in_cells`, as so many times the wider of the two cells and one
    person more; None assumes nothing. `whole`: numerators are whole numbers.
    """

    key: str
    numerator: str
    year: int
    grid: Grid
    points: tuple[Point, ...]
    cells: tuple[int, ...]
    denominators: tuple[Decimal | int | None, ...]
    factor: Decimal | int = 100
    part_of_whole: bool = True
    whole: bool = True
    series: str = ""
    drift: Decimal | None = None
    drift_in_cells: bool = False

    def __post_init__(self) -> None:
        if not len(self.points) == len(self.cells) == len(self.denominators):
            raise RowError("every value of a measure needs a cell and a place for its denominator")
        if len(set(self.points)) < len(self.points):
            raise RowError("a value stands twice in one measure")
        if any(type(cell) is not int for cell in self.cells):
            raise RowError("a cell is a whole number")
        if self.cells and not 0 <= min(self.cells) <= max(self.cells) < self.grid.size:
            raise RowError("a value lies in a cell that the grid does not have")

    @cached_property
    def cell_of(self) -> dict[Point, int]:
        """The cell of each value."""
        return dict(zip(self.points, self.cells, strict=True))

    def primitive(self, point: Point) -> Primitive:
        """The numerator behind one value."""
        return Primitive(point[0], self.numerator, self.year, point[1])

    @cached_property
    def keys(self) -> list[tuple[str, str, int, int]]:
        """The numerators of all values as plain tuples, which equal primitives and are quicker to make."""
        name, year = self.numerator, self.year
        return [(member, name, year, version) for member, version in self.points]


@dataclass(frozen=True)
class Problem:
    """Everything the gate may look at when it decides on `candidates`; `ledger` is what was released before.

    Which rows belong in: every ledger row that touches one of the same primitives, whoever saw it. `values` are exact
    numerators, given only where sums are released and the gate holds them; `margins` are protection levels (upper,
    lower) in numerator units that replace p · x for single numerators.
    """

    measures: tuple[Measure, ...]
    ledger: tuple[Row, ...]
    candidates: tuple[Row, ...]
    parameters: Parameters
    values: Mapping[Primitive, Decimal] = field(default_factory=dict)
    margins: Mapping[Primitive, tuple[Decimal, Decimal]] = field(default_factory=dict)

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """Ledger and candidates together: what an attacker knows after the release."""
        return self.ledger + self.candidates

    @cached_property
    def distributions(self) -> tuple[DistributionRow, ...]:
        return tuple(row for row in self.rows if isinstance(row, DistributionRow))

    @cached_property
    def sums(self) -> tuple[SumRow, ...]:
        return tuple(row for row in self.rows if isinstance(row, SumRow))

    @cached_property
    def known(self) -> dict[Primitive, Decimal | None]:
        """Numerators that count as known to everybody."""
        return {row.primitive: row.value for row in self.rows if isinstance(row, KnownRow)}

    @cached_property
    def derived(self) -> set[Primitive]:
        """Parts without a grid and without a value in an identity of one member: they say what the others say."""
        own = [row for row in self.sums if len({primitive.member for primitive, _ in row.terms}) == 1]
        if not own:
            return set()
        gridded = {key for measure in self.measures for key in measure.keys}
        return {one for row in own for one, _ in row.terms if one not in gridded and one not in self.values}

    @cached_property
    def gridded_twice(self) -> set[Primitive]:
        """Numerators behind values of more than one measure, which two grids tie to their intersection."""
        keys = [key for measure in self.measures for key in measure.keys]
        return (
            {Primitive(*key) for key, count in Counter(keys).items() if count > 1} if len(self.measures) > 1 else set()
        )

    @cached_property
    def protected(self) -> tuple[Primitive, ...]:
        """Every numerator the gate answers for: all in measures and sums, without known and derived ones."""
        gridded = (measure.primitive(point) for measure in self.measures for point in measure.points)
        summed = (primitive for row in self.sums for primitive, _ in row.terms)
        return tuple(one for one in dict.fromkeys([*gridded, *summed]) if self.is_protected(one))

    def is_protected(self, primitive: Primitive) -> bool:
        """Whether the gate answers for this numerator."""
        return primitive not in self.known and primitive not in self.derived


def split(problem: Problem) -> tuple[Problem, ...]:
    """The problem in parts that share no row, numerator or drift bound; each can be audited alone."""
    find = _homes(problem)

    def home_of(row: Row) -> object:
        match row:
            case DistributionRow():
                return find(row.measure)
            case SumRow():
                return find((row.terms[0][0].name, row.terms[0][0].year))
            case KnownRow():
                return find((row.primitive.name, row.primitive.year))

    measures: dict[object, list[Measure]] = defaultdict(list)
    ledger: dict[object, list[Row]] = defaultdict(list)
    candidates: dict[object, list[Row]] = defaultdict(list)
    for measure in problem.measures:
        measures[find(measure.key)].append(measure)
    for rows, by_home in ((problem.ledger, ledger), (problem.candidates, candidates)):
        for row in rows:
            by_home[home_of(row)].append(row)
    homes = dict.fromkeys([*measures, *ledger, *candidates])
    if len(homes) < 2:
        return (problem,)
    return tuple(
        replace(problem, measures=tuple(measures[home]), ledger=tuple(ledger[home]), candidates=tuple(candidates[home]))
        for home in homes
    )


def _homes(problem: Problem) -> Callable[[object], object]:
    """Finds the part that a measure, or a numerator's name and year, belongs to."""
    root: dict[object, object] = {}

    def find(node: object) -> object:
        root.setdefault(node, node)
        while root[node] != node:
            root[node] = root[root[node]]
            node = root[node]
        return node

    for measure in problem.measures:
        root[find(measure.key)] = find((measure.numerator, measure.year))
        if measure.drift is not None and measure.series:
            root[find(("series", measure.series))] = find(measure.key)
    for tie in problem.sums:
        first = tie.terms[0][0]
        for primitive, _ in tie.terms:
            root[find((primitive.name, primitive.year))] = find((first.name, first.year))
    return find


def digest(problem: Problem) -> str:
    """SHA-256 of everything a proof rests on, so that a certificate belongs to exactly one problem."""
    told = hashlib.sha256(canonical_bytes(problem.ledger) + canonical_bytes(problem.candidates))
    told.update(repr(problem.parameters).encode())
    for measure in sorted(problem.measures, key=lambda one: one.key):
        about = (measure.key, measure.numerator, measure.year, measure.grid.reference, str(measure.factor))
        drift = f"{measure.drift} cells" if measure.drift_in_cells else str(measure.drift)
        told.update(repr((*about, measure.part_of_whole, measure.whole, measure.series, drift)).encode())
        told.update(json.dumps([measure.points, measure.cells, list(map(str, measure.denominators))]).encode())
    for held in (problem.values, problem.margins):
        told.update(repr(sorted((tuple(primitive), str(value)) for primitive, value in held.items())).encode())
    return told.hexdigest()
