"""Walks through XML without building it in memory; whatever declares a document type or entities ends the walk."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NoReturn
from xml.parsers import expat

Start = Callable[[str, Mapping[str, str]], None]
End = Callable[[str], None]
Text = Callable[[str], None]

DEEPEST = 256  # levels; parts of office files have fewer than thirty


class UnsafeXml(ValueError):
    """XML that declares a document type or entities, is nested without end, or is not well-formed."""


def walk(content: bytes, start: Start, end: End | None = None, text: Text | None = None) -> None:
    """Run expat over one part; a document type declaration ends it, so entities can never be declared."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    depth = 0

    def enter(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise UnsafeXml
        start(name, attributes)

    def leave(name: str) -> None:
        nonlocal depth
        depth -= 1
        if end is not None:
            end(name)

    parser.StartElementHandler = enter
    parser.EndElementHandler = leave
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise UnsafeXml from error


def _refuse(*_declaration: object) -> NoReturn:
    raise UnsafeXml


def local(name: str) -> str:
    """The name of an element without its prefix."""
    return name.rpartition(":")[2]
