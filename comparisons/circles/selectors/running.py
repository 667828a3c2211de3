"""Which memberships run today; the last day of a membership still counts."""

from __future__ import annotations

from django.db.models import Q
from django.utils import timezone


def runs_today(path: str = "") -> Q:
    """The condition on memberships, or on rows that reach them by `path`, for instance ``"memberships__"``."""
    return Q(**{f"{path}member_until__isnull": True}) | Q(**{f"{path}member_until__gte": timezone.localdate()})
