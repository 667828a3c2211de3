"""A page with a mistake on purpose: SQL put together from text. Only tests serve it, to see what the mistake costs."""

from __future__ import annotations

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import path

from tenants.membership.permissions import open_to_everyone


@open_to_everyone
def search(request: HttpRequest) -> HttpResponse:
    """Whether the municipality has a row of this name; the name goes into the statement as it comes."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT value FROM canary WHERE name = '{request.GET.get('name', '')}'")
        return HttpResponse("found" if cursor.fetchone() else "nothing")


urlpatterns = [path("search/", search, name="injectable_search")]
