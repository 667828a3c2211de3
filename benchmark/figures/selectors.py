"""Reading the municipality's own figures; everything here is evaluated before it leaves the schema."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db.models import Count, Max, Min, Q

from benchmark.figures.entry.progress import EntryProgress, entry_progress, is_locked, lock_of, progress_of
from benchmark.figures.entry.sets import EntrySet, also_needed, entry_set, entry_sets
from benchmark.figures.models import DataAccess, Decision, Figure, FigureState, Import, Proposal, Receipt
from benchmark.figures.plausibility import Observed, Oddity, oddities
from benchmark.figures.rows import FigureRow, ProposalRow
from tenants.membership.roles import RoleCode

__all__ = [
    "AccessRow",
    "Completeness",
    "EntryProgress",
    "EntrySet",
    "OpenTask",
    "ReceiptRow",
    "UploadRow",
    "Waiting",
    "also_needed",
    "approved_figures",
    "completeness",
    "current_figures",
    "data_access",
    "entry_progress",
    "entry_set",
    "entry_sets",
    "figures_in_state",
    "first_year_of",
    "history",
    "is_locked",
    "lock_of",
    "open_tasks",
    "own_path",
    "progress_of",
    "proposals",
    "receipts",
    "upload",
    "warnings_for",
]


def current_figures(indicator_code: str | None = None, years: Collection[int] | None = None) -> list[FigureRow]:
    """The current versions, in any state, by indicator, concept, group and year."""
    rows = Figure.objects.filter(is_current=True)
    if indicator_code is not None:
        rows = rows.filter(indicator_code=indicator_code)
    if years is not None:
        rows = rows.filter(year__in=years)
    return [FigureRow.of(row) for row in rows]


def approved_figures(
    indicator_codes: Collection[str] | None = None, years: Collection[int] | None = None
) -> list[FigureRow]:
    """The current versions that two people have released, missing ones with their reason included."""
    rows = Figure.objects.filter(is_current=True, state=FigureState.APPROVED)
    if indicator_codes is not None:
        rows = rows.filter(indicator_code__in=indicator_codes)
    if years is not None:
        rows = rows.filter(year__in=years)
    return [FigureRow.of(row) for row in rows]


def own_path(indicator_code: str, group: str, concept: str) -> list[FigureRow]:
    """The municipality's own development in one series, earliest year first, in any state."""
    rows = Figure.objects.filter(is_current=True, indicator_code=indicator_code, group=group, concept=concept)
    return [FigureRow.of(row) for row in rows.order_by("year")]


def first_year_of(indicator_code: str, group: str, concept: str) -> int | None:
    """The earliest year of one series that has an own or an official figure."""
    series = {"indicator_code": indicator_code, "group": group, "concept": concept}
    own = Figure.objects.filter(is_current=True, **series).aggregate(year=Min("year"))["year"]
    official = Proposal.objects.filter(**series).aggregate(year=Min("year"))["year"]
    return min((year for year in (own, official) if year is not None), default=None)


def history(indicator_code: str, year: int, group: str, concept: str) -> list[FigureRow]:
    """All versions of one figure, newest first."""
    rows = Figure.objects.filter(indicator_code=indicator_code, year=year, group=group, concept=concept)
    return [FigureRow.of(row) for row in rows.order_by("-version")]


def figures_in_state(state: str) -> list[FigureRow]:
    """The current versions that have come exactly this far."""
    return [FigureRow.of(row) for row in Figure.objects.filter(is_current=True, state=state)]


def proposals(indicator_codes: Collection[str] | None = None, *, waiting: bool = True) -> list[ProposalRow]:
    """Official figures beside the municipality's own ones; `waiting` leaves out those that are decided."""
    rows = Proposal.objects.all()
    if waiting:
        rows = rows.filter(decision__in=[Decision.OPEN, Decision.LATER])
    own = Figure.objects.filter(is_current=True)
    if indicator_codes is not None:
        rows = rows.filter(indicator_code__in=indicator_codes)
        own = own.filter(indicator_code__in=indicator_codes)
    beside = {(row.indicator_code, row.year, row.group, row.concept): FigureRow.of(row) for row in own}
    return [ProposalRow.of(row, beside.get((row.indicator_code, row.year, row.group, row.concept))) for row in rows]


def warnings_for(figures: Iterable[Figure | FigureRow]) -> dict[int, tuple[Oddity, ...]]:
    """What looks unusual about these figures, by id, judged against all current figures of their series."""
    wanted = list(figures)
    if not wanted:
        return {}
    codes = {figure.indicator_code for figure in wanted}
    series: dict[tuple[str, str, str], list[Observed]] = defaultdict(list)
    for row in Figure.objects.filter(is_current=True, indicator_code__in=codes):
        series[row.indicator_code, row.group, row.concept].append(
            Observed(row.pk, row.year, row.numerator, row.denominator, row.value, row.part_of_whole, row.factor)
        )
    ids = {figure.id for figure in wanted}
    found: dict[int, tuple[Oddity, ...]] = {}
    for observed in series.values():
        found.update({key: reasons for key, reasons in oddities(observed).items() if key in ids})
    return found


