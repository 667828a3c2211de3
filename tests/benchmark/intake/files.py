"""Spreadsheets as municipalities have them, and files that are none or want to do harm."""

from __future__ import annotations

import io
import stat
import zipfile
from collections.abc import Callable, Mapping
from functools import cache

import openpyxl

MIB = 1024 * 1024
SHEET = "xl/worksheets/sheet1.xml"
ODS_NAMES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"))
)


def xlsx(rows: list[list[object]]) -> bytes:
    """A workbook with one sheet."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def ods(table: str, *, styles: str = "", parts: Mapping[str, bytes] | None = None) -> bytes:
    """An OpenDocument spreadsheet with this content of its one table."""
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {ODS_NAMES} '
        'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0" office:version="1.3">'
        f"<office:automatic-styles>{styles}</office:automatic-styles><office:body><office:spreadsheet>"
        f'<table:table table:name="Blatt">{table}</table:table></office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    manifest = '<x:manifest xmlns:x="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    whole = {
        "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
        "META-INF/manifest.xml": manifest.encode(),
        "content.xml": content.encode(),
        **(parts or {}),
    }
    return packed(whole)


def packed(parts: Mapping[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_part(name: str, content: bytes, data: bytes | None = None) -> bytes:
    """A workbook with one part more, or another one in its place."""
    return packed({**parts_of(data or xlsx([["a", 1]])), name: content})


def with_declaration(declaration: bytes) -> bytes:
    """A workbook whose sheet declares a document type."""
    parts = parts_of(xlsx([["a", 1]]))
    return packed({**parts, SHEET: declaration + parts[SHEET]})


def with_link() -> bytes:
    """A workbook with an entry that is a symbolic link."""
    stream = io.BytesIO(xlsx([["a", 1]]))
    with zipfile.ZipFile(stream, "a") as archive:
        entry = zipfile.ZipInfo("xl/link.xml")
        entry.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(entry, "/etc/passwd")
    return stream.getvalue()


def locked() -> bytes:
    """A workbook whose first entry says that it is encrypted."""
    data = bytearray(xlsx([["a", 1]]))
    data[data.index(b"PK\x03\x04") + 6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def far_away() -> bytes:
    """A workbook with one filled cell in the last corner of the sheet, of about 5 KB."""
    book = openpyxl.Workbook()
    book.active["XFD1048576"] = 1
    return saved(book)


def crowd() -> bytes:
    """An archive of 50,000 parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for number in range(50_000):
            archive.writestr(f"xl/{number}.xml", b"<x/>")
    return stream.getvalue()


BILLION = (
    b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(b'<!ENTITY %c "%s">' % (letter, b"&%c;" % (letter - 1) * 10) for letter in range(98, 107))
    + b"]>"
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

# what is uploaded as “tabelle.xlsx”, and a piece of the German sentence that follows
HARMFUL: dict[str, tuple[Callable[[], bytes], str]] = {
    "B3 bomb of 316 MB": (lambda: with_part("xl/media/b.xml", b"\0" * (316 * MIB)), "beim Entpacken viel zu groß"),
    "B3 ratio": (lambda: with_part("xl/media/b.xml", b"\0" * (40 * MIB)), "beim Entpacken viel zu groß"),
    "B4 entity bomb": (lambda: with_declaration(BILLION), "Teile, die nicht in eine Arbeitsmappe gehören"),
    "B4 external entity": (
        lambda: with_declaration(b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'),
        "Teile, die nicht in eine Arbeitsmappe gehören",
    ),
    "B4 external link": (
        lambda: with_part("xl/externalLinks/externalLink1.xml", b"<x/>"),
        "mit anderen Dateien verknüpft",
    ),
    "B5 50,000 parts": (crowd, "beim Entpacken viel zu groß"),
    "B5 nested": (
        lambda: with_part("xl/inner.zip", packed({"a": b"b"})),
        "Teile, die nicht in eine Arbeitsmappe gehören",
    ),
    "B5 symlink": (with_link, "Teile, die nicht in eine Arbeitsmappe gehören"),
    "B5 outside": (lambda: with_part("../../x.xml", b"<x/>"), "Teile, die nicht in eine Arbeitsmappe gehören"),
    "B5 encrypted": (locked, "mit einem Kennwort geschützt"),
    "B5 encrypted workbook": (lambda: OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "mit einem Kennwort"),
    "B6 html": (lambda: b"<!DOCTYPE html><html><table></table></html>", "eine Webseite oder eine andere Textdatei"),
    "B6 program": (lambda: b"MZ\x90\x00" + b"\0" * 200, "ein Programm"),
    "B6 xls": (lambda: OLE + b"\0" * 600, "im alten Excel-Format (.xls)"),
    "B6 xlsm": (lambda: with_part("xl/vbaProject.bin", b"\0"), "enthält Makros"),
    "B6 xlsb": (lambda: with_part("xl/workbook.bin", b"\0"), "binäre Excel-Arbeitsmappe"),
    "B6 ods": (lambda: ods("<table:table-row/>"), "OpenDocument"),
    "B6 pdf": (lambda: b"%PDF-1.7\n", "ein PDF"),
    "B2 far away": (far_away, "zu viele Zeilen oder Spalten"),
    "empty": (lambda: b"", "leer"),
    "cut": (lambda: xlsx([["a", 1]])[:-500], "beschädigt oder unvollständig"),
}


@cache
def harmful(kind: str) -> bytes:
    """One of these files, made when it is first asked for."""
    return HARMFUL[kind][0]()
