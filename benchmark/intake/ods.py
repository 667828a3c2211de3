"""Opens an OpenDocument spreadsheet (.ods): refused if it wants to do harm, else a clean copy of it."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from benchmark.intake.archive import foreign_parts, repacked, save_again
from benchmark.intake.ods_scan import LinkedToFiles, scan_content
from benchmark.intake.refusals import UnreadableFile
from benchmark.intake.tables import MOST_COLUMNS, MOST_ROWS
from benchmark.intake.xlsx import CleanWorkbook
from benchmark.intake.xlsx_scan import TooManyCells
from benchmark.intake.xml_walk import UnsafeXml, local, walk

MIMETYPE = b"application/vnd.oasis.opendocument.spreadsheet"
_KEPT = ("mimetype", "META-INF/manifest.xml", "content.xml")


def is_ods(parts: Mapping[str, bytes]) -> bool:
    """Whether an archive says of itself that it is an OpenDocument file of any kind."""
    return parts.get("mimetype", b"").startswith(b"application/vnd.oasis.opendocument")


def clean_ods(parts: Mapping[str, bytes]) -> CleanWorkbook:
    """Look through the parts of an archive and hand out a copy with the content alone. Raises UnreadableFile."""
    if parts.get("mimetype", b"").strip() != MIMETYPE or "content.xml" not in parts:
        raise UnreadableFile(_("The file is an OpenDocument file, but not a spreadsheet (.ods)."), save_again())
    if any(name.startswith(("Basic/", "Scripts/")) for name in parts):
        raise UnreadableFile(_("The workbook contains macros."), save_again())
    try:
        if _is_locked(parts.get("META-INF/manifest.xml", b"<x/>")):
            raise UnreadableFile(_("The file is protected by a password."), _("Please save it without a password."))
        sheets = scan_content(parts["content.xml"])
    except UnsafeXml as error:
        raise foreign_parts() from error
    except LinkedToFiles as error:
        raise UnreadableFile(
            _("The workbook is linked to other files."),
            _("Please replace the links by their values and save it again."),
        ) from error
    except TooManyCells as error:
        raise UnreadableFile(
            _("The workbook has too many rows or columns (at most %(rows)s rows and %(columns)s columns are read).")
            % {"rows": f"{MOST_ROWS:,}".replace(",", "."), "columns": MOST_COLUMNS},
            _("Please delete what stands outside of the table, or copy the table into a new, empty workbook."),
        ) from error
    return CleanWorkbook(repacked({name: parts[name] for name in _KEPT if name in parts}), sheets)


def _is_locked(manifest: bytes) -> bool:
    found = []

    def start(name: str, _attributes: Mapping[str, str]) -> None:
        if local(name) == "encryption-data":
            found.append(name)

    walk(manifest, start)
    return bool(found)
