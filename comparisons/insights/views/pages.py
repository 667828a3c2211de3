"""The municipality's own pages: start, one indicator, the core set at a glance."""

from __future__ import annotations

from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from benchmark.catalogue.selectors import concepts, indicators
from benchmark.figures.presenters import tasks as figure_tasks
from benchmark.figures.selectors import open_tasks
from benchmark.goals.selectors import uses
from comparisons.insights.choices import Looked, NothingThere, look_at_core_set, look_at_indicator
from comparisons.insights.presenters.circle import circle_section
from comparisons.insights.presenters.indicator import Choice, indicator_page
from comparisons.insights.presenters.overview import overview_page
from comparisons.insights.presenters.start import circle_tasks, start_page, target_tasks
from comparisons.insights.selectors import visible_figures, waiting_in_circles
from comparisons.named_figures.beside import beside
from tenants.membership.people import Person, person_of
from tenants.membership.permissions import Permission, needs
from tenants.municipalities.models import Municipality


@needs(Permission.INSIGHTS_VIEW)
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """We and our targets."""
    person = person_of(request)
    definitions, used = indicators(), uses()
    tasks = [*_figure_tasks(person), *circle_tasks(waiting_in_circles(person))]
    tasks += target_tasks(used, {one.code: one for one in definitions}, person, timezone.localdate())
    page = start_page(definitions, used, visible_figures(person), tasks=tasks)
    return render(request, "insights/start.html", {"page": page})


def _figure_tasks(person: Person) -> list[dict[str, object]]:
    return figure_tasks(open_tasks(person.roles)) if person.may(Permission.FIGURES_VIEW) else []


@needs(Permission.INSIGHTS_VIEW)
@require_safe
def indicator(request: HttpRequest, code: str) -> HttpResponse:
    """One indicator: the own path, then the circle."""
    looked = look_or_404(request, code)
    chosen, place = looked.chosen, home_of(request).name
    section = None
    if looked.compared and chosen.circle:
        section = circle_section(looked.compared, chosen.circle, chosen.use, place)
    page = indicator_page(chosen, section, {one.code: one for one in concepts()}, place)
    by_name = None
    if chosen.circle and person_of(request).may(Permission.FIGURES_VIEW):
        by_name = beside(chosen.circle.circle, chosen.definition, chosen.series.group)
    return render(request, "insights/indicator.html", {"page": page, "chosen": chosen, "beside": by_name})


def home_of(request: HttpRequest) -> Municipality:
    """The municipality on whose host the page is."""
    return cast(Municipality, request.tenant)  # type: ignore[attr-defined]


def look_or_404(request: HttpRequest, code: str) -> Looked:
    """What the address chooses; 404 for everything that is not there for this municipality."""
    try:
        return look_at_indicator(
            person_of(request), code, group=request.GET.get("gruppe", ""), circle=request.GET.get("ring", "")
        )
    except NothingThere as error:
        raise Http404 from error


@needs(Permission.INSIGHTS_VIEW)
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Small multiples of the core set, strengths and needs side by side."""
    try:
        core = look_at_core_set(person_of(request), circle=request.GET.get("ring", ""))
    except NothingThere as error:
        raise Http404 from error
    page = overview_page(core.entries, circle=core.circle, use_of=core.uses.get, place=home_of(request).name)
    here = reverse("insights:overview")
    choices = [Choice(one.circle.name, f"{here}?ring={one.circle.slug}", one == core.circle) for one in core.circles]
    return render(request, "insights/overview.html", {"page": page, "choices": choices})
