"""Checking a release again from what was kept of it: chain, grid, rows and certificates, without asking any solver."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from benchmark.catalogue.selectors import IndicatorDefinition, indicator
from comparisons.releases.disclosure import Grid, GridError, ParametersError, Verdict, judge
from comparisons.releases.disclosure.audit import RowError, recheck
from comparisons.releases.earlier_releases import BEFORE_THE_LEDGER
from comparisons.releases.entering import parameters_from_json
from comparisons.releases.gate import Exposure, Facts, UndecidableError, exposure_of, problem_of, with_years
from comparisons.releases.gate.gate import NOBODY_TO_PROTECT
from comparisons.releases.judged_statistic import hash_of
from comparisons.releases.ledger import Family, Known, Value, rows_touching, statistic_rows
from comparisons.releases.ledger.chain import BEGINNING, digest_of
from comparisons.releases.models import LedgerHead, LedgerRow, Release, ReleasedStatistic
from comparisons.releases.selectors.released import released_year

UNREADABLE = (RowError, GridError, ParametersError, UndecidableError, KeyError, TypeError, ValueError)


class Trouble(StrEnum):
    """What does not fit."""

    CHAIN = "chain"  # a row is missing, was changed, or stands elsewhere
    END = "end"  # the last row is not the one the ledger ended with
    NOT_ENTERED = "not_entered"  # something is shown that the ledger does not hold
    REFUSED_BUT_ENTERED = "refused_but_entered"
    UNREADABLE = "unreadable"
    STATISTIC = "statistic"  # what is shown is not what the ledger says
    GRID = "grid"  # edges differ from those of the release, or from what was released before
    CERTIFICATE = "certificate"  # the proof does not hold
    BESIDE = "beside"  # the proof leaves an earlier release out


@dataclass(frozen=True)
class Fault:
    """One thing that does not fit, and where: a place in the ledger, or indicator, group and year."""

    trouble: Trouble
    where: str
    detail: str = ""


@dataclass(frozen=True)
class Rechecked:
    """What a check found: rows whose proof held, rows without one because they are older than the ledger, faults."""

    proved: int
    older: int
    faults: tuple[Fault, ...]


def faults_of_the_chain() -> list[Fault]:
    """Whether the ledger is whole: every row in its place, unchanged, and none missing at the end."""
    faults, position, previous = [], 0, BEGINNING
    for row in LedgerRow.objects.order_by("position").iterator(chunk_size=200):
        if row.position != position + 1 or row.previous != previous or digest_of(row) != row.digest:
            faults.append(Fault(Trouble.CHAIN, str(row.position)))
        position, previous = row.position, row.digest
    head = LedgerHead.objects.get()
    if (head.position, head.digest) != (position, previous):
        faults.append(Fault(Trouble.END, str(position)))
    return faults


def rechecked(release: Release) -> Rechecked:
    """Everything that was kept of one release, held against what is shown of it."""
    rows = {row.statistic_id: row for row in LedgerRow.objects.filter(release=release)}
    faults: list[Fault] = []
    proved = older = 0
    for one in release.statistics.select_related("circle", "release"):
        row = rows.get(one.pk)
        if row is None or one.refusal:
            if bool(row) == bool(one.refusal):
                trouble = Trouble.REFUSED_BUT_ENTERED if one.refusal else Trouble.NOT_ENTERED
                faults.append(Fault(trouble, _where(one)))
            continue
        found = list(_faults(row, one, rows))
        faults += found
        before = row.rung == BEFORE_THE_LEDGER
        older += before and not found
        proved += not before and not found
    return Rechecked(proved, older, tuple(faults))


def _faults(row: LedgerRow, one: ReleasedStatistic, rows: Mapping[int | None, LedgerRow]) -> Iterator[Fault]:
    try:
        if not row.members_known:
            return
        definition = indicator(row.indicator_code, row.definition_version)
        exposure = exposure_of(row, definition.unit)
        if exposure.grid is None or exposure.values is None:
            raise RowError("no cells")
        if exposure.grid.reference != row.grid_id or row.grid_id != one.grid_id or not _edges_kept(row, definition):
            yield Fault(Trouble.GRID, _where(one))
        if not _says_what_is_shown(row, one, exposure, exposure.grid, exposure.values):
            yield Fault(Trouble.STATISTIC, _where(one))
        yield from _proof_faults(row, one, exposure, definition, rows)
    except UNREADABLE as error:
        yield Fault(Trouble.UNREADABLE, _where(one), str(error))


def _says_what_is_shown(
    row: LedgerRow, one: ReleasedStatistic, exposure: Exposure, grid: Grid, values: Mapping[str, Value]
) -> bool:
    frozen = released_year(one).verdict()
    again = _judged_again(row, grid, values)
    if row.rung == BEFORE_THE_LEDGER:
        again = replace(again, histogram=None)
    if hash_of(values) != one.member_hash or hash_of(row.members) != one.member_hash:
        return False
    if replace(again, left_out=0, consented=0, public=0) != replace(frozen, left_out=0, consented=0, public=0):
        return False
    return _spelled(row, exposure, frozen, grid, values) and _labels_fit(one, grid)


def _judged_again(row: LedgerRow, grid: Grid, values: Mapping[str, Value]) -> Verdict:
    """The verdict on the ledger's own cells; who was left out at the time is not among them."""
    known = _known(row)
    cells = [value.cell for member, value in values.items() if member not in known.public]
    public = [value.cell for member, value in values.items() if member in known.public]
    return judge(
        cells,
        grid=grid,
        parameters=parameters_from_json(row.parameters),
        consented=len(known.consented),
        public=public,
    )


