"""The catalogue is open: everybody reads it, only the owner (command line) writes it."""

from tenants.border.access import READ, Access

ACCESS: dict[str, Access] = {
    name: Access(municipality=READ, platform=READ, exchange=READ)
    for name in ("FieldOfAction", "Concept", "Conversion", "Indicator")
} | {
    name: Access(municipality=READ, platform=READ, exchange=READ, append_only=True)
    for name in ("IndicatorVersion", "ConceptVersion")
}
