"""Sums of a nested circle on the moderator's pages: agreeing, who handed over, releasing, results."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from benchmark.web.progress import answer_progress
from comparisons.circles.levels import CircleKind
from comparisons.circles.models import Circle
from comparisons.circles.selectors import core_set, newest_charter
from comparisons.circles.views.moderator import circle_or_404
from comparisons.totals import actions
from comparisons.totals.actions.releasing import COMPUTE
from comparisons.totals.agreed import entries_of, newest_agreement
from comparisons.totals.agreement_page import agreement_page
from comparisons.totals.forms import AgreementForm
from comparisons.totals.release_page import outcome_of, release_choices
from comparisons.totals.selectors import all_tables, board
from comparisons.totals.table_page import listed
from comparisons.totals.views.files import csv_answer, page_or_404, xlsx_answer
from comparisons.totals.views.member import points_of
from tenants.border.jobs import Job
from tenants.membership.people import person_of
from tenants.membership.permissions import Permission, needs
from tenants.membership.refusals import Refused


@needs(Permission.CIRCLES_MODERATE)
@require_GET
def circle(request: HttpRequest, slug: str) -> HttpResponse:
    """The agreement, the board, releasing and the released tables."""
    return _page(request, nested_or_404(request, slug))


@needs(Permission.CIRCLES_MODERATE)
@require_http_methods(["GET", "POST"])
def agree(request: HttpRequest, slug: str) -> HttpResponse:
    """Write down a new agreement."""
    found = nested_or_404(request, slug)
    charter = newest_charter(found)
    form = AgreementForm(request.POST or None, entries=core_set(charter) if charter else [])
    if request.method == "POST" and form.is_valid():
        try:
            actions.agree_on_totals(circle=found, choices=form.choices(), terms=form.terms(), by=person_of(request))
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The agreement on sums is written down. Members read it before they agree."))
            return redirect("totals:circle", slug)
    context = {"circle": found, "charter": charter, "form": form, "earlier": newest_agreement(found)}
    return render(request, "totals/moderator/agree.html", context, status=422 if form.is_bound else 200)


@needs(Permission.RELEASES_JUDGE)
@require_POST
def release(request: HttpRequest, slug: str) -> HttpResponse:
    """Order tables."""
    found = nested_or_404(request, slug)
    try:
        actions.request_totals(circle=found, chosen=points_of(request.POST.getlist("point")), by=person_of(request))
    except Refused as refusal:
        return _page(request, found, refusal=str(refusal))
    messages.success(request, _("The tables are being computed."))
    return redirect("totals:circle", slug)


@needs(Permission.RELEASES_JUDGE)
@require_GET
def progress(request: HttpRequest, slug: str, job: uuid.UUID) -> HttpResponse:
    """How far the computing is."""
    found = nested_or_404(request, slug)
    row = _jobs(found).filter(pk=job).first()
    if row is None:
        raise Http404
    return answer_progress(
        request,
        row,
        url=reverse("totals:progress", args=[slug, job]),
        reload_url=reverse("totals:circle", args=[slug]),
    )


@needs(Permission.CIRCLES_MODERATE)
@require_GET
def table(request: HttpRequest, slug: str, code: str, year: int) -> HttpResponse:
    """One released table, as the members see it."""
    found = nested_or_404(request, slug)
    context = {"page": page_or_404(found, code, year), "circle": found, "of_member": False}
    return render(request, "totals/table.html", context)


@needs(Permission.CIRCLES_MODERATE)
@require_GET
def csv_file(request: HttpRequest, slug: str, code: str, year: int) -> HttpResponse:
    """One released table as CSV."""
    return csv_answer(page_or_404(nested_or_404(request, slug), code, year))


@needs(Permission.CIRCLES_MODERATE)
@require_GET
def xlsx_file(request: HttpRequest, slug: str, code: str, year: int) -> HttpResponse:
    """One released table as a workbook."""
    return xlsx_answer(page_or_404(nested_or_404(request, slug), code, year))


def nested_or_404(request: HttpRequest, slug: str) -> Circle:
    """A circle of a Landkreis with its Gemeinden that the signed-in person prepares; others have no sums."""
    found = circle_or_404(request, slug)
    if found.kind != CircleKind.KREIS:
        raise Http404
    return found


def _jobs(circle: Circle) -> QuerySet[Job]:
    return Job.objects.filter(kind=COMPUTE, payload__circle=circle.pk).order_by("-created_at")


def _page(request: HttpRequest, found: Circle, *, refusal: str = "") -> HttpResponse:
    agreement = newest_agreement(found)
    entries = entries_of(agreement) if agreement else []
    answers = board(agreement, entries) if agreement else None
    newest, tables = _jobs(found).first(), listed(all_tables(found))
    running = newest if newest and not newest.ended else None
    choices = release_choices(found, entries, answers) if answers else []
    context = {
        "circle": found,
        "agreed": agreement_page(agreement) if agreement else None,
        "entries": entries,
        "board": answers,
        "choices": choices,
        "anything_possible": any(choice.possible for choice in choices),
        "running": running,
        "progress_url": reverse("totals:progress", args=[found.slug, running.pk]) if running else "",
        "outcome": outcome_of(newest) if newest and newest.ended else None,
        "tables": tables,
        "anything_refused": any(one.table.refused for one in tables),
        "refusal": refusal,
    }
    return render(request, "totals/moderator/circle.html", context, status=422 if refusal else 200)
