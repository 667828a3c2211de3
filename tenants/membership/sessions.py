"""A session belongs to the host it was begun on."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.auth.models import User
from django.contrib.auth.signals import user_logged_in
from django.contrib.sessions.models import Session
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


def end_sessions(account: User) -> None:
    """Throw away every session of an account of the host in use, so that unblocking it revives none."""
    own = [row.pk for row in Session.objects.all() if row.get_decoded().get(SESSION_KEY) == str(account.pk)]
    Session.objects.filter(pk__in=own).delete()
