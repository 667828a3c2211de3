"""Walks through the XML of a workbook without building it in memory: no entities, bounded size, flawed cells noted."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import NoReturn
from xml.parsers import expat

MOST_ROWS = 20_000
MOST_COLUMNS = 60

_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")


class UnsafeXml(ValueError):
    """XML that declares a document type or entities, or is not well-formed."""


class TooManyCells(ValueError):
    """A filled cell lies outside the rows and columns that are read."""


class Flaw(StrEnum):
    """What the spreadsheet program could not compute in a cell."""

    ERROR = "error"  # #NV, #DIV/0! and the like
    NO_RESULT = "no_result"  # a formula that was never computed


def scan_relations(content: bytes) -> dict[str, str]:
    """Targets of a relations part by their id."""
    found: dict[str, str] = {}

    def start(name: str, attributes: dict[str, str]) -> None:
        if _local(name) == "Relationship":
            found[attributes.get("Id", "")] = attributes.get("Target", "")

    _parse(content, start)
    return found


def scan_sheets(content: bytes) -> list[tuple[str, str]]:
    """Name and relation id of every sheet of the workbook part."""
    found: list[tuple[str, str]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if _local(name) == "sheet":
            relation = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            found.append((attributes.get("name", ""), relation))

    _parse(content, start)
    return found


def scan_sheet(content: bytes) -> dict[str, Flaw]:
    """Flawed cells of a sheet by their reference. Raises TooManyCells as soon as a filled cell lies outside."""
    walk = _SheetWalk()
    _parse(content, walk.start, walk.end, walk.text)
    return walk.flaws


class _SheetWalk:
    """The state of a walk through one sheet."""

    def __init__(self) -> None:
        self.flaws: dict[str, Flaw] = {}
        self.row = 0
        self.column = 0
        self.kind = ""
        self.formula = False
        self.result = False
        self.in_value = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        element = _local(name)
        if element == "row":
            self.row, self.column = _number(attributes.get("r", ""), self.row + 1), 0
        elif element == "c":
            self._enter(attributes)
        elif element in ("v", "is", "f") and self.row:
            if self.row > MOST_ROWS or self.column > MOST_COLUMNS:
                raise TooManyCells
            self.in_value = element != "f"
            self.formula = self.formula or element == "f"

    def _enter(self, attributes: dict[str, str]) -> None:
        """A cell names its place, or follows the one before."""
        self.column += 1
        place = _REFERENCE.fullmatch(attributes.get("r", ""))
        if place:
            self.column, self.row = _column(place[1]), int(place[2])
        elif "r" in attributes:
            raise UnsafeXml
        self.kind, self.formula, self.result, self.in_value = attributes.get("t", ""), False, False, False

    def text(self, data: str) -> None:
        self.result = self.result or (self.in_value and bool(data.strip()))

    def end(self, name: str) -> None:
        element = _local(name)
        if element in ("v", "is"):
            self.in_value = False
        elif element == "c":
            if self.kind == "e":
                self.flaws[self._reference()] = Flaw.ERROR
            elif self.formula and not self.result and self.kind != "str":
                self.flaws[self._reference()] = Flaw.NO_RESULT

    def _reference(self) -> str:
        letters, number = "", self.column
        while number:
            number, rest = divmod(number - 1, 26)
            letters = chr(ord("A") + rest) + letters
        return f"{letters}{self.row}"


def _parse(content: bytes, start, end=None, text=None) -> None:  # type: ignore[no-untyped-def]
    """Run expat over one part; a document type declaration ends it, so entities can never be declared."""
    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise UnsafeXml from error


def _refuse(*_declaration: object) -> NoReturn:
    raise UnsafeXml


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _number(text: str, otherwise: int) -> int:
    if not text:
        return otherwise
    if not re.fullmatch(r"[1-9][0-9]{0,6}", text):
        raise UnsafeXml
    return int(text)


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
