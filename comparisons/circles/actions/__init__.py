"""Everything that changes circles: verbs with `by=`, each with its audit event in the same transaction."""

from comparisons.circles.actions.agreement import (
    adopt_profile,
    discard_draft,
    draft_charter,
    publish_charter,
    set_core_set,
    set_parameters,
)
from comparisons.circles.actions.founding import create_circle, invite, take_back_invitation
from comparisons.circles.actions.joining import decline, leave, sign_charter
from comparisons.circles.actions.moderation import add_moderator
from comparisons.circles.actions.research import decide_on_research
from comparisons.circles.actions.rounds import close_round, open_round

__all__ = [
    "add_moderator",
    "adopt_profile",
    "close_round",
    "create_circle",
    "decide_on_research",
    "decline",
    "discard_draft",
    "draft_charter",
    "invite",
    "leave",
    "open_round",
    "publish_charter",
    "set_core_set",
    "set_parameters",
    "sign_charter",
    "take_back_invitation",
]
