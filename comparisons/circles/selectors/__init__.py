"""Everything that reads circles: `members` for a municipality's connection, `platform` for moderators."""

from comparisons.circles.selectors.agreement import CoreEntry, core_set, newest_charter, published_charters
from comparisons.circles.selectors.members import (
    CircleOfMunicipality,
    Member,
    Standing,
    agreed_codes,
    circle_of_municipality,
    circles_of_municipality,
    members_seen_by_member,
    own_membership,
    signed_charters,
)
from comparisons.circles.selectors.platform import (
    all_circles,
    circles_of_moderator,
    current_memberships,
    kinds_in,
    members,
    moderated_circle,
)
from comparisons.circles.selectors.running import runs_today

__all__ = [
    "CircleOfMunicipality",
    "CoreEntry",
    "Member",
    "Standing",
    "agreed_codes",
    "all_circles",
    "circle_of_municipality",
    "circles_of_moderator",
    "circles_of_municipality",
    "core_set",
    "current_memberships",
    "kinds_in",
    "members",
    "members_seen_by_member",
    "moderated_circle",
    "newest_charter",
    "own_membership",
    "published_charters",
    "runs_today",
    "signed_charters",
]
