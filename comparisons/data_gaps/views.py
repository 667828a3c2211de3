"""Pages on both hosts: a municipality reports its own gaps, moderators see counts."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from benchmark.data_register.register import ELSEWHERE
from comparisons.data_gaps.actions import report_gaps, withdraw_gaps
from comparisons.data_gaps.counting import FEWEST, counted
from comparisons.data_gaps.own import last_report, register_today
from comparisons.data_gaps.writing import as_csv
from tenants.membership.people import person_of
from tenants.membership.permissions import Permission, needs
from tenants.membership.refusals import Refused


@needs(Permission.FIGURES_VIEW)
@require_GET
def start(request: HttpRequest) -> HttpResponse:
    """What would be reported, and what was."""
    return _page(request)


@needs(Permission.FIGURES_HAND_OVER)
@require_POST
def report(request: HttpRequest) -> HttpResponse:
    """Report today's gaps in place of the earlier ones."""
    home = request.tenant  # type: ignore[attr-defined]
    try:
        gaps = report_gaps(ags=home.ags, kind=home.kind, by=person_of(request))
    except Refused as refused:
        return _page(request, refused)
    messages.success(
        request, ngettext("%(count)s data gap reported.", "%(count)s data gaps reported.", gaps) % {"count": gaps}
    )
    return redirect("data_gaps:start")


@needs(Permission.FIGURES_HAND_OVER)
@require_POST
def withdraw(request: HttpRequest) -> HttpResponse:
    """Take the report back."""
    try:
        withdraw_gaps(by=person_of(request))
    except Refused as refused:
        return _page(request, refused)
    messages.success(request, _("The report is withdrawn. Your municipality is not counted any more."))
    return redirect("data_gaps:start")


@needs(Permission.CIRCLES_MODERATE)
@require_GET
def counts(request: HttpRequest) -> HttpResponse:
    """Reported gaps, counted without names."""
    context = {"counted": counted(), "statuses": [status.label for status in ELSEWHERE], "fewest": FEWEST}
    return render(request, "data_gaps/counts.html", context)


@needs(Permission.CIRCLES_MODERATE)
@require_GET
def file(request: HttpRequest) -> HttpResponse:
    """The counts as CSV."""
    response = HttpResponse(as_csv(counted()), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="datenluecken.csv"'
    return response


def _page(request: HttpRequest, refused: Refused | None = None) -> HttpResponse:
    today = register_today()
    context = {"today": today, "last": last_report(today), "refusal": str(refused) if refused else ""}
    return render(request, "data_gaps/start.html", context, status=refused.status if refused else 200)
