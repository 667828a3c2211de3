"""The explained list of findings at the municipality, answers to them, and how they are recognised."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from benchmark.catalogue.selectors import IndicatorDefinition, indicators
from benchmark.figures.presenters import concept_names
from benchmark.findings import actions, presenters, selectors, words
from benchmark.findings.forms import ANSWERED, OPEN, AnswerForm, FilterForm
from benchmark.findings.presenters import Setting
from benchmark.findings.refusals import NoSuchFinding
from benchmark.findings.selectors import OwnFinding
from benchmark.plausibility.findings import Weight
from tenants.membership.people import person_of
from tenants.membership.permissions import Permission, needs
from tenants.membership.refusals import Refused
from tenants.membership.selectors import staff_accounts


@needs(Permission.FIGURES_VIEW)
@require_GET
def start(request: HttpRequest) -> HttpResponse:
    """All findings in the figures and in open official figures, those without an answer first."""
    return _page(request, _found(request))


@needs(Permission.FIGURES_VIEW)
@require_POST
def answer(request: HttpRequest, key: str) -> HttpResponse:
    """Answer one finding; it must still hold."""
    rows = _found(request)
    row = next((row for row in rows if row.finding.key == key), None)
    form = AnswerForm(request.POST, auto_id=f"%s-{key}")
    status = 422
    try:
        if row is None:
            raise NoSuchFinding(_("The numbers have changed since; this finding is no longer there."))
        if form.is_valid():
            definition = _definitions()[row.indicator_code]
            said = presenters.said_about(row, definition, _setting(request))
            given = form.cleaned_data
            actions.answer_finding(
                finding=row,
                sentence=said,
                kind=given["kind"],
                comment=given["comment"],
                expected_version=given["version"],
                by=person_of(request),
            )
            messages.success(request, _("Your answer is kept."))
            return redirect(f"{reverse('findings:start')}?{_query(request)}#f-{key}")
    except Refused as refused:
        status = refused.status
        messages.error(request, str(refused))
    return _page(request, rows, bound=form, key=key, status=status)


@needs(Permission.FIGURES_VIEW)
@require_GET
def method(request: HttpRequest) -> HttpResponse:
    """How findings are recognised, in plain words."""
    return render(request, "findings/method.html", {"breaks": sorted(set(map(str, words.BREAKS.values())))})


def _found(request: HttpRequest) -> list[OwnFinding]:
    tenant = request.tenant  # type: ignore[attr-defined]
    return selectors.findings_of(tenant.ags, tenant.kind)


def _definitions() -> dict[str, IndicatorDefinition]:
    return {definition.code: definition for definition in indicators()}


def _setting(request: HttpRequest, **more: Any) -> Setting:
    people = {account.reference: account.name for account in staff_accounts()}
    return Setting(kind=request.tenant.kind, concepts=concept_names(), people=people, **more)  # type: ignore[attr-defined]


def _query(request: HttpRequest) -> str:
    """The filter that the page was shown with."""
    return request.GET.urlencode()


def _page(
    request: HttpRequest,
    rows: Sequence[OwnFinding],
    *,
    bound: AnswerForm | None = None,
    key: str = "",
    status: int = 200,
) -> HttpResponse:
    definitions = _definitions()
    codes = sorted({row.indicator_code for row in rows})
    form = FilterForm(
        request.GET or {"state": OPEN}, indicators=[(code, definitions[code].short_name) for code in codes]
    )
    chosen = [row for row in rows if _is_chosen(row, form) or row.finding.key == key]
    waiting = Counter(row.finding.weight for row in rows if row.is_open)
    context = {
        "filter": form,
        "query": _query(request),
        "sections": presenters.sections(chosen, definitions, _setting(request, bound=bound, bound_key=key)),
        "shown": len(chosen),
        "all": len(rows),
        "open": sum(waiting.values()),
        "counts": [(*words.WEIGHTS[weight], waiting[weight]) for weight in Weight if waiting[weight]],
    }
    return render(request, "findings/start.html", context, status=status)


def _is_chosen(row: OwnFinding, form: FilterForm) -> bool:
    state = OPEN if row.is_open else ANSWERED
    choices = {"state": state, "indicator": row.indicator_code, "weight": row.finding.weight.value}
    return all(form.fits(name, value) for name, value in choices.items())
