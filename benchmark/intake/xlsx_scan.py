"""Walks through the parts of an Excel workbook: bounded size, flawed cells, hidden rows, raised text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from benchmark.intake.raised import raised
from benchmark.intake.tables import Flaw
from benchmark.intake.xml_walk import UnsafeXml, local, walk

_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_WHOLE = re.compile(r"[1-9][0-9]{0,6}")


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
    sheet = _Sheet(most_rows, most_columns, raised_texts or {})
    walk(content, sheet.start, sheet.end, sheet.text)
    return sheet.facts


class _Sheet:
    """The state of a walk through one sheet; rows and columns counted from 1 here, as the file does."""

    def __init__(self, most_rows: int, most_columns: int, raised_texts: Mapping[int, str]) -> None:
        self.facts = SheetFacts()
        self.most_rows, self.most_columns = most_rows, most_columns
        self.raised_texts = raised_texts
        self.row = 0
        self.column = 0
        self.kind = ""
        self.formula = False
        self.value = ""
        self.in_value = False
        self.rich: _RichTexts | None = None

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        element = local(name)
        if element == "c":
            self._enter(attributes)
        elif element in ("v", "is", "f") and self.row:
            self._fill(element)
        elif element == "row":
            self.row, self.column = _number(attributes.get("r", ""), self.row + 1), 0
            if attributes.get("hidden") in ("1", "true"):
                self.facts.hidden_rows.add(self.row - 1)
        elif element == "col" and attributes.get("hidden") in ("1", "true"):
            first, last = (_number(attributes.get(side, ""), 1) for side in ("min", "max"))
            self.facts.hidden_columns.update(range(first - 1, min(last, self.most_columns)))
        if self.rich is not None:
            self.rich.start(name, attributes)

    def _enter(self, attributes: Mapping[str, str]) -> None:
        """A cell names its place, or follows the one before."""
        self.column += 1
        reference = _REFERENCE.fullmatch(attributes.get("r", ""))
        if reference:
            self.column, self.row = _column(reference[1]), int(reference[2])
        elif "r" in attributes:
            raise UnsafeXml
        self.kind, self.formula, self.value, self.in_value = attributes.get("t", ""), False, "", False

    def _fill(self, element: str) -> None:
        if self.row > self.most_rows or self.column > self.most_columns:
            raise TooManyCells
        self.facts.last_row = max(self.facts.last_row, self.row - 1)
        self.facts.last_column = max(self.facts.last_column, self.column - 1)
        self.in_value = element != "f"
        self.formula = self.formula or element == "f"
        if element == "is":
            self.rich = _RichTexts()

    def text(self, data: str) -> None:
        if self.in_value:
            self.value += data
        if self.rich is not None:
            self.rich.text(data)

    def end(self, name: str) -> None:
        element = local(name)
        if self.rich is not None:
            self.rich.end(name)
        if element in ("v", "is"):
            self.in_value = False
        elif element == "c":
            self._leave()

    def _leave(self) -> None:
        here = (self.row - 1, self.column - 1)
        if self.kind == "e":
            self.facts.flaws[here], self.facts.texts[here] = Flaw.ERROR, self.value.strip()
        elif self.formula and not self.value.strip() and self.kind != "str":
            self.facts.flaws[here] = Flaw.NO_RESULT
        elif self.kind == "s" and self.raised_texts:
            number = int(self.value) if self.value.isdecimal() and len(self.value) < 10 else -1
            self._note_raised(here, self.raised_texts.get(number))
        elif self.rich is not None:
            self._note_raised(here, self.rich.found.get(0))
        self.rich = None

    def _note_raised(self, here: tuple[int, int], text: str | None) -> None:
        if text is not None:
            self.facts.flaws[here], self.facts.texts[here] = Flaw.RAISED, text


def _number(text: str, otherwise: int) -> int:
    if not text:
        return otherwise
    if not _WHOLE.fullmatch(text):
        raise UnsafeXml
    return int(text)


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
