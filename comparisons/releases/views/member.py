"""Handing over, withdrawing, declining and receipts, on the municipality's own host."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from benchmark.figures.selectors import receipts
from comparisons.circles.models import Round
from comparisons.circles.selectors import CircleOfMunicipality, core_set
from comparisons.circles.views.member import circle_or_404
from comparisons.releases import actions
from comparisons.releases.comparability_pass import pass_of_releases
from comparisons.releases.handover_page import lines
from comparisons.releases.handover_state import handover_state
from comparisons.releases.receipt_page import check_address, receipt_page
from comparisons.releases.receipts import SignedReceipt
from comparisons.releases.selectors import newest_release, verified_receipt
from tenants.membership.people import person_of
from tenants.membership.permissions import Permission, needs
from tenants.membership.refusals import Refused


@needs(Permission.FIGURES_HAND_OVER)
@require_http_methods(["GET", "POST"])
def hand_over(request: HttpRequest, slug: str) -> HttpResponse:
    """What would be handed over, and handing over what is ticked."""
    found = circle_or_404(slug)
    if request.method == "GET":
        return _page(request, found)
    try:
        given = actions.hand_over(
            round=_round_or_404(found),
            indicator_codes=request.POST.getlist("indicator"),
            years=_chosen_years(request),
            by=person_of(request),
        )
    except Refused as refusal:
        return _page(request, found, refusal=str(refusal))
    messages.success(
        request,
        ngettext(
            "%(count)s class handed over. The receipt is kept here.",
            "%(count)s classes handed over. The receipt is kept here.",
            given.cells,
        )
        % {"count": given.cells},
    )
    return redirect("releases:receipt", given.reference)


@needs(Permission.INSIGHTS_VIEW)
@require_GET
def comparability(request: HttpRequest, slug: str) -> HttpResponse:
    """The comparability pass of what the circle has released."""
    found = circle_or_404(slug)
    entries = core_set(found.charter) if found.charter else []
    context = {
        "circle": found.circle,
        "pass": pass_of_releases(found.circle, entries),
    }
    return render(request, "releases/member/comparability.html", context)


@needs(Permission.FIGURES_HAND_OVER)
@require_POST
def withdraw(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Withdraw an indicator, and say what stays."""
    found = circle_or_404(slug)
    year = request.POST.get("year", "")
    try:
        done = actions.withdraw(
            round=_round_or_404(found, request.POST.get("round", "")),
            indicator_code=code,
            year=int(year) if year.isdecimal() else None,
            by=person_of(request),
        )
    except Refused as refusal:
        return _page(request, found, refusal=str(refusal))
    messages.success(request, _("Withdrawn for %(years)s.") % {"years": ", ".join(map(str, done.years))})
    for stay in done.stays:
        messages.warning(
            request,
            _("Release %(number)s was made before and stays as it is. Later ones are made without your municipality.")
            % {"number": stay.number},
        )
    return redirect("releases:hand-over", slug)


@needs(Permission.FIGURES_HAND_OVER)
@require_POST
def decline(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Say "deliberately not" with a reason, or take it back."""
    found = circle_or_404(slug)
    round, by = _round_or_404(found), person_of(request)
    try:
        if request.POST.get("take_back"):
            actions.revoke_declination(round=round, indicator_code=code, by=by)
        else:
            actions.decline_indicator(round=round, indicator_code=code, reason=request.POST.get("reason", ""), by=by)
    except Refused as refusal:
        return _page(request, found, refusal=str(refusal))
    messages.success(request, _("Saved."))
    return redirect("releases:hand-over", slug)


@needs(Permission.FIGURES_VIEW)
@require_GET
def receipt_list(request: HttpRequest) -> HttpResponse:
    """All receipts of this municipality."""
    return render(request, "releases/member/receipts.html", {"receipts": receipts()})


@needs(Permission.FIGURES_VIEW)
@require_GET
def receipt(request: HttpRequest, reference: str) -> HttpResponse:
    """One receipt: what was handed over, and whether the kept text is what was signed."""
    found = verified_receipt(reference)
    if found is None:
        raise Http404
    row, content = found
    context = {"receipt": row, "content": content and receipt_page(content), "check_url": check_address(request)}
    return render(request, "releases/member/receipt.html", context)


@needs(Permission.FIGURES_VIEW)
@require_GET
def receipt_file(request: HttpRequest, reference: str) -> HttpResponse:
    """The receipt as a file that anybody can check."""
    found = verified_receipt(reference)
    if found is None:
        raise Http404
    row = found[0]
    text = SignedReceipt(row.document, row.signature, row.key).as_file()
    answer = HttpResponse(text, content_type="application/json; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="beleg-{row.reference}.json"'
    return answer


def _chosen_years(request: HttpRequest) -> dict[str, set[int]] | None:
    """Ticked years by indicator; None, which is all years, only for a form that offers no years."""
    if not request.POST.get("by_year"):
        return None
    chosen: dict[str, set[int]] = defaultdict(set)
    for value in request.POST.getlist("year"):
        code, _colon, year = value.rpartition(":")
        if year.isdecimal():
            chosen[code].add(int(year))
    return chosen


def _round_or_404(found: CircleOfMunicipality, pk: str = "") -> Round:
    rounds = Round.objects.filter(circle=found.circle).select_related("circle", "charter")
    chosen = rounds.filter(pk=int(pk)).first() if pk.isdecimal() else rounds.first()
    if chosen is None:
        raise Http404
    return chosen


def _page(request: HttpRequest, found: CircleOfMunicipality, *, refusal: str = "") -> HttpResponse:
    round = _round_or_404(found, request.GET.get("runde", ""))
    own, release = lines(round), newest_release(round) if found.may_compare else None
    context: dict[str, Any] = {
        "found": found,
        "circle": found.circle,
        "round": round,
        "lines": own,
        "state": handover_state(found, round, own, release),
        "compared": release.shown if release else frozenset(),
        "refusal": refusal,
    }
    return render(request, "releases/member/hand_over.html", context, status=422 if refusal else 200)
