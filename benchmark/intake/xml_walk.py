"""Walks through XML without building it in memory; whatever declares a document type or entities ends the walk."""

from __future__ import annotations

from collections.abc import Callable
from typing import NoReturn
from xml.parsers import expat

Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]
Text = Callable[[str], None]


class UnsafeXml(ValueError):
    """XML that declares a document type or entities, or is not well-formed."""


def walk(content: bytes, start: Start | None = None, end: End | None = None, text: Text | None = None) -> None:
    """Run expat over one part. Raises UnsafeXml; without handlers the part is only looked at."""
    parser = careful_parser()
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    parse(parser, content)


def careful_parser() -> expat.XMLParserType:
    """A parser that ends at a document type declaration, so that entities can never be declared."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.XmlDeclHandler = _refuse_rare_encodings
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    return parser


def parse(parser: expat.XMLParserType, content: bytes) -> None:
    """Run a careful parser over the whole of a part. Raises UnsafeXml where it is not well-formed."""
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise UnsafeXml from error


def _refuse_rare_encodings(_version: str, encoding: str | None, _standalone: int) -> None:
    """Office programs write these; every other name would be looked up among Python's codecs."""
    if encoding is not None and encoding.lower() not in ("utf-8", "utf-16", "us-ascii"):
        raise UnsafeXml


def _refuse(*_declaration: object) -> NoReturn:
    raise UnsafeXml


def local(name: str) -> str:
    """The name of an element without its prefix."""
    return name.rpartition(":")[2]
