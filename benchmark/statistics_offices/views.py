"""The operator's page: which official files are in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from benchmark.statistics_offices import presenters, selectors
from tenants.membership.permissions import Permission, needs


@require_safe
@needs(Permission.STATISTICS_IMPORT)
def files(request: HttpRequest) -> HttpResponse:
    """All imported files with what was left out of them."""
    rows = [(source, list(presenters.skip_lines(source))) for source in selectors.imported_files()]
    return render(request, "statistics_offices/files.html", {"rows": rows})
