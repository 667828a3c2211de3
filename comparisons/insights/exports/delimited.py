"""CSV as GENESIS-Online writes flat files: semicolon, decimal comma, one value per line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from benchmark.web.delimited import file_of
from comparisons.insights.exports.lines import COLUMNS, Cell


def write(lines: Iterable[Mapping[str, Cell]], *, for_excel: bool = False) -> bytes:
    """The lines as UTF-8 with the columns' stable names as header."""
    return file_of(COLUMNS, ([line[name] for name in COLUMNS] for line in lines), marked=for_excel)