class Waiting(StrEnum):
    """What can wait for somebody in this room."""

    PROPOSALS = "proposals"
    CHECK = "check"
    APPROVAL = "approval"


@dataclass(frozen=True)
class OpenTask:
    """Something that waits for a person with one of these roles."""

    waiting: Waiting
    count: int
    indicator_codes: tuple[str, ...]


WHOSE_TASK: dict[Waiting, frozenset[RoleCode]] = {
    Waiting.PROPOSALS: frozenset({RoleCode.INTEGRATION_OFFICE, RoleCode.STATISTICS_OFFICE}),
    Waiting.CHECK: frozenset({RoleCode.STATISTICS_OFFICE, RoleCode.STATISTICS_SUBSTITUTE}),
    Waiting.APPROVAL: frozenset({RoleCode.INTEGRATION_OFFICE, RoleCode.LEADERSHIP}),
}


def open_tasks(roles: Collection[RoleCode] | None = None) -> list[OpenTask]:
    """What waits for a person with these roles, or for anybody where no roles are named."""
    figures = Figure.objects.filter(is_current=True)
    waiting = {
        Waiting.PROPOSALS: Proposal.objects.filter(decision=Decision.OPEN),
        Waiting.CHECK: figures.filter(state=FigureState.DRAFT),
        Waiting.APPROVAL: figures.filter(state=FigureState.CHECKED),
    }
    tasks = []
    for kind, rows in waiting.items():
        if roles is not None and not WHOSE_TASK[kind] & set(roles):
            continue
        counts = rows.order_by().values_list("indicator_code").annotate(Count("id"))
        by_code = dict(counts)
        if by_code:
            tasks.append(OpenTask(kind, sum(by_code.values()), tuple(sorted(by_code))))
    return tasks


@dataclass(frozen=True)
class Completeness:
    """How far one indicator has come: numbers of current figures, and how the data are reached."""

    indicator_code: str
    figures: int = 0
    drafts: int = 0
    checked: int = 0
    approved: int = 0
    missing: int = 0
    proposals: int = 0
    first_year: int | None = None
    last_year: int | None = None
    access: str = ""
    access_reason: str = ""

    @property
    def is_gap(self) -> bool:
        """Nothing is there and nobody decided that nothing should be."""
        return self.figures == 0 and self.access != "deliberately_not"


def completeness() -> list[Completeness]:
    """One row per indicator that has figures, proposals or a status of data access; three queries."""
    counted = (
        Figure.objects.filter(is_current=True)
        .order_by()
        .values("indicator_code")
        .annotate(
            figures=Count("id"),
            drafts=Count("id", filter=Q(state=FigureState.DRAFT)),
            checked=Count("id", filter=Q(state=FigureState.CHECKED)),
            approved=Count("id", filter=Q(state=FigureState.APPROVED)),
            missing=Count("id", filter=~Q(missing="")),
            first_year=Min("year"),
            last_year=Max("year"),
        )
    )
    rows: dict[str, dict[str, Any]] = {row["indicator_code"]: dict(row) for row in counted}
    waiting = Proposal.objects.filter(decision=Decision.OPEN).order_by().values_list("indicator_code")
    for code, count in waiting.annotate(Count("id")):
        rows.setdefault(code, {"indicator_code": code})["proposals"] = count
    for access in DataAccess.objects.all():
        row = rows.setdefault(access.indicator_code, {"indicator_code": access.indicator_code})
        row |= {"access": access.status, "access_reason": access.reason}
    return [Completeness(**rows[code]) for code in sorted(rows)]


@dataclass(frozen=True)
class AccessRow:
    """How the municipality gets at the data of an indicator."""

    indicator_code: str
    status: str
    reason: str
    recorded_by: str
    recorded_at: datetime
    holder: str = ""
    passed_to: str = ""
    returned: str = ""
    since: int | None = None
    legal_basis: str = ""


def data_access() -> dict[str, AccessRow]:
    """The recorded status by indicator."""
    return {
        row.indicator_code: AccessRow(**{name: getattr(row, name) for name in AccessRow.__dataclass_fields__})
        for row in DataAccess.objects.all()
    }


@dataclass(frozen=True)
class ReceiptRow:
    """The kept record of a handover, with the exact signed text."""

    reference: str
    circle: str
    round_title: str
    document: str
    signature: str
    key: str
    kept_by: str
    kept_at: datetime


def receipts() -> list[ReceiptRow]:
    """All receipts, newest first."""
    names = tuple(ReceiptRow.__dataclass_fields__)
    return [ReceiptRow(**{name: getattr(row, name) for name in names}) for row in Receipt.objects.all()]


@dataclass(frozen=True)
class UploadRow:
    """A workbook that was uploaded, and what it would change or has changed."""

    id: int
    name: str
    sha256: str
    rows: int
    unchanged: int
    changes: list[dict[str, Any]]
    state: str
    uploaded_by: str
    uploaded_at: datetime
    stored_by: str
    stored_at: datetime | None


def upload(upload_id: int) -> UploadRow | None:
    """One uploaded workbook, or None."""
    row = Import.objects.filter(pk=upload_id).first()
    if row is None:
        return None
    return UploadRow(**{name: getattr(row, name) for name in UploadRow.__dataclass_fields__})
