"""Links that people get by mail or from the command line: to the registered host, and to nothing a request made up."""

from __future__ import annotations

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.contrib.auth.models import User
from django.http import HttpRequest
from django.urls import reverse

_SECONDS_PER_DAY = 86_400


def home(host: str) -> str:
    """Scheme, host and port under which people reach a host; the port comes from the settings."""
    if settings.SECURE_SSL_REDIRECT:
        return f"https://{host}"
    return f"http://{host}" if settings.PUBLIC_PORT == "80" else f"http://{host}:{settings.PUBLIC_PORT}"


def home_of(request: HttpRequest) -> str:
    """The same for the host that was asked for; the border has found it in its directory and written it plainly."""
    return home(request.get_host().partition(":")[0])


def password_path(key: str) -> str:
    """Path of the page on which the holder of this key sets a password; the same on every host."""
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
    return path.replace("UID-KEY", key)


def password_key(account: User) -> str:
    """A key for setting the password of an account once, as the sign-in library checks it."""
    return f"{user_pk_to_url_str(account)}-{default_token_generator.make_token(account)}"


def days_valid() -> int:
    """How many days a key is good for."""
    return int(settings.PASSWORD_RESET_TIMEOUT // _SECONDS_PER_DAY)
