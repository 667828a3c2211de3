"""The way of an uploaded official file: looked at, then imported by a job or thrown away; nothing else stays behind."""

from __future__ import annotations

import hashlib
import uuid
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from benchmark.statistics_offices.extraction import extract
from benchmark.statistics_offices.models import Upload
from benchmark.statistics_offices.preview import preview_of
from benchmark.statistics_offices.reading_apart import read_uploaded
from benchmark.statistics_offices.refusals import FileRefused
from benchmark.statistics_offices.territory_keys import load_directory
from tenants.border.jobs import Job, enqueue
from tenants.membership.people import Person

IMPORT_JOB = "statistics.import"
KEPT = timedelta(days=1)


def receive(*, data: bytes, name: str, by: Person) -> Upload:
    """Read a file apart and keep it with what it would bring; raises a refusal, and then nothing of it is kept."""
    discard_old()
    reading = read_uploaded(data, name)
    directory = load_directory()
    found = extract(reading, directory, name=name)
    if not found.values:
        raise FileRefused(
            _("“%(file)s” has no figure of a municipality of the directory. Nothing was stored.") % {"file": name}
        )
    return Upload.objects.create(
        file_name=name[:200],
        sha256=hashlib.sha256(data).hexdigest(),
        data=data,
        preview=preview_of(reading, found, directory).as_json(),
        uploaded_by=by.reference,
    )


@transaction.atomic
def order_import(*, upload_id: uuid.UUID, by: Person) -> Job | None:
    """Have an upload imported; a second order finds the first one. None if the upload is gone or was imported."""
    upload = Upload.objects.select_for_update(of=("self",)).filter(pk=upload_id).first()
    if upload is None:
        return None
    ordered = Job.objects.filter(pk=upload.job).exclude(state=Job.State.DEAD).first() if upload.job else None
    if ordered is None:
        ordered = enqueue(IMPORT_JOB, payload={"upload": str(upload.pk), "file": upload.file_name}, by=by)
        upload.job = ordered.pk
        upload.save(update_fields=["job"])
    return ordered


def discard(*, upload_id: uuid.UUID) -> bool:
    """Throw an upload away; whether there was one that nobody had ordered to be imported."""
    deleted, _models = Upload.objects.filter(pk=upload_id, job=None).delete()
    return bool(deleted)


def discard_old() -> int:
    """Throw away what nobody decided on within a day; how many."""
    deleted, _models = Upload.objects.filter(uploaded_at__lt=timezone.now() - KEPT).delete()
    return deleted
