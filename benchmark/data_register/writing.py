"""The register as a file: CSV for programs, with the same columns on paper."""

from __future__ import annotations

from benchmark.data_register.register import Line, Register
from benchmark.data_register.words import COLUMNS
from benchmark.web.delimited import file_of


def as_csv(found: Register) -> bytes:
    """UTF-8 with BOM and semicolons, so that a spreadsheet opens it as it is; no cell is read as a formula."""
    return file_of([str(label) for label in COLUMNS.values()], map(_cells, found.lines))


def _cells(line: Line) -> list[str]:
    known = line.known
    if known is None:
        return [line.definition.code, line.definition.name, "", "", "", line.holders, "", "", "", "", ""]
    return [
        line.definition.code,
        line.definition.name,
        line.status,
        known.reason,
        known.holder,
        line.holders,
        known.passed_to,
        line.returned,
        "" if known.since is None else str(known.since),
        known.legal_basis,
        f"{known.recorded_at:%Y-%m-%d}",
    ]
