"""The question put to the audit: one candidate, what the ledger holds beside it, and what everybody can look up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from benchmark.catalogue.selectors import IndicatorDefinition
from comparisons.releases.disclosure import Grid, Parameters
from comparisons.releases.disclosure.audit import (
    DistributionRow,
    KnownRow,
    Measure,
    Point,
    Primitive,
    Problem,
    Row,
    SumRow,
    row_from_json,
)
from comparisons.releases.gate.exposures import Exposure


class UndecidableError(ValueError):
    """The question cannot be put: a figure of an earlier release, or a denominator, is not known."""


@dataclass(frozen=True)
class Facts:
    """Public facts that tie figures together; kept with the certificate, because official statistics change.

    `denominators` are persons by (member, group), `exact` published counts of members whose figure is public.
    """

    sums: tuple[SumRow, ...] = ()
    denominators: Mapping[tuple[str, str], Decimal] = field(default_factory=dict)
    exact: Mapping[Primitive, Decimal] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values; `from_json` reads them back."""
        return {
            "sums": [row.to_json() for row in self.sums],
            "denominators": [[*key, str(number)] for key, number in sorted(self.denominators.items())],
            "exact": [[*primitive, str(number)] for primitive, number in sorted(self.exact.items())],
        }

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> Facts:
        """The facts that these JSON values spell."""
        sums = tuple(row for row in map(row_from_json, content["sums"]) if isinstance(row, SumRow))
        denominators = {(member, group): Decimal(number) for member, group, number in content["denominators"]}
        exact = {
            Primitive(member, name, year, version): Decimal(number)
            for member, name, year, version, number in content["exact"]
        }
        return cls(sums, denominators, exact)


def beside(candidate: Exposure, exposures: Iterable[Exposure], facts: Facts) -> list[Exposure]:
    """Those earlier statistics that belong into the question: the same distribution, or tied to it by a sum.

    None where no sum ties anything: then everything shown is a function of cells, and no number of releases narrows a
    cell, whatever else the ledger holds (docs/decisions/0011-ledger-and-gate.md).
    """
    if not facts.sums:
        return []
    tied = {(primitive.name, primitive.year) for row in facts.sums for primitive, _coefficient in row.terms}
    return [
        one
        for one in exposures
        if one.values is not None
        and (one.measure == candidate.measure or (one.family.numerator(one.group), one.year) in tied)
    ]


def problem_of(
    candidate: Exposure,
    earlier: Sequence[Exposure],
    facts: Facts,
    *,
    parameters: Parameters,
    definition: IndicatorDefinition,
) -> Problem:
    """The audit's question about a candidate. Raises UndecidableError where two releases contradict each other."""
    cells: dict[str, dict[Point, int]] = {}
    shape: dict[str, Exposure] = {}
    for one in (*earlier, candidate):
        if one.measure is None or one.values is None:
            continue
        shape[one.measure] = one
        found = cells.setdefault(one.measure, {})
        for member, value in one.values.items():
            if found.setdefault(Point(member, value.version), value.cell) != value.cell:
                raise UndecidableError("one version of a figure stands in two cells")
    measures = tuple(_measure(name, shape[name], found, facts, definition) for name, found in sorted(cells.items()))
    ledger = [row for one in earlier for row in one.rows]
    return Problem(
        measures=measures,
        ledger=_once([*_with_counts(ledger, facts), *facts.sums]),
        candidates=_once(_with_counts(candidate.rows, facts)),
        parameters=parameters,
    )


def _measure(
    name: str, one: Exposure, cells: Mapping[Point, int], facts: Facts, definition: IndicatorDefinition
) -> Measure:
    points = sorted(cells)
    grid: Grid | None = one.grid
    if grid is None:
        raise UndecidableError("a sum has no cells")
    return Measure(
        key=name,
        numerator=one.family.numerator(one.group),
        year=one.year,
        grid=grid,
        points=tuple(points),
        cells=tuple(cells[point] for point in points),
        denominators=tuple(facts.denominators.get((point.member, one.group)) for point in points),
        factor=definition.factor,
        part_of_whole=definition.part_of_whole,
    )


def _with_counts(rows: Iterable[Row], facts: Facts) -> list[Row]:
    return [
        KnownRow(row.primitive, facts.exact.get(row.primitive)) if isinstance(row, KnownRow) else row for row in rows
    ]


def _once(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Each fact once; who is known in one release is known in all."""
    found: dict[object, Row] = {}
    for row in rows:
        found[row.primitive if isinstance(row, KnownRow) else _identity(row)] = row
    return tuple(found.values())


def _identity(row: DistributionRow | SumRow) -> object:
    return repr(row)
