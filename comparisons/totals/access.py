"""What each database role may do: a Gemeinde its own rows, the platform no numbers, the exchange numbers too."""

from tenants.border.access import OWN, Access

IN_CIRCLE = "circle_id IN (SELECT own_circles())"
MEMBER = "circle_id IN (SELECT member_circles())"

WITHOUT_COUNT = (
    "id, consent_id, circle_id, municipality, ags, indicator_code, definition_version, concept, year, "
    '"group", source, territory_date, reference, figure_state, figure_version, invented'
)

ACCESS: dict[str, Access] = {
    "TotalsAgreement": Access(
        municipality="SELECT", platform="SELECT, INSERT", exchange="SELECT", rows=IN_CIRCLE, append_only=True
    ),
    "AgreedTotal": Access(
        municipality="SELECT", platform="SELECT, INSERT", exchange="SELECT", rows=IN_CIRCLE, append_only=True
    ),
    "TotalsConsent": Access(
        municipality="SELECT, INSERT, UPDATE (withdrawn_at, withdrawn_by)",
        platform="SELECT",
        exchange="SELECT",
        rows=OWN,
        check=OWN,
    ),
    "CountContribution": Access(
        municipality="SELECT, INSERT, DELETE",
        platform=f"SELECT ({WITHOUT_COUNT})",
        exchange="SELECT",
        rows=OWN,
        check=OWN,
    ),
    "TotalsRelease": Access(
        municipality="SELECT", platform="SELECT", exchange="SELECT, INSERT", rows=MEMBER, append_only=True
    ),
    "TotalsProof": Access(exchange="SELECT, INSERT", append_only=True),
}
