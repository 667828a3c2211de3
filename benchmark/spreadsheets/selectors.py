"""Reading what this room keeps; everything is evaluated before it leaves the schema."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from benchmark.spreadsheets.models import RememberedMapping, Upload, UploadState
from benchmark.spreadsheets.reading import mapping as mappings_json
from benchmark.spreadsheets.reading.mapping import Mapping
from benchmark.spreadsheets.reading.sheets import Opened, unpacked

KEPT = timedelta(days=1)  # how long the cells of a file wait for a person
MOST_LISTED = 50


@dataclass(frozen=True)
class RememberedRow:
    """A confirmed mapping with its history."""

    id: int
    name: str
    signature: str
    file_pattern: str
    mapping: Mapping
    source: str
    confirmed_by: str
    confirmed_at: datetime
    last_used_at: datetime
    uses: int
    retired_by: str
    retired_at: datetime | None


@dataclass(frozen=True)
class UploadRow:
    """A file and how it is read; `remembered_id` is the mapping it was recognised by."""

    id: int
    name: str
    sha256: str
    mapping: Mapping
    signature: str
    source: str
    remembered_id: int | None
    state: str
    figures: int
    unchanged: int
    uploaded_by: str
    uploaded_at: datetime
    stored_by: str
    stored_at: datetime | None

    @property
    def is_open(self) -> bool:
        return self.state == UploadState.OPEN


def remembered(*, retired: bool = False) -> list[RememberedRow]:
    """The mappings in use, or those that were retired, by name."""
    rows = RememberedMapping.objects.filter(retired_at__isnull=not retired)
    return [_mapping_row(row) for row in rows]


def remembered_mapping(mapping_id: int) -> RememberedRow | None:
    """One mapping, also a retired one."""
    row = RememberedMapping.objects.filter(pk=mapping_id).first()
    return _mapping_row(row) if row else None


def open_uploads() -> list[UploadRow]:
    """Files that wait for a person, the newest first."""
    rows = Upload.objects.filter(state=UploadState.OPEN, uploaded_at__gt=timezone.now() - KEPT)
    return [_upload_row(row) for row in rows.defer("content")]


def stored_uploads() -> list[UploadRow]:
    """The latest files that were taken over."""
    rows = Upload.objects.filter(state=UploadState.STORED).order_by("-stored_at", "-id")
    return [_upload_row(row) for row in rows.defer("content")[:MOST_LISTED]]


def uploads_of(mapping_id: int) -> list[UploadRow]:
    """The files that were read by a mapping and taken over, the newest first."""
    rows = Upload.objects.filter(remembered_id=mapping_id, state=UploadState.STORED).order_by("-stored_at")
    return [_upload_row(row) for row in rows.defer("content")[:MOST_LISTED]]


def upload(upload_id: int) -> UploadRow | None:
    """One file, or None; an open one that is older than a day counts as gone."""
    row = Upload.objects.filter(pk=upload_id).defer("content").first()
    if row is None or (row.state == UploadState.OPEN and row.uploaded_at <= timezone.now() - KEPT):
        return None
    return _upload_row(row)


def cells_of(upload_id: int) -> Opened | None:
    """The cells of an open file; None once it is taken over."""
    content = Upload.objects.filter(pk=upload_id, state=UploadState.OPEN).values_list("content", flat=True).first()
    return unpacked(bytes(content)) if content is not None else None


def _mapping_row(row: RememberedMapping) -> RememberedRow:
    return RememberedRow(**_taken(row, RememberedRow), mapping=mappings_json.read(row.mapping))


def _upload_row(row: Upload) -> UploadRow:
    return UploadRow(**_taken(row, UploadRow), mapping=mappings_json.read(row.mapping))


def _taken(model: RememberedMapping | Upload, row: type[RememberedRow | UploadRow]) -> dict[str, Any]:
    return {name: getattr(model, name) for name in row.__dataclass_fields__ if name != "mapping"}
