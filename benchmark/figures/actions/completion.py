"""Completing the collection of a set and year, which locks its figures, and reopening it."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from benchmark.figures.entry.progress import EntryProgress, lock_of, progress_of
from benchmark.figures.entry.sets import entry_set
from benchmark.figures.locks import hold_completions, sentence
from benchmark.figures.models import EntryCompletion, UnfinishedEntry
from benchmark.figures.refusals import EntryLocked, NotComplete, NotDefined, NotYourTask, ReasonNeeded
from tenants.audit.actions import record
from tenants.membership.people import Person
from tenants.membership.permissions import Permission


@transaction.atomic
def complete_entry(*, set_code: str, year: int, by: Person) -> int:
    """Lock the figures of a set and year; every row needs a value, a reason, or must be left open. Returns the id."""
    members = entry_set(set_code)
    if members is None:
        raise NotDefined(_("There is no such set of indicators."))
    if not by.may(Permission.FIGURES_EDIT):
        raise NotYourTask(_("Only those who enter figures may complete a collection."))
    hold_completions(alone=True)
    progress = progress_of(members, year)
    _judge(progress, members.indicator_codes, by=by)
    completion = EntryCompletion.objects.create(
        set_code=set_code,
        year=year,
        indicator_codes=list(members.indicator_codes),
        completed_by=by.reference,
        completed_at=timezone.now(),
    )
    record(
        "figures.entry_completed",
        by=by,
        municipality=by.municipality,
        on=f"{set_code} {year}",
        rows=progress.total,
        left_open=progress.left_open,
    )
    return completion.pk


def _judge(progress: EntryProgress, codes: tuple[str, ...], *, by: Person) -> None:
    if progress.lock is not None:
        raise EntryLocked(sentence(progress.lock))
    missing = progress.total - progress.settled
    if missing or not progress.total:
        told = ngettext(
            "%(count)s row says nothing yet. Please give a value, a reason, or choose “still open”.",
            "%(count)s rows say nothing yet. Please give a value, a reason, or choose “still open”.",
            missing,
        )
        raise NotComplete(told % {"count": missing})
    own = UnfinishedEntry.objects.filter(
        indicator_code__in=codes, year=progress.year, typed_by=by.reference, left_open=False
    ).count()
    if own:
        told = ngettext(
            "You have typed something into %(count)s row that is not stored yet. Please finish or discard it.",
            "You have typed something into %(count)s rows that is not stored yet. Please finish or discard it.",
            own,
        )
        raise NotComplete(told % {"count": own})


@transaction.atomic
def reopen_entry(*, set_code: str, year: int, reason: str, by: Person) -> None:
    """Unlock the figures of a set and year; the reason stays on record."""
    if not (by.may(Permission.FIGURES_EDIT) or by.may(Permission.FIGURES_APPROVE)):
        raise NotYourTask(_("Only those who enter or approve figures may reopen a collection."))
    if not reason.strip():
        raise ReasonNeeded(_("Please say why the collection is reopened."))
    hold_completions(alone=True)
    lock = lock_of(set_code, year)
    if lock is None:
        raise NotDefined(_("This collection is not completed, so there is nothing to reopen."))
    EntryCompletion.objects.filter(pk=lock.id).update(
        reopened_by=by.reference, reopened_at=timezone.now(), reason=reason.strip()
    )
    record("figures.entry_reopened", by=by, municipality=by.municipality, on=f"{set_code} {year}")
