"""Completeness, preview and release on the moderator's pages."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from benchmark.web.progress import answer_progress
from comparisons.circles.models import Circle, Round
from comparisons.circles.selectors import core_set
from comparisons.circles.views.moderator import circle_or_404
from comparisons.releases import actions
from comparisons.releases.actions.releasing import PREVIEW, RELEASE
from comparisons.releases.comparability_pass import pass_of_round
from comparisons.releases.legend import legends
from comparisons.releases.presenters import IMPOSSIBLE_WORDS, MISSING_WORDS
from comparisons.releases.release_page import of_preview, of_release
from comparisons.releases.selectors import completeness, next_release_from, release_overview, releases_of
from tenants.border.jobs import Job
from tenants.membership.people import person_of
from tenants.membership.permissions import Permission, needs
from tenants.membership.refusals import Refused


@needs(Permission.CIRCLES_MODERATE)
@require_GET
def board(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Who has answered for which indicator, without values."""
    found, round = _round_or_404(request, slug, pk)
    context = {"circle": found, "round": round, "board": completeness(round), "missing_words": MISSING_WORDS}
    return render(request, "releases/moderator/completeness.html", context)


@needs(Permission.CIRCLES_MODERATE)
@require_GET
def comparability(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The comparability pass of what was handed over so far."""
    found, round = _round_or_404(request, slug, pk)
    context = {"circle": found, "round": round, "pass": pass_of_round(round)}
    return render(request, "releases/moderator/comparability.html", context)


@needs(Permission.RELEASES_JUDGE)
@require_GET
def release(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Preview, release, and what has been released."""
    found, round = _round_or_404(request, slug, pk)
    return _page(request, found, round)


@needs(Permission.RELEASES_JUDGE)
@require_POST
def preview(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Order a preview."""
    _found, round = _round_or_404(request, slug, pk)
    actions.request_preview(round=round, by=person_of(request))
    return redirect("releases:release", slug, pk)


@needs(Permission.RELEASES_JUDGE)
@require_POST
def publish(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Order a release."""
    found, round = _round_or_404(request, slug, pk)
    try:
        actions.request_release(round=round, by=person_of(request))
    except Refused as refusal:
        return _page(request, found, round, refusal=str(refusal))
    messages.success(request, _("The release is being computed."))
    return redirect("releases:release", slug, pk)


@needs(Permission.RELEASES_JUDGE)
@require_GET
def progress(request: HttpRequest, slug: str, pk: int, job: uuid.UUID) -> HttpResponse:
    """How far a job of this round is."""
    _found, round = _round_or_404(request, slug, pk)
    row = _jobs(round).filter(pk=job).first()
    if row is None:
        raise Http404
    return answer_progress(
        request,
        row,
        url=reverse("releases:progress", args=[slug, pk, job]),
        reload_url=reverse("releases:release", args=[slug, pk]),
    )


def _round_or_404(request: HttpRequest, slug: str, pk: int) -> tuple[Circle, Round]:
    found = circle_or_404(request, slug)
    return found, get_object_or_404(found.rounds.select_related("charter", "circle"), pk=pk)


def _jobs(round: Round) -> QuerySet[Job]:
    return Job.objects.filter(kind__in=[PREVIEW, RELEASE], payload__round=round.pk).order_by("-created_at")


def _page(request: HttpRequest, found: Circle, round: Round, *, refusal: str = "") -> HttpResponse:
    jobs = list(_jobs(round)[:20])
    running = next((job for job in jobs if not job.ended), None)
    previewed = next((job for job in jobs if job.kind == PREVIEW and job.state == Job.State.DONE), None)
    newest = next((job for job in jobs if job.kind == RELEASE and job.ended), None)
    overview, entries = release_overview(round), core_set(round.charter)
    context = {
        "circle": found,
        "round": round,
        "refusal": refusal,
        "running": running,
        "progress_url": reverse("releases:progress", args=[found.slug, round.pk, running.pk]) if running else "",
        "released": of_release(overview, round, entries) if overview else None,
        "next_release_from": next_release_from(round),
        "legends": legends(round.charter, entries),
        "preview": previewed,
        "previewed": of_preview(previewed.result, round, entries) if previewed else None,
        "preview_impossible": _impossible(previewed),
        "newest": newest,
        "impossible": _impossible(newest),
        "releases": releases_of(found),
    }
    return render(request, "releases/moderator/release.html", context, status=422 if refusal else 200)


def _impossible(job: Job | None) -> str:
    """Why a finished job made nothing; empty if it made something."""
    why = job.result.get("refused", "") if job and job.result else ""
    return str(IMPOSSIBLE_WORDS.get(why, ""))
