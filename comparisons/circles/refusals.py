"""Expected refusals of this room, each with the sentence a person reads."""

from __future__ import annotations

from tenants.membership.refusals import Refused


class CharterRefused(Refused):
    """A charter that breaks the rules for charters, or that can no longer be changed."""


class InvitationRefused(Refused):
    """An invitation that cannot be sent or answered."""


class RoundRefused(Refused):
    """A round that cannot be opened or closed."""


class ModerationRefused(Refused):
    """Somebody who cannot prepare a circle, or does already."""


class NotYourCircle(Refused):
    """Somebody acts on a circle that they do not prepare."""
