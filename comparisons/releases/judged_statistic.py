"""One judged statistic: what may be shown of an indicator, group and year, and how it is frozen."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from comparisons.circles.selectors import CoreEntry
from comparisons.comparability import Comparability, Grade
from comparisons.releases.disclosure import Bar, Grid, Level, Parameters, Verdict
from comparisons.releases.gate import Passed
from comparisons.releases.ledger import Family, Known, Value
from comparisons.releases.presenters import reasons_of

OTHER_GRID = "grid"


@dataclass(frozen=True)
class Judged:
    """What may be shown of one indicator, group and year, and why not more."""

    entry: CoreEntry
    year: int
    group: str
    verdict: Verdict
    refusal: str
    comparability: Comparability
    expected: int
    off_grid: int  # contributions on another grid than the catalogue's, which never happens by itself
    invented_count: int
    grid: Grid
    parameters: Parameters
    values: Mapping[str, Value]  # of the members that make up the statistic, by database role
    known: Known
    passed: Passed | None = None  # the gate's proof, for what is shown

    @property
    def family(self) -> Family:
        """The figures this statistic is about."""
        return Family(self.entry.indicator_code, self.entry.concept)

    @property
    def member_hash(self) -> str:
        """Fingerprint of exactly those who make up the statistic."""
        return hash_of(self.values)

    @property
    def grade(self) -> Grade:
        """The grade of the comparison; classes of two grids cannot be compared at all."""
        return Grade.REFUSED if self.off_grid else self.comparability.grade

    @property
    def level(self) -> Level:
        return Level.NOTHING if self.refusal else self.verdict.level

    def reasons(self) -> list[dict[str, Any]]:
        """The comparability reasons as plain data: counts and metadata, no names and no cells."""
        found = reasons_of(self.comparability)
        if self.off_grid:
            total = self.verdict.n + self.off_grid
            found.append(
                {"kind": OTHER_GRID, "grade": "refused", "found": [], "affected": self.off_grid, "total": total}
            )
        return found

    def summary(self) -> dict[str, Any]:
        """Level and reasons for a preview; no cell and no mean."""
        return {
            "indicator": self.entry.indicator_code,
            "group": self.group,
            "year": self.year,
            "n": self.verdict.n,
            "expected": self.expected,
            "level": int(self.level),
            "refusal": self.refusal,
            "needed": self.verdict.needed,
            "grade": self.grade.value,
            "reasons": self.reasons(),
            "public": self.verdict.public,
            "left_out": self.verdict.left_out,
        }


def columns(one: Judged) -> dict[str, Any]:
    """The statistic's columns in a release; a refused one shows its number of members and nothing else."""
    shown: dict[str, Any] = {}
    if not one.refusal:
        verdict = one.verdict
        shown["mean"] = verdict.mean
        quartiles, tails = verdict.quartiles or (None, None), verdict.tails or (None, None)
        for name, cell in zip(("median", "q1", "q3", "p10", "p90"), (verdict.median, *quartiles, *tails), strict=True):
            low, high = _edges(one.grid, cell)
            shown |= {f"{name}_cell": cell, f"{name}_low": low, f"{name}_high": high}
        shown["histogram"] = [_bar(one.grid, bar) for bar in verdict.histogram or ()]
    return {
        "indicator_code": one.entry.indicator_code,
        "definition_version": one.entry.definition_version,
        "concept": one.entry.concept,
        "year": one.year,
        "group": one.group,
        "n": one.verdict.n,
        "expected": one.expected,
        "level": int(one.level),
        "refusal": one.refusal,
        "needed": one.verdict.needed,
        "grade": one.grade.value,
        "reasons": one.reasons(),
        "invented_count": one.invented_count,
        "grid_id": one.grid.reference,
        "member_hash": one.member_hash,
        "public_count": one.verdict.public,
        "consented_count": one.verdict.consented,
        "left_out": one.verdict.left_out,
        **shown,
    }


def hash_of(members: Collection[str]) -> str:
    """Fingerprint of a set of members, whatever their order."""
    return hashlib.sha256("|".join(sorted(members)).encode()).hexdigest()


def _edges(grid: Grid, cell: int | None) -> tuple[Decimal | None, Decimal | None]:
    """The cell's edges, None on an open side."""
    if cell is None:
        return None, None
    label = grid.label(cell)
    return label.low, label.high


def _bar(grid: Grid, bar: Bar) -> dict[str, Any]:
    """A bar with its cells and with its edges as text, None on an open side."""
    low, high = grid.label(bar.first).low, grid.label(bar.last).high
    edges = {"low": None if low is None else str(low), "high": None if high is None else str(high)}
    return {"first": bar.first, "last": bar.last, "n": bar.n, **edges}
