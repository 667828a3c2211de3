"""Storing what a file says: all of it as drafts in one transaction, or nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from benchmark.catalogue.selectors import indicators
from benchmark.figures.contents import Content
from benchmark.figures.models import Origin
from benchmark.figures.selectors import current_figures
from benchmark.figures.versions import lock_current, write_versions
from benchmark.spreadsheets import selectors
from benchmark.spreadsheets.actions.mappings import named, retire
from benchmark.spreadsheets.desk import Desk, desk_of
from benchmark.spreadsheets.judging import Judgement, judge
from benchmark.spreadsheets.models import RememberedMapping, Upload, UploadState
from benchmark.spreadsheets.reading import mapping as mappings_json
from benchmark.spreadsheets.reading.cells import identity_of
from benchmark.spreadsheets.reading.mapping import Mapping
from benchmark.spreadsheets.reading.outcome import Wrong
from benchmark.spreadsheets.refusals import NoSuchUpload, NotReady, PreviewOutdated
from tenants.audit.actions import record
from tenants.membership.people import Person


@dataclass(frozen=True)
class Stored:
    """What storing a file did: numbers of figures written, and of those that say the same as before."""

    written: int
    unchanged: int


@transaction.atomic
def store_figures(
    *, upload_id: int, digest: str, name: str, source: str, by: Person, leave_out_wrong: bool = False
) -> Stored:
    """Store everything the preview named `digest` showed, and remember the mapping under this name.

    Refused as a whole if a figure or the mapping changed since the preview; if cells cannot be right, unless the
    person leaves them out (`leave_out_wrong`); and where a text still has two readings.
    """
    upload = Upload.objects.select_for_update().filter(pk=upload_id, state=UploadState.OPEN).first()
    row = selectors.upload(upload_id)
    opened = selectors.cells_of(upload_id)
    if upload is None or row is None or opened is None:
        raise NoSuchUpload(_("This file is not waiting any more: it was taken over or has waited for more than a day."))
    if not source.strip():
        raise NotReady(_("Please say where the numbers come from."))
    title = named(name)
    desk = desk_of(row, opened)
    judgement = _judged(desk)
    if judgement.digest != digest:
        raise _outdated()
    _refuse_open_questions(judgement, leave_out_wrong=leave_out_wrong)
    written = _write(judgement, source.strip(), by=by)
    upload.remembered = _remembered(upload, desk, title, source.strip(), by=by)
    upload.content = None
    upload.state, upload.stored_by, upload.stored_at = UploadState.STORED, by.reference, timezone.now()
    upload.figures, upload.unchanged = written, len(judgement.figures) - written
    upload.save()
    record(
        "spreadsheets.figures_stored",
        by=by,
        municipality=by.municipality,
        on=f"upload:{upload.pk}",
        sha256=upload.sha256,
        mapping=upload.remembered.pk,
        count=written,
        indicators=sorted({one.content.indicator_code for one in judgement.changes}),
        left_out_wrong=len(judgement.problems),
    )
    return Stored(written, upload.unchanged)


def _judged(desk: Desk) -> Judgement:
    definitions = {definition.code: definition for definition in indicators()}
    return judge(desk.applied(), definitions, current_figures())


def _refuse_open_questions(judgement: Judgement, *, leave_out_wrong: bool) -> None:
    if any(problem.wrong is Wrong.TWO_READINGS for problem in judgement.problems):
        raise NotReady(_("Please answer first what the dot or comma in the numbers means."))
    if judgement.problems and not leave_out_wrong:
        raise NotReady(
            _("Some cells cannot be right. Please correct the file, or tick that these cells are to be left out.")
        )
    if not judgement.figures:
        raise NotReady(_("The mapping finds no figure in this file. Please choose which numbers are meant."))


def _write(judgement: Judgement, source: str, *, by: Person) -> int:
    """Write the changes as drafts; refused where a figure has another version than the preview showed."""
    contents: list[Content] = [replace(one.content, source=source) for one in judgement.changes]
    current = lock_current([content.point for content in contents])
    for one in judgement.changes:
        found = current.get(one.content.point)
        if (found.version if found else 0) != (one.before.version if one.before else 0):
            raise _outdated()
    write_versions(contents, current=current, origin=Origin.WORKBOOK, by=by)
    return len(contents)


def _remembered(upload: Upload, desk: Desk, name: str, source: str, *, by: Person) -> RememberedMapping:
    """The mapping as it is kept: the same one again, or a new one in the place of the one it was changed from."""
    lasting = desk.mapping.lasting()
    said: dict[str, Any] = mappings_json.written(lasting)
    now = timezone.now()
    before = None
    if upload.remembered_id is not None:
        before = RememberedMapping.objects.select_for_update().filter(pk=upload.remembered_id).first()
    if before is not None and before.retired_at is None and _same(before, lasting, signature=upload.signature):
        before.name, before.source, before.mapping, before.last_used_at = name, source, said, now
        before.uses += 1
        before.save()
        return before
    if before is not None:
        retire(before, by=by)
    return RememberedMapping.objects.create(
        name=name,
        signature=desk.structure.signature,
        file_pattern=identity_of(upload.name),
        mapping=said,
        source=source,
        confirmed_by=by.reference,
        confirmed_at=now,
        last_used_at=now,
    )


def _same(before: RememberedMapping, lasting: Mapping, *, signature: str) -> bool:
    """Whether a file was read as before; a number style that was not needed before is no change."""
    known = mappings_json.read(before.mapping)
    if known.style is None:
        known = replace(known, style=lasting.style)
    return before.signature == signature and known == lasting


def _outdated() -> PreviewOutdated:
    return PreviewOutdated(
        _("Something changed since you saw this preview. Nothing was stored; please look at the new preview first.")
    )
