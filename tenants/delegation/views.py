"""Pages on which the check is lent, on the municipality's own host."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tenants.delegation import actions, selectors
from tenants.delegation.forms import DelegationForm, EndForm
from tenants.membership.letters import send_invitation
from tenants.membership.people import person_of
from tenants.membership.permissions import Permission, needs
from tenants.membership.refusals import Refused
from tenants.membership.selectors import AccountState, staff_account

USUAL = timedelta(days=365)


@needs(Permission.INSIGHTS_VIEW)
@require_GET
def start(request: HttpRequest) -> HttpResponse:
    """Who checks on loan, for everybody who works here."""
    return _page(request)


@needs(Permission.STAFF_MANAGE)
@require_http_methods(["GET", "POST"])
def delegate(request: HttpRequest) -> HttpResponse:
    """Lend the check."""
    form = DelegationForm(request.POST or None, initial=_usual(request), use_required_attribute=False)
    status = 422 if request.method == "POST" else 200
    if request.method == "POST" and form.is_valid():
        by = person_of(request)
        try:
            person = actions.delegate(**form.cleaned_data, by=by)
        except Refused as refused:
            form.add_error(None, str(refused))
            status = refused.status
        else:
            _invite(request, person.reference)
            return redirect("delegation:start")
    return render(request, "delegation/delegate.html", {"form": form}, status=status)


@needs(Permission.STAFF_MANAGE)
@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the check back before its last day."""
    if all(row.id != pk for row in selectors.delegations()):
        raise Http404
    form = EndForm(request.POST)
    if not form.is_valid():
        return _page(request, end_form=form, status=422)
    try:
        actions.end_delegation(delegation=pk, reason=form.cleaned_data["reason"], by=person_of(request))
    except Refused as refused:
        form.add_error(None, str(refused))
        return _page(request, end_form=form, status=refused.status)
    messages.success(request, _("The delegation has ended. What was checked stays checked."))
    return redirect("delegation:start")


def _page(request: HttpRequest, *, end_form: EndForm | None = None, status: int = 200) -> HttpResponse:
    rows = selectors.delegations()
    context = {
        "current": [row for row in rows if row.running or row.planned],
        "former": [row for row in rows if not (row.running or row.planned)],
        "end_form": end_form or EndForm(use_required_attribute=False),
    }
    return render(request, "delegation/start.html", context, status=status)


def _usual(request: HttpRequest) -> dict[str, Any]:
    """What is lent usually: a year, to the Kreis the municipality lies in."""
    today = timezone.localdate()
    usual: dict[str, Any] = {"first_day": today, "last_day": today + USUAL}
    own = request.tenant.ags  # type: ignore[attr-defined]
    if len(own) == 8:
        kreis = import_string(settings.TERRITORY_DIRECTORY)(own[:5])
        usual["office"] = _("%(kreis)s, statistics office") % {"kreis": kreis.full_name}
    return usual


def _invite(request: HttpRequest, reference: str) -> None:
    """A mail with a link for somebody who has no password yet, and what to tell the others."""
    account = staff_account(reference)
    if account.state == AccountState.INVITED:
        try:
            send_invitation(request, reference=reference, by=person_of(request))
        except OSError:
            messages.warning(
                request,
                _(
                    "%(name)s can check now, but the mail could not be sent."
                    " Please send the link from the page “People”."
                )
                % {"name": account.name},
            )
            return
    messages.success(request, _("%(name)s can check your figures until the last day.") % {"name": account.name})
