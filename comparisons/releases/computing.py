"""Judging a round: from contributions to what may be shown, as the exchange.

Every decision here rests on cells, counts of members and metadata; figures do not exist on this side.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from comparisons.circles.models import Round
from comparisons.circles.selectors import CoreEntry, core_set
from comparisons.comparability import Comparability, Grade, grade
from comparisons.releases.disclosure import Grid, Level, Verdict, judge
from comparisons.releases.grids import catalogue_grid, cell_on, disclosure_parameters, grid_of
from comparisons.releases.judged_facts import basis_of
from comparisons.releases.models import Contribution, Refusal
from comparisons.releases.presenters import reasons_of

Progress = Callable[[int, int, str], None]
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
    member_hash: str

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
        }


def judged(round: Round, progress: Progress) -> Iterator[Judged]:
    """Judge everything handed over to a round, indicator by indicator."""
    basis = basis_of(round)
    entries = core_set(round.charter)
    for number, entry in enumerate(entries):
        progress(number, len(entries), entry.indicator_code)
        grid = grid_of(entry.definition, round.circle, round.charter)
        finer = catalogue_grid(entry.definition, round.circle)
        parameters = disclosure_parameters(round.charter, entry.definition)
        for (year, group), rows in sorted(_handed_over(round, entry, basis.members).items()):
            counted = [row for row in rows if row.cell is not None]
            on_grid = (cell_on(grid, row.cell, row.grid_id, finer=finer) for row in counted if row.cell is not None)
            cells = [cell for cell in on_grid if cell is not None]
            verdict = judge(cells, grid=grid, parameters=parameters)
            comparability = grade(
                [basis.facts(row, entry.definition.reference_date) for row in counted],
                bridge=basis.bridge,
                expected=len(basis.members),
            )
            yield Judged(
                entry=entry,
                year=year,
                group=group,
                verdict=verdict,
                refusal=_refusal(verdict, comparability, off_grid=len(counted) - len(cells)),
                comparability=comparability,
                expected=len(basis.members),
                off_grid=len(counted) - len(cells),
                invented_count=sum(row.invented for row in counted),
                grid=grid,
                member_hash=_hash(counted),
            )
    progress(len(entries), len(entries), "")


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
        **shown,
    }


def _handed_over(
    round: Round,
    entry: CoreEntry,
    members: Collection[str],
) -> dict[tuple[int, str], list[Contribution]]:
    rows = Contribution.objects.filter(
        round=round,
        indicator_code=entry.indicator_code,
        municipality_id__in=members,
        consent__withdrawn_at__isnull=True,
    )
    found: dict[tuple[int, str], list[Contribution]] = defaultdict(list)
    for row in rows:
        found[row.year, row.group].append(row)
    return found


def _refusal(verdict: Verdict, comparability: Comparability, *, off_grid: int) -> str:
    if verdict.refusal:
        return str(Refusal(verdict.refusal.value))
    return str(Refusal.NOT_COMPARABLE) if comparability.refused or off_grid else str(Refusal.NONE)


def _edges(grid: Grid, cell: int | None) -> tuple[Decimal | None, Decimal | None]:
    """The cell's edges, None on an open side."""
    if cell is None:
        return None, None
    label = grid.label(cell)
    return label.low, label.high


def _hash(rows: Sequence[Contribution]) -> str:
    names = "|".join(sorted(str(row.municipality_id) for row in rows))
    return hashlib.sha256(names.encode()).hexdigest()
