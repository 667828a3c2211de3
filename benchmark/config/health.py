"""One address that says whether the service answers, on every host and without a database account."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


class HealthMiddleware:
    """Answers ``/gesund`` before hosts are looked up."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path == "/gesund":
            return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")
        return self.get_response(request)
