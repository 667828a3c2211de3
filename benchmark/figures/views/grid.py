"""Start page, data entry grid and history of figures."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from benchmark.catalogue.selectors import IndicatorDefinition, UnknownIndicator, concepts, indicator, indicators
from benchmark.figures import actions, presenters, selectors, words
from benchmark.figures.forms import AccessForm, ReasonForm, RowForm, SeriesForm
from benchmark.figures.models import AccessStatus
from benchmark.figures.models.numbers import FIRST_YEAR
from tenants.membership.people import person_of
from tenants.membership.permissions import Permission, needs
from tenants.membership.refusals import Refused

YEARS_SHOWN = 10


@needs(Permission.FIGURES_VIEW)
@require_GET
def start(request: HttpRequest) -> HttpResponse:
    """What waits for this person, and how far every indicator has come."""
    context = {
        "tasks": presenters.tasks(selectors.open_tasks(person_of(request).roles)),
        "lines": presenters.indicator_lines(indicators(), selectors.completeness()),
    }
    return render(request, "figures/start.html", context)


@needs(Permission.FIGURES_VIEW)
@require_GET
def show_indicator(request: HttpRequest, code: str) -> HttpResponse:
    """The data entry grid of one series."""
    definition = definition_or_404(code)
    return render(request, "figures/indicator.html", _grid_page(definition, request.GET))


@needs(Permission.FIGURES_EDIT)
@require_POST
def enter(request: HttpRequest, code: str) -> HttpResponse:
    """Save one row of the grid; a row with errors comes back with what was typed."""
    definition = definition_or_404(code)
    concept, group = _series(definition, request.POST)
    form = RowForm(request.POST, prefix=request.POST.get("row", ""), use_required_attribute=False)
    if not form.is_valid():
        return _row_again(request, definition, form, status=422)
    cleaned = form.cleaned_data
    try:
        saved = actions.enter_figure(
            indicator_code=definition.code,
            year=cleaned["year"],
            group=group,
            concept=concept,
            numerator=cleaned["numerator"],
            denominator=cleaned["denominator"],
            value=cleaned["value"],
            missing=cleaned["missing"],
            source=cleaned["source"],
            note=cleaned["note"],
            expected_version=cleaned["version"],
            by=person_of(request),
        )
    except Refused as refused:
        form.add_error(None, str(refused))
        return _row_again(request, definition, form, status=refused.status)
    told = presenters.said(saved, definition)
    shown = " – ".join(part for part in (told.counts, told.text, told.reason) if part)
    messages.success(request, _("Saved for %(year)s: %(shown)s") % {"year": saved.year, "shown": shown})
    query = urlencode({"concept": concept, "group": group})
    return redirect(f"{reverse('figures:indicator', args=[definition.code])}?{query}#year-{saved.year}")


@needs(Permission.FIGURES_EDIT)
@require_POST
def set_access(request: HttpRequest, code: str) -> HttpResponse:
    """Say how the data of this indicator are reached, or that they are deliberately not collected."""
    definition = definition_or_404(code)
    form = AccessForm(request.POST)
    status = 422
    if form.is_valid():
        try:
            actions.set_data_access(
                indicator_code=definition.code,
                status=form.cleaned_data["status"],
                reason=form.cleaned_data["reason"],
                by=person_of(request),
            )
        except Refused as refused:
            form.add_error("reason", str(refused))
            status = refused.status
        else:
            messages.success(request, _("Saved."))
            return redirect("figures:indicator", definition.code)
    return render(request, "figures/indicator.html", _grid_page(definition, {}, access=form), status=status)


@needs(Permission.FIGURES_VIEW)
@require_GET
def show_history(request: HttpRequest, code: str, year: int, group: str, concept: str) -> HttpResponse:
    """All versions of one figure."""
    return render(request, "figures/history.html", _history_page(code, year, group, concept))


@needs(Permission.FIGURES_EDIT)
@require_POST
def reopen(request: HttpRequest, code: str, year: int, group: str, concept: str) -> HttpResponse:
    """Take the current version back to draft."""
    page = _history_page(code, year, group, concept)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return render(request, "figures/history.html", page | {"form": form}, status=422)
    try:
        figure_id = int(request.POST.get("figure", "0") or 0)
    except ValueError:
        figure_id = 0
    try:
        actions.reopen(ids=[figure_id], reason=form.cleaned_data["reason"], by=person_of(request))
    except Refused as refused:
        form.add_error(None, str(refused))
        return render(request, "figures/history.html", page | {"form": form}, status=refused.status)
    messages.success(request, _("The figure is a draft again. The version before is kept."))
    return redirect("figures:history", code, year, group, concept)


def definition_or_404(code: str) -> IndicatorDefinition:
    """The definition of an indicator, or the page for what does not exist."""
    try:
        return indicator(code)
    except UnknownIndicator as error:
        raise Http404 from error


def _history_page(code: str, year: int, group: str, concept: str) -> dict[str, Any]:
    definition = definition_or_404(code)
    versions = selectors.history(code, year, group, concept)
    if not versions:
        raise Http404
    return {
        "definition": definition,
        "year": year,
        "group": words.group(group),
        "concept": concept,
        "concept_name": presenters.concept_names().get(concept, concept),
        "versions": presenters.listed(versions, definition, {}),
        "current": versions[0],
        "form": ReasonForm(),
    }


def _series(definition: IndicatorDefinition, data: Any) -> tuple[str, str]:
    """The chosen concept and group, or the usual ones where something else was asked for."""
    concept, group = data.get("concept", ""), data.get("group", "")
    return (
        concept if concept in definition.concepts else definition.default_concept,
        group if group in definition.groups else definition.leading_group,
    )


def _row_again(request: HttpRequest, definition: IndicatorDefinition, form: RowForm, *, status: int) -> HttpResponse:
    page = _grid_page(definition, request.POST, bound=form)
    return render(request, "figures/indicator.html", page, status=status)


def _grid_page(
    definition: IndicatorDefinition, data: Any, *, bound: RowForm | None = None, access: AccessForm | None = None
) -> dict[str, Any]:
    concept, group = _series(definition, data)
    figures = selectors.current_figures(definition.code)
    series = {row.year: row for row in figures if (row.concept, row.group) == (concept, group)}
    offers = selectors.proposals([definition.code], waiting=False)
    official = {row.year: row for row in offers if (row.concept, row.group) == (concept, group)}
    newest = timezone.localdate().year - 1
    oldest = max(FIRST_YEAR, min([newest - YEARS_SHOWN + 1, *series, *official]))
    known = selectors.data_access().get(definition.code)
    if access is None:
        access = AccessForm(initial={"status": known.status, "reason": known.reason} if known else None)
    names = {entry.code: entry.name for entry in concepts()}
    return {
        "definition": definition,
        "concept": concept,
        "concept_name": names.get(concept, concept),
        "group": group,
        "group_name": words.group(group),
        "series_form": SeriesForm(
            initial={"concept": concept, "group": group},
            concepts=[(code, names.get(code, code)) for code in definition.concepts],
            groups=[(code, words.group(code)) for code in definition.groups],
        ),
        "rows": presenters.grid(
            definition, years=range(oldest, newest + 1), figures=series, official=official, bound=bound
        ),
        "bound": bound,
        "access": access,
        "access_text": AccessStatus(known.status).label if known else "",
        "access_reason": known.reason if known else "",
    }
