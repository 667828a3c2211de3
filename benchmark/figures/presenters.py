"""Prepares what the pages show; nothing here queries anything."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from benchmark.catalogue.selectors import IndicatorDefinition, concepts
from benchmark.figures import words
from benchmark.figures.models import AccessStatus
from benchmark.figures.plausibility import Oddity
from benchmark.figures.rows import FigureRow, ProposalRow
from benchmark.figures.selectors import Completeness, OpenTask, Waiting
from benchmark.web.numbers import with_unit, written
from tenants.delegation.selectors import offices_of
from tenants.membership.roles import RoleCode

TASK_PAGES = {
    Waiting.PROPOSALS: "figures:proposals",
    Waiting.CHECK: "figures:check",
    Waiting.APPROVAL: "figures:approve",
}


@dataclass(frozen=True)
class Said:
    """One figure in words: its value with unit or its sign, and the counts behind it."""

    text: str
    counts: str
    reason: str

    @property
    def missing(self) -> bool:
        return bool(self.reason)


def said(row: FigureRow | ProposalRow, definition: IndicatorDefinition) -> Said:
    """A figure as it stands in a table; a missing one shows its sign with the reason."""
    counts = ""
    if row.numerator is not None and row.denominator is not None:
        shown = [written(count, decimals=0) for count in (row.numerator, row.denominator)]
        counts = _("%(numerator)s of %(denominator)s") % {"numerator": shown[0], "denominator": shown[1]}
    if row.value is None:
        return Said(words.sign(row.missing), counts, words.reason(row.missing))
    return Said(with_unit(row.value, definition.unit, decimals=definition.decimals), counts, "")


def _history_url(figure: FigureRow) -> str:
    return reverse("figures:history", args=[figure.indicator_code, figure.year, figure.group, figure.concept])


@dataclass(frozen=True)
class ListedFigure:
    """One figure in the lists for checking and approving."""

    row: FigureRow
    said: Said
    group: str
    concept: str
    oddities: tuple[str, ...]
    checked_as: str
    history_url: str
    comment: str
    chosen: bool
    by_oneself: bool


def listed(
    rows: Sequence[FigureRow],
    definition: IndicatorDefinition,
    warnings: Mapping[int, tuple[Oddity, ...]],
    *,
    by: str = "",
    comments: Mapping[int, str] | None = None,
    chosen: Collection[int] | None = None,
) -> list[ListedFigure]:
    """Figures of one indicator with what looks unusual about them, the unusual ones first.

    `by` is the person who looks: figures that they checked themselves are not theirs to approve. `comments` and
    `chosen` are what was typed before a refusal.
    """
    names = concept_names()
    lent = offices_of({row.checked_by for row in rows if row.checked_as == RoleCode.STATISTICS_SUBSTITUTE})
    shown = [
        ListedFigure(
            row=row,
            said=said(row, definition),
            group=words.group(row.group),
            concept=names.get(row.concept, row.concept),
            oddities=tuple(str(words.ODDITIES[oddity]) for oddity in warnings.get(row.id, ())),
            checked_as=words.role(row.checked_as) + (f" ({lent[row.checked_by]})" if row.checked_by in lent else ""),
            history_url=_history_url(row),
            comment=(comments or {}).get(row.id, ""),
            chosen=_is_chosen(row, warnings, by=by) if chosen is None else row.id in chosen,
            by_oneself=bool(by) and row.checked_by == by,
        )
        for row in rows
    ]
    return sorted(shown, key=lambda figure: not figure.oddities)


def _is_chosen(row: FigureRow, warnings: Mapping[int, tuple[Oddity, ...]], *, by: str) -> bool:
    """Usual figures are chosen beforehand; unusual ones and those of one's own checking are not."""
    if row.checked_by:
        return row.checked_by != by
    return row.id not in warnings


