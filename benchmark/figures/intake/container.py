"""Looks into an uploaded file before anything unpacks it: is it a workbook, harmless, and of bearable size."""

from __future__ import annotations

import io
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from django.utils.translation import gettext as _

from benchmark.figures.intake.layout import IntakeError
from benchmark.figures.intake.sheet_scan import Flaw, TooManyCells, UnsafeXml, scan_relations, scan_sheet, scan_sheets

LARGEST_FILE = 10 * 1024 * 1024
LARGEST_UNPACKED = 50 * 1024 * 1024
LARGEST_RATIO = 100
MOST_ENTRIES = 500

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")


class FileProblem(Exception):
    """The file as a whole cannot be taken; `error` says why and what to do."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what)
        self.error = IntakeError("", "", what, remedy)


@dataclass(frozen=True)
class Container:
    """A workbook that was looked through: repacked with nothing but its XML, and the flawed cells of each sheet."""

    data: bytes
    flaws: dict[str, dict[str, Flaw]]


def open_container(data: bytes) -> Container:
    """Check a file by its content and hand out a clean copy; size is judged before unpacking. Raises FileProblem."""
    _refuse_other_types(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            _refuse_unsafe_entries(entries, len(data))
            parts = dict(_parts(archive, entries))
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, RuntimeError, ValueError) as error:
        raise FileProblem(_("The file is damaged or incomplete."), _save_again()) from error
    _refuse_other_packages(parts)
    try:
        flaws = _flaws(parts)
    except UnsafeXml as error:
        raise FileProblem(_("The file contains parts that do not belong into a workbook."), _save_again()) from error
    except TooManyCells as error:
        raise FileProblem(
            _("The workbook has too many rows or columns (at most 20,000 rows and 60 columns are read)."),
            _("Please use the template and delete what stands outside of it."),
        ) from error
    return Container(_repacked(parts), flaws)


def _save_again() -> str:
    return _("Please open it in your spreadsheet program and save it again as an Excel workbook (.xlsx).")


def _refuse_other_types(data: bytes) -> None:
    """Say what the file really is, whatever its name claims."""
    start = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if not data:
        raise FileProblem(_("The file is empty."), _("Please choose the filled template."))
    if len(data) > LARGEST_FILE:
        raise FileProblem(_("The file is larger than 10 MB."), _("Please upload the filled template only."))
    if data.startswith(_OLE) and _ENCRYPTED_STREAM in data:
        raise FileProblem(_("The file is protected by a password."), _("Please save it without a password."))
    if data.startswith(_OLE):
        raise FileProblem(_("The file is a workbook of the old Excel format (.xls)."), _save_again())
    if start.startswith(b"mz"):
        raise FileProblem(_("The file is a program, not a workbook."), _("Please choose the filled template."))
    if start.startswith(b"<"):
        raise FileProblem(_("The file is a web page or another text file, not a workbook."), _save_again())
    if not data.startswith(b"PK\x03\x04"):
        raise FileProblem(_("The file is not an Excel workbook (.xlsx)."), _save_again())


def _refuse_unsafe_entries(entries: list[zipfile.ZipInfo], size: int) -> None:
    """Judge the archive by its table of contents alone."""
    unpacked = sum(entry.file_size for entry in entries)
    names = [entry.filename for entry in entries]
    if len(entries) > MOST_ENTRIES or unpacked > LARGEST_UNPACKED or unpacked > LARGEST_RATIO * size:
        raise FileProblem(
            _("The file would become far too large when unpacked."), _("Please upload the filled template only.")
        )
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise FileProblem(_("The file is protected by a password."), _("Please save it without a password."))
    escaping = any(name.startswith("/") or "\\" in name or ".." in PurePosixPath(name).parts for name in names)
    links = any(stat.S_ISLNK(entry.external_attr >> 16) for entry in entries)
    if escaping or links or len({name.lower() for name in names}) != len(names):
        raise FileProblem(_("The file contains parts that do not belong into a workbook."), _save_again())


def _parts(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> Iterator[tuple[str, bytes]]:
    """Every part that matters, read no further than its announced size and checked against its checksum."""
    for entry in entries:
        if entry.filename.lower().endswith((".xml", ".rels", ".bin")) or entry.filename == "mimetype":
            yield entry.filename, archive.read(entry)


def _refuse_other_packages(parts: dict[str, bytes]) -> None:
    """An archive of another office format, or with macros or links to other files."""
    types = parts.get("[Content_Types].xml", b"")
    if parts.get("mimetype", b"").startswith(b"application/vnd.oasis"):
        raise FileProblem(_("The file is an OpenDocument file, not an Excel workbook (.xlsx)."), _save_again())
    if any(name.lower().endswith("vbaproject.bin") for name in parts) or b"macroEnabled" in types:
        raise FileProblem(_("The workbook contains macros."), _save_again())
    if any(name.startswith("xl/externalLinks/") for name in parts):
        raise FileProblem(
            _("The workbook is linked to other files."),
            _("Please replace the links by their values and save it again."),
        )
    if "xl/workbook.xml" not in parts or b"spreadsheetml.sheet.main+xml" not in types:
        raise FileProblem(_("The file is not an Excel workbook (.xlsx)."), _save_again())


def _flaws(parts: dict[str, bytes]) -> dict[str, dict[str, Flaw]]:
    """Cells with errors and formulas without a result, by the name of their sheet; looks at all XML on the way."""
    targets = scan_relations(parts.get("xl/_rels/workbook.xml.rels", b"<x/>"))
    names = {_part_name(targets.get(relation, "")): name for name, relation in scan_sheets(parts["xl/workbook.xml"])}
    found = {}
    for part, content in parts.items():
        if part.lower().endswith((".xml", ".rels")):
            flaws = scan_sheet(content)
            if part in names:
                found[names[part]] = flaws
    return found


def _part_name(target: str) -> str:
    """The part a relation of the workbook points to."""
    return target.lstrip("/") if target.startswith("/") else "xl/" + re.sub(r"^(?:\./)+", "", target)


def _repacked(parts: dict[str, bytes]) -> bytes:
    """A new archive of exactly the bytes that were looked at, so that no reader can see anything else."""
    clean = io.BytesIO()
    with zipfile.ZipFile(clean, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            if name.lower().endswith((".xml", ".rels")):
                archive.writestr(zipfile.ZipInfo(name), content)
    return clean.getvalue()
