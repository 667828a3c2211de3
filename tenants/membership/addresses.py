"""Addresses of the staff pages, guarded by the right that the host asks for."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path

from tenants.membership import views
from tenants.membership.permissions import Permission, needs


def staff_addresses(permission: Permission) -> list[URLPattern]:
    """The pages on which the staff of a host is managed by those who have this right."""

    def guarded(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def page(request: HttpRequest, **kwargs: Any) -> HttpResponse:
            return view(request, **kwargs)

        return needs(permission)(page)

    return [
        path("", guarded(views.staff), name="staff"),
        path("einladen/", guarded(views.invite), name="invite"),
        path("<slug:reference>/", guarded(views.account), name="account"),
        path("<slug:reference>/sperren/", guarded(views.block), name="block"),
        path("<slug:reference>/entsperren/", guarded(views.unblock), name="unblock"),
        path("<slug:reference>/link/", guarded(views.send_link), name="send-link"),
    ]
