"""Moderators' circles: list, members, invitations and rounds. A circle somebody does not prepare is not there."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from comparisons.circles import actions
from comparisons.circles.forms import CircleForm, InviteForm, ModeratorForm, RoundForm
from comparisons.circles.models import Circle, Round
from comparisons.circles.selectors import (
    all_circles,
    circles_of_moderator,
    core_set,
    members,
    moderated_circle,
    newest_charter,
)
from tenants.membership.people import person_of
from tenants.membership.permissions import Permission, needs
from tenants.membership.refusals import Refused


def circle_or_404(request: HttpRequest, slug: str) -> Circle:
    """A circle that the signed-in person prepares."""
    try:
        return moderated_circle(slug, person_of(request))
    except Circle.DoesNotExist as error:
        raise Http404 from error


@needs(Permission.CIRCLES_MODERATE)
@require_GET
def start(request: HttpRequest) -> HttpResponse:
    """The circles that this moderator prepares."""
    return render(request, "circles/moderator/start.html", {"circles": circles_of_moderator(person_of(request))})


@needs(Permission.OPERATE)
@require_GET
def everything(request: HttpRequest) -> HttpResponse:
    """Names and kinds of all circles, for the operator; nothing of what is inside."""
    return render(request, "circles/moderator/all.html", {"circles": all_circles()})


@needs(Permission.CIRCLES_MODERATE)
@require_http_methods(["GET", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    """Set up a circle."""
    form = CircleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.create_circle(by=person_of(request), **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("circles:circle", made.slug)
    status = 422 if form.is_bound else 200
    return render(request, "circles/moderator/create.html", {"form": form}, status=status)


@needs(Permission.CIRCLES_MODERATE)
@require_GET
def circle(request: HttpRequest, slug: str) -> HttpResponse:
    """One circle: members, invitations, charter, rounds."""
    return _page(request, circle_or_404(request, slug))


@needs(Permission.CIRCLES_MODERATE)
@require_POST
def invite(request: HttpRequest, slug: str) -> HttpResponse:
    """Invite one municipality by its key."""
    found = circle_or_404(request, slug)
    form = InviteForm(request.POST)
    if form.is_valid():
        try:
            actions.invite(circle=found, ags=form.cleaned_data["ags"], by=person_of(request))
        except Refused as refusal:
            form.add_error("ags", str(refusal))
        else:
            messages.success(request, _("The invitation is sent."))
            return redirect("circles:circle", slug)
    return _page(request, found, invite_form=form, status=422)


@needs(Permission.CIRCLES_MODERATE)
@require_POST
def add_moderator(request: HttpRequest, slug: str) -> HttpResponse:
    """Let another moderator prepare this circle too."""
    found = circle_or_404(request, slug)
    form = ModeratorForm(request.POST)
    if form.is_valid():
        try:
            added = actions.add_moderator(circle=found, email=form.cleaned_data["email"], by=person_of(request))
        except Refused as refusal:
            form.add_error("email", str(refusal))
        else:
            messages.success(request, _("%(name)s now prepares this circle too.") % {"name": added.name})
            return redirect("circles:circle", slug)
    return _page(request, found, moderator_form=form, status=422)


@needs(Permission.CIRCLES_MODERATE)
@require_POST
def decide_on_research(request: HttpRequest, slug: str) -> HttpResponse:
    """Open the circle's releases for research, or close them again."""
    found = circle_or_404(request, slug)
    is_open = request.POST.get("open") == "yes"
    actions.decide_on_research(circle=found, is_open=is_open, by=person_of(request))
    messages.success(
        request,
        _("What this circle has released is open for research now.")
        if is_open
        else _("What this circle has released is closed for research now."),
    )
    return redirect("circles:circle", slug)


@needs(Permission.CIRCLES_MODERATE)
@require_POST
def take_back(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take back an open invitation."""
    found = circle_or_404(request, slug)
    invitation = get_object_or_404(found.invitations.all(), pk=pk)
    try:
        actions.take_back_invitation(invitation=invitation, by=person_of(request))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("circles:circle", slug)


@needs(Permission.CIRCLES_MODERATE)
@require_POST
def open_round(request: HttpRequest, slug: str) -> HttpResponse:
    """Open a round."""
    found = circle_or_404(request, slug)
    form = RoundForm(request.POST)
    if form.is_valid():
        try:
            actions.open_round(circle=found, by=person_of(request), **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The round is open."))
            return redirect("circles:circle", slug)
    return _page(request, found, round_form=form, status=422)


@needs(Permission.CIRCLES_MODERATE)
@require_POST
def close_round(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Close a round."""
    found = circle_or_404(request, slug)
    try:
        actions.close_round(round=get_object_or_404(found.rounds.all(), pk=pk), by=person_of(request))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("circles:circle", slug)


def _page(request: HttpRequest, found: Circle, *, status: int = 200, **forms: Any) -> HttpResponse:
    charter = newest_charter(found)
    context = {
        "circle": found,
        "members": members(found),
        "moderations": found.moderations.order_by("since"),
        "invitations": found.invitations.select_related("municipality").order_by("municipality__name"),
        "charter": charter,
        "core_set": core_set(charter) if charter else [],
        "draft": found.charters.filter(published_at__isnull=True).first(),
        "rounds": found.rounds.all(),
        "has_open_round": found.rounds.filter(state=Round.State.OPEN).exists(),
        "invite_form": InviteForm(),
        "moderator_form": ModeratorForm(),
        "round_form": RoundForm(initial={"opens_at": timezone.localdate()}),
        **forms,
    }
    return render(request, "circles/moderator/circle.html", context, status=status)