def _known(row: LedgerRow) -> Known:
    """Who was counted as known, as the certificate keeps it."""
    kept = row.certificate.get("known", {"public": [], "consented": []})
    return Known(frozenset(kept["public"]), frozenset(kept["consented"]))


def _spelled(row: LedgerRow, exposure: Exposure, verdict: Verdict, grid: Grid, values: Mapping[str, Value]) -> bool:
    """Whether the constraint rows are exactly those of what is shown."""
    stated = statistic_rows(
        verdict, values, family=exposure.family, group=row.group, year=row.year, grid=grid, known=_known(row)
    )
    return bool([one.to_json() for one in stated] == row.rows)


def _labels_fit(one: ReleasedStatistic, grid: Grid) -> bool:
    """Whether the edges that are printed are those of the cells."""
    for name in ("median", "q1", "q3", "p10", "p90"):
        cell = getattr(one, f"{name}_cell")
        label = None if cell is None else grid.label(cell)
        printed = getattr(one, f"{name}_low"), getattr(one, f"{name}_high")
        if printed != ((label.low, label.high) if label else (None, None)):
            return False
    return True


def _edges_kept(row: LedgerRow, definition: IndicatorDefinition) -> bool:
    """Whether the grid only merges cells of what this circle was shown before of the same year."""
    before = LedgerRow.objects.filter(
        circle_id=row.circle_id,
        kind=LedgerRow.Kind.GRID,
        indicator_code=row.indicator_code,
        concept=row.concept,
        year=row.year,
        position__lt=row.position,
        members__overlap=row.members,
    ).exclude(edges=[])
    grid = exposure_of(row, definition.unit).grid
    earlier = [exposure_of(one, definition.unit).grid for one in before]
    return grid is not None and all(one is None or grid.is_coarsening_of(one) for one in earlier)


def _proof_faults(
    row: LedgerRow,
    one: ReleasedStatistic,
    exposure: Exposure,
    definition: IndicatorDefinition,
    rows: Mapping[int | None, LedgerRow],
) -> Iterator[Fault]:
    if row.rung == BEFORE_THE_LEDGER:
        return
    if row.rung == NOBODY_TO_PROTECT:
        if _known(row).public != frozenset(row.members):
            yield Fault(Trouble.CERTIFICATE, _where(one))
        return
    certificate = row.certificate
    listed = set(certificate["ledger"])
    released = [other.position for other in rows.values()]
    touching = rows_touching(row.members, Family(row.indicator_code, row.concept), row.year)
    before = {other.position: exposure_of(other, definition.unit) for other in touching if other.edges}
    missed = [
        position
        for position, other in before.items()
        if certificate["facts"]["sums"]
        and other.measure == exposure.measure
        and other.values is not None
        and position < min(released)
    ]
    if not listed.issuperset(missed):
        yield Fault(Trouble.BESIDE, _where(one))
    asked = LedgerRow.objects.filter(position__in=listed, position__lt=row.position).order_by("position")
    beside = [other for other in rows.values() if _stood_beside(other, row)]
    earlier = [exposure_of(other, definition.unit) for other in (*asked, *sorted(beside, key=_place))]
    problem = problem_of(
        exposure,
        earlier,
        Facts.from_json(certificate["facts"]),
        parameters=parameters_from_json(row.parameters),
        definition=definition,
    )
    if years := certificate.get("years"):
        around = _years_around(row, definition, rows, years)
        if around is None:
            yield Fault(Trouble.BESIDE, _where(one))
            return
        problem = with_years(problem, exposure, around, int(years["drift"]))
    for wrong in recheck(problem, certificate["proof"]):
        yield Fault(Trouble.CERTIFICATE, _where(one), wrong)


def _years_around(
    row: LedgerRow, definition: IndicatorDefinition, rows: Mapping[int | None, LedgerRow], years: Mapping[str, Any]
) -> list[Exposure] | None:
    """What the proof looked at of other years; None where it left an earlier release out."""
    released = {other.position for other in rows.values()}
    family = [
        other
        for year in (row.year - 1, row.year + 1)
        for other in rows_touching(row.members, Family(row.indicator_code, row.concept), year)
        if other.edges and other.group == row.group and other.position < row.position
    ]
    before = {other.position for other in family if other.position < min(released)}
    listed = set(years["ledger"])
    if not listed.issuperset(before):
        return None
    beside = [other for other in family if other.position in released and other.year in years["beside"]]
    asked = [other for other in family if other.position in listed]
    return [exposure_of(other, definition.unit) for other in (*asked, *beside)]


def _stood_beside(other: LedgerRow, row: LedgerRow) -> bool:
    same = (other.indicator_code, other.concept, other.year) == (row.indicator_code, row.concept, row.year)
    return same and other.position < row.position and other.group in row.certificate["beside"]


def _place(row: LedgerRow) -> int:
    return int(row.position)


def _where(one: ReleasedStatistic) -> str:
    return f"{one.indicator_code} {one.group} {one.year}"
