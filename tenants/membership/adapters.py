"""How django-allauth behaves here."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from tenants.membership.links import home_of, password_path

# The library's own German says "du". Sentences named here are translated by us, and our translation comes first.
SPOKEN_BY_THE_LIBRARY = (
    _("You have signed out."),
    _("You must type the same password each time."),
    _("Please type your current password."),
    _("Be patient, you are sending too many requests."),
    _("Please reauthenticate to safeguard your account."),
    _("The email address and/or password you specified are not correct."),
    _("Too many failed login attempts. Try again later."),
    _("Password successfully changed."),
    _("Enter your password:"),
    _("Forgot your password?"),
)


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are made by invitation only; mails name the place and lead to its registered host."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def format_email_subject(self, subject: str) -> str:
        return subject

    def get_reset_password_from_key_url(self, key: str) -> str:
        return home_of(self.request) + password_path(key)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send a mail that knows which place it is from and where that place is found."""
        tenant = getattr(self.request, "tenant", None)
        place = {"place": tenant.name if tenant else "", "home": home_of(self.request)}
        super().send_mail(template_prefix, email, {**place, **context})
