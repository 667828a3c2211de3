"""What the demonstration prints when it is ready."""

from __future__ import annotations

from collections.abc import Iterator

PEOPLE = (
    ("landkreis-peine", "Landkreis Peine", ("integration-office", "statistics-office", "leadership", "guest")),
    ("braunschweig", "Stadt Braunschweig", ("integration-office",)),
    ("kreis-guetersloh", "Kreis Gütersloh", ("leadership",)),
    ("borgholzhausen", "Stadt Borgholzhausen", ("integration-office", "statistics-substitute")),
)
PLATFORM = ("moderator", "operator")
ROLE_WORDS = {
    "integration-office": "Fachstelle Integration",
    "statistics-office": "Statistikstelle",
    "statistics-substitute": "Kreis-Statistik, prüft auf Zeit",
    "leadership": "Leitung",
    "guest": "Gast",
    "moderator": "Moderation",
    "operator": "Betrieb",
}


def sign_in_lines(port: int) -> Iterator[str]:
    """Addresses and sign-ins as lines for the terminal."""
    from benchmark.demo.plan import PASSWORD

    yield f"Anmelden (Kennwort für alle: {PASSWORD})"
    for address, name, roles in PEOPLE:
        yield f"  {name}: http://{address}.localhost:{port}/"
        for role in roles:
            yield f"      {ROLE_WORDS[role]}: {role}@{address}.example"
    yield f"  Plattform: http://localhost:{port}/"
    for role in PLATFORM:
        yield f"      {ROLE_WORDS[role]}: {role}@plattform.example"
