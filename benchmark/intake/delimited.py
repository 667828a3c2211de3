"""Reads text tables (CSV, TSV): what separates the columns is found by the structure of the whole file."""

from __future__ import annotations

import csv
import io
from collections import Counter

from django.utils.translation import gettext as _

from benchmark.intake.refusals import UnreadableFile
from benchmark.intake.tables import LONGEST_TEXT, MOST_COLUMNS, MOST_ROWS, Cell, RawTable
from benchmark.intake.texts import decoded

_SEPARATORS = (";", "\t", ",", "|")  # in the order of German files; the first of equals wins
_LOOKED_AT = 2_000  # rows
_DECLARED = "sep="


def read_delimited(data: bytes) -> RawTable:
    """The one table of a text file; every cell stays text. Raises UnreadableFile with the line."""
    text, encoding = decoded(data)
    declared, text = _declaration(text)
    separator = declared or _separator(text)
    rows = _rows(text, separator)
    width = max(map(len, rows), default=0)
    if not width:
        raise UnreadableFile(_("The file contains no filled cell."), _("Please choose the file again."))
    cells: list[list[Cell]] = [[*(each or None for each in row), *[None] * (width - len(row))] for row in rows]
    return RawTable("", cells, encoding=encoding, delimiter=separator)


def _declaration(text: str) -> tuple[str, str]:
    """The separator that Excel writes into a first line of its own, and the rest; line numbers stay right."""
    first, _end, rest = text.partition("\n")
    said = first.strip()
    if said.lower().startswith(_DECLARED) and len(said) == len(_DECLARED) + 1:
        return said[-1], "\n" + rest
    return "", text


def _separator(text: str) -> str:
    """The separator that gives most rows the same number of columns, and at least two."""
    best, most = _SEPARATORS[0], 0.0
    for separator in _SEPARATORS:
        if separator not in text:
            continue
        score = _evenness(text, separator)
        if score > most:
            best, most = separator, score
    return best


def _evenness(text: str, separator: str) -> float:
    """The share of rows with the most frequent number of columns, if that is more than one."""
    widths: Counter[int] = Counter()
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=separator)):
            if number >= _LOOKED_AT:
                break
            if any(row):
                widths[len(row)] += 1
    except csv.Error:
        return 0.0
    several = {width: count for width, count in widths.items() if width > 1}
    return max(several.values()) / widths.total() if several else 0.0


def _rows(text: str, separator: str) -> list[list[str]]:
    """All rows, empty ones at the end left out; complains about the line where something is wrong."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows: list[list[str]] = []
    try:
        for row in reader:
            if len(rows) >= MOST_ROWS and any(row):
                raise UnreadableFile(
                    _("The file has more than %(rows)s rows.") % {"rows": f"{MOST_ROWS:,}".replace(",", ".")},
                    _("Please divide it into several files."),
                )
            if len(row) > MOST_COLUMNS:
                raise UnreadableFile(
                    _("Line %(line)s has more than %(columns)s columns.")
                    % {"line": reader.line_num, "columns": MOST_COLUMNS},
                    _("Please delete what stands outside of the table."),
                )
            if any(len(cell) > LONGEST_TEXT for cell in row):
                raise _mark_missing(reader.line_num)
            rows.append(row)
    except csv.Error as error:
        raise _mark_missing(reader.line_num) from error
    while rows and not any(rows[-1]):
        rows.pop()
    return rows


def _mark_missing(line: int) -> UnreadableFile:
    return UnreadableFile(
        _("In line %(line)s a quotation mark is missing or stands in the wrong place.") % {"line": line},
        _("Please correct the line, or save the table as an Excel workbook (.xlsx)."),
    )
