"""Expected refusals of this room, each with the sentence a person reads."""

from __future__ import annotations

from tenants.membership.refusals import Refused


class ShowingRefused(Refused):
    """A figure that may not be shown, or not to these members."""


class StoppingRefused(Refused):
    """Nothing is shown that could be stopped."""
