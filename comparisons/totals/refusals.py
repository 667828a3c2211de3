"""Expected refusals of this room, each with the sentence a person reads."""

from __future__ import annotations

from tenants.membership.refusals import Refused


class AgreementRefused(Refused):
    """An agreement on sums that a circle cannot make."""


class CountsRefused(Refused):
    """No number was handed over; the sentence says what stands against it."""


class CountsNotThere(Refused):
    """There is nothing to withdraw."""


class TotalsRefused(Refused):
    """A table that may not be released, or not yet."""
