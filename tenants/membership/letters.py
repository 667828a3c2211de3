"""Mail to people who got an account."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib.auth.models import User
from django.http import HttpRequest
from django.utils import translation
from django.utils.translation import gettext as _

from tenants.audit.actions import record
from tenants.membership.links import days_valid, home_of, password_key, password_path
from tenants.membership.people import Person
from tenants.membership.refusals import Refused
from tenants.membership.selectors import AccountState, staff_account


def send_invitation(request: HttpRequest, *, reference: str, by: Person) -> None:
    """Send somebody who has no password yet a link to set one, in German and to the host that was asked for.

    Raises Refused for an account that is blocked or has a password, NoSuchAccount, and OSError where the mail server
    does not take the mail.
    """
    account = staff_account(reference)
    if account.state != AccountState.INVITED:
        raise Refused(
            _("%(name)s has set a password already or is blocked. Who forgot a password asks for a new one at sign-in.")
            % {"name": account.name}
        )
    key = password_key(User.objects.get(username=reference))
    context = {
        "name": account.name,
        "password_url": home_of(request) + password_path(key),
        "days": days_valid(),
    }
    with translation.override(settings.LANGUAGE_CODE):
        context["roles"] = account.role_names
        get_adapter(request).send_mail("membership/mail/invitation", account.email, context)
    record("account.link_sent", by=by, on=f"person:{reference}")
