from tenants.border.access import Access

ACCESS = {
    "Admission": Access(platform="SELECT, INSERT, UPDATE (job)"),
    "Step": Access(platform="SELECT, INSERT"),
}
