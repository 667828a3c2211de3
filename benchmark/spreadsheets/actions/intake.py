"""Taking in a file: opened apart, understood, and recognised if one like it was read before."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from benchmark.catalogue.selectors import indicators
from benchmark.intake.opening import read_apart
from benchmark.spreadsheets import selectors
from benchmark.spreadsheets.desk import match, proposal
from benchmark.spreadsheets.models import Upload, UploadState
from benchmark.spreadsheets.reading import mapping as mappings_json
from benchmark.spreadsheets.reading.opening import opened as open_file
from benchmark.spreadsheets.reading.own_rows import Own
from benchmark.spreadsheets.reading.sheets import unpacked
from benchmark.spreadsheets.refusals import AlreadyTakenOver, NoSuchUpload, NothingToRead
from tenants.audit.actions import record
from tenants.membership.people import Person

LONGEST_NAME = 200


@dataclass(frozen=True)
class TakenIn:
    """A file that waits now; `recognised` where a remembered mapping reads it without questions about its structure."""

    upload_id: int
    recognised: bool


def take_in(*, name: str, data: bytes, own: Own, by: Person, again: bool = False) -> TakenIn:
    """Read a file and keep its cells for a day; no figure is touched.

    The same bytes are not taken in twice: an open file is continued, one that was taken over raises AlreadyTakenOver
    unless `again`. Raises a refusal for files that cannot be read.
    """
    name = name.replace("\\", "/").rsplit("/", 1)[-1][-LONGEST_NAME:]
    sha256 = hashlib.sha256(data).hexdigest()
    waiting = _known(sha256, again=again)
    if waiting is not None:
        return waiting
    content = read_apart(open_file, data, name)
    return _keep(name, sha256, content, own, by=by)


def _known(sha256: str, *, again: bool) -> TakenIn | None:
    """An open upload of the same bytes; raises where they were taken over before."""
    forget_old_files()
    rows = Upload.objects.filter(sha256=sha256).defer("content").order_by("-id")
    waiting = next((row for row in rows if row.state == UploadState.OPEN), None)
    if waiting is not None:
        return TakenIn(waiting.pk, recognised=False)
    stored = next((row for row in rows if row.stored_at is not None), None)
    if stored is None or again:
        return None
    message = _("This file was already taken over on %(day)s (figures: %(figures)s). Nothing was done again.")
    day = date_format(timezone.localtime(stored.stored_at), "DATE_FORMAT")
    raise AlreadyTakenOver(message % {"day": day, "figures": stored.figures + stored.unchanged}, stored.pk)


@transaction.atomic
def _keep(name: str, sha256: str, content: bytes, own: Own, *, by: Person) -> TakenIn:
    opened = unpacked(content)
    found = match(opened, selectors.remembered(), file_name=name)
    if found is not None:
        mapping, signature = found.mapping, found.signature
    else:
        proposed = proposal(opened, own, indicators(), file_name=name)
        if proposed is None:
            raise NothingToRead(
                _(
                    "“%(file)s” holds no table with numbers. Nothing was stored. Please check that the file is the "
                    "right one and that its numbers are not pictures."
                )
                % {"file": name}
            )
        mapping, signature = proposed[0].mapping, proposed[0].main[1].signature
    row = Upload.objects.create(
        name=name,
        sha256=sha256,
        content=content,
        mapping=mappings_json.written(mapping),
        signature=signature,
        source=opened.source,
        remembered_id=found.row.id if found else None,
        uploaded_by=by.reference,
        uploaded_at=timezone.now(),
    )
    record("spreadsheets.taken_in", by=by, municipality=by.municipality, on=f"upload:{row.pk}", sha256=sha256)
    return TakenIn(row.pk, recognised=bool(found and found.exact))


@transaction.atomic
def throw_away(*, upload_id: int, by: Person) -> None:
    """Forget an open file and its cells."""
    row = Upload.objects.select_for_update().filter(pk=upload_id, state=UploadState.OPEN).defer("content").first()
    if row is None:
        raise NoSuchUpload(_("This file is not waiting any more."))
    row.delete()
    record("spreadsheets.thrown_away", by=by, municipality=by.municipality, on=f"upload:{upload_id}")


def forget_old_files() -> int:
    """Forget files that have waited for more than a day; returns how many."""
    old = Upload.objects.filter(state=UploadState.OPEN, uploaded_at__lte=timezone.now() - selectors.KEPT)
    return old.delete()[0]
