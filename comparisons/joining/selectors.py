"""Reading applications, for the operator."""

from __future__ import annotations

from comparisons.joining.models import Application


def applications() -> list[Application]:
    """All applications, open ones first, then the newest first."""
    rows = list(Application.objects.all())
    return sorted(rows, key=lambda one: one.state != Application.State.OPEN)


def application(key: int) -> Application:
    """One application. Raises Application.DoesNotExist."""
    return Application.objects.get(pk=key)
