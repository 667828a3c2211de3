from tenants.border.access import OWN, Access

ACCESS = {
    "AuditEvent": Access(
        municipality="SELECT, INSERT",
        platform="SELECT, INSERT",
        exchange="SELECT (id), INSERT",
        rows=OWN,
        check=OWN,
        platform_rows="municipality IS NULL",
        append_only=True,
    ),
}
