"""Expected refusals of this room, each with the sentence a person reads."""

from __future__ import annotations

from tenants.membership.refusals import Refused


class HandoverRefused(Refused):
    """Nothing was handed over; the sentence says what stands against it."""


class WithdrawalRefused(Refused):
    """There is nothing to withdraw."""


class ReleaseRefused(Refused):
    """A release that may not be made, or not yet."""


class ResearchRefused(Refused):
    """A download for research that is not possible."""
