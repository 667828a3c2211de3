"""Releases made before there was a ledger: entered from what is still known of them, once, before the next is judged.

Where today's contributions are exactly those of the release (fingerprint of its members, and the same verdict), the row
is as good as one made at the time. Where somebody has withdrawn since, the row names everybody who can have been in it,
and knows nobody's cell: the gate then refuses whatever could not be proved beside it.
"""

from __future__ import annotations

from dataclasses import replace

from benchmark.catalogue.selectors import IndicatorDefinition, indicator
from comparisons.circles.models import Membership
from comparisons.releases.disclosure import Grid, Verdict, judge
from comparisons.releases.disclosure.audit import Row
from comparisons.releases.entering import ORIGIN, cells_of, parameters_as_json
from comparisons.releases.grids import disclosure_parameters, grid_of
from comparisons.releases.judged_statistic import hash_of
from comparisons.releases.ledger import Entry, Family, Known, Value, append, statistic_rows, version_of
from comparisons.releases.models import Contribution, LedgerRow, ReleasedStatistic
from comparisons.releases.selectors.released import released_year

BEFORE_THE_LEDGER = "before"


def enter_missing() -> int:
    """Enter every shown statistic that has no row yet, in the order of release; how many. Repeating changes nothing."""
    waiting = (
        ReleasedStatistic.objects.filter(refusal="", ledger_row__isnull=True)
        .select_related("release__round__charter", "circle")
        .order_by("release_id", "pk")
    )
    return len(append([_entry(one) for one in waiting])) if waiting.exists() else 0


def _entry(one: ReleasedStatistic) -> Entry:
    definition = indicator(one.indicator_code, one.definition_version)
    grid = grid_of(definition, one.circle, one.release.round.charter)
    verdict = released_year(one).verdict()
    values = _values(one, grid, definition)
    members = sorted(values) if values else _possible_members(one)
    return Entry(
        kind=LedgerRow.Kind.GRID,
        origin=ORIGIN,
        circle_id=one.circle_id,
        release=one.release,
        statistic=one,
        members=members,
        members_known=values is not None,
        indicator_code=one.indicator_code,
        definition_version=one.definition_version,
        concept=one.concept,
        group=one.group,
        year=one.year,
        grid_id=one.grid_id,
        edges=[str(edge) for edge in grid.edges] if grid.reference == one.grid_id else [],
        cells=cells_of(values or {}),
        rows=_rows(one, verdict, values, grid),
        rule_set=one.release.rule_set,
        parameters=parameters_as_json(disclosure_parameters(one.release.round.charter, definition)),
        rung=BEFORE_THE_LEDGER,
    )


def _values(one: ReleasedStatistic, grid: Grid, definition: IndicatorDefinition) -> dict[str, Value] | None:
    """The figures of the release, if today's contributions prove to be them."""
    rows = Contribution.objects.filter(
        round_id=one.release.round_id,
        indicator_code=one.indicator_code,
        year=one.year,
        group=one.group,
        cell__isnull=False,
        consent__withdrawn_at__isnull=True,
    )
    values = {
        str(row.municipality_id): Value(version_of(row.figure_version, row.cell), row.cell, row.invented)
        for row in rows
        if row.cell is not None and row.grid_id == grid.reference
    }
    if hash_of(values) != one.member_hash or grid.reference != one.grid_id:
        return None
    parameters = disclosure_parameters(one.release.round.charter, definition)
    again = judge([value.cell for value in values.values()], grid=grid, parameters=parameters)
    return values if _same(again, released_year(one).verdict()) else None


def _same(again: Verdict, frozen: Verdict) -> bool:
    """Whether the contributions still say what was released; bars and known members came with the ledger."""
    return replace(again, histogram=None) == replace(frozen, histogram=None, public=0, consented=0, left_out=0)


def _possible_members(one: ReleasedStatistic) -> list[str]:
    rows = Membership.objects.filter(circle_id=one.circle_id, member_from__lte=one.release.published_at.date())
    return sorted({str(role) for role in rows.values_list("municipality_id", flat=True)})


def _rows(one: ReleasedStatistic, verdict: Verdict, values: dict[str, Value] | None, grid: Grid) -> tuple[Row, ...]:
    """What the release says of whom; nothing that a row could say where it is not known of whom."""
    if values is None:
        return ()
    family = Family(one.indicator_code, one.concept)
    return statistic_rows(verdict, values, family=family, group=one.group, year=one.year, grid=grid, known=Known())
