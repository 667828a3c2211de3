"""How a public room says who may do what with its tables, and the border's own table."""

from __future__ import annotations

from dataclasses import dataclass

READ = "SELECT"
WRITE = "SELECT, INSERT, UPDATE, DELETE"


@dataclass(frozen=True)
class Access:
    """Rights on one shared table, per kind of role; empty means none.

    ``rows`` limits which rows a municipality sees or changes, ``check`` which rows it may write (row-level security,
    expressions on ``session_user``); ``platform_rows`` does the same for the platform role.
    """

    municipality: str = ""
    platform: str = ""
    exchange: str = ""
    router: str = ""
    sweeper: str = ""
    rows: str = ""
    check: str = ""
    platform_rows: str = ""
    append_only: bool = False


OWN = "municipality = session_user"

ACCESS: dict[str, Access] = {
    "Job": Access(
        municipality="SELECT, INSERT, UPDATE (state, done, total, message, error, result, finished_at, lease_until)",
        platform="SELECT, INSERT, UPDATE (state, done, total, message, error, result, finished_at, lease_until)",
        exchange="SELECT, UPDATE (state, done, total, message, error, result, finished_at, lease_until)",
        sweeper="SELECT (id, kind, municipality, state, attempt, lease_until, created_at),"
        " UPDATE (state, attempt, lease_until)",
        rows=OWN,
        check=OWN,
        platform_rows="municipality IS NULL",
    ),
}
