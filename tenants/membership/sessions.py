"""A session belongs to the host it was begun on."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.db import connection
from django.dispatch import receiver
from django.http import HttpRequest

HOME = "home"


@receiver(user_logged_in)
def bind_to_home(sender: Any, request: HttpRequest, user: Any, **kwargs: Any) -> None:
    """Write down at sign-in whose session this is, so that a copied cookie or a cloned schema is worth nothing."""
    request.session[HOME] = connection.schema_name  # type: ignore[attr-defined]


def is_at_home(request: HttpRequest) -> bool:
    """Whether the session was begun on the host that was asked for."""
    return bool(request.session.get(HOME) == connection.schema_name)  # type: ignore[attr-defined]
