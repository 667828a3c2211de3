"""The world a gate looks at: who contributed which cell, what the ledger holds, and what is to be released."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from comparisons.releases.disclosure.audit.rows import DistributionRow, KnownRow, Point, Primitive, Row, RowError, SumRow
from comparisons.releases.disclosure.grid import Grid
from comparisons.releases.disclosure.parameters import Parameters


@dataclass(frozen=True)
class Measure:
    """One gridded ratio of one year: the indicator and group, its numerator, and every value that counts in it.

    `points`, `cells` and `denominators` belong together by place. A denominator is public; None says that the gate does
    not know it. `factor` turns numerator / denominator into the grid's unit (100 for percent). `part_of_whole` says that
    no numerator exceeds its denominator. `drift` is the assumed largest change from year to year in the grid's unit,
    between measures of the same `series`; None assumes nothing. `whole` says that numerators are whole numbers.
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

    def __post_init__(self) -> None:
        if not len(self.points) == len(self.cells) == len(self.denominators):
            raise RowError("every value of a measure needs a cell and a place for its denominator")
        if len(set(self.points)) < len(self.points):
            raise RowError("a value stands twice in one measure")
        if self.cells and not 0 <= min(self.cells) <= max(self.cells) < self.grid.size:
            raise RowError("a value lies in a cell that the grid does not have")

    @cached_property
    def cell_of(self) -> dict[Point, int]:
        """The cell of each value."""
        return dict(zip(self.points, self.cells, strict=True))

    def primitive(self, point: Point) -> Primitive:
        """The numerator behind one value."""
        return Primitive(point.member, self.numerator, self.year, point.version)


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


def split(problem: Problem) -> tuple[Problem, ...]:
    """The same problem in parts that share no primitive, no series with a drift bound and no row; each can be audited alone."""
    raise NotImplementedError


def digest(problem: Problem) -> str:
    """SHA-256 of everything the problem says, so that a certificate belongs to exactly one problem."""
    raise NotImplementedError
