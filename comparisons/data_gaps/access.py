"""What each database role may do: a municipality its own rows, the platform no column that leads to a municipality."""

from tenants.border.access import OWN, Access

# Without `id` too: rows that were written together have neighbouring numbers.
COUNTABLE = "land, kind, indicator_code, status, source, holders, returned, since"

ACCESS: dict[str, Access] = {
    "Report": Access(municipality="SELECT, INSERT, DELETE", platform="SELECT (land, kind)", rows=OWN, check=OWN),
    "Gap": Access(municipality="SELECT, INSERT, DELETE", platform=f"SELECT ({COUNTABLE})", rows=OWN, check=OWN),
}
