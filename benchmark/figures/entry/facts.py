"""Everything that is known about the rows of a grid, gathered in a handful of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from benchmark.catalogue.selectors import IndicatorDefinition
from benchmark.figures.contents import Point
from benchmark.figures.entry.typed import Typed
from benchmark.figures.locks import EntryLock, locks
from benchmark.figures.models import Figure, FigureState, Proposal, UnfinishedEntry
from benchmark.figures.plausibility import Oddity
from benchmark.figures.rows import FigureRow, ProposalRow
from benchmark.figures.selectors import warnings_for


@dataclass(frozen=True)
class Draft:
    """What one person has typed into a row and what is no figure yet."""

    typed: Typed
    seen_version: int
    typed_by: str
    typed_at: datetime
    left_open: bool


@dataclass(frozen=True)
class Facts:
    """One row: its definition, what is stored, last year's and the official figure, what is typed, what locks it."""

    definition: IndicatorDefinition
    point: Point
    stored: FigureRow | None
    before: FigureRow | None
    official: ProposalRow | None
    mine: Draft | None
    others: tuple[Draft, ...]
    lock: EntryLock | None
    oddities: tuple[Oddity, ...]

    @property
    def version(self) -> int:
        """The version of the stored figure, 0 without one."""
        return self.stored.version if self.stored else 0

    @property
    def is_conflict(self) -> bool:
        """Whether a newer figure was stored after this person began to type."""
        return self.mine is not None and self.mine.seen_version != self.version


def facts_of(
    points: Sequence[Point], definitions: Mapping[str, IndicatorDefinition], *, by: str, just_saved: bool = False
) -> list[Facts]:
    """The rows in this order, seen by the person with this reference.

    `just_saved` rows are not locked, and nobody asks for the official figure beside them.
    """
    codes = {point.indicator_code for point in points}
    years = {point.year for point in points}
    figures = _figures(codes, years | {year - 1 for year in years})
    drafts = [row for point in points if (row := figures.get(point)) and row.state == FigureState.DRAFT]
    unusual = warnings_for(drafts)
    official = {} if just_saved else _official(codes, years)
    typed, closed = _typed(codes, years), [] if just_saved else locks(years)
    rows = []
    for point in points:
        stored, entries = figures.get(point), typed.get(point, [])
        rows.append(
            Facts(
                definition=definitions[point.indicator_code],
                point=point,
                stored=stored,
                before=figures.get(point._replace(year=point.year - 1)),
                official=official.get(point),
                mine=next((draft for draft in entries if draft.typed_by == by), None),
                others=tuple(draft for draft in entries if draft.typed_by != by),
                lock=next((lock for lock in closed if lock.holds(point.indicator_code, point.year)), None),
                oddities=unusual.get(stored.id, ()) if stored else (),
            )
        )
    return rows


def _figures(codes: Collection[str], years: Collection[int]) -> dict[Point, FigureRow]:
    rows = Figure.objects.filter(is_current=True, indicator_code__in=codes, year__in=years)
    return {Point(row.indicator_code, row.year, row.group, row.concept): FigureRow.of(row) for row in rows}


def _official(codes: Collection[str], years: Collection[int]) -> dict[Point, ProposalRow]:
    rows = Proposal.objects.filter(indicator_code__in=codes, year__in=years)
    return {Point(row.indicator_code, row.year, row.group, row.concept): ProposalRow.of(row) for row in rows}


def _typed(codes: Collection[str], years: Collection[int]) -> dict[Point, list[Draft]]:
    found: dict[Point, list[Draft]] = defaultdict(list)
    for row in UnfinishedEntry.objects.filter(indicator_code__in=codes, year__in=years):
        draft = Draft(Typed.kept(row), row.seen_version, row.typed_by, row.typed_at, row.left_open)
        found[Point(row.indicator_code, row.year, row.group, row.concept)].append(draft)
    return found
