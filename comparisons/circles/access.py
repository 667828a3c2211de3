"""What each database role may do with the circles' tables.

Other members are visible through the function `circle_members()` alone: key, level and dates, never a role name.
"""

from tenants.border.access import OWN, Access

OWN_CIRCLES = "circle_id IN (SELECT own_circles())"

ACCESS: dict[str, Access] = {
    "Circle": Access(
        municipality="SELECT",
        platform="SELECT, INSERT, UPDATE",
        exchange="SELECT",
        rows="id IN (SELECT own_circles())",
    ),
    "Moderation": Access(platform="SELECT, INSERT, DELETE"),
    "CharterVersion": Access(
        municipality="SELECT",
        platform="SELECT, INSERT, UPDATE, DELETE",
        exchange="SELECT",
        rows=f"{OWN_CIRCLES} AND published_at IS NOT NULL",
    ),
    "CoreIndicator": Access(
        municipality="SELECT",
        platform="SELECT, INSERT, UPDATE, DELETE",
        exchange="SELECT",
        rows="charter_id IN (SELECT own_charters())",
    ),
    "Invitation": Access(
        municipality="SELECT, UPDATE (answer, answered_at, answered_by, reason)",
        platform="SELECT, INSERT, UPDATE (answer, answered_at, answered_by)",
        rows=OWN,
        check=OWN,
    ),
    "Membership": Access(
        municipality="SELECT, INSERT, UPDATE (member_until, left_by)",
        platform="SELECT",
        exchange="SELECT",
        rows=OWN,
        check=OWN,
    ),
    "Signature": Access(
        municipality="SELECT, INSERT",
        platform="SELECT",
        exchange="SELECT",
        rows=OWN,
        check=f"{OWN} AND charter_id IN (SELECT own_charters())",
        append_only=True,
    ),
    "Round": Access(
        municipality="SELECT",
        platform="SELECT, INSERT, UPDATE (state, closed_at, closed_by, closes_at)",
        exchange="SELECT",
        rows=OWN_CIRCLES,
    ),
}
