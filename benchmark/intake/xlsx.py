"""Opens an Excel workbook (.xlsx): refused if it is something else or wants to do harm, else a clean copy of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from benchmark.intake.archive import BEGINNING, foreign_parts, refuse_other_types, repacked, save_again, unpacked
from benchmark.intake.refusals import UnreadableFile
from benchmark.intake.xlsx_scan import (
    SheetFacts,
    TooManyCells,
    scan_relations,
    scan_shared_texts,
    scan_sheet,
    scan_sheets,
)
from benchmark.intake.xml_walk import UnsafeXml, walk

_XML = (".xml", ".rels")


@dataclass(frozen=True)
class CleanWorkbook:
    """A workbook that was looked through: repacked with nothing but its XML, and what is odd in each sheet."""

    data: bytes
    sheets: dict[str, SheetFacts]


def open_xlsx(data: bytes, *, most_rows: int, most_columns: int) -> CleanWorkbook:
    """Check a file by its content and hand out a clean copy; size is judged before unpacking.

    Raises UnreadableFile with a sentence. The rows and columns given are the most that are read of a sheet.
    """
    refuse_other_types(data)
    if not data.startswith(BEGINNING):
        raise UnreadableFile(_("The file is not an Excel workbook (.xlsx)."), save_again())
    return clean_workbook(unpacked(data, wanted=WANTED), most_rows=most_rows, most_columns=most_columns)


WANTED = (*_XML, ".bin", "mimetype")


def clean_workbook(parts: dict[str, bytes], *, most_rows: int, most_columns: int) -> CleanWorkbook:
    """Look through the parts of an archive; see `open_xlsx`."""
    _refuse_other_packages(parts)
    texts = {name: content for name, content in parts.items() if name.lower().endswith(_XML)}
    try:
        sheets = _sheets(texts, most_rows, most_columns)
    except UnsafeXml as error:
        raise foreign_parts() from error
    except TooManyCells as error:
        raise UnreadableFile(
            _("The workbook has too many rows or columns (at most %(rows)s rows and %(columns)s columns are read).")
            % {"rows": f"{most_rows:,}".replace(",", "."), "columns": most_columns},
            _("Please delete what stands outside of the table, or copy the table into a new, empty workbook."),
        ) from error
    return CleanWorkbook(repacked(texts), sheets)


def _refuse_other_packages(parts: Mapping[str, bytes]) -> None:
    """An archive of another office format, or with macros or links to other files."""
    types = parts.get("[Content_Types].xml", b"")
    if parts.get("mimetype", b"").startswith(b"application/vnd.oasis"):
        raise UnreadableFile(_("The file is an OpenDocument file, not an Excel workbook (.xlsx)."), save_again())
    if any(name.lower().endswith("vbaproject.bin") for name in parts) or b"macroEnabled" in types:
        raise UnreadableFile(_("The workbook contains macros."), save_again())
    if any(name.lower().startswith("xl/externallinks/") for name in parts):
        raise UnreadableFile(
            _("The workbook is linked to other files."),
            _("Please replace the links by their values and save it again."),
        )
    if "xl/workbook.bin" in parts:
        raise UnreadableFile(_("The file is a binary Excel workbook (.xlsb)."), save_again())
    if "xl/workbook.xml" not in parts or b"spreadsheetml.sheet.main+xml" not in types:
        raise UnreadableFile(_("The file is not an Excel workbook (.xlsx)."), save_again())


def _sheets(parts: Mapping[str, bytes], most_rows: int, most_columns: int) -> dict[str, SheetFacts]:
    """What is odd in the sheets, by their names; looks at all XML on the way."""
    targets = scan_relations(parts.get("xl/_rels/workbook.xml.rels", b"<x/>"))
    names = {_part_name(targets.get(relation, "")): name for name, relation in scan_sheets(parts["xl/workbook.xml"])}
    raised_texts = scan_shared_texts(parts.get("xl/sharedStrings.xml", b"<x/>"))
    found = {}
    for part, content in parts.items():
        if part in names:
            found[names[part]] = scan_sheet(
                content, most_rows=most_rows, most_columns=most_columns, raised_texts=raised_texts
            )
        else:
            walk(content)  # parts without cells only have to be harmless
    return found


def _part_name(target: str) -> str:
    """The part a relation of the workbook points to."""
    return target.lstrip("/") if target.startswith("/") else "xl/" + re.sub(r"^(?:\./)+", "", target)
