"""Reading: `known` for the gate (exchange), `consents` for moderators, `shown` for a municipality's own connection."""

from comparisons.named_figures.selectors.consents import GivenConsent, given_consents
from comparisons.named_figures.selectors.known import Known, consented_members, known_in
from comparisons.named_figures.selectors.shown import (
    ShownByUs,
    ShownToUs,
    ShownYear,
    Viewer,
    others_in,
    shown_by_us,
    shown_to_us,
)

__all__ = [
    "GivenConsent",
    "Known",
    "ShownByUs",
    "ShownToUs",
    "ShownYear",
    "Viewer",
    "consented_members",
    "given_consents",
    "known_in",
    "others_in",
    "shown_by_us",
    "shown_to_us",
]