@dataclass(frozen=True)
class ListedProposal:
    """An official figure beside the own one."""

    row: ProposalRow
    official: Said
    own: Said | None
    difference: str
    group: str
    concept: str


def concept_names() -> dict[str, str]:
    """Names of the concepts by code, in one query."""
    return {entry.code: entry.name for entry in concepts()}


def compared(rows: Sequence[ProposalRow], definition: IndicatorDefinition) -> list[ListedProposal]:
    """Official figures of one indicator beside the own ones, those that differ first."""
    names = concept_names()
    shown = [
        ListedProposal(
            row=row,
            official=said(row, definition),
            own=said(row.own, definition) if row.own else None,
            difference=_difference(row, definition),
            group=words.group(row.group),
            concept=names.get(row.concept, row.concept),
        )
        for row in rows
    ]
    return sorted(shown, key=lambda proposal: proposal.row.own is None or proposal.row.agrees)


def _difference(row: ProposalRow, definition: IndicatorDefinition) -> str:
    if row.own is None:
        return _("no own figure yet")
    if row.agrees:
        return _("the same")
    if row.difference is None:
        return _("one of them is missing")
    sign = "+" if row.difference > 0 else "−"
    unit = _("percentage points") if definition.unit == "%" else definition.unit
    return f"{sign}{with_unit(abs(row.difference), unit, decimals=definition.decimals)}"


@dataclass(frozen=True)
class IndicatorLine:
    """One indicator on the start page: how far its figures have come."""

    definition: IndicatorDefinition
    completeness: Completeness
    state: str
    kind: str
    years: str
    access: str


def indicator_lines(
    definitions: Sequence[IndicatorDefinition], completeness: Sequence[Completeness]
) -> list[IndicatorLine]:
    """Core indicators and all others that have something, in the order of the catalogue."""
    known = {row.indicator_code: row for row in completeness}
    return [
        _line(definition, known.get(definition.code, Completeness(definition.code)))
        for definition in definitions
        if definition.core or definition.code in known
    ]


def _line(definition: IndicatorDefinition, row: Completeness) -> IndicatorLine:
    years = ""
    if row.first_year is not None:
        years = f"{row.first_year}–{row.last_year}" if row.first_year != row.last_year else f"{row.first_year}"
    access = str(AccessStatus(row.access).label) if row.access else ""
    state, kind = _progress(row)
    return IndicatorLine(definition, row, state, kind, years, access)


def _progress(row: Completeness) -> tuple[str, str]:
    """How far the figures of an indicator have come, in words, and the kind of badge."""
    if row.figures == 0:
        if row.access == AccessStatus.DELIBERATELY_NOT:
            return _("deliberately not"), "info"
        if row.proposals:
            return _("official figures are offered"), "info"
        return _("no figures yet"), "warning"
    if row.drafts:
        return _("%(count)s to be checked") % {"count": row.drafts}, "warning"
    if row.checked:
        return _("%(count)s to be approved") % {"count": row.checked}, "info"
    return _("all approved"), "success"


def tasks(open_tasks: Sequence[OpenTask]) -> list[dict[str, object]]:
    """Open tasks for the task list component."""
    return [
        {
            "label": str(words.TASKS[task.waiting]),
            "url": reverse(TASK_PAGES[task.waiting]),
            "status": ngettext("%(count)s figure waits", "%(count)s figures wait", task.count) % {"count": task.count},
            "kind": "warning",
        }
        for task in open_tasks
    ]


@dataclass(frozen=True)
class Chooser:
    """One indicator in the list at the side of the task pages, with the number of figures that wait."""

    code: str
    name: str
    count: int
    current: bool


def chooser(counts: Mapping[str, int], names: Mapping[str, IndicatorDefinition], chosen: str | None) -> list[Chooser]:
    """The indicators with something to do."""
    return [
        Chooser(code, names[code].short_name if code in names else code, counts[code], code == chosen)
        for code in sorted(counts)
    ]
