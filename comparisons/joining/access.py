"""Who may do what with the tables of this room: only the platform knows of applications."""

from tenants.border.access import Access

ACCESS: dict[str, Access] = {
    "Application": Access(platform="SELECT, INSERT, UPDATE (state, answered_at, answered_by), DELETE"),
}
