"""From the Host header to a municipality or the platform."""

from __future__ import annotations

import re
import time
from typing import Any

from django.apps import apps
from django.conf import settings

from tenants.border.crossing import acting_as
from tenants.border.roles import Role

_VALID = re.compile(r"(?=.{1,253}\Z)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*\Z")
_REMEMBER_SECONDS = 30.0
_known: dict[str, tuple[float, Any]] = {}


def normalised(header: str) -> tuple[str, str] | None:
    """Host name in lower case without trailing dot, and ``:port`` or nothing; None if it is no host name."""
    host, colon, port = header.strip().partition(":")
    if colon and not (port.isdigit() and len(port) <= 5):
        return None
    host = host.lower()
    host = host[:-1] if host.endswith(".") else host
    return (host, colon + port) if _VALID.match(host) else None


def municipality_at(host: str) -> Any | None:
    """The municipality that lives at this host, or None; remembered for half a minute.

    Looked up as router, which may read nothing but this directory.
    """
    remembered = _known.get(host)
    if remembered and remembered[0] > time.monotonic():
        return remembered[1]
    domain_model = apps.get_model(settings.TENANT_DOMAIN_MODEL)
    with acting_as(Role.ROUTER):
        found = domain_model.objects.select_related("tenant").filter(domain=host).first()
    if found is None or found.tenant.provisioned_at is None or found.tenant.ended_at is not None:
        _known.pop(host, None)
        return None
    _known[host] = (time.monotonic() + _REMEMBER_SECONDS, found.tenant)
    return found.tenant


def forget_hosts() -> None:
    """Look everything up again (after an admission, and between tests)."""
    _known.clear()
