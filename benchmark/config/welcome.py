"""The platform's front page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tenants.membership.permissions import open_to_everyone


@open_to_everyone
@require_safe
def welcome(request: HttpRequest) -> HttpResponse:
    """What the service is and where to go from here."""
    return render(request, "web/welcome.html")
