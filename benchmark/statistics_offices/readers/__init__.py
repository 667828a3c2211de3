"""Families of files, one module each, found by convention: `recognises(head)` and `read(data, name)`.

A reader knows the layout of its family and nothing of indicators. It raises `FileRefused` for a file that is broken.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from typing import Protocol, cast

from django.utils.translation import gettext as _

from benchmark.statistics_offices.pausing import collection_paused
from benchmark.statistics_offices.reading import Reading
from benchmark.statistics_offices.refusals import FileRefused

HEAD_BYTES = 4096
LARGEST_FILE = 64 * 1024 * 1024  # bytes; the largest official table is below 2 MB


class Reader(Protocol):
    """The two functions of a family's module."""

    def recognises(self, head: bytes) -> bool:
        """Whether a file beginning with these bytes belongs to this family."""
        ...

    def read(self, data: bytes, name: str) -> Reading:
        """Read a whole file; raises FileRefused where it is broken."""
        ...


@cache
def families() -> tuple[Reader, ...]:
    """All readers of this folder, in the order of their names."""
    found = []
    for module_info in sorted(pkgutil.iter_modules(__path__), key=lambda info: info.name):
        module = importlib.import_module(f"{__name__}.{module_info.name}")
        if hasattr(module, "recognises") and hasattr(module, "read"):
            found.append(cast(Reader, module))
    return tuple(found)


def read(data: bytes, name: str) -> Reading:
    """Read a file with the family that recognises it; raises FileRefused where none does."""
    if not data.strip():
        raise FileRefused(_("“%(file)s” is empty. Please download it again.") % {"file": name})
    if len(data) > LARGEST_FILE:
        raise FileRefused(_("“%(file)s” is larger than 64 MB, which no known table is.") % {"file": name})
    head = data[:HEAD_BYTES]
    for reader in families():
        if reader.recognises(head):
            with collection_paused():
                return reader.read(data, name)
    raise FileRefused(
        _(
            "“%(file)s” belongs to no family of files this service knows. It reads the table CSV of the "
            "Regionaldatenbank and of the Landesdatenbank NRW (first line “GENESIS-Tabelle: …” or “Tabelle: …”), flat "
            "files of these databases (ffcsv, first line “statistics_code;…”), exports of INKAR (first line "
            "“Kennziffer;Raumeinheit;Aggregat;…”), files of the integration monitor of Niedersachsen and its own "
            "compact form. Nothing was stored."
        )
        % {"file": name}
    )
