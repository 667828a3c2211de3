"""Judging a round: from contributions to what may be shown, as the exchange.

Every decision here rests on cells, counts of members and metadata; figures do not exist on this side.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from comparisons.circles.models import Membership, Round
from comparisons.circles.selectors import CoreEntry, core_set
from comparisons.comparability import Comparability, grade
from comparisons.named_figures.selectors import Known as ShownByName
from comparisons.named_figures.selectors import known_in
from comparisons.releases.disclosure import Grid, GridError, Parameters, ParametersError, Verdict, judge
from comparisons.releases.gate import AuditFailed, Candidate, Gate
from comparisons.releases.grids import catalogue_grid, cell_on, disclosure_parameters, drift_bound, grid_of
from comparisons.releases.judged_facts import Basis, basis_of
from comparisons.releases.judged_statistic import Judged
from comparisons.releases.ledger import Known, Value, version_of
from comparisons.releases.models import Contribution, Refusal

Progress = Callable[[int, int, str], None]


class Impossible(Exception):
    """A round that cannot be judged at all; `why` is a word for the page, nothing was frozen."""

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(why)


def judged(round: Round, progress: Progress) -> Iterator[Judged]:
    """Judge everything handed over to a round, indicator by indicator, and let the gate rule on what would be shown.

    Raises Impossible: a municipality twice in one statistic, a charter outside the bounds, an audit that cannot work.
    """
    basis = basis_of(round)
    gate = Gate({str(role): ags for role, ags in Membership.objects.values_list("municipality_id", "ags")})
    entries = core_set(round.charter)
    shown_by_name = known_in(round.circle)
    for number, entry in enumerate(entries):
        progress(number, len(entries), entry.indicator_code)
        try:
            parameters = disclosure_parameters(round.charter, entry.definition)
            grid = grid_of(entry.definition, round.circle, round.charter)
        except (ParametersError, GridError, TypeError) as outside:
            raise Impossible("parameters") from outside
        frame = Frame(entry, basis, grid, parameters, shown_by_name)
        handed_over = _handed_over(round, entry, basis.members)
        finer = catalogue_grid(entry.definition, round.circle)
        for year, group in sorted(handed_over, key=lambda key: (key[0], entry.groups.index(key[1]))):
            progress(number, len(entries), entry.indicator_code)  # an audit may take long, the job must not seem lost
            rows = [_brought_onto(grid, row, finer) for row in handed_over[year, group]]
            yield _ruled(frame.judged(year, group, rows), round, gate)
    progress(len(entries), len(entries), "")


@dataclass(frozen=True)
class Frame:
    """What every year and group of one indicator is judged by."""

    entry: CoreEntry
    basis: Basis
    grid: Grid
    parameters: Parameters
    shown_by_name: ShownByName

    def judged(self, year: int, group: str, rows: Sequence[Contribution]) -> Judged:
        """One statistic before the gate."""
        counted = [row for row in rows if row.cell is not None]
        if any(times > 1 for times in Counter(row.municipality_id for row in rows).values()):
            raise Impossible("duplicated")
        on_grid = [row for row in counted if _stands_on(self.grid, row)]
        known = self._known(year, group, on_grid)
        verdict = judge(
            [_cell(row) for row in on_grid if row.municipality_id not in known.public],
            grid=self.grid,
            parameters=self.parameters,
            consented=len(known.consented),
            public=[_cell(row) for row in on_grid if row.municipality_id in known.public],
        )
        taken = [row for row in on_grid if not verdict.left_out or row.municipality_id in known.public]
        judged_rows = taken if verdict.left_out else counted
        comparability = grade(
            [self.basis.facts(row, self.entry.definition.reference_date) for row in judged_rows],
            bridge=self.basis.bridge,
            expected=len(self.basis.members) - verdict.left_out,
        )
        values = {str(row.municipality_id): _value(row) for row in taken}
        return Judged(
            entry=self.entry,
            year=year,
            group=group,
            verdict=verdict,
            refusal=_refusal(verdict, comparability, off_grid=len(counted) - len(on_grid)),
            comparability=comparability,
            expected=len(self.basis.members),
            off_grid=len(counted) - len(on_grid),
            invented_count=sum(row.invented for row in judged_rows),
            grid=self.grid,
            parameters=self.parameters,
            values=values,
            known=known.among(values),
        )

    def _known(self, year: int, group: str, rows: Sequence[Contribution]) -> Known:
        public = frozenset(str(row.municipality_id) for row in rows if row.public)
        consented = self.shown_by_name.members(self.entry.indicator_code, group, year)
        return Known(public, consented).among([str(row.municipality_id) for row in rows])


def snapshot(round: Round) -> frozenset[tuple[int, str]]:
    """What a judgement of the round rests on at this moment: contributions in force and today's members."""
    members = basis_of(round).members
    rows = Contribution.objects.filter(round=round, consent__withdrawn_at__isnull=True, municipality_id__in=members)
    given = {(int(pk), str(role)) for pk, role in rows.values_list("pk", "municipality_id")}
    return frozenset(given | {(0, member) for member in members})


def _brought_onto(grid: Grid, row: Contribution, finer: Grid) -> Contribution:
    """The contribution in the charter's wider cells, where it was handed over in the catalogue's; else as it is."""
    cell = None if row.cell is None else cell_on(grid, row.cell, row.grid_id, finer=finer)
    if cell is not None:
        row.cell, row.grid_id = cell, grid.reference
    return row


def _stands_on(grid: Grid, row: Contribution) -> bool:
    return row.grid_id == grid.reference and row.cell is not None and row.cell < grid.size


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


def _ruled(one: Judged, round: Round, gate: Gate) -> Judged:
    """The same with the gate's proof, or with its refusal."""
    if one.refusal:
        return one
    candidate = Candidate(
        circle_id=round.circle_id,
        family=one.family,
        definition=one.entry.definition,
        group=one.group,
        year=one.year,
        grid=one.grid,
        parameters=one.parameters,
        verdict=one.verdict,
        values=one.values,
        known=one.known,
        drift=drift_bound(round.charter, one.entry.definition),
    )
    try:
        passed = gate.rule(candidate)
    except AuditFailed as failed:
        raise Impossible("audit") from failed
    return replace(one, passed=passed, refusal="" if passed else str(Refusal.NOT_ANONYMOUS))


def _cell(row: Contribution) -> int:
    if row.cell is None:
        raise ValueError(row.pk)
    return row.cell


def _value(row: Contribution) -> Value:
    return Value(version_of(row.figure_version, _cell(row)), _cell(row), row.invented)
