from tenants.border.access import OWN, Access

ACCESS = {
    "AuditEvent": Access(
        municipality="SELECT, INSERT",
        platform="SELECT, INSERT",
        exchange="INSERT",
        rows=OWN,
        check=OWN,
        platform_rows="municipality IS NULL",
        append_only=True,
    ),
}
