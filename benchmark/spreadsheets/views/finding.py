"""What several pages need: the file of the address, the municipality, names of people."""

from __future__ import annotations

from django.http import Http404, HttpRequest

from benchmark.spreadsheets import selectors
from benchmark.spreadsheets.desk import Desk, desk_of
from benchmark.spreadsheets.reading.own_rows import Own
from benchmark.spreadsheets.selectors import UploadRow
from tenants.membership.selectors import NoSuchAccount, staff_account


def own_of(request: HttpRequest) -> Own:
    """The municipality of this host."""
    municipality = request.tenant  # type: ignore[attr-defined]
    return Own(municipality.ags, municipality.name)


def open_upload(upload_id: int) -> tuple[UploadRow, Desk]:
    """A file that waits, as its mapping reads it. 404 for any other."""
    row = selectors.upload(upload_id)
    opened = selectors.cells_of(upload_id) if row is not None and row.is_open else None
    if row is None or opened is None:
        raise Http404
    return row, desk_of(row, opened)


def name_of(reference: str) -> str:
    """The name of a colleague; empty where the account is gone."""
    try:
        return staff_account(reference).name
    except NoSuchAccount:
        return ""
