"""Pages on which the staff of a host is managed.

The same pages serve a municipality and the platform; which right they need is said where they are addressed (urls.py).
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tenants.membership import actions
from tenants.membership.forms import InvitationForm, RolesForm
from tenants.membership.letters import send_invitation
from tenants.membership.people import Person, person_of
from tenants.membership.refusals import Refused
from tenants.membership.roles import roles_of_host
from tenants.membership.selectors import NoSuchAccount, StaffAccount, staff_account, staff_accounts


@require_safe
def staff(request: HttpRequest) -> HttpResponse:
    """Everybody who has an account here."""
    return render(request, "membership/staff.html", {"accounts": staff_accounts()})


@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest) -> HttpResponse:
    """Open an account and send its holder a link to set a password."""
    by = person_of(request)
    form = InvitationForm(request.POST or None, offered=roles_of_host(by.municipality), use_required_attribute=False)
    status = 422 if request.method == "POST" else 200
    if form.is_valid():
        try:
            invited = actions.open_account(**form.cleaned_data, password=None, municipality=by.municipality, by=by)
        except Refused as refused:
            form.add_error("email", str(refused))
            status = refused.status
        else:
            _send(request, staff_account(invited.reference), by)
            return redirect("membership:staff")
    return render(request, "membership/invite.html", {"form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def account(request: HttpRequest, reference: str) -> HttpResponse:
    """One account: change its roles, block it, let it in again."""
    shown, by = _found(reference), person_of(request)
    form = RolesForm(
        request.POST if request.method == "POST" else None,
        offered=roles_of_host(by.municipality),
        initial={"roles": [role.value for role in shown.roles]},
        use_required_attribute=False,
    )
    status = 422 if request.method == "POST" else 200
    if form.is_valid():
        try:
            actions.change_roles(reference=reference, roles=form.cleaned_data["roles"], by=by)
        except Refused as refused:
            form.add_error("roles", str(refused))
            status = refused.status
        else:
            messages.success(request, _("The roles of %(name)s have been saved.") % {"name": shown.name})
            return redirect("membership:staff")
    return _account_page(request, shown, form=form, status=status)


@require_POST
def block(request: HttpRequest, reference: str) -> HttpResponse:
    """Shut somebody out from the next request on."""
    shown = _found(reference)
    try:
        actions.block_account(reference=reference, by=person_of(request))
    except Refused as refused:
        return _account_page(request, shown, refusal=refused, status=refused.status)
    messages.success(request, _("%(name)s cannot sign in any more.") % {"name": shown.name})
    return redirect("membership:staff")


@require_POST
def unblock(request: HttpRequest, reference: str) -> HttpResponse:
    """Let somebody in again."""
    shown = _found(reference)
    actions.unblock_account(reference=reference, by=person_of(request))
    messages.success(request, _("%(name)s can sign in again.") % {"name": shown.name})
    return redirect("membership:staff")


@require_POST
def send_link(request: HttpRequest, reference: str) -> HttpResponse:
    """Send the link to set a password once more."""
    shown = _found(reference)
    try:
        _send(request, shown, person_of(request))
    except Refused as refused:
        return _account_page(request, shown, refusal=refused, status=refused.status)
    return redirect("membership:staff")


def _send(request: HttpRequest, shown: StaffAccount, by: Person) -> None:
    """Send the link, and say whether the mail server took it."""
    told = {"name": shown.name, "email": shown.email}
    try:
        send_invitation(request, reference=shown.reference, by=by)
    except OSError:
        messages.warning(
            request,
            _(
                "%(name)s has an account, but the mail to %(email)s could not be sent."
                " Please send the link again later from the person's page."
            )
            % told,
        )
    else:
        messages.success(request, _("%(name)s gets a mail to %(email)s with a link to set a password.") % told)


def _found(reference: str) -> StaffAccount:
    try:
        return staff_account(reference)
    except NoSuchAccount as unknown:
        raise Http404 from unknown


def _account_page(
    request: HttpRequest,
    shown: StaffAccount,
    *,
    form: RolesForm | None = None,
    refusal: Refused | None = None,
    status: int = 200,
) -> HttpResponse:
    by = person_of(request)
    form = form or RolesForm(
        offered=roles_of_host(by.municipality), initial={"roles": [role.value for role in shown.roles]}
    )
    context: dict[str, Any] = {
        "account": shown,
        "form": form,
        "refusal": refusal,
        "is_own": shown.reference == by.reference,
    }
    return render(request, "membership/account.html", context, status=status)
