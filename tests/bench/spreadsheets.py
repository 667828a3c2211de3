"""A spreadsheet of 5,000 rows from the upload to its preview, against reading only its cells."""

from __future__ import annotations

import io
import re

import python_calamine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from benchmark.spreadsheets.models import Upload
from tenants.border import inside
from tests.bench.pairs import Pair, paired, timed
from tests.benchmark.spreadsheets.tables import german, workbook
from tests.support.demo_world import OWN, municipality

URLCONF = "benchmark.config.urls_municipality"
ROWS, UNITS, FIRST_YEAR = 5000, 200, 2000  # one row for each unit of each of 25 years
_LOCATION = re.compile(r"^/eigene-tabellen/(\d+)/")


def data() -> bytes:
    """Years and municipalities in rows, numbers as text, a title above and a footnote below."""
    head = ["Jahr", "AGS", "Name", "Bevölkerung", "Ausländer", "Quote"]
    lines: list[list[object]] = [["Bevölkerung der Gemeinden"], list(head)]
    for number in range(ROWS):
        year, unit = FIRST_YEAR + number // UNITS, number % UNITS
        key = "03157" if unit == 0 else f"03157{unit:03d}"
        people = 100_000 + 37 * number
        lines.append([year, key, f"Gemeinde {unit}", german(people), german(people // 9), "11,1"])
    return workbook(("Tabelle1", [*lines, ["Quelle: Melderegister"]]))


def preview(client: Client, repetitions: int) -> Pair:
    """Upload, opening in a process of its own, structure, proposal and the page with every figure."""
    content = data()
    _preview(client, content)
    return paired(
        f"preview of a spreadsheet with {ROWS} rows",
        (
            "upload, open apart, find structure and indicators, judge every figure, answer the page",
            lambda: timed(lambda: _preview(client, content)),
        ),
        ("calamine: all cells of the same file, nothing else", lambda: timed(lambda: _cells(content))),
        repetitions=repetitions,
        before_each=_forget,
    )


def _preview(client: Client, content: bytes) -> None:
    file = SimpleUploadedFile("gemeinden.xlsx", content)
    answer = client.post(reverse("spreadsheets:upload", urlconf=URLCONF), {"file": file})
    found = _LOCATION.match(answer.headers.get("Location", ""))
    if found is None:
        raise RuntimeError(f"the upload gave {answer.status_code}")
    page = client.get(f"/eigene-tabellen/{found.group(1)}/vorschau/")
    if page.status_code != 200 or len(page.context["lines"]) != 25:
        raise RuntimeError(f"the preview gave {page.status_code}")


def _cells(content: bytes) -> int:
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    return sum(len(row) for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python())


def _forget() -> None:
    with inside(municipality(OWN)):
        Upload.objects.filter(name="gemeinden.xlsx").delete()
