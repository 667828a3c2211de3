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

from benchmark.catalogue.selectors import IndicatorDefinition, UnknownIndicator, indicator, indicators
from benchmark.figures import actions, presenters, selectors, words
from benchmark.figures.entry.sheets import Sheet, lines_of_sheet, save_sheet, sheet_of_series
from benchmark.figures.entry.shown import Line
from benchmark.figures.forms import AccessForm, ReasonForm, SeriesForm
from benchmark.figures.models import AccessStatus
from benchmark.figures.views.sheets import (
    anchor,
    answer_needed,
    is_script,
    paste_into,
    reasons_to_choose,
    tell_what_was_saved,
)
from tenants.membership.people import person_of
from tenants.membership.permissions import Permission, needs
from tenants.membership.refusals import Refused


@needs(Permission.FIGURES_VIEW)
@require_GET
def start(request: HttpRequest) -> HttpResponse:
    """What waits for this person, and how far every indicator has come."""
    newest = timezone.localdate().year - 1
    members = selectors.entry_sets()[0]
    context = {
        "entry_set": members,
        "entry_progress": selectors.progress_of(members, newest),
        "tasks": presenters.tasks(selectors.open_tasks(person_of(request).roles)),
        "lines": presenters.indicator_lines(indicators(), selectors.completeness()),
    }
    return render(request, "figures/start.html", context)


@needs(Permission.FIGURES_VIEW)
@require_GET
def show_indicator(request: HttpRequest, code: str) -> HttpResponse:
    """The data entry grid of one series: its years as rows."""
    definition = definition_or_404(code)
    return render(request, "figures/indicator.html", _grid_page(request, definition, request.GET))


@needs(Permission.FIGURES_EDIT)
@require_POST
def enter(request: HttpRequest, code: str) -> HttpResponse:
    """Save the rows of a series that were touched; what is wrong with a row stands in it."""
    definition = definition_or_404(code)
    sheet = _sheet(definition, request.POST)
    try:
        saved = save_sheet(sheet, request.POST, by=person_of(request))
    except Refused as refused:
        messages.error(request, str(refused))
        page = _grid_page(request, definition, request.POST)
        return render(request, "figures/indicator.html", page, status=refused.status)
    lines = lines_of_sheet(sheet, saved, by=person_of(request))
    if answer_needed(saved, lines):
        page = _grid_page(request, definition, request.POST, lines=lines)
        return render(request, "figures/indicator.html", page, status=answer_needed(saved, lines))
    tell_what_was_saved(request, saved)
    concept, group = _series(definition, request.POST)
    query = urlencode({"concept": concept, "group": group})
    return redirect(f"{reverse('figures:indicator', args=[definition.code])}?{query}{anchor(request)}")


@needs(Permission.FIGURES_EDIT)
@require_POST
def paste(request: HttpRequest, code: str) -> HttpResponse:
    """Lay a copied block onto the years of a series; nothing is saved yet."""
    definition = definition_or_404(code)
    pasted = paste_into(_sheet(definition, request.POST), request, by=person_of(request))
    if is_script(request):
        return pasted.fragment(request)
    page = _grid_page(request, definition, request.POST, lines=pasted.lines) | {"pasted": pasted}
    return render(request, "figures/indicator.html", page, status=pasted.status)


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
    return render(request, "figures/indicator.html", _grid_page(request, definition, {}, access=form), status=status)


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


def _sheet(definition: IndicatorDefinition, data: Any) -> Sheet:
    concept, group = _series(definition, data)
    oldest = selectors.first_year_of(definition.code, group, concept)
    return sheet_of_series(definition, group=group, concept=concept, oldest=oldest)


def _grid_page(
    request: HttpRequest,
    definition: IndicatorDefinition,
    data: Any,
    *,
    lines: list[Line] | None = None,
    access: AccessForm | None = None,
) -> dict[str, Any]:
    concept, group = _series(definition, data)
    if lines is None:
        lines = lines_of_sheet(_sheet(definition, data), by=person_of(request))
    known = selectors.data_access().get(definition.code)
    if access is None:
        access = AccessForm(initial={"status": known.status, "reason": known.reason} if known else None)
    names = presenters.concept_names()
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
        "groups": [(definition, names.get(concept, concept), lines)],
        "by_year": True,
        "save_url": reverse("figures:enter", args=[definition.code]),
        "paste_url": reverse("figures:paste_series", args=[definition.code]),
        "kept_fields": {"concept": concept, "group": group},
        "reasons": reasons_to_choose(),
        "access": access,
        "access_text": AccessStatus(known.status).label if known else "",
        "access_reason": known.reason if known else "",
    }
