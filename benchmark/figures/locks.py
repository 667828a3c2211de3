"""A completed collection locks its figures: everybody who writes a version asks here first."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.template.defaultfilters import date as written_date
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from benchmark.catalogue.selectors import fields
from benchmark.figures.contents import Point
from benchmark.figures.models import EntryCompletion
from benchmark.figures.refusals import EntryLocked
from tenants.membership.selectors import NoSuchAccount, staff_account

CORE_SET = "erhebung"


@dataclass(frozen=True)
class EntryLock:
    """A set of one year that was completed and not reopened."""

    id: int
    set_code: str
    year: int
    indicator_codes: frozenset[str]
    completed_by: str
    completed_at: datetime

    def holds(self, indicator_code: str, year: int) -> bool:
        """Whether figures of this indicator and year are locked by it."""
        return self.year == year and indicator_code in self.indicator_codes


def locks(years: Collection[int] | None = None) -> list[EntryLock]:
    """What is locked at present, of all years or of these."""
    rows = EntryCompletion.objects.filter(reopened_at__isnull=True)
    if years is not None:
        rows = rows.filter(year__in=years)
    return [
        EntryLock(row.pk, row.set_code, row.year, frozenset(row.indicator_codes), row.completed_by, row.completed_at)
        for row in rows
    ]


def hold_completions(*, alone: bool = False) -> None:
    """Keep collections as they are until the transaction ends: writers of figures share, `alone` waits for all."""
    mode = "SHARE ROW EXCLUSIVE" if alone else "ROW EXCLUSIVE"
    with connection.cursor() as cursor:
        cursor.execute(f"LOCK TABLE {EntryCompletion._meta.db_table} IN {mode} MODE")


def refuse_if_locked(points: Collection[Point]) -> None:
    """Raise EntryLocked if one of these points belongs to a completed collection; it cannot become one meanwhile."""
    years = {point.year for point in points}
    if not years:
        return
    hold_completions()
    for lock in locks(years):
        if any(lock.holds(point.indicator_code, point.year) for point in points):
            raise EntryLocked(sentence(lock))


def unlocked(points: Collection[Point]) -> set[Point]:
    """Those of these points that may be changed; they stay so until the transaction ends."""
    years = {point.year for point in points}
    hold_completions()
    found = locks(years)
    return {point for point in points if not any(lock.holds(point.indicator_code, point.year) for lock in found)}


def sentence(lock: EntryLock) -> str:
    """Who locked what and when, and what to do."""
    told = _(
        "“%(set)s” %(year)s was completed on %(day)s by %(name)s and is locked. Please reopen it before you change "
        "anything. Nothing was stored."
    )
    return told % {
        "set": set_name(lock.set_code),
        "year": lock.year,
        "day": written_date(localtime(lock.completed_at), "d.m.Y"),
        "name": name_of(lock.completed_by),
    }


def set_name(code: str) -> str:
    """The name of a set of indicators."""
    if code == CORE_SET:
        return _("Yearly collection")
    return next((field.name for field in fields() if field.code == code), code)


def name_of(reference: str) -> str:
    """The name of a colleague; somebody whose account is gone has none."""
    try:
        return str(staff_account(reference).name)
    except NoSuchAccount:
        return _("somebody who has left")
