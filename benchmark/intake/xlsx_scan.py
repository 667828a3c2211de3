"""Walks through the parts of an Excel workbook: bounded size, flawed cells, hidden rows, raised text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from benchmark.intake.raised import raised
from benchmark.intake.tables import Flaw, letters
from benchmark.intake.xml_walk import UnsafeXml, careful_parser, local, parse, walk

_LETTERS = re.compile(r"[A-Z]{1,3}")
_WHOLE = re.compile(r"[1-9][0-9]{0,6}")
_TRUE = ("1", "true")


class TooManyCells(ValueError):
    """A filled cell lies outside the rows and columns that are read."""


@dataclass
class SheetFacts:
    """What a walk through a sheet found; rows and columns counted from 0, `texts` instead of a reader's own."""

    flaws: dict[tuple[int, int], Flaw] = field(default_factory=dict)
    texts: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    last_row: int = -1
    last_column: int = -1


def scan_relations(content: bytes) -> dict[str, str]:
    """Targets of a relations part by their id."""
    found: dict[str, str] = {}

    def start(name: str, attributes: Mapping[str, str]) -> None:
        if local(name) == "Relationship":
            found[attributes.get("Id", "")] = attributes.get("Target", "")

    walk(content, start)
    return found


def scan_sheets(content: bytes) -> list[tuple[str, str]]:
    """Name and relation id of every sheet of the workbook part."""
    found: list[tuple[str, str]] = []

    def start(name: str, attributes: Mapping[str, str]) -> None:
        if local(name) == "sheet":
            relation = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            found.append((attributes.get("name", ""), relation))

    walk(content, start)
    return found


def scan_shared_texts(content: bytes) -> dict[int, str]:
    """Texts of the shared table that have raised parts, by their number."""
    reading = _RichTexts()
    walk(content, reading.start, reading.end, reading.text)
    return reading.found


class _RichTexts:
    """Puts runs of a text together; phonetic runs are left out."""

    def __init__(self) -> None:
        self.found: dict[int, str] = {}
        self.number = -1
        self.parts: list[str] = []
        self.is_raised = False
        self.any_raised = False
        self.in_text = False
        self.phonetic = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        element = local(name)
        if element in ("si", "is"):
            self.number += 1
            self.parts, self.any_raised, self.is_raised = [], False, False
        elif element == "r":
            self.is_raised = False
        elif element == "vertAlign":
            self.is_raised = attributes.get("val") == "superscript"
        elif element == "rPh":
            self.phonetic = True
        elif element == "t":
            self.in_text = not self.phonetic

    def text(self, data: str) -> None:
        if self.in_text:
            self.any_raised = self.any_raised or (self.is_raised and bool(data.strip()))
            self.parts.append(raised(data) if self.is_raised else data)

    def end(self, name: str) -> None:
        element = local(name)
        if element == "t":
            self.in_text = False
        elif element == "rPh":
            self.phonetic = False
        elif element in ("si", "is") and self.any_raised:
            self.found[self.number] = "".join(self.parts)


def scan_sheet(
    content: bytes, *, most_rows: int, most_columns: int, raised_texts: Mapping[int, str] | None = None
) -> SheetFacts:
    """What is odd in a sheet. Raises TooManyCells as soon as a filled cell lies outside."""
    sheet = _Sheet(most_rows, most_columns, raised_texts or {}, look_at_inline_texts=b"superscript" in content)
    parse(sheet.parser, content)
    return sheet.facts


