"""CSV as GENESIS-Online writes flat files: semicolon, decimal comma, one value per line."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping

from benchmark.web.delimited import BYTE_ORDER_MARK, as_text
from comparisons.insights.exports.lines import COLUMNS, Cell


def write(lines: Iterable[Mapping[str, Cell]], *, for_excel: bool = False) -> bytes:
    """The lines as UTF-8 with the columns' stable names as header."""
    stream = io.StringIO(newline="")
    if for_excel:
        stream.write(BYTE_ORDER_MARK)
    writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for line in lines:
        writer.writerow([as_text(line[name]) for name in COLUMNS])
    return stream.getvalue().encode()
