"""Long CSV of the integration monitor of Niedersachsen: one value per line, from `Year` to `Value`.

The table's number stands only in the file's name (indicator_4-1-4.csv). Keys are GeoCodes such as K03101. There is no
foot, so completeness is seen from the keys: the last block of the file must list the same Kreise as the first.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from datetime import date
from itertools import islice, pairwise
from operator import itemgetter

from django.utils.translation import gettext as _

from benchmark.statistics_offices.reading import (
    Column,
    NumberFormat,
    Reading,
    ReadRow,
    Skip,
    SkipReason,
    read_row,
    year_of,
)
from benchmark.statistics_offices.refusals import FileRefused
from benchmark.statistics_offices.text_of import text_of

FAMILY = "niedersachsen_long"
PUBLISHER = "Landesamt für Statistik Niedersachsen (LSN), Integrationsmonitoring Niedersachsen"
LICENCE = "Vervielfältigung und Verbreitung, auch auszugsweise, mit Quellenangabe gestattet"
_NUMBER = re.compile(r"(?<!\d)(\d-\d-\d)(?!\d)")
_GEOCODE = re.compile(r"(?:K|MZ)(\d+)")
_KREIS_DIGITS = 5
_NO_KEY = ("", "#NV")
_FEWEST_COLUMNS = 3
_BLOCK = itemgetter(3, 4)  # period and features of a row: one block lists every territory once

_Meaning = tuple[str, str, tuple[str, ...]]  # key and name of the territory, features


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
    years = [year for period in set(map(itemgetter(3), rows)) if (year := year_of(period)) is not None]
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


@dataclass(frozen=True)
class _Head:
    """The names of the columns and where the key (None in files of the Land alone), the name and features stand."""

    titles: list[str]
    geo: int | None
    named: int
    features: list[int]


def _head_of(titles: list[str]) -> _Head:
    last = len(titles) - 1
    geo = titles.index("GeoCode") if "GeoCode" in titles else None
    named = titles.index("Gebietseinheit") if "Gebietseinheit" in titles else min(1, last)
    return _Head(titles, geo, named, [place for place in range(1, last) if place not in (named, geo)])


def _rows(text: str, name: str, skipped: list[Skip]) -> list[ReadRow]:
    """All lines as rows; identical duplicates are noted and left out, contradicting ones refuse the file.

    A line without a key, as in files of the Land alone, has an empty one.
    """
    lines = text.splitlines()
    head = _head_of(next(csv.reader(lines, strict=True)))
    rows = _rows_of_known_middles(lines, head, skipped)
    return _rows_of_cells(lines, head, name, skipped) if rows is None else rows


def _rows_of_known_middles(lines: list[str], head: _Head, skipped: list[Skip]) -> list[ReadRow] | None:
    """The rows, with every text between year and value taken apart only once, since it comes back each year.

    All lines go through each step together, which takes half the time of all steps line by line. None where that
    cannot be known to be right, for instance where a year or a value is quoted, or where values contradict each other:
    then every line has to be read by itself.
    """
    if len(lines) < 2 or len(head.titles) < _FEWEST_COLUMNS or max(map(len, lines)) > csv.field_size_limit():
        return None
    periods, _commas, rests = zip(*[line.partition(",") for line in islice(lines, 1, None)], strict=True)
    middles, _commas, values = zip(*[rest.rpartition(",") for rest in rests], strict=True)
    meanings = _meanings(list(set(middles)), head)
    if meanings is None or '"' in "".join(values) or '"' in "".join(set(periods)):
        return None
    cells = map(list, zip(values, strict=True))
    keys, names, features = zip(*map(meanings.__getitem__, middles), strict=True)
    numbers = range(2, len(lines) + 1)
    rows = list(map(read_row, zip(numbers, keys, names, map(str.strip, periods), features, cells, strict=True)))
    identities = list(zip(periods, middles, strict=True))
    return rows if len(set(identities)) == len(rows) else _without_repeated(rows, identities, skipped)


def _without_repeated(
    rows: list[ReadRow], identities: list[tuple[str, str]], skipped: list[Skip]
) -> list[ReadRow] | None:
    """The rows whose identity comes first, with the others noted; None where two values contradict each other."""
    first: dict[tuple[str, str], ReadRow] = {}
    repeated: list[Skip] = []
    for row, identity in zip(rows, identities, strict=True):
        known = first.setdefault(identity, row)
        if known is not row:
            if known.cells != row.cells:
                return None
            repeated.append(Skip(row.row, SkipReason.DUPLICATE))
    skipped.extend(repeated)
    return list(first.values())


def _meanings(middles: list[str], head: _Head) -> dict[str, _Meaning] | None:
    """What each text between year and value says; None where one cannot be taken apart, or two say the same."""
    try:
        apart = list(csv.reader(middles, strict=True))
    except csv.Error:
        return None
    cells = dict(zip(map(tuple, apart), middles, strict=False))
    if len(cells) != len(middles) or set(map(len, apart)) != {len(head.titles) - 2}:
        return None
    shared: dict[tuple[str, ...], tuple[str, ...]] = {}
    meanings = {}
    for inner, middle in cells.items():
        key, territory, features = _meaning(("", *inner), head)
        meanings[middle] = (key, territory, shared.setdefault(features, features))
    return meanings


def _meaning(cells: tuple[str, ...], head: _Head) -> _Meaning:
    """Key, name of the territory and features of a line."""
    key = "" if head.geo is None else _key(cells[head.geo])
    return key, cells[head.named], tuple([cells[place] for place in head.features])


def _rows_of_cells(lines: list[str], head: _Head, name: str, skipped: list[Skip]) -> list[ReadRow]:
    """The rows, with every line taken apart by itself; raises FileRefused for the first that cannot stand."""
    seen: dict[tuple[str, ...], str] = {}
    rows: list[ReadRow] = []
    row = 1
    try:
        for cells in islice(csv.reader(lines, strict=True), 1, None):
            row += 1
            if len(cells) != len(head.titles):
                raise _bad_row(cells, head.titles, row, name)
            value = cells.pop()
            identity = tuple(cells)
            if identity in seen:
                _refuse_contradiction(seen[identity], value, row, name)
                skipped.append(Skip(row, SkipReason.DUPLICATE))
                continue
            seen[identity] = value
            key, territory, features = _meaning(identity, head)
            rows.append(ReadRow(row, key, territory, identity[0].strip(), features, [value]))
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
    of_kreise = [row for row in rows if len(row[1]) == _KREIS_DIGITS]
    if not of_kreise:
        return
    begun = [new for old, new in pairwise(of_kreise) if new[4] is not old[4] or new[3] != old[3]]
    blocks = list(dict.fromkeys(map(_BLOCK, [of_kreise[0], *begun])))
    first, last = (
        {row[1] for row in of_kreise if row[3] == block[0] and row[4] == block[1]} for block in (blocks[0], blocks[-1])
    )
    missing = first - last
    if missing:
        raise FileRefused(
            _(
                "“%(file)s” is cut off: its last block lacks %(count)s territories that the first one has, for example "
                "%(example)s. Please download it again."
            )
            % {"file": name, "count": len(missing), "example": min(missing)}
        )
