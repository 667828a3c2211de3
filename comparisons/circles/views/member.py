"""A municipality's circles: list, charter, signing, declining, leaving."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from comparisons.circles import actions
from comparisons.circles.forms import DeclineForm, LeaveForm
from comparisons.circles.models import Circle
from comparisons.circles.presenters import charter_sentences, profile_sentences
from comparisons.circles.selectors import (
    CircleOfMunicipality,
    Standing,
    circle_of_municipality,
    circles_of_municipality,
    core_set,
    members_seen_by_member,
)
from tenants.membership.people import person_of
from tenants.membership.permissions import Permission, needs
from tenants.membership.refusals import Refused


def circle_or_404(slug: str) -> CircleOfMunicipality:
    """One of the municipality's circles; every other one does not exist for it."""
    try:
        return circle_of_municipality(slug)
    except Circle.DoesNotExist as error:
        raise Http404 from error


@needs(Permission.INSIGHTS_VIEW)
@require_GET
def start(request: HttpRequest) -> HttpResponse:
    """All circles the municipality belongs to or is invited to."""
    return render(request, "circles/member/start.html", {"circles": circles_of_municipality()})


@needs(Permission.INSIGHTS_VIEW)
@require_GET
def circle(request: HttpRequest, slug: str) -> HttpResponse:
    """One circle: charter, members, dates, and what to do."""
    return _page(request, circle_or_404(slug))


@needs(Permission.CHARTER_SIGN)
@require_POST
def sign(request: HttpRequest, slug: str) -> HttpResponse:
    """Sign the charter, and join if invited."""
    found = circle_or_404(slug)
    if not request.POST.get("read"):
        return _page(request, found, refusal=_("Please confirm that you have read the charter."))
    try:
        actions.sign_charter(circle=found.circle, by=person_of(request))
    except Refused as refusal:
        return _page(request, found, refusal=str(refusal))
    messages.success(
        request, _("Signed. Your municipality is a member of “%(circle)s”.") % {"circle": found.circle.name}
    )
    return redirect("circles:circle", slug)


@needs(Permission.CHARTER_SIGN)
@require_POST
def decline(request: HttpRequest, slug: str) -> HttpResponse:
    """Decline an invitation."""
    found = circle_or_404(slug)
    form = DeclineForm(request.POST)
    form.is_valid()
    try:
        actions.decline(circle=found.circle, by=person_of(request), reason=form.cleaned_data.get("reason", ""))
    except Refused as refusal:
        return _page(request, found, refusal=str(refusal))
    messages.success(request, _("The invitation is declined."))
    return redirect("circles:start")


@needs(Permission.CHARTER_SIGN)
@require_POST
def leave(request: HttpRequest, slug: str) -> HttpResponse:
    """End the membership on a day."""
    found = circle_or_404(slug)
    form = LeaveForm(request.POST)
    if not form.is_valid():
        return _page(request, found, leave_form=form, status=422)
    try:
        actions.leave(circle=found.circle, on=form.cleaned_data["on"], by=person_of(request))
    except Refused as refusal:
        return _page(request, found, refusal=str(refusal))
    messages.success(request, _("The last day of membership is set. What was released until then stays as it is."))
    return redirect("circles:circle", slug)


def _page(
    request: HttpRequest,
    found: CircleOfMunicipality,
    *,
    refusal: str = "",
    leave_form: LeaveForm | None = None,
    status: int = 200,
) -> HttpResponse:
    charter = found.charter
    may_sign = person_of(request).may(Permission.CHARTER_SIGN)
    entries = core_set(charter) if charter else []
    context = {
        "found": found,
        "circle": found.circle,
        "charter": charter,
        "sentences": charter_sentences(charter) if charter else [],
        "profile": profile_sentences(charter, entries) if charter else [],
        "core_set": entries,
        "members": members_seen_by_member(found.circle),
        "has_rounds": found.circle.rounds.exists(),
        "may_sign": may_sign,
        "invited": found.standing == Standing.INVITED,
        "to_sign": charter is not None and not found.has_signed and found.standing != Standing.LEFT,
        "may_leave": may_sign and found.standing == Standing.MEMBER,
        "decline_form": DeclineForm(),
        "leave_form": leave_form or LeaveForm(initial={"on": timezone.localdate()}),
        "refusal": refusal,
    }
    return render(request, "circles/member/circle.html", context, status=422 if refusal else status)
