"""The register as a file: CSV for programs, with the same columns on paper."""

from __future__ import annotations

import csv
import io

from benchmark.data_register.register import Line, Register
from benchmark.data_register.words import COLUMNS
from benchmark.web.delimited import BYTE_ORDER_MARK, harmless


def as_csv(found: Register) -> bytes:
    """UTF-8 with BOM and semicolons, so that a spreadsheet opens it as it is; no cell is read as a formula."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([str(label) for label in COLUMNS.values()])
    for line in found.lines:
        writer.writerow([harmless(cell) for cell in _cells(line)])
    return (BYTE_ORDER_MARK + out.getvalue()).encode()


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
