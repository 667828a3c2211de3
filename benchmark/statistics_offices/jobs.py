"""The import of a file that the operator has looked at."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from benchmark.intake.refusals import NotNow
from benchmark.statistics_offices.actions import import_file
from benchmark.statistics_offices.models import Upload
from benchmark.statistics_offices.reading_apart import read_uploaded
from benchmark.statistics_offices.uploads import IMPORT_JOB, discard_old
from tenants.border import Role
from tenants.border.jobs import JobContext, job
from tenants.membership.people import Person
from tenants.membership.refusals import Refused

_STEPS = 3


@job(IMPORT_JOB, runs_as=Role.OWNER)
def import_upload(context: JobContext) -> dict[str, Any]:
    """Read the kept bytes again, store their figures, and forget the bytes; a refusal is the result, not a failure."""
    upload = Upload.objects.filter(pk=context.payload["upload"]).first()
    if upload is None:
        return {"refused": _("The uploaded file is no longer there. Please upload it again.")}
    context.progress(0, _STEPS, _("Reading the file"))
    data = bytes(upload.data)
    try:
        reading = read_uploaded(data, upload.file_name)
        context.progress(1, _STEPS, _("Storing the figures"))
        by = Person(reference=context.created_by, name="")
        done = import_file(data=data, name=upload.file_name, by=by, reading=reading)
    except NotNow:
        raise
    except Refused as refused:
        upload.delete()
        return {"refused": str(refused)}
    upload.delete()
    context.progress(_STEPS, _STEPS, _("The figures are stored"))
    return {"source": done.source.pk, "already_there": done.already_there}


@job("statistics.discard_old", runs_as=Role.OWNER, daily=True)
def discard_old_uploads(context: JobContext) -> dict[str, Any]:
    """Throw away uploaded files that nobody decided on within a day."""
    return {"discarded": discard_old()}
