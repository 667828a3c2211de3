"""Taking over a filled workbook in two steps: read it and show what would change, then store all of it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from benchmark.catalogue.selectors import indicators
from benchmark.figures.contents import Content, Point
from benchmark.figures.intake.layout import FIGURES_SHEET
from benchmark.figures.intake.workbook import Intake, IntakeRow, Template, read_workbook
from benchmark.figures.models import Import, ImportState, Origin
from benchmark.figures.refusals import FigureRefused, FileRefused
from benchmark.figures.selectors import current_figures
from benchmark.figures.versions import changed_meanwhile, lock_current, write_versions
from benchmark.figures.workbooks import changes, content_of_change
from benchmark.intake.names import shown_name
from benchmark.intake.opening import read_apart
from tenants.audit.actions import record
from tenants.membership.people import Person


@dataclass(frozen=True)
class ReadUpload:
    """What reading an uploaded workbook gave: the upload to look at, or sentences about what is wrong with it.

    `known_since` is set where the same file had been uploaded before and still says the same: nothing was added then.
    """

    upload_id: int | None
    errors: tuple[str, ...] = ()
    known_since: datetime | None = None


def read_upload(*, name: str, data: bytes, template: Template, by: Person) -> ReadUpload:
    """Read a filled workbook and keep what it would change; no figure is touched. Errors keep nothing.

    The file is opened in a process of its own. Raises a refusal where it is no workbook that could be read there.
    """
    intake = read_apart(read_workbook, data, template)
    if intake.errors:
        return ReadUpload(None, tuple(str(error) for error in intake.errors))
    return _keep(shown_name(name), hashlib.sha256(data).hexdigest(), intake, by)


@transaction.atomic
def _keep(name: str, digest: str, intake: Intake, by: Person) -> ReadUpload:
    changed = changes(intake.rows, current_figures())
    known = _same_upload(digest, changed)
    if known is not None:
        return ReadUpload(known.pk, known_since=known.stored_at or known.uploaded_at)
    errors = _refused_lines(changed, intake.rows)
    if errors:
        return ReadUpload(None, errors)
    upload = Import.objects.create(
        name=name,
        sha256=digest,
        rows=len(intake.rows),
        unchanged=len(intake.rows) - len(changed),
        changes=changed,
        uploaded_by=by.reference,
        uploaded_at=timezone.now(),
    )
    record("figures.upload_read", by=by, municipality=by.municipality, on=f"import:{upload.pk}", rows=upload.rows)
    return ReadUpload(upload.pk)


def _same_upload(digest: str, changed: list[dict[str, object]]) -> Import | None:
    """The same bytes uploaded before: taken over with nothing left to change, or still waiting with the same changes.

    Where figures were changed in between, the same file says something new, and is read like any other.
    """
    known = Import.objects.filter(sha256=digest).first()
    if known is None:
        return None
    is_done = known.state == ImportState.STORED and not changed
    is_waiting = known.state == ImportState.PREVIEWED and known.changes == changed
    return known if is_done or is_waiting else None


@transaction.atomic
def import_workbook(*, upload_id: int, by: Person) -> int:
    """Store everything an uploaded workbook changes, as drafts; returns how many figures.

    Refused as a whole if one of these figures was changed since the workbook was read. Storing it again is refused.
    """
    upload = Import.objects.select_for_update().filter(pk=upload_id).first()
    if upload is None or upload.state != ImportState.PREVIEWED:
        raise FileRefused(_("This workbook was already taken over, or it is not known. Please upload it again."))
    definitions = {definition.code: definition for definition in indicators()}
    contents: list[Content] = []
    seen: dict[Point, int] = {}
    for change in upload.changes:
        content = content_of_change(change, definitions[change["point"][0]], name=upload.name)
        contents.append(content)
        seen[content.point] = change["version"]
    current = lock_current(seen)
    if any((current[point].version if point in current else 0) != version for point, version in seen.items()):
        raise changed_meanwhile()
    write_versions(contents, current=current, origin=Origin.WORKBOOK, by=by)
    upload.state = ImportState.STORED
    upload.stored_by, upload.stored_at = by.reference, timezone.now()
    upload.save(update_fields=["state", "stored_by", "stored_at"])
    record(
        "figures.workbook_imported",
        by=by,
        municipality=by.municipality,
        on=f"import:{upload.pk}",
        sha256=upload.sha256,
        count=len(contents),
    )
    return len(contents)


def _refused_lines(changed: list[dict[str, object]], rows: tuple[IntakeRow, ...]) -> tuple[str, ...]:
    """What the definitions say against lines that the reader accepted, with sheet and line."""
    definitions = {definition.code: definition for definition in indicators()}
    codes = {row.line: row.indicator_code for row in rows}
    errors = []
    for change in changed:
        line = change["line"]
        try:
            content_of_change(change, definitions[codes[line]], name="")  # type: ignore[index]
        except FigureRefused as refused:
            place = _("sheet “%(sheet)s”, line %(line)s") % {"sheet": FIGURES_SHEET, "line": line}
            errors.append(f"{place}: {refused}")
    return tuple(errors)
