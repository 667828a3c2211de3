from tenants.border.access import READ, Access

ACCESS = {
    "Municipality": Access(
        router=READ,
        platform="SELECT, INSERT, UPDATE (name, slug)",
        exchange="SELECT (id, schema_name, ags, kind)",
        sweeper="SELECT (id, schema_name)",
    ),
    "Domain": Access(router=READ, platform=READ),
}
