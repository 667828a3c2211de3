"""One page of the grid: the rows of a set in one year, or the years of one series."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.http import QueryDict
from django.utils import timezone

from benchmark.catalogue.selectors import IndicatorDefinition, concepts
from benchmark.figures import words
from benchmark.figures.actions.cells import CellOutcome, discard_cell, save_cell
from benchmark.figures.actions.proposals import adopt_proposals
from benchmark.figures.contents import Point
from benchmark.figures.entry.facts import Facts, facts_of
from benchmark.figures.entry.lines import line_of
from benchmark.figures.entry.sent import SentRow, pressed_in, sent_rows
from benchmark.figures.entry.sets import EntrySet, points_of
from benchmark.figures.entry.shown import Line, Words
from benchmark.figures.entry.typed import Typed
from benchmark.figures.models.numbers import FIRST_YEAR
from benchmark.figures.refusals import EntryLocked
from tenants.membership.people import Person
from tenants.membership.refusals import Refused
from tenants.membership.selectors import staff_accounts

YEARS_SHOWN = 10


@dataclass(frozen=True)
class Sheet:
    """The rows of one page in their order."""

    points: tuple[Point, ...]
    definitions: Mapping[str, IndicatorDefinition]


@dataclass
class Saved:
    """What became of a page that was sent: rows by what happened, and what was said against some of them."""

    outcomes: dict[Point, CellOutcome] = field(default_factory=dict)
    bound: dict[Point, Typed] = field(default_factory=dict)  # sent, but neither stored nor kept
    told: dict[Point, str] = field(default_factory=dict)
    status: int = 200

    def count(self, outcome: CellOutcome) -> int:
        return list(self.outcomes.values()).count(outcome)


def sheet_of_set(members: EntrySet, year: int) -> Sheet:
    """The rows of a set in one year."""
    known = {definition.code: definition for definition in members.definitions}
    return Sheet(tuple(points_of(members.definitions, year)), known)


def sheet_of_series(definition: IndicatorDefinition, *, group: str, concept: str, oldest: int | None) -> Sheet:
    """The years of one series, newest first, at least the last ten."""
    newest = timezone.localdate().year - 1
    first = max(FIRST_YEAR, min(newest - YEARS_SHOWN + 1, oldest if oldest is not None else newest))
    points = tuple(Point(definition.code, year, group, concept) for year in range(newest, first - 1, -1))
    return Sheet(points, {definition.code: definition})


def save_sheet(sheet: Sheet, data: QueryDict, *, by: Person) -> Saved:
    """Save every row of a page that was touched, each on its own, then do what the pressed button says."""
    saved = Saved()
    pressed = pressed_in(data)
    if pressed.theirs in sheet.points and pressed.theirs is not None:
        discard_cell(point=pressed.theirs, by=by)
        saved.outcomes[pressed.theirs] = CellOutcome.EMPTIED
    for row in sent_rows(data, sheet.points):
        if row.wrong:
            saved.bound[row.point], saved.told[row.point] = row.typed, row.wrong
            saved.status = 422
        elif not row.untouched:
            _save(row, sheet.definitions[row.point.indicator_code], saved, by=by)
    if pressed.adopt is not None:
        adopt_proposals(proposal_ids=[pressed.adopt], by=by)
    return saved


def _save(row: SentRow, definition: IndicatorDefinition, saved: Saved, *, by: Person) -> None:
    try:
        outcome = save_cell(
            point=row.point,
            typed=row.typed,
            seen_version=row.seen_version,
            by=by,
            confirmed=row.confirmed,
            definition=definition,
        )
    except EntryLocked as locked:
        saved.bound[row.point], saved.told[row.point] = row.typed, str(locked)
        saved.status = max(saved.status, locked.status)
        return
    saved.outcomes[row.point] = outcome
    if outcome is CellOutcome.CONFLICT:
        saved.status = Refused.status if saved.status == Refused.status else 409


def lines_of_sheet(sheet: Sheet, saved: Saved | None = None, *, by: Person) -> list[Line]:
    """The rows ready for the template."""
    rows = facts_of(sheet.points, sheet.definitions, by=by.reference)
    names = words_for(rows)
    saved = saved or Saved()
    return [
        line_of(facts, names, bound=saved.bound.get(facts.point), told=saved.told.get(facts.point, ""))
        for facts in rows
    ]


def words_for(rows: Sequence[Facts]) -> Words:
    """The names that these rows need: one query, two more where colleagues have begun something."""
    known = concepts()
    people = {one.code: str(words.COUNTED.get(one.unit_of_analysis, "")) for one in known}
    colleagues = {}
    if any(facts.others for facts in rows):
        colleagues = {account.reference: account.name for account in staff_accounts()}
    return Words(people, {one.code: one.name for one in known}, colleagues)
