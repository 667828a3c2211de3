"""Who may touch which table of this room: the directory is public, only the owner writes it."""

from __future__ import annotations

from tenants.border.access import Access

ACCESS: dict[str, Access] = {
    "Territory": Access(municipality="SELECT", platform="SELECT", exchange="SELECT"),
    "Succession": Access(municipality="SELECT", platform="SELECT", exchange="SELECT"),
    "CrosswalkWeight": Access(municipality="SELECT", platform="SELECT", exchange="SELECT"),
}
