"""Gives every request its account: the municipality whose host was asked for, or the platform."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.urls import set_urlconf

from tenants.border.hosts import municipality_at, normalised
from tenants.border.roles import Role, account

NOT_FOUND = "Diese Adresse gibt es hier nicht. / There is no such address here.\n"


class HostMiddleware:
    """Sets ``request.tenant`` (None on the platform's host) and the database account; always returns to rest.

    An unknown host gets a plain 404 without any hint, before anything else has run.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        connection.set_schema_to_public()  # type: ignore[attr-defined]
        found = normalised(request.META.get("HTTP_HOST", ""))
        if found is None:
            return self._unknown()
        host, port = found
        request.META["HTTP_HOST"] = host + port
        tenant = None if host == settings.PLATFORM_HOST else municipality_at(host)
        if tenant is None and host != settings.PLATFORM_HOST:
            return self._unknown()
        urlconf = settings.ROOT_URLCONF if tenant else settings.PLATFORM_URLCONF
        request.tenant = tenant  # type: ignore[attr-defined]
        request.urlconf = urlconf
        set_urlconf(urlconf)
        connection.set_tenant(tenant or account(Role.PLATFORM))  # type: ignore[attr-defined]
        try:
            return self.get_response(request)
        finally:
            connection.set_schema_to_public()  # type: ignore[attr-defined]

    @staticmethod
    def _unknown() -> HttpResponse:
        return HttpResponseNotFound(NOT_FOUND, content_type="text/plain; charset=utf-8")
