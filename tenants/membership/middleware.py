"""Everything is forbidden until a page names its permission."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from tenants.membership.people import person_of
from tenants.membership.permissions import EVERYONE, SIGNED_IN, Permission
from tenants.membership.sessions import is_at_home

# Sign-in pages come from a library, so their rights stand here instead of on the view.
LIBRARY_PAGES: dict[str, str] = {
    "account_login": EVERYONE,
    "account_logout": EVERYONE,
    "account_inactive": EVERYONE,
    "account_reset_password": EVERYONE,
    "account_reset_password_done": EVERYONE,
    "account_reset_password_from_key": EVERYONE,
    "account_reset_password_from_key_done": EVERYONE,
    "account_change_password": SIGNED_IN,
    "account_reauthenticate": SIGNED_IN,
    "set_language": EVERYONE,
}


KEPT_NOWHERE = "private, no-store"  # pages of signed-in people stay in no cache and not behind the back button


class PermissionMiddleware:
    """Checks the permission a view names against the person's roles on this host; keeps answers out of caches."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated and not is_at_home(request):
            logout(request)
        signed_in = request.user.is_authenticated
        response = self.get_response(request)
        if signed_in:
            response.headers.setdefault("Cache-Control", KEPT_NOWHERE)
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        wanted = permission_of(view, request.resolver_match.url_name if request.resolver_match else None)
        if wanted == EVERYONE:
            return None
        if wanted is None:
            raise PermissionDenied
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if wanted == SIGNED_IN or person_of(request).may(Permission(wanted)):
            return None
        raise PermissionDenied


def permission_of(view: Callable[..., Any], url_name: str | None) -> str | None:
    """The right a view names: a Permission, ``everyone``, ``signed_in``, or None if it names nothing."""
    named = getattr(view, "permission", None)
    return named if named is not None else LIBRARY_PAGES.get(url_name or "")
