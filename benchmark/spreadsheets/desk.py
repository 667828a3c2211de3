"""One uploaded file as it lies on the desk: its sheets, how they are built, and how they are read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from benchmark.catalogue.selectors import IndicatorDefinition
from benchmark.spreadsheets.reading.applying import apply
from benchmark.spreadsheets.reading.cells import Style, StyleFound, identity_of
from benchmark.spreadsheets.reading.mapping import Mapping
from benchmark.spreadsheets.reading.outcome import Applied, Wrong
from benchmark.spreadsheets.reading.own_rows import Own
from benchmark.spreadsheets.reading.proposing import (
    PlaceFound,
    Understood,
    alike_sheets,
    places_of,
    style_found,
    understood,
)
from benchmark.spreadsheets.reading.recognising import Recognised, recognised
from benchmark.spreadsheets.reading.sheets import Opened, Sheet
from benchmark.spreadsheets.reading.structure import Structure
from benchmark.spreadsheets.selectors import RememberedRow, UploadRow


@dataclass(frozen=True)
class Desk:
    """A file with the sheets that its mapping reads; `alike` is empty where the mapping finds no table."""

    name: str
    opened: Opened
    mapping: Mapping
    alike: tuple[tuple[Sheet, Structure], ...]
    others: tuple[str, ...]

    @property
    def structure(self) -> Structure:
        return self.alike[0][1]

    @property
    def places(self) -> list[PlaceFound]:
        return places_of(self.alike, self.mapping, file_name=self.name)

    @property
    def style(self) -> StyleFound:
        """What the texts of the file show about dots and commas."""
        return style_found(self.alike)

    def applied(self) -> Applied:
        return apply(self.alike, self.mapping, file_name=self.name)


def desk_of(upload: UploadRow, opened: Opened) -> Desk:
    """The file as its mapping reads it now."""
    mapping = upload.mapping
    alike, others = alike_sheets(
        opened.sheets, mapping.correction, left_out=mapping.left_out_sheets, signature=upload.signature
    )
    return Desk(upload.name, opened, mapping, alike, others)


def proposal(
    opened: Opened, own: Own, definitions: Sequence[IndicatorDefinition], *, file_name: str
) -> tuple[Understood, list[Recognised]] | None:
    """What the service makes of a new file; None where it holds no table with numbers."""
    found = understood(opened.sheets, own, file_name=file_name, declared=opened.style)
    if found is None:
        return None
    known = recognised_in(found.alike, found.mapping, opened, definitions, file_name=file_name)
    entries = tuple(one.entry for one in known)
    return replace(found, mapping=replace(found.mapping, entries=entries)), known


def recognised_in(
    alike: tuple[tuple[Sheet, Structure], ...],
    mapping: Mapping,
    opened: Opened,
    definitions: Sequence[IndicatorDefinition],
    *,
    file_name: str,
) -> list[Recognised]:
    """The series that the labels of the table speak of."""
    structure = alike[0][1]
    around = (*structure.titles, structure.sheet, opened.source)
    return recognised(places_of(alike, mapping, file_name=file_name), definitions, around=around)


@dataclass(frozen=True)
class Match:
    """A remembered mapping that fits a file: `exact` where the file is built in just the same way."""

    row: RememberedRow
    mapping: Mapping
    signature: str
    exact: bool


def match(opened: Opened, rows: Sequence[RememberedRow], *, file_name: str) -> Match | None:
    """The remembered mapping for a file: the same structure, all its columns and labels there; else a similar one.

    Of several, the one of a file with the same name apart from years comes first, then the one used last.
    """
    found: list[tuple[tuple[bool, bool, bool, float], Match]] = []
    for row in rows:
        mapping = _renewed(row.mapping, opened)
        alike, _others = alike_sheets(
            opened.sheets, mapping.correction, left_out=mapping.left_out_sheets, signature=row.signature
        )
        exact = bool(alike)
        if not alike:
            alike, _others = alike_sheets(opened.sheets, mapping.correction, left_out=mapping.left_out_sheets)
        if not alike:
            continue
        missing = any(one.wrong is Wrong.NOT_FOUND for one in apply(alike, mapping, file_name=file_name).problems)
        if missing and not exact:
            continue
        same_name = row.file_pattern == identity_of(file_name)
        order = (exact, not missing, same_name, row.last_used_at.timestamp())
        found.append((order, Match(row, mapping, alike[0][1].signature, exact)))
    return max(found, key=lambda one: one[0])[1] if found else None


def _renewed(mapping: Mapping, opened: Opened) -> Mapping:
    """A remembered mapping for a new file: what its family declares about numbers goes first."""
    return replace(mapping, style=Style(opened.style)) if opened.style else mapping
