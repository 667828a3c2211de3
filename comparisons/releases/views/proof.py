"""The proof of anonymity, for members on their own host and for moderators on the platform's."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from comparisons.circles.models import Circle
from comparisons.circles.views.member import circle_or_404
from comparisons.circles.views.moderator import circle_or_404 as moderated_or_404
from comparisons.releases.proof import proof_of
from tenants.membership.permissions import Permission, needs


@needs(Permission.INSIGHTS_VIEW)
@require_GET
def of_member(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Why what the circle shows of an indicator gives no member away."""
    return _page(request, "releases/member/proof.html", circle_or_404(slug).circle, code)


@needs(Permission.CIRCLES_MODERATE)
@require_GET
def of_moderator(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """The same page for the circle's moderators."""
    return _page(request, "releases/moderator/proof.html", moderated_or_404(request, slug), code)


def _page(request: HttpRequest, template: str, circle: Circle, code: str) -> HttpResponse:
    year = request.GET.get("jahr", "")
    found = proof_of(circle, code, request.GET.get("gruppe", ""), int(year) if year.isdecimal() else None)
    if found is None:
        raise Http404
    return render(request, template, {"circle": circle, "proof": found})
