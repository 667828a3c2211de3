"""Pages every host has: imprint, data protection, accessibility; and the answer to a refused request."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

EVERYONE = "everyone"


def _operator() -> dict[str, str]:
    """Who runs this installation, from the setting OPERATOR (name, address, mail, phone, responsible)."""
    return dict(getattr(settings, "OPERATOR", {}))


@require_safe
def imprint(request: HttpRequest) -> HttpResponse:
    """Who is responsible for this service."""
    return render(request, "web/imprint.html", {"operator": _operator()})


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """Which personal data is kept, and which figures are shared."""
    return render(request, "web/privacy.html", {"operator": _operator()})


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """How accessible the service is, and whom to tell about a barrier."""
    return render(request, "web/accessibility.html", {"operator": _operator()})


for _view in (imprint, privacy, accessibility):
    _view.permission = EVERYONE  # type: ignore[attr-defined]


def refuse(request: HttpRequest, message: str, *, status: int = 422) -> HttpResponse:
    """Answer an expected refusal with its sentence (status 422, 409 or 429)."""
    template = "429.html" if status == 429 else "422.html"
    return render(request, template, {"message": message}, status=status)
