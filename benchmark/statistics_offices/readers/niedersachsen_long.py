"""Long CSV of the integration monitor of Niedersachsen: one value per line, from `Year` to `Value`.

The table's number stands only in the file's name (indicator_4-1-4.csv). Keys are GeoCodes such as K03101. There is no
foot, so completeness is seen from the keys: the last block of the file must list the same Kreise as the first.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from datetime import date
from operator import itemgetter

from django.utils.translation import gettext as _

from benchmark.statistics_offices.reading import Column, NumberFormat, Reading, ReadRow, Skip, SkipReason, year_of
from benchmark.statistics_offices.refusals import FileRefused
from benchmark.statistics_offices.text_of import text_of

FAMILY = "niedersachsen_long"
PUBLISHER = "Landesamt für Statistik Niedersachsen (LSN), Integrationsmonitoring Niedersachsen"
LICENCE = "Vervielfältigung und Verbreitung, auch auszugsweise, mit Quellenangabe gestattet"
_NUMBER = re.compile(r"(?<!\d)(\d-\d-\d)(?!\d)")
_GEOCODE = re.compile(r"(?:K|MZ)(\d+)")
_KREIS_DIGITS = 5
_NO_KEY = ("", "#NV")


def recognises(head: bytes) -> bool:
    """Whether the head line begins with `Year` and ends with `Value`, whatever stands between."""
    first_line = head.removeprefix(b"\xef\xbb\xbf").split(b"\n", 1)[0].strip()
    return first_line.startswith(b"Year,") and first_line.endswith(b",Value")


def read(data: bytes, name: str) -> Reading:
    """Read one indicator file; raises FileRefused for a name without number, a cut-off or a contradicting file."""
    number = _NUMBER.search(name)
    if number is None:
        raise FileRefused(
            _(
                "“%(file)s” is a file of the integration monitor of Niedersachsen, but its name has no indicator "
                "number. Please keep the name it was published under, for example indicator_4-1-4.csv."
            )
            % {"file": name}
        )
    text = text_of(data, name)
    if not text.endswith("\n"):
        raise FileRefused(
            _("“%(file)s” is cut off: its last row does not end. Please download it again.") % {"file": name}
        )
    skipped: list[Skip] = []
    rows = _rows(text, name, skipped)
    _refuse_incomplete(rows, name)
    years = [year for period in {row.period for row in rows} if (year := year_of(period)) is not None]
    return Reading(
        family=FAMILY,
        table_code=f"LSN {number.group(1)}",
        title=f"Integrationsmonitoring Niedersachsen, Indikator {number.group(1).replace('-', '.')}",
        publisher=PUBLISHER,
        licence=LICENCE,
        retrieved=None,
        numbers=NumberFormat.DECIMAL_POINT,
        columns=(Column(("Value",), None),),
        rows=rows,
        row_count=len(rows) + len(skipped),
        skipped=skipped,
        territory_date=date(max(years), 12, 31) if years else None,
    )


def _rows(text: str, name: str, skipped: list[Skip]) -> list[ReadRow]:
    """All lines as rows; identical duplicates are noted and left out, contradicting ones refuse the file.

    A line without a key, as in files of the Land alone, has an empty one.
    """
    lines = csv.reader(text.splitlines(), strict=True)
    head = next(lines)
    width, last = len(head), len(head) - 1
    geo = head.index("GeoCode") if "GeoCode" in head else None
    named = head.index("Gebietseinheit") if "Gebietseinheit" in head else min(1, last)
    features = [place for place in range(1, last) if place not in (named, geo)]
    take = itemgetter(*features) if len(features) > 1 else lambda cells: tuple(cells[place] for place in features)
    keys: dict[str, str] = {}
    seen: dict[tuple[str, ...], str] = {}
    rows: list[ReadRow] = []
    row = 1
    try:
        for cells in lines:
            row += 1
            if len(cells) != width:
                raise _bad_row(cells, head, row, name)
            value = cells.pop()
            identity = tuple(cells)
            if identity in seen:
                _refuse_contradiction(seen[identity], value, row, name)
                skipped.append(Skip(row, SkipReason.DUPLICATE))
                continue
            seen[identity] = value
            code = "" if geo is None else cells[geo]
            if (key := keys.get(code)) is None:
                key = keys[code] = _key(code)
            rows.append(ReadRow(row, key, cells[named], cells[0].strip(), take(cells), [value]))
    except csv.Error as error:
        raise FileRefused(
            _("“%(file)s”, row %(row)s cannot be read as a table row. Please download the file again.")
            % {"file": name, "row": row + 1}
        ) from error
    return rows


def _bad_row(cells: list[str], head: list[str], row: int, name: str) -> FileRefused:
    return FileRefused(
        _(
            "“%(file)s”, row %(row)s: %(found)s cells instead of %(expected)s. The row is cut off or damaged. Please "
            "download the file again."
        )
        % {"file": name, "row": row, "found": len(cells), "expected": len(head)}
    )


def _refuse_contradiction(first: str, second: str, row: int, name: str) -> None:
    if first != second:
        raise FileRefused(
            _(
                "“%(file)s”, row %(row)s: the same cell stands twice with different values (%(first)s and %(second)s). "
                "Please ask the publisher which one holds."
            )
            % {"file": name, "row": row, "first": first, "second": second}
        )


def _key(geocode: str) -> str:
    """The digits of a GeoCode, empty where the publisher left none; other texts stay as they are."""
    text = geocode.strip()
    if text in _NO_KEY:
        return ""
    found = _GEOCODE.fullmatch(text)
    return found.group(1) if found else text


def _refuse_incomplete(rows: list[ReadRow], name: str) -> None:
    """A file without foot is whole when its last block lists all Kreise of its first."""
    blocks: dict[tuple[str, tuple[str, ...]], set[str]] = defaultdict(set)
    for _row, key, _name, period, dimensions, _cells in rows:
        if len(key) == _KREIS_DIGITS:
            blocks[period, dimensions].add(key)
    if not blocks:
        return
    listed = list(blocks.values())
    missing = listed[0] - listed[-1]
    if missing:
        raise FileRefused(
            _(
                "“%(file)s” is cut off: its last block lacks %(count)s territories that the first one has, for example "
                "%(example)s. Please download it again."
            )
            % {"file": name, "count": len(missing), "example": min(missing)}
        )
