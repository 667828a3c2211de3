"""The completeness board: who has answered for which indicator. States and reasons, no cells and no figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from benchmark.territories.selectors import territories_of
from comparisons.circles.levels import CircleKind, compared_levels
from comparisons.circles.models import Round
from comparisons.circles.selectors import CoreEntry, core_set, current_memberships
from comparisons.releases.models import Contribution, Declination


class State(models.TextChoices):
    """How far a member is with one indicator of a round."""

    HANDED_OVER = "handed_over", _("handed over")
    MISSING = "missing", _("missing, with reason")
    DECLINED = "declined", _("deliberately not")
    NOTHING = "nothing", _("nothing yet")


@dataclass(frozen=True)
class BoardCell:
    """One member and one indicator: the state, the years it holds for, and stated reasons."""

    state: State
    years: tuple[int, ...] = ()
    missing: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True)
class BoardRow:
    """One member's answers, in the order of the core set."""

    ags: str
    name: str
    sort_key: str
    cells: tuple[BoardCell, ...]


@dataclass(frozen=True)
class IndicatorCount:
    """How many members stand how with one indicator."""

    entry: CoreEntry
    counts: dict[State, int]


@dataclass(frozen=True)
class Board:
    """A round's completeness: members × indicators, and counts per indicator."""

    entries: tuple[CoreEntry, ...]
    rows: tuple[BoardRow, ...]
    indicators: tuple[IndicatorCount, ...]


def completeness(round: Round) -> Board:
    """The board of a round for its moderators; four queries, whatever the number of members."""
    entries = tuple(core_set(round.charter))
    levels = compared_levels(CircleKind(round.circle.kind))
    memberships = current_memberships(round.circle).filter(level__in=levels)
    members = [(str(row.municipality_id), row.ags) for row in memberships]
    places = territories_of({ags for _role, ags in members})
    given = _given(round)
    declined = {
        (str(row.municipality_id), row.indicator_code): row.reason
        for row in Declination.objects.filter(round=round, revoked_at__isnull=True)
    }
    rows = []
    for role, ags in members:
        cells = tuple(
            _cell(given[role, entry.indicator_code], declined.get((role, entry.indicator_code))) for entry in entries
        )
        name, key = (places[ags].name, places[ags].sort_key) if ags in places else (ags, ags)
        rows.append(BoardRow(ags, name, key, cells))
    rows.sort(key=lambda row: (row.sort_key, row.ags))
    counts = tuple(
        IndicatorCount(entry, {state: sum(row.cells[number].state == state for row in rows) for state in State})
        for number, entry in enumerate(entries)
    )
    return Board(entries, tuple(rows), counts)


def _given(round: Round) -> dict[tuple[str, str], list[tuple[int, str]]]:
    rows = Contribution.objects.filter(round=round, consent__withdrawn_at__isnull=True).values_list(
        "municipality_id", "indicator_code", "year", "missing"
    )
    found: dict[tuple[str, str], list[tuple[int, str]]] = defaultdict(list)
    for role, code, year, missing in rows:
        found[str(role), code].append((year, missing))
    return found


def _cell(given: Iterable[tuple[int, str]], declined: str | None) -> BoardCell:
    answered = list(given)
    years = tuple(sorted({year for year, missing in answered if not missing}))
    missing = tuple(sorted({reason for _year, reason in answered if reason}))
    if years:
        return BoardCell(State.HANDED_OVER, years, missing)
    if declined is not None:
        return BoardCell(State.DECLINED, reason=declined)
    if missing:
        return BoardCell(State.MISSING, missing=missing)
    return BoardCell(State.NOTHING)
