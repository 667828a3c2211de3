"""Looks into an office file before anything unpacks it: what it really is, and whether its size can be borne."""

from __future__ import annotations

import io
import stat
import zipfile
import zlib
from collections.abc import Collection, Mapping
from pathlib import PurePosixPath

from django.utils.translation import gettext as _

from benchmark.intake.refusals import UnreadableFile

LARGEST_FILE = 10 * 1024 * 1024
LARGEST_UNPACKED = 50 * 1024 * 1024
LARGEST_RATIO = 100
MOST_ENTRIES = 500
BEGINNING = b"PK\x03\x04"

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_BROKEN = (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, RuntimeError, ValueError, OSError)


def refuse_other_types(data: bytes) -> None:
    """Say what the file really is, whatever its name claims. Raises UnreadableFile."""
    start = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if not data:
        raise UnreadableFile(_("The file is empty."), _("Please choose the file again."))
    if len(data) > LARGEST_FILE:
        raise UnreadableFile(_("The file is larger than 10 MB."), _("Please upload the table alone, without pictures."))
    if data.startswith(_OLE) and _ENCRYPTED_STREAM in data:
        raise UnreadableFile(_("The file is protected by a password."), _("Please save it without a password."))
    if data.startswith(_OLE):
        raise UnreadableFile(_("The file is a workbook of the old Excel format (.xls)."), save_again())
    if start.startswith((b"mz", b"\x7felf")):
        raise UnreadableFile(_("The file is a program, not a workbook."), _("Please choose the table itself."))
    if start.startswith(b"%pdf"):
        raise UnreadableFile(_("The file is a PDF, not a table."), _("Please upload the table as .xlsx, .ods or .csv."))
    if start.startswith(b"<"):
        raise UnreadableFile(_("The file is a web page or another text file, not a workbook."), save_again())


def unpacked(data: bytes, *, wanted: Collection[str]) -> dict[str, bytes]:
    """The parts of an archive whose names end as wanted; the archive is judged before unpacking.

    Raises UnreadableFile for an archive that is damaged, locked, too large unpacked, or leads outside of itself.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            _refuse_unsafe_entries(entries, len(data))
            return {
                entry.filename: archive.read(entry)
                for entry in entries
                if entry.filename.lower().endswith(tuple(wanted))
            }
    except _BROKEN as error:
        raise UnreadableFile(_("The file is damaged or incomplete."), save_again()) from error


def _refuse_unsafe_entries(entries: list[zipfile.ZipInfo], size: int) -> None:
    """Judge the archive by its table of contents alone."""
    whole = sum(entry.file_size for entry in entries)
    names = [entry.filename for entry in entries]
    if len(entries) > MOST_ENTRIES or whole > LARGEST_UNPACKED or whole > LARGEST_RATIO * size:
        raise UnreadableFile(
            _("The file would become far too large when unpacked."),
            _("Please copy the table into a new, empty workbook and upload that one."),
        )
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise UnreadableFile(_("The file is protected by a password."), _("Please save it without a password."))
    escaping = any(name.startswith("/") or "\\" in name or ".." in PurePosixPath(name).parts for name in names)
    links = any(stat.S_ISLNK(entry.external_attr >> 16) for entry in entries)
    nested = any(name.lower().endswith((".zip", ".7z", ".rar", ".gz")) for name in names)
    if escaping or links or nested or len({name.lower() for name in names}) != len(names):
        raise foreign_parts()


def foreign_parts() -> UnreadableFile:
    """The refusal of an archive with parts that no spreadsheet program writes."""
    return UnreadableFile(_("The file contains parts that do not belong into a workbook."), save_again())


def save_again() -> str:
    """What helps in most cases."""
    return _("Please open it in your spreadsheet program and save it again as an Excel workbook (.xlsx).")


def repacked(parts: Mapping[str, bytes]) -> bytes:
    """A new archive of exactly the bytes that were looked at, so that no reader can see anything else."""
    clean = io.BytesIO()
    with zipfile.ZipFile(clean, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return clean.getvalue()
