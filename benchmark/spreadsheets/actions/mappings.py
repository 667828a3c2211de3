"""Deciding how a file is read, and keeping the mappings that were confirmed."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from benchmark.spreadsheets.models import RememberedMapping, Upload, UploadState
from benchmark.spreadsheets.reading import mapping as mappings_json
from benchmark.spreadsheets.reading.mapping import Mapping
from benchmark.spreadsheets.refusals import NoSuchUpload, SpreadsheetRefused
from tenants.audit.actions import record
from tenants.membership.people import Person

LONGEST_NAME = 120


@transaction.atomic
def change_mapping(*, upload_id: int, mapping: Mapping, signature: str, by: Person) -> None:
    """Read an open file in another way; nothing of it is remembered before its figures are stored."""
    row = Upload.objects.select_for_update().filter(pk=upload_id, state=UploadState.OPEN).defer("content").first()
    if row is None:
        raise NoSuchUpload(_("This file is not waiting any more."))
    row.mapping = mappings_json.written(mapping)
    row.signature = signature
    row.save(update_fields=["mapping", "signature"])
    record("spreadsheets.mapping_changed", by=by, municipality=by.municipality, on=f"upload:{upload_id}")


@transaction.atomic
def rename_mapping(*, mapping_id: int, name: str, by: Person) -> None:
    """Give a remembered mapping another name."""
    row = _locked(mapping_id)
    row.name = named(name)
    row.save(update_fields=["name"])
    record("spreadsheets.mapping_renamed", by=by, municipality=by.municipality, on=f"mapping:{mapping_id}")


@transaction.atomic
def retire_mapping(*, mapping_id: int, by: Person) -> None:
    """Use a mapping no more for new files; what was stored by it stays."""
    row = _locked(mapping_id)
    retire(row, by=by)
    record("spreadsheets.mapping_retired", by=by, municipality=by.municipality, on=f"mapping:{mapping_id}")


def retire(row: RememberedMapping, *, by: Person) -> None:
    """Mark a locked mapping as retired."""
    if row.retired_at is None:
        row.retired_by, row.retired_at = by.reference, timezone.now()
        row.save(update_fields=["retired_by", "retired_at"])


def named(name: str) -> str:
    """A usable name. Raises a refusal for an empty one."""
    plain = " ".join(name.split())[:LONGEST_NAME]
    if not plain:
        raise SpreadsheetRefused(_("Please give the mapping a name, so that it is found again next year."))
    return plain


def _locked(mapping_id: int) -> RememberedMapping:
    row = RememberedMapping.objects.select_for_update().filter(pk=mapping_id).first()
    if row is None:
        raise NoSuchUpload(_("This mapping is not known."))
    return row
