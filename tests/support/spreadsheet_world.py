"""A spreadsheet that waits and a remembered mapping, for the sweeps over all pages."""

from __future__ import annotations

from django.utils import timezone

from benchmark.spreadsheets.actions import take_in
from benchmark.spreadsheets.models import RememberedMapping, Upload
from benchmark.spreadsheets.reading.own_rows import Own
from tenants.membership.people import Person
from tenants.municipalities.models import Municipality

NAME = "Kennzahlen der Ausländerbehörde"
TABLE = "\r\n".join(
    [
        NAME,
        ";2021;2022;2023",
        "Einwohner insgesamt;135002;137010;138111",
        "Ausländische Bevölkerung;13001;15120;16004",
        "Einbürgerungen;121;-;123",
    ]
)


def leave_spreadsheets(home: Municipality, by: Person) -> None:
    """A file that was read but not taken over, and a mapping as it would be kept; no figure is stored."""
    taken = take_in(name="kennzahlen.csv", data=TABLE.encode("cp1252"), own=Own(home.ags, home.name), by=by)
    row, now = Upload.objects.get(pk=taken.upload_id), timezone.now()
    RememberedMapping.objects.create(
        name=NAME,
        signature=row.signature,
        file_pattern="kennzahlen.csv",
        mapping=row.mapping,
        source="Ausländerbehörde",
        confirmed_by=by.reference,
        confirmed_at=now,
        last_used_at=now,
    )


def spreadsheet_landmarks() -> dict[str, int]:
    """Keys of both, inside the municipality."""
    return {"spreadsheet": Upload.objects.get().pk, "mapping": RememberedMapping.objects.get().pk}
