"""What each database role may do: a municipality its own rows, the platform no cells, the exchange cells too.

The ledger is the exchange's alone: it names members beside cells. `public` and `figure_version` of a contribution are
for the municipality and the exchange; the circle is told their number only.
"""

from tenants.border.access import OWN, Access

MEMBER = "circle_id IN (SELECT member_circles())"

WITHOUT_CELL = (
    'id, consent_id, round_id, circle_id, municipality, indicator_code, definition_version, year, "group", concept, '
    "grid_id, eligible, missing, source, territory_date, reference, figure_state, invented"
)

ACCESS: dict[str, Access] = {
    "Consent": Access(
        municipality="SELECT, INSERT, UPDATE (withdrawn_at, withdrawn_by)",
        platform="SELECT",
        exchange="SELECT",
        rows=OWN,
        check=OWN,
    ),
    "Contribution": Access(
        municipality="SELECT, INSERT, DELETE",
        platform=f"SELECT ({WITHOUT_CELL})",
        exchange="SELECT",
        rows=OWN,
        check=OWN,
    ),
    "Declination": Access(
        municipality="SELECT, INSERT, UPDATE (revoked_at, revoked_by)",
        platform="SELECT",
        exchange="SELECT",
        rows=OWN,
        check=OWN,
    ),
    "Release": Access(
        municipality="SELECT",
        platform="SELECT",
        exchange="SELECT, INSERT",
        rows=MEMBER,
        append_only=True,
    ),
    "ReleasedStatistic": Access(
        municipality="SELECT",
        platform="SELECT",
        exchange="SELECT, INSERT",
        rows=MEMBER,
        append_only=True,
    ),
    "LedgerRow": Access(exchange="SELECT, INSERT", append_only=True),
    "LedgerHead": Access(exchange="SELECT, UPDATE (position, digest)"),
    "ResearchExport": Access(platform="SELECT, INSERT", append_only=True),
}
