"""The task list: what is due, for whom, until when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from benchmark.collection.selectors import Stage, Standing, collections, standing
from benchmark.figures.selectors import WHOSE_TASK, Waiting, open_tasks
from benchmark.findings.selectors import open_findings
from tenants.delegation.selectors import delegations
from tenants.membership.people import Person
from tenants.membership.permissions import Permission

SOON = 30  # days before its end at which a delegation becomes a task


@dataclass(frozen=True)
class Task:
    """One thing to do; `due` is None where there is no deadline."""

    text: str
    url: str
    due: date | None
    overdue: bool = False


def tasks_of(person: Person, *, ags: str, kind: str, now: Iterable[Standing] | None = None) -> list[Task]:
    """Everything that waits for this person, the earliest deadline first."""
    years = [standing(one) for one in collections()] if now is None else list(now)
    found = [*_own_items(person, years), *_waiting(person, years)]
    if person.rights & {Permission.FIGURES_EDIT, Permission.FIGURES_CHECK}:
        count = sum(open_findings(ags, kind).values())
        if count:
            text = ngettext("%(count)s open question about figures", "%(count)s open questions about figures", count)
            found.append(Task(text % {"count": count}, reverse("findings:start"), None))
    if person.may(Permission.STAFF_MANAGE):
        found += _ending_delegations()
    return sorted(found, key=lambda task: (task.due is None, task.due or date.max))


def _own_items(person: Person, years: Iterable[Standing]) -> Iterable[Task]:
    for year in years:
        for item in year.items:
            if item.open and item.responsible == person.reference:
                query = urlencode({"set": item.definition.field_code, "year": str(year.year)})
                text = _("Enter “%(indicator)s” for %(year)s") % {
                    "indicator": item.definition.short_name,
                    "year": year.year,
                }
                yield Task(text, f"{reverse('figures:entry')}?{query}", year.deadline, year.days_left < 0)


def _waiting(person: Person, years: Iterable[Standing]) -> Iterable[Task]:
    running = [year for year in years if any(item.stage != Stage.DONE for item in year.items)]
    deadline = min((year.deadline for year in running), default=None)
    late = deadline is not None and deadline < timezone.localdate()
    pages = {
        Waiting.PROPOSALS: "figures:proposals",
        Waiting.CHECK: "figures:check",
        Waiting.APPROVAL: "figures:approve",
    }
    for task in open_tasks(person.roles):
        if WHOSE_TASK[task.waiting] & person.roles:
            yield Task(_words(task.waiting, task.count), reverse(pages[task.waiting]), deadline, late)


def _words(waiting: Waiting, count: int) -> str:
    if waiting is Waiting.PROPOSALS:
        text = ngettext("Look at %(count)s official figure", "Look at %(count)s official figures", count)
    elif waiting is Waiting.CHECK:
        text = ngettext("Check %(count)s figure", "Check %(count)s figures", count)
    else:
        text = ngettext("Approve %(count)s figure", "Approve %(count)s figures", count)
    return text % {"count": count}


def _ending_delegations() -> Iterable[Task]:
    for row in delegations():
        if row.running and row.days_left <= SOON:
            text = _("The check by “%(office)s” ends: renew it or end it") % {"office": row.office}
            yield Task(text, reverse("delegation:start"), row.last_day)
