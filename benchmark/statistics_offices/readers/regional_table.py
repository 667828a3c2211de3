"""Table CSV of the Regionaldatenbank and of state databases built on GENESIS.

Layout: a line with the table code, title lines, two to five head lines that repeat group labels, data, a foot that
begins with underscores and ends with `Stand: day / time`. The time axis stands in the first column, in the head, or in
a title line.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from benchmark.statistics_offices.reading import Column, NumberFormat, Reading, ReadRow, date_of, year_of
from benchmark.statistics_offices.refusals import FileRefused
from benchmark.statistics_offices.text_of import text_of

FAMILY = "regional_table"
_FIRST_LINE = re.compile(r"(?:GENESIS-)?Tabelle: *([A-Za-z0-9][A-Za-z0-9-]*)")
_FOOT = "__________"
_STAND = re.compile(r"^\"?Stand: *(\d{2}\.\d{2}\.\d{4})", re.MULTILINE)
_PUBLISHER = re.compile(r"© *([^\n\"]+?),? \d{4}\.")
_LICENCE = re.compile(r"Datenlizenz Deutschland\s*(?:-|–)\s*Namensnennung\s*(?:-|–)\s*Version 2\.0")
_TITLE_PERIOD = re.compile(r"(?:[A-Za-zÄÖÜäöüß]+: *)?(\d{2}\.\d{2}\.\d{4}|\d{4}-\d{2}-\d{2}|\d{4})")
_IN_DATA = re.compile(r"\s*(?:[-–.x/]|\.\.\.|\(?-?\d[\d.,]*\)?)\s*")  # a number or a sign
_COUNTRY = "DG"


@dataclass(frozen=True)
class _Head:
    """Everything above the data: where the data begins and how its lines are cut."""

    title: str
    fixed_period: str
    columns: tuple[Column, ...]
    lead: int  # cells before the first value
    period_first: bool  # whether the first cell of a data line is a period
    begins: int  # index of the first data line


def recognises(head: bytes) -> bool:
    """Whether the first line names a table code, in the old or the new wording."""
    first_line = head.removeprefix(b"\xef\xbb\xbf").split(b"\n", 1)[0]
    return _FIRST_LINE.match(first_line.decode("latin-1")) is not None


def read(data: bytes, name: str) -> Reading:
    """Read one table; raises FileRefused where head, foot or a row is missing or cut off."""
    lines = text_of(data, name).split("\n")
    code = _FIRST_LINE.match(lines[0])
    if code is None:
        raise FileRefused(_("“%(file)s”: the first line names no table code.") % {"file": name})
    foot = _foot_of(lines, name)
    head = _head_of(lines[:foot], name)
    notes = "\n".join(lines[foot:])
    return Reading(
        family=FAMILY,
        table_code=code.group(1),
        title=head.title,
        publisher=_publisher(notes),
        licence="dl-de/by-2-0" if _LICENCE.search(notes) else "",
        retrieved=_retrieved(notes, name),
        numbers=NumberFormat.DECIMAL_COMMA,
        columns=head.columns,
        rows=_rows(lines[head.begins : foot], head, name),
        row_count=foot - head.begins,
    )


def _foot_of(lines: list[str], name: str) -> int:
    """The index of the underscores; a file without them was cut off."""
    for index, line in enumerate(lines):
        if line.startswith(_FOOT):
            return index
    raise FileRefused(
        _("“%(file)s” is cut off: after row %(row)s the foot of the table is missing. Please download it again.")
        % {"file": name, "row": len(lines)}
    )


def _retrieved(notes: str, name: str) -> date:
    """The day of the download; it is the last line of every whole file."""
    stands = _STAND.findall(notes)
    try:
        return date_of(stands[-1])
    except (IndexError, ValueError):
        raise FileRefused(
            _("“%(file)s” is cut off: its foot has no valid line “Stand: day.month.year”. Please download it again.")
            % {"file": name}
        ) from None


def _publisher(notes: str) -> str:
    found = _PUBLISHER.search(notes)
    return found.group(1).strip() if found else ""


def _head_of(lines: list[str], name: str) -> _Head:
    """Title, columns and time axis from the lines above the data, however many there are of each.

    A title line has one cell with a text, a head line begins with empty cells (or a caption of its own), and the first
    line that begins with a period or a key, or that carries numbers, is data.
    """
    titles: list[str] = []
    labels: list[list[str]] = []
    fixed_period = ""
    for index, line in enumerate(lines[1:], start=1):
        cells = next(csv.reader([line], delimiter=";"), []) if '"' in line else line.split(";")
        if not cells[0].strip() or (labels and _is_caption(cells)):
            if any(cell.strip() for cell in cells):
                labels.append(cells)
        elif labels:
            return _head_with(titles, fixed_period, labels, cells, index, name)
        else:
            text = _title_of(line)
            if period := _TITLE_PERIOD.fullmatch(text):
                fixed_period = period.group(1)
            else:
                titles.append(text)
    raise FileRefused(_("“%(file)s” has a head but no data rows. Please download it again.") % {"file": name})


def _title_of(line: str) -> str:
    """The text of a title line; its quotation marks are part of it, unless they enclose all of it."""
    text = line.rstrip(";").strip()
    if len(text) > 1 and text[0] == text[-1] == '"':
        return text[1:-1].replace('""', '"').strip()
    return text


def _is_caption(cells: list[str]) -> bool:
    """Whether a line with a first cell is still head: it begins with neither period nor key, and has no number."""
    first = cells[0].strip()
    if first[:1].isdigit() or first == _COUNTRY:
        return False
    return len(cells) > 1 and not any(_IN_DATA.fullmatch(cell) and not year_of(cell) for cell in cells[1:])


def _head_with(
    titles: list[str], fixed_period: str, labels: list[list[str]], first: list[str], begins: int, name: str
) -> _Head:
    """Cut the head lines into columns; the time axis may be one of those lines."""
    width = len(labels[0])
    period_first = year_of(first[0]) is not None
    least = 2 + period_first
    lead = min(next((i for i, cell in enumerate(row) if cell.strip() and i >= least), width) for row in labels)
    if any(len(row) != width for row in labels) or lead >= width or _reaches_left(labels, least):
        raise FileRefused(_("“%(file)s”: the head lines of the table do not fit together.") % {"file": name})
    time_line = next((row for row in labels if all(_year_in(cell) for cell in row[lead:])), None)
    others = [row for row in labels if row is not time_line]
    columns = tuple(
        Column(tuple(row[i].strip() for row in others), _period_in(time_line[i]) if time_line else None)
        for i in range(lead, width)
    )
    if not (period_first or time_line or fixed_period):
        raise FileRefused(_("“%(file)s” says nowhere which year its figures are of.") % {"file": name})
    return _Head(" ".join(titles), fixed_period, columns, lead, period_first, begins)


def _reaches_left(labels: list[list[str]], least: int) -> bool:
    """Whether a label stands over a key or name column in a line that has no caption of its own."""
    return any(not row[0].strip() and any(cell.strip() for cell in row[:least]) for row in labels)


def _period_in(label: str) -> str:
    """The period of a head cell such as `31.12.2015`, `2015` or `Jahr: 2015`; empty where it is none."""
    found = _TITLE_PERIOD.fullmatch(label.strip())
    return found.group(1) if found else ""


def _year_in(label: str) -> int | None:
    return year_of(_period_in(label))


def _rows(lines: list[str], head: _Head, name: str) -> Iterator[ReadRow]:
    """The data lines; refuses the first one with another number of cells than the head."""
    width = head.lead + len(head.columns)
    at = 1 if head.period_first else 0
    row = head.begins
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
            period = cells[0] if at else head.fixed_period
            dimensions = tuple(cells[at + 2 : head.lead])
            yield ReadRow(row, cells[at].strip(), cells[at + 1].strip(), period, dimensions, cells[head.lead :])
    except csv.Error as error:
        raise FileRefused(
            _("“%(file)s”, row %(row)s cannot be read as a table row. Please download the file again.")
            % {"file": name, "row": row + 1}
        ) from error
