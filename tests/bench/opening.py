"""Opening a file in a process of its own against opening it here: what the border costs."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import openpyxl

from benchmark.intake.limits import Limits
from benchmark.intake.opening import RawTable, read_apart, tables_of
from tests.bench.pairs import Pair, paired, timed

ROWS, COLUMNS = 5000, 12
_LIMITS = Limits(seconds=30)


def pairs(repetitions: int) -> list[Pair]:
    """The bare cost of a process of its own, and what it adds to a spreadsheet as people upload them."""
    small, large = b"a;b\n1;2\n", _workbook()
    _apart(small, "t.csv")  # the process that reads is started with the first file
    return [
        paired(
            "open 2 lines of CSV in a process of its own",
            ("read_apart: a copy of a process that is ready", lambda: timed(lambda: _apart(small, "t.csv"))),
            ("a fresh interpreter that only imports the reader", lambda: timed(_fresh_interpreter)),
            repetitions=5 * repetitions,
        ),
        paired(
            f"open {ROWS} rows of XLSX in a process of its own",
            ("read_apart: limits, the file there, its tables back", lambda: timed(lambda: _apart(large, "t.xlsx"))),
            ("the same function called here", lambda: timed(lambda: tables_of(large, "t.xlsx"))),
            repetitions=repetitions,
        ),
    ]


def _fresh_interpreter() -> None:
    place = Path(__file__).resolve().parents[2]
    subprocess.run([sys.executable, "-c", "import benchmark.intake.opening"], cwd=place, check=True)


def _apart(data: bytes, file: str) -> list[RawTable]:
    tables: list[RawTable] = read_apart(tables_of, data, file, limits=_LIMITS)
    return tables


def _workbook() -> bytes:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Werte")
    for row in range(ROWS):
        sheet.append([f"{row:05}", *[row * column / 8 for column in range(COLUMNS - 1)]])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
