"""Two people release a figure: the statistics office (or its substitute) checks, somebody else approves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from benchmark.figures.models import Figure, FigureState
from benchmark.figures.refusals import CommentNeeded, NothingSelected, NotYetChecked, NotYourTask, SamePerson
from benchmark.figures.rows import FigureRow
from benchmark.figures.selectors import warnings_for
from benchmark.figures.versions import changed_meanwhile, lock_shown
from tenants.audit.actions import record
from tenants.membership.people import Person
from tenants.membership.roles import RoleCode

CHECKING_ROLES = (RoleCode.STATISTICS_OFFICE, RoleCode.STATISTICS_SUBSTITUTE)
APPROVING_ROLES = (RoleCode.INTEGRATION_OFFICE, RoleCode.LEADERSHIP)

Listener = Callable[[list[FigureRow], Person], None]
_LISTENERS: list[Listener] = []


def when_approved(listener: Listener) -> None:
    """Let another room know which figures were just approved, and by whom; within the same transaction."""
    if listener not in _LISTENERS:
        _LISTENERS.append(listener)


@transaction.atomic
def check_figures(
    *, ids: Collection[int], by: Person, comment: str = "", comments: Mapping[int, str] | None = None
) -> int:
    """Mark drafts as checked by the statistics office or its substitute; returns how many.

    Figures that look unusual need a comment: their own in `comments` (by id), or the common `comment`.
    """
    checked_as = next((role for role in CHECKING_ROLES if role in by.roles), None)
    if checked_as is None:
        raise NotYourTask(_("Only the statistics office or its appointed substitute may check figures."))
    rows = _locked(ids)
    if any(row.state != FigureState.DRAFT for row in rows):
        raise changed_meanwhile()
    now = timezone.now()
    for text, members in _by_comment(rows, comment=comment, comments=comments or {}).items():
        Figure.objects.filter(pk__in=members).update(
            state=FigureState.CHECKED,
            checked_by=by.reference,
            checked_at=now,
            checked_as=checked_as,
            check_comment=text,
        )
    _record("figures.checked", rows, by=by, checked_as=str(checked_as))
    return len(rows)


@transaction.atomic
def approve_figures(*, ids: Collection[int], by: Person) -> int:
    """Approve checked figures for use and for handing over; never by the person who checked; returns how many."""
    if not by.roles & set(APPROVING_ROLES):
        raise NotYourTask(_("Only the integration office or the leadership may approve figures."))
    rows = _locked(ids)
    if any(row.state == FigureState.DRAFT for row in rows):
        message = _("A figure must be checked by the statistics office before it is approved. Nothing was stored.")
        raise NotYetChecked(message)
    if any(row.state == FigureState.APPROVED for row in rows):
        raise changed_meanwhile()
    if any(row.checked_by == by.reference for row in rows):
        message = _("You checked this figure yourself. Two people release a figure: please let somebody else approve.")
        raise SamePerson(message)
    Figure.objects.filter(pk__in=[row.pk for row in rows]).update(
        state=FigureState.APPROVED, approved_by=by.reference, approved_at=timezone.now()
    )
    _record("figures.approved", rows, by=by)
    approved = [FigureRow.of(row) for row in Figure.objects.filter(pk__in=[row.pk for row in rows])]
    for tell in _LISTENERS:
        tell(approved, by)
    return len(rows)


def _locked(ids: Collection[int]) -> list[Figure]:
    if not ids:
        raise NothingSelected(_("Please choose at least one figure."))
    return lock_shown(ids)


def _by_comment(rows: list[Figure], *, comment: str, comments: Mapping[int, str]) -> dict[str, list[int]]:
    """Ids by the comment that is stored with them; refused where an unusual figure has none."""
    unusual = warnings_for(rows)
    grouped: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        text = comments.get(row.pk, "").strip() or (comment.strip() if row.pk in unusual else "")
        if row.pk in unusual and not text:
            message = _(
                "%(indicator)s %(year)s looks unusual compared with the other years. "
                "If it is right, please confirm it with a comment."
            )
            raise CommentNeeded(message % {"indicator": row.indicator_code, "year": row.year})
        grouped[text].append(row.pk)
    return grouped


def _record(event: str, rows: list[Figure], *, by: Person, **details: str) -> None:
    codes = sorted({row.indicator_code for row in rows})
    record(event, by=by, municipality=by.municipality, on="figures", indicators=codes, count=len(rows), **details)
