"""What each database role may do with the tables of this room."""

from tenants.border.access import Access

ACCESS: dict[str, Access] = {}