class _Sheet:
    """The state of a walk through one sheet; rows and columns counted from 1 here, as the file does.

    Text and ends of elements are listened to only within cells that may be odd: most cells cost one call.
    """

    def __init__(
        self, most_rows: int, most_columns: int, raised_texts: Mapping[int, str], *, look_at_inline_texts: bool
    ) -> None:
        self.facts = SheetFacts()
        self.most_rows, self.most_columns = most_rows, most_columns
        self.raised_texts, self.look_at_inline_texts = raised_texts, look_at_inline_texts
        self.odd_kinds = ("e", "s") if raised_texts else ("e",)
        self.row = 0
        self.row_text = ""
        self.column = 0
        self.cell: dict[str, str] = {}
        self.formula = False
        self.value = ""
        self.in_value = False
        self.rich: _RichTexts | None = None
        self.parser = careful_parser()
        self.parser.StartElementHandler = self._start

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        element = local(name) if ":" in name else name
        if element == "c":
            if "r" not in attributes:
                attributes["r"] = f"{letters(self._column_now())}{self.row}"
            self.cell, self.formula = attributes, False
        elif element == "v" or element in ("f", "is"):
            if self.row:
                self._fill(element)
        elif element == "row":
            self._enter_row(attributes)
        elif element == "col" and attributes.get("hidden") in _TRUE:
            first, last = (_number(attributes.get(side, ""), 1) for side in ("min", "max"))
            self.facts.hidden_columns.update(range(first - 1, min(last, self.most_columns)))
        if self.rich is not None:
            self.rich.start(name, attributes)

    def _enter_row(self, attributes: Mapping[str, str]) -> None:
        self.row = _number(attributes.get("r", ""), self.row + 1)
        self.row_text, self.cell = str(self.row), {}
        if attributes.get("hidden") in _TRUE and self.row <= self.most_rows:
            self.facts.hidden_rows.add(self.row - 1)

    def _column_now(self) -> int:
        """The column of the present cell, 0 before the first; a cell that claims another row is no cell."""
        reference = self.cell.get("r", "")
        if not reference:
            return 0
        if not reference.endswith(self.row_text):
            raise UnsafeXml
        return _column_number(reference[: -len(self.row_text)])

    def _fill(self, element: str) -> None:
        column, facts = self._column_now(), self.facts
        if self.row > self.most_rows or column > self.most_columns:
            raise TooManyCells
        facts.last_row = max(facts.last_row, self.row - 1)
        if column > facts.last_column:
            facts.last_column = column - 1
        self.column = column
        if element == "is" and self.look_at_inline_texts:
            self.rich = _RichTexts()
        if element == "f" or self.rich is not None or self.cell.get("t") in self.odd_kinds:
            self._listen()
        self.formula = self.formula or element == "f"
        self.in_value = element != "f"

    def _listen(self) -> None:
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text

    def _text(self, data: str) -> None:
        if self.in_value:
            self.value += data
        if self.rich is not None:
            self.rich.text(data)

    def _end(self, name: str) -> None:
        element = local(name)
        if self.rich is not None:
            self.rich.end(name)
        if element in ("v", "is"):
            self.in_value = False
        elif element == "c":
            self._leave()

    def _leave(self) -> None:
        self.parser.EndElementHandler = self.parser.CharacterDataHandler = None
        here, kind = (self.row - 1, self.column - 1), self.cell.get("t", "")
        if kind == "e":
            self.facts.flaws[here], self.facts.texts[here] = Flaw.ERROR, self.value.strip()
        elif self.formula and not self.value.strip() and kind != "str":
            self.facts.flaws[here] = Flaw.NO_RESULT
        elif kind == "s" and self.raised_texts:
            number = int(self.value) if self.value.isdecimal() and len(self.value) < 10 else -1
            self._note_raised(here, self.raised_texts.get(number))
        elif self.rich is not None:
            self._note_raised(here, self.rich.found.get(0))
        self.rich, self.value, self.in_value = None, "", False

    def _note_raised(self, here: tuple[int, int], text: str | None) -> None:
        if text is not None:
            self.facts.flaws[here], self.facts.texts[here] = Flaw.RAISED, text


def _number(text: str, otherwise: int) -> int:
    if not text:
        return otherwise
    if not _WHOLE.fullmatch(text):
        raise UnsafeXml
    return int(text)


@lru_cache(maxsize=1024)
def _column_number(name: str) -> int:
    """The number of a column counted from 1, by its letters."""
    if not _LETTERS.fullmatch(name):
        raise UnsafeXml
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
