"""What each database role may do: a municipality its own rows; nobody else reads a value from the tables.

Members a figure is meant for read it through the function `figures_shown_to_us()` alone. The platform and the exchange
see that something is shown and to whom, never the value.
"""

from tenants.border.access import OWN, Access

WITHOUT_VALUE = "id, consent_id, municipality, year, corrected_at, ended_at, replaced"

ACCESS: dict[str, Access] = {
    "NamedConsent": Access(
        municipality="SELECT, INSERT",
        platform="SELECT",
        exchange="SELECT",
        rows=OWN,
        check=OWN,
        append_only=True,
    ),
    "ShownFigure": Access(
        municipality="SELECT, INSERT, UPDATE (value, corrected_at, corrected_by, ended_at, ended_by, replaced)",
        platform=f"SELECT ({WITHOUT_VALUE})",
        exchange=f"SELECT ({WITHOUT_VALUE})",
        rows=OWN,
        check=OWN,
    ),
}
