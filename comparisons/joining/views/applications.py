"""Saying that a municipality would like to take part, and the operator's list of those who did."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from benchmark.territories.selectors import TerritoryInfo
from comparisons.joining import actions, selectors
from comparisons.joining.forms import ApplicationForm
from comparisons.joining.models import Application
from comparisons.joining.pages import tabs_of
from comparisons.joining.places import of_a_place
from comparisons.joining.refusals import TooManyApplications
from tenants.membership.people import person_of
from tenants.membership.permissions import Permission, needs, open_to_everyone

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


@open_to_everyone
@require_http_methods(["GET", "HEAD", "POST"])
@of_a_place("apply")
def apply(request: HttpRequest, place: TerritoryInfo) -> HttpResponse:
    """The form; a program that fills in the hidden field sees the same thanks as everybody, and nothing is stored."""
    form = ApplicationForm(request.POST or None)
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_trapped:
        return redirect("joining:thanks")
    if form.is_bound and form.is_valid():
        data = {name: form.cleaned_data[name] for name in ("name", "email", "role", "message")}
        try:
            actions.apply(place=place, address=get_adapter(request).get_client_ip(request), **data)
        except TooManyApplications as refusal:
            form.add_error(None, str(refusal))
            status = 429
        else:
            return redirect("joining:thanks")
    context = {"place": place, "form": form, "tabs": tabs_of(place, "apply")}
    return render(request, "joining/apply.html", context, status=status)


@open_to_everyone
@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    """What happens next; the page is the same for everybody and knows nothing of the message."""
    return render(request, "joining/thanks.html")


@needs(Permission.MUNICIPALITIES_ADMIT)
@require_safe
def applications(request: HttpRequest) -> HttpResponse:
    """All applications, open ones first."""
    return render(request, "joining/applications.html", {"applications": selectors.applications()})


@needs(Permission.MUNICIPALITIES_ADMIT)
@require_POST
def admit(request: HttpRequest, key: int) -> HttpResponse:
    """Open the form of admission with what the application says.

    It goes through the session, because addresses end up in logs.
    """
    found = _application(key)
    request.session["admission"] = {
        "ags": found.ags,
        "slug": slugify(found.municipality_name.lower().translate(_UMLAUTS))[:63],
        "person_name": found.name,
        "email": found.email,
    }
    return redirect("onboarding:admit")


@needs(Permission.MUNICIPALITIES_ADMIT)
@require_POST
def answer(request: HttpRequest, key: int) -> HttpResponse:
    """Mark an application as answered."""
    actions.answer(application=_application(key), by=person_of(request))
    return redirect("joining:applications")


@needs(Permission.MUNICIPALITIES_ADMIT)
@require_POST
def erase(request: HttpRequest, key: int) -> HttpResponse:
    """Delete an application with everything it says about a person."""
    actions.erase(application=_application(key), by=person_of(request))
    return redirect("joining:applications")


def _application(key: int) -> Application:
    try:
        return selectors.application(key)
    except Application.DoesNotExist as missing:
        raise Http404 from missing
