"""Refuses bodies that are too large before a byte of them is read, and answers those who send too slowly."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.request import UnreadablePostError
from django.shortcuts import render

from benchmark.intake.archive import LARGEST_FILE
from benchmark.intake.bodies import BodyTooSlow, CarefulBody, announced_length

LARGEST_BODY = LARGEST_FILE + 1024 * 1024  # a file and the other fields of its form


class BodyMiddleware:
    """Stands last, so that its pages look like all others; Django reads no body before."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.META.get("HTTP_TRANSFER_ENCODING") and not request.META.get("CONTENT_LENGTH"):
            return _refused(request, "length", 411)
        if announced_length(request.META) > LARGEST_BODY:
            return _refused(request, "size", 413)
        answer = self.get_response(request)
        return _given_up(request) or answer

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A body that could not be read to its end is no error of ours."""
        return _given_up(request) if isinstance(exception, UnreadablePostError) else None


def _given_up(request: HttpRequest) -> HttpResponse | None:
    """The answer to a body that came too slowly or not at all, whatever was made of it meanwhile."""
    failure = getattr(request.META.get("wsgi.input"), "failure", None)
    if failure is None:
        return None
    return _refused(request, "slow" if isinstance(failure, BodyTooSlow) else "cut", 408)


def _refused(request: HttpRequest, reason: str, status: int) -> HttpResponse:
    page = render(request, "intake/body_refused.html", {"reason": reason}, status=status)
    body = request.META.get("wsgi.input")
    return _Drained(page, body) if isinstance(body, CarefulBody) else page


class _Drained(HttpResponse):
    """An answer to somebody who is still sending: said at once, then the rest of the body is thrown away."""

    def __init__(self, page: HttpResponse, body: CarefulBody) -> None:
        super().__init__(page.content, status=page.status_code, headers=dict(page.items()))
        self._body = body

    def close(self) -> None:
        """After the answer was sent."""
        super().close()
        self._body.drain()
