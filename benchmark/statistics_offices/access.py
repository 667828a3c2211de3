"""Who may read official figures: everybody; only the owner (command line) writes them."""

from tenants.border.access import Access

ACCESS: dict[str, Access] = {
    "SourceFile": Access(municipality="SELECT", platform="SELECT", exchange="SELECT"),
    "OfficialValue": Access(municipality="SELECT", platform="SELECT", exchange="SELECT"),
}
