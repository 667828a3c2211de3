"""Who may read official figures: everybody; only the owner (command line, import job) writes them.

Uploads wait for the operator's decision and are seen on the platform's host only.
"""

from tenants.border.access import Access

ACCESS: dict[str, Access] = {
    "SourceFile": Access(municipality="SELECT", platform="SELECT", exchange="SELECT"),
    "OfficialValue": Access(municipality="SELECT", platform="SELECT", exchange="SELECT"),
    "Upload": Access(platform="SELECT, INSERT, UPDATE (job), DELETE"),
}
