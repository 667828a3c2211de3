"""What a moderator of a circle reads about figures shown by name: that they are, never the values."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from comparisons.circles.views.moderator import circle_or_404
from comparisons.named_figures.presenters import Names, given_lines
from comparisons.named_figures.selectors import given_consents
from tenants.membership.permissions import Permission, needs


@needs(Permission.CIRCLES_MODERATE)
@require_GET
def consents(request: HttpRequest, slug: str) -> HttpResponse:
    """Who shows what to how many members, and since when."""
    circle = circle_or_404(request, slug)
    lines = given_lines(given_consents(circle), Names())
    return render(request, "named_figures/moderator.html", {"circle": circle, "lines": lines})
