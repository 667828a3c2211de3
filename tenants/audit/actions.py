"""Writing to the audit trail."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Protocol

from tenants.audit.models import AuditEvent


class Actor(Protocol):
    """Whoever acts: an opaque reference and the municipality they act for, if any."""

    @property
    def reference(self) -> str: ...

    @property
    def municipality(self) -> str | None: ...


def record(event: str, *, by: Actor, on: str, municipality: str | None = None, **details: Any) -> None:
    """Add one event in the caller's transaction.

    ``details`` say how many and which, never how much: a decimal or floating number is refused with TypeError, so no
    figure can slip into the trail.
    """
    for name, value in details.items():
        if isinstance(value, Decimal | float):
            raise TypeError(f"{name}: no figures in the audit trail")
    AuditEvent(
        municipality=municipality or by.municipality, person=by.reference, event=event, on=on, details=details
    ).save(force_insert=True)
