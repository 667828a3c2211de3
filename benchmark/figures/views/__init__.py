"""Pages on the municipality's own host."""
