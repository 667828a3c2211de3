"""The three lists somebody works through: official figures to look at, figures to check, figures to approve."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from benchmark.catalogue.selectors import indicators
from benchmark.figures import actions, presenters, selectors
from benchmark.figures.models import FigureState
from benchmark.figures.rows import FigureRow, ProposalRow
from tenants.membership.people import person_of
from tenants.membership.permissions import Permission, needs
from tenants.membership.refusals import Refused


@needs(Permission.FIGURES_EDIT)
@require_GET
def proposals(request: HttpRequest) -> HttpResponse:
    """Official figures beside the own ones."""
    return _proposals_page(request, request.GET.get("indicator"))


@needs(Permission.FIGURES_EDIT)
@require_POST
def decide(request: HttpRequest) -> HttpResponse:
    """Adopt or decline the chosen official figures, or adopt all that do not differ from own ones."""
    code, decision, by = request.POST.get("indicator"), request.POST.get("decision", ""), person_of(request)
    try:
        if decision == "adopt_all":
            done = actions.adopt_proposals(by=by).adopted
        elif decision == "adopt_indicator":
            done = actions.adopt_proposals(indicator_codes=[code or ""], by=by).adopted
        elif decision == "adopt":
            done = actions.adopt_proposals(proposal_ids=_ids(request), by=by).adopted
        else:
            done = actions.decline_proposals(proposal_ids=_ids(request), later=decision == "later", by=by)
    except Refused as refused:
        messages.error(request, str(refused))
        return _proposals_page(request, code, status=refused.status)
    told = ngettext("Decided about %(count)s official figure.", "Decided about %(count)s official figures.", done)
    messages.success(request, told % {"count": done})
    return _back("figures:proposals", code)


@needs(Permission.FIGURES_EDIT)
@require_POST
def refresh(request: HttpRequest) -> HttpResponse:
    """Look into official statistics again."""
    found = actions.propose_from_official(municipality_ags=request.tenant.ags, by=person_of(request))  # type: ignore[attr-defined]
    told = _("Official statistics: %(new)s new, %(changed)s changed, %(unchanged)s as before.")
    messages.success(request, told % {"new": found.new, "changed": found.changed, "unchanged": found.unchanged})
    return redirect("figures:proposals")


@needs(Permission.FIGURES_CHECK)
@require_http_methods(["GET", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """The statistics office (or its substitute) checks drafts; unusual ones with a comment."""
    code = request.POST.get("indicator") or request.GET.get("indicator")
    if request.method != "POST":
        return _figures_page(request, "figures/check.html", FigureState.DRAFT, code)
    comments = _comments(request)
    try:
        done = actions.check_figures(ids=_ids(request), comments=comments, by=person_of(request))
    except Refused as refused:
        messages.error(request, str(refused))
        typed_before = {"comments": comments, "chosen": set(_ids(request))}
        return _figures_page(
            request, "figures/check.html", FigureState.DRAFT, code, status=refused.status, **typed_before
        )
    told = ngettext("%(count)s figure is checked.", "%(count)s figures are checked.", done)
    messages.success(request, told % {"count": done})
    return _back("figures:check", code)


@needs(Permission.FIGURES_APPROVE)
@require_http_methods(["GET", "POST"])
def approve(request: HttpRequest) -> HttpResponse:
    """Somebody other than the person who checked approves."""
    code = request.POST.get("indicator") or request.GET.get("indicator")
    if request.method != "POST":
        return _figures_page(request, "figures/approve.html", FigureState.CHECKED, code)
    try:
        done = actions.approve_figures(ids=_ids(request), by=person_of(request))
    except Refused as refused:
        messages.error(request, str(refused))
        chosen = set(_ids(request))
        return _figures_page(
            request, "figures/approve.html", FigureState.CHECKED, code, status=refused.status, chosen=chosen
        )
    told = ngettext("%(count)s figure is approved.", "%(count)s figures are approved.", done)
    messages.success(request, told % {"count": done})
    return _back("figures:approve", code)


def _ids(request: HttpRequest) -> list[int]:
    return [int(text) for text in request.POST.getlist("chosen") if text.isdecimal() and len(text) < 18]


def _comments(request: HttpRequest) -> dict[int, str]:
    """What was typed beside unusual figures, by the id of the figure."""
    typed = {name.removeprefix("comment-"): str(request.POST[name]) for name in request.POST}
    return {int(name): text for name, text in typed.items() if name.isdecimal()}


def _back(name: str, code: str | None) -> HttpResponse:
    query = f"?{urlencode({'indicator': code})}" if code else ""
    return redirect(f"{reverse(name)}{query}")


def _split(rows: Sequence[Any], code: str | None) -> tuple[list[Any], dict[str, Any]]:
    """The rows of the chosen indicator (or of the first one that has any), and what the page needs to choose."""
    counts = Counter(row.indicator_code for row in rows)
    chosen = code if code in counts else min(counts, default=None)
    names = {definition.code: definition for definition in indicators()}
    context = {
        "definition": names.get(chosen) if chosen else None,
        "chooser": presenters.chooser(counts, names, chosen),
        "total": len(rows),
    }
    return [row for row in rows if row.indicator_code == chosen], context


def _proposals_page(request: HttpRequest, code: str | None, *, status: int = 200) -> HttpResponse:
    rows: list[ProposalRow]
    rows, context = _split(selectors.proposals(), code)
    if context["definition"]:
        context["proposals"] = presenters.compared(rows, context["definition"])
    return render(request, "figures/proposals.html", context, status=status)


def _figures_page(
    request: HttpRequest,
    template: str,
    state: FigureState,
    code: str | None,
    *,
    status: int = 200,
    **typed_before: Any,
) -> HttpResponse:
    rows: list[FigureRow]
    rows, context = _split(selectors.figures_in_state(state), code)
    if context["definition"]:
        warnings = selectors.warnings_for(rows)
        context["figures"] = presenters.listed(
            rows, context["definition"], warnings, by=person_of(request).reference, **typed_before
        )
    return render(request, template, context, status=status)
