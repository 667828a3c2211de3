"""CSV export of INKAR (BBSR): a line per territory, a column per indicator and year.

Layout: UTF-8 with BOM, semicolons; a first head line with the indicators' names, repeated for every year; a second one
with the year of each column; decimal comma and dots between thousands. Keys may have lost their leading zero, which
the mapping repairs with the help of the column `Aggregat`. All years are computed for the territory of the last one.
There is no foot: a file cut off within a line is noticed, one cut off between two lines is not.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from benchmark.statistics_offices.reading import Column, NumberFormat, Reading, ReadRow, year_of
from benchmark.statistics_offices.refusals import FileRefused
from benchmark.statistics_offices.text_of import text_of

FAMILY = "inkar"
TABLE = "INKAR"
PUBLISHER = "Bundesinstitut für Bau-, Stadt- und Raumforschung (BBSR), INKAR"
LICENCE = "dl-de/by-2-0"
_LEAD = ("kennziffer", "raumeinheit", "aggregat")
_NOT_AVAILABLE = ("N.A.", "n.a.", "k.A.")  # what INKAR prints where an office prints a dot
_TITLES_NAMED = 4


def recognises(head: bytes) -> bool:
    """Whether the first line begins with the three columns every export has."""
    first_line = head.removeprefix(b"\xef\xbb\xbf").split(b"\n", 1)[0].decode("latin-1")
    return _lead_of(first_line.split(";"))


def read(data: bytes, name: str) -> Reading:
    """Read one export; raises FileRefused where its heads do not fit together or a line is cut off."""
    text = text_of(data, name)
    if not text.endswith("\n"):
        raise FileRefused(
            _("“%(file)s” is cut off: its last row does not end. Please download it again.") % {"file": name}
        )
    lines = text.split("\n")[:-1]
    heads = [next(csv.reader([line], delimiter=";"), []) for line in lines[:2]]
    if len(heads) < 2 or len(heads[0]) != len(heads[1]) or any(cell.strip() for cell in heads[1][: len(_LEAD)]):
        raise FileRefused(
            _(
                "“%(file)s” begins like an export of INKAR, but its second row does not name the year of each column. "
                "Please export it again as CSV."
            )
            % {"file": name}
        )
    titles = [title.strip() for title in heads[0][len(_LEAD) :]]
    years = [year.strip() for year in heads[1][len(_LEAD) :]]
    known = [year for text in years if (year := year_of(text)) is not None]
    distinct = list(dict.fromkeys(titles))
    more = " …" if len(distinct) > _TITLES_NAMED else ""
    return Reading(
        family=FAMILY,
        table_code=TABLE,
        title="INKAR: " + ", ".join(distinct[:_TITLES_NAMED]) + more,
        publisher=PUBLISHER,
        licence=LICENCE,
        retrieved=None,
        numbers=NumberFormat.DOTTED,
        columns=tuple(Column((title,), year) for title, year in zip(titles, years, strict=True)),
        rows=_rows(lines[2:], len(heads[0]), name),
        row_count=len(lines) - 2,
        territory_date=date(max(known), 12, 31) if known else None,
    )


def _lead_of(cells: list[str]) -> bool:
    return tuple(cell.strip().strip('"').lower() for cell in cells[: len(_LEAD)]) == _LEAD


def _rows(lines: list[str], width: int, name: str) -> Iterator[ReadRow]:
    """Lines as rows; the only dimension is the kind of territory (`Aggregat`)."""
    row = 2
    try:
        for cells in csv.reader(lines, delimiter=";", strict=True):
            row += 1
            if len(cells) != width:
                raise FileRefused(
                    _(
                        "“%(file)s”, row %(row)s: %(found)s cells instead of %(expected)s. The row is cut off or "
                        "damaged. Please download the file again."
                    )
                    % {"file": name, "row": row, "found": len(cells), "expected": width}
                )
            values = ["." if cell in _NOT_AVAILABLE else cell for cell in cells[len(_LEAD) :]]
            yield ReadRow(row, cells[0].strip(), cells[1].strip(), "", (cells[2].strip(),), values)
    except csv.Error as error:
        raise FileRefused(
            _("“%(file)s”, row %(row)s cannot be read as a table row. Please download the file again.")
            % {"file": name, "row": row + 1}
        ) from error
