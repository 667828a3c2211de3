"""Accompanying research: circles that are open for it, a recorded download each, and the record for moderators."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from comparisons.circles.models import Circle
from comparisons.circles.views.moderator import circle_or_404
from comparisons.releases import actions
from comparisons.releases.forms import ResearchForm
from comparisons.releases.selectors import (
    circle_open_for_research,
    circles_open_for_research,
    releases_of,
    research_exports,
)
from tenants.membership.people import person_of
from tenants.membership.permissions import Permission, needs
from tenants.membership.refusals import Refused


@needs(Permission.RESEARCH_EXPORT)
@require_GET
def start(request: HttpRequest) -> HttpResponse:
    """The circles that are open for research."""
    return render(request, "releases/research/start.html", {"circles": circles_open_for_research()})


@needs(Permission.RESEARCH_EXPORT)
@require_http_methods(["GET", "POST"])
def circle(request: HttpRequest, slug: str) -> HttpResponse:
    """State a purpose and download what one circle has released; a circle that is not open is not there."""
    try:
        found = circle_open_for_research(slug)
    except Circle.DoesNotExist as error:
        raise Http404 from error
    form = ResearchForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.export_for_research(
                circle=found, purpose=form.cleaned_data["purpose"], by=person_of(request)
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            headers = {"Content-Disposition": f'attachment; filename="{made.name}"'}
            return HttpResponse(made.data, content_type="text/csv; charset=utf-8", headers=headers)
    context = {"circle": found, "form": form, "releases": releases_of(found)}
    return render(request, "releases/research/circle.html", context, status=422 if request.method == "POST" else 200)


@needs(Permission.CIRCLES_MODERATE)
@require_GET
def downloads(request: HttpRequest, slug: str) -> HttpResponse:
    """Who has downloaded what this circle released, when and what for."""
    found = circle_or_404(request, slug)
    context = {"circle": found, "exports": research_exports(found)}
    return render(request, "releases/research/downloads.html", context)
