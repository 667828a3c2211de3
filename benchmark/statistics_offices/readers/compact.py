"""Our own compact form: one file per source table, one line per measure, group, concept and territory.

Years are columns. Lines beginning with `#` state where the figures come from; `# rows: N` is the last line, so that a
cut-off file is noticed.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from benchmark.statistics_offices.reading import Column, NumberFormat, Reading, ReadRow
from benchmark.statistics_offices.refusals import FileRefused
from benchmark.statistics_offices.text_of import text_of

FAMILY = "compact"
FIRST_LINE = "# vergleichsring-statistics: 1"
LEAD = ("measure", "group", "concept", "ags", "territory_date", "derived")
_NEEDED = ("table", "title", "publisher", "licence", "retrieved", "invented", "rows")


def recognises(head: bytes) -> bool:
    """Whether the first line names this form and its version."""
    return head.split(b"\n", 1)[0].strip() == FIRST_LINE.encode()


def read(data: bytes, name: str) -> Reading:
    """Read a compact file; raises FileRefused where its head or its last line is missing."""
    lines = text_of(data, name).split("\n")
    facts = dict(line[2:].split(": ", 1) for line in lines if line.startswith("# ") and ": " in line)
    body = [(number, line) for number, line in enumerate(lines, start=1) if line and not line.startswith("#")]
    if any(fact not in facts for fact in _NEEDED) or not body or facts["rows"] != str(len(body) - 1):
        raise FileRefused(
            _("“%(file)s” is cut off or its head is incomplete: it needs %(facts)s. Please make it anew.")
            % {"file": name, "facts": ", ".join(_NEEDED)}
        )
    head = body[0][1].split(",")
    if tuple(head[: len(LEAD)]) != LEAD or facts["invented"] not in ("yes", "no"):
        raise FileRefused(_("“%(file)s”: the column heads are not those of the compact form.") % {"file": name})
    return Reading(
        family=FAMILY,
        table_code=facts["table"],
        title=facts["title"],
        publisher=facts["publisher"],
        licence=facts["licence"],
        retrieved=_day(facts["retrieved"], name),
        numbers=NumberFormat.DECIMAL_POINT,
        columns=tuple(Column((year,), year) for year in head[len(LEAD) :]),
        rows=_rows(body[1:], len(head), name),
        row_count=len(body) - 1,
        invented=facts["invented"] == "yes",
    )


def _day(text: str, name: str) -> date | None:
    if text == "unknown":
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise FileRefused(_("“%(file)s”: the day of retrieval is not a date.") % {"file": name}) from None


def _rows(body: list[tuple[int, str]], width: int, name: str) -> Iterator[ReadRow]:
    """Lines as rows; the dimensions are measure, group, concept, territory date and the mark of derived figures."""
    for number, line in body:
        cells = next(csv.reader([line]), [])
        if len(cells) != width:
            raise FileRefused(
                _(
                    "“%(file)s”, row %(row)s: %(found)s cells instead of %(expected)s. The row is cut off or damaged. "
                    "Please download the file again."
                )
                % {"file": name, "row": number, "found": len(cells), "expected": width}
            )
        measure, group, concept, ags, territory_date, derived = cells[: len(LEAD)]
        yield ReadRow(number, ags, "", "", (measure, group, concept, territory_date, derived), cells[len(LEAD) :])
