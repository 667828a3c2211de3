"""Walks through the content of an OpenDocument spreadsheet: bounded size, flawed cells, hidden rows, raised text."""

from __future__ import annotations

import re
from collections.abc import Mapping

from benchmark.intake.raised import raised
from benchmark.intake.tables import MOST_COLUMNS, MOST_ROWS, Flaw
from benchmark.intake.xlsx_scan import SheetFacts, TooManyCells
from benchmark.intake.xml_walk import UnsafeXml, local, walk

_WHOLE = re.compile(r"[0-9]{1,7}")
_CELLS = ("table-cell", "covered-table-cell")
_LINKS = ("table-source", "dde-link", "dde-source")
_HIDDEN = ("collapse", "filter")


class LinkedToFiles(ValueError):
    """The spreadsheet takes cells out of other files."""


def scan_content(content: bytes) -> dict[str, SheetFacts]:
    """What is odd in the sheets, by their names. Raises TooManyCells, LinkedToFiles or UnsafeXml."""
    reading = _Content()
    walk(content, reading.start, reading.end, reading.text)
    return reading.sheets


class _Content:
    """The state of a walk; repeated rows and cells are counted, never spread out."""

    def __init__(self) -> None:
        self.sheets: dict[str, SheetFacts] = {}
        self.facts: SheetFacts | None = None
        self.raised_styles: set[str] = set()
        self.style = ""
        self.tables = 0
        self.row = self.row_count = 0
        self.column = self.column_count = 0
        self.columns = 0
        self.depth_of_cell = 0
        self.spans: list[bool] = []
        self._empty_cell({})

    def _empty_cell(self, attributes: Mapping[str, str]) -> None:
        values = {local(name): value for name, value in attributes.items()}
        self.kind = values.get("value-type", "")
        self.calculated = "formula" in values
        self.error = attributes.get("calcext:value-type") == "error"
        self.filled = bool(self.kind)
        self.paragraphs: list[list[str]] = []
        self.any_raised = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        element = local(name)
        if element in _LINKS:
            raise LinkedToFiles
        if element == "style":
            self.style = attributes.get("style:name", "")
        elif element == "text-properties":
            if attributes.get("style:text-position", "").startswith("super"):
                self.raised_styles.add(self.style)
        elif element == "table":
            self._open_table(attributes)
        elif self.facts is not None and self.tables == 1:
            self._inside(element, attributes)

    def _open_table(self, attributes: Mapping[str, str]) -> None:
        self.tables += 1
        if self.tables > 1:  # a table within a cell
            return
        self.facts = self.sheets.setdefault(attributes.get("table:name", ""), SheetFacts())
        self.row = self.row_count = self.columns = 0

    def _inside(self, element: str, attributes: Mapping[str, str]) -> None:
        if element == "table-column":
            count = _count(attributes, "table:number-columns-repeated")
            if attributes.get("table:visibility") in _HIDDEN and self.facts is not None:
                self.facts.hidden_columns.update(range(self.columns, min(self.columns + count, MOST_COLUMNS)))
            self.columns += count
        elif element == "table-row":
            self.row += self.row_count
            self.row_count = _count(attributes, "table:number-rows-repeated")
            self.column = self.column_count = 0
            if attributes.get("table:visibility") in _HIDDEN and self.facts is not None:
                self.facts.hidden_rows.update(range(self.row, min(self.row + self.row_count, MOST_ROWS)))
        elif element in _CELLS:
            self.depth_of_cell += 1
            if self.depth_of_cell == 1:
                self.column += self.column_count
                self.column_count = _count(attributes, "table:number-columns-repeated")
                self._empty_cell(attributes)
        elif element == "annotation":
            self.spans.append(False)
            self.depth_of_cell += 1  # a comment is not part of the cell
        elif self.depth_of_cell == 1 and element == "p":
            self.paragraphs.append([])
        elif self.depth_of_cell == 1 and element == "span":
            self.spans.append(attributes.get("text:style-name", "") in self.raised_styles)
        elif self.depth_of_cell == 1 and element == "s" and self.paragraphs:
            self.paragraphs[-1].append(" " * min(_count(attributes, "text:c"), 100))

    def text(self, data: str) -> None:
        if self.depth_of_cell != 1 or not self.paragraphs:
            return
        self.filled = self.filled or bool(data.strip())
        if any(self.spans):
            self.any_raised = self.any_raised or bool(data.strip())
            data = raised(data)
        self.paragraphs[-1].append(data)

    def end(self, name: str) -> None:
        element = local(name)
        if element == "table":
            self.tables -= 1
            if not self.tables:
                self.facts = None
        elif self.facts is None or self.tables != 1:
            return
        elif element in _CELLS:
            self.depth_of_cell -= 1
            if self.depth_of_cell == 0:
                self._leave()
        elif element == "annotation":
            self.depth_of_cell -= 1
            self.spans.pop()
        elif element == "span" and self.depth_of_cell == 1 and self.spans:
            self.spans.pop()

    def _leave(self) -> None:
        """A cell is complete: note how far the sheet reaches and what is odd."""
        if self.facts is None or not (self.filled or self.calculated):
            return
        last_row, last_column = self.row + self.row_count - 1, self.column + self.column_count - 1
        if last_row >= MOST_ROWS or last_column >= MOST_COLUMNS:
            raise TooManyCells
        self.facts.last_row = max(self.facts.last_row, last_row)
        self.facts.last_column = max(self.facts.last_column, last_column)
        flaw = self._flaw()
        if flaw is None:
            return
        text = "\n".join("".join(parts) for parts in self.paragraphs)
        for row in range(self.row, last_row + 1):
            for column in range(self.column, last_column + 1):
                self.facts.flaws[row, column] = flaw
                if flaw is not Flaw.NO_RESULT:
                    self.facts.texts[row, column] = text

    def _flaw(self) -> Flaw | None:
        if self.error:
            return Flaw.ERROR
        if self.any_raised:
            return Flaw.RAISED
        return Flaw.NO_RESULT if self.calculated and not self.filled else None


def _count(attributes: Mapping[str, str], name: str) -> int:
    text = attributes.get(name, "1")
    if not _WHOLE.fullmatch(text):
        raise UnsafeXml
    return max(1, int(text))
