"""A file of a stranger as plain sheets; `opened` is run through `benchmark.intake.opening.read_apart`."""

from __future__ import annotations

from benchmark.intake.opening import Flaw, RawTable, tables_of
from benchmark.spreadsheets.reading.cells import Cell, Style
from benchmark.spreadsheets.reading.sheets import Opened, Sheet, packed, sheet
from benchmark.statistics_offices import readers
from benchmark.statistics_offices.reading import NumberFormat, Reading
from tenants.membership.refusals import Refused

NO_RESULT = "#FORMEL"  # stands for a formula that was never computed
_STYLES = {NumberFormat.DECIMAL_COMMA: Style.GERMAN, NumberFormat.DECIMAL_POINT: Style.ENGLISH}


def opened(data: bytes, name: str) -> bytes:
    """The sheets of a file, packed as `sheets.unpacked` wants them. Raises a refusal with a sentence."""
    tables = tables_of(data, name)
    shown = [table for table in tables if not table.hidden] or tables
    hidden = tuple(table.sheet for table in tables if table not in shown)
    family = _family(data, name)
    source = ", ".join(part for part in (family.publisher, family.title, family.table_code) if part) if family else ""
    style = _STYLES[family.numbers].value if family else ""
    return packed(Opened(tuple(_sheet(table) for table in shown), source, style, hidden))


def _family(data: bytes, name: str) -> Reading | None:
    """What a reader of official tables says, where the file is one of theirs and whole."""
    try:
        found = readers.read(data, name)
        for _row in found.rows:
            pass
    except Refused:
        return None
    return found if found.publisher else None


def _sheet(table: RawTable) -> Sheet:
    """The cells of a table; merged cells of a head and of a column all say what their first cell says."""
    rows: list[list[Cell]] = [list(row) for row in table.rows]
    for (row, column), flaw in table.flaws.items():
        if flaw is Flaw.NO_RESULT:
            rows[row][column] = NO_RESULT
    for merged in table.merged:
        _fill(rows, *merged)
    return sheet(table.sheet or "", rows)


def _fill(rows: list[list[Cell]], first_row: int, first_column: int, last_row: int, last_column: int) -> None:
    """Repeat the label of merged cells in all of them; titles, which begin in the first column, are left alone."""
    one_column = first_column == last_column
    if first_row >= len(rows) or first_column >= len(rows[first_row]) or (first_column == 0 and not one_column):
        return
    said = rows[first_row][first_column]
    for row in rows[first_row : last_row + 1]:
        for column in range(first_column, min(last_column + 1, len(row))):
            if row[column] is None:
                row[column] = said
