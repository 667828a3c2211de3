"""A municipality's own handovers, on its own connection."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from benchmark.figures.selectors import ReceiptRow, receipts
from comparisons.circles.models import Round
from comparisons.releases.models import Contribution, Declination
from comparisons.releases.receipts import InvalidReceiptError, verify


@dataclass(frozen=True)
class OwnContribution:
    """One own contribution; `cell` is None where the value is missing or does not count in the distribution."""

    round_id: int
    circle_id: int
    indicator_code: str
    definition_version: int
    year: int
    group: str
    concept: str
    grid_id: str
    cell: int | None
    eligible: bool
    missing: str
    invented: bool
    given_at: datetime.datetime


@dataclass(frozen=True)
class OwnDeclination:
    """An indicator that the municipality deliberately does not hand over."""

    indicator_code: str
    reason: str
    declined_at: datetime.datetime


def own_contributions(round: Round) -> list[OwnContribution]:
    """What the municipality has handed over to a round and not withdrawn."""
    rows = Contribution.objects.filter(round=round).select_related("consent")
    taken = [name for name in OwnContribution.__dataclass_fields__ if name != "given_at"]
    return [
        OwnContribution(**{name: getattr(row, name) for name in taken}, given_at=row.consent.given_at) for row in rows
    ]


def own_declinations(round: Round) -> dict[str, OwnDeclination]:
    """Declined indicators of a round by code."""
    rows = Declination.objects.filter(round=round, revoked_at__isnull=True)
    return {row.indicator_code: OwnDeclination(row.indicator_code, row.reason, row.declined_at) for row in rows}


def verified_receipt(reference: str) -> tuple[ReceiptRow, dict[str, Any] | None] | None:
    """A kept receipt with its content, or with None if the kept text is not what was signed; None if unknown."""
    row = next((one for one in receipts() if one.reference == reference), None)
    if row is None:
        return None
    try:
        return row, verify(row.document, row.signature)
    except InvalidReceiptError:
        return row, None
