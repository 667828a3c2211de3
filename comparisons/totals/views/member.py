"""Sums of a nested circle on a municipality's own host: tables, handing numbers over, withdrawing them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from comparisons.circles.levels import Level
from comparisons.circles.selectors import CircleOfMunicipality
from comparisons.circles.views.member import circle_or_404
from comparisons.totals import actions
from comparisons.totals.agreed import newest_agreement
from comparisons.totals.agreement_page import agreement_page
from comparisons.totals.handover_page import lines_of, state_of
from comparisons.totals.selectors import all_tables
from comparisons.totals.table_page import listed
from comparisons.totals.views.files import csv_answer, page_or_404, xlsx_answer
from tenants.membership.people import person_of
from tenants.membership.permissions import Permission, needs
from tenants.membership.refusals import Refused


@needs(Permission.INSIGHTS_VIEW)
@require_GET
def circle(request: HttpRequest, slug: str) -> HttpResponse:
    """What was agreed, and the released tables."""
    found = circle_or_404(slug)
    agreement = newest_agreement(found.circle)
    tables = listed(all_tables(found.circle)) if found.may_compare else []
    context = {
        "found": found,
        "circle": found.circle,
        "agreed": agreement_page(agreement) if agreement else None,
        "tables": tables,
        "anything_refused": any(one.table.refused for one in tables),
        "gives": found.may_compare and found.level == Level.GEMEINDE,
    }
    return render(request, "totals/member/circle.html", context)


@needs(Permission.FIGURES_HAND_OVER)
@require_http_methods(["GET", "POST"])
def hand_over(request: HttpRequest, slug: str) -> HttpResponse:
    """What would be handed over, and handing over what is ticked."""
    found = circle_or_404(slug)
    if request.method == "GET":
        return _page(request, found)
    try:
        given = actions.hand_over_counts(
            circle=found.circle, chosen=points_of(request.POST.getlist("point")), by=person_of(request)
        )
    except Refused as refusal:
        return _page(request, found, refusal=str(refusal))
    messages.success(
        request,
        ngettext(
            "%(count)s number handed over. The receipt is kept here.",
            "%(count)s numbers handed over. The receipt is kept here.",
            given.numbers,
        )
        % {"count": given.numbers},
    )
    return redirect("releases:receipt", given.reference)


@needs(Permission.FIGURES_HAND_OVER)
@require_POST
def withdraw(request: HttpRequest, slug: str, code: str, year: int) -> HttpResponse:
    """Withdraw the numbers of an indicator and year, and say what stays."""
    found = circle_or_404(slug)
    try:
        done = actions.withdraw_counts(circle=found.circle, indicator_code=code, year=year, by=person_of(request))
    except Refused as refusal:
        return _page(request, found, refusal=str(refusal))
    messages.success(request, _("Withdrawn for %(years)s.") % {"years": year})
    for number in done.stays:
        messages.warning(
            request,
            _("Table %(number)s was released before and stays as it is. Later ones are made without your municipality.")
            % {"number": number},
        )
    return redirect("totals:hand-over", slug)


@needs(Permission.INSIGHTS_VIEW)
@require_GET
def table(request: HttpRequest, slug: str, code: str, year: int) -> HttpResponse:
    """One released table."""
    found = circle_or_404(slug)
    context = {"page": page_or_404(found.circle, code, year), "circle": found.circle, "of_member": True}
    return render(request, "totals/table.html", context)


@needs(Permission.INSIGHTS_VIEW)
@require_GET
def csv_file(request: HttpRequest, slug: str, code: str, year: int) -> HttpResponse:
    """One released table as CSV."""
    return csv_answer(page_or_404(circle_or_404(slug).circle, code, year))


@needs(Permission.INSIGHTS_VIEW)
@require_GET
def xlsx_file(request: HttpRequest, slug: str, code: str, year: int) -> HttpResponse:
    """One released table as a workbook."""
    return xlsx_answer(page_or_404(circle_or_404(slug).circle, code, year))


def points_of(ticked: list[str]) -> set[tuple[str, int]]:
    """Indicators and years as a form sends them, "ARB-01:2022"; anything else is no point."""
    parts = [value.rpartition(":") for value in ticked]
    return {(code, int(year)) for code, _colon, year in parts if code and year.isdecimal() and len(year) == 4}


def _page(request: HttpRequest, found: CircleOfMunicipality, *, refusal: str = "") -> HttpResponse:
    agreement = newest_agreement(found.circle)
    lines, stray = lines_of(agreement) if agreement else ([], [])
    context = {
        "found": found,
        "circle": found.circle,
        "agreed": agreement_page(agreement) if agreement else None,
        "state": state_of(found, agreement),
        "lines": lines,
        "stray": stray,
        "anything_offered": any(year.offered for line in lines for year in line.years),
        "anything_given": bool(stray) or any(year.given for line in lines for year in line.years),
        "refusal": refusal,
    }
    return render(request, "totals/member/hand_over.html", context, status=422 if refusal else 200)
