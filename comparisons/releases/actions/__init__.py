"""Everything that changes contributions and releases: verbs with `by=`, each with its audit event."""

from comparisons.releases.actions.declining import decline_indicator, revoke_declination
from comparisons.releases.actions.handover import Handover, hand_over
from comparisons.releases.actions.releasing import request_preview, request_release
from comparisons.releases.actions.research import ResearchFile, export_for_research
from comparisons.releases.actions.withdrawal import Withdrawal, withdraw

__all__ = [
    "Handover",
    "ResearchFile",
    "Withdrawal",
    "decline_indicator",
    "export_for_research",
    "hand_over",
    "request_preview",
    "request_release",
    "revoke_declination",
    "withdraw",
]
