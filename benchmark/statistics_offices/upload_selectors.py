"""Reading for the operator's pages: imported files, uploads that wait, jobs."""

from __future__ import annotations

import uuid
from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, Max, Min, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from benchmark.statistics_offices import presenters, words
from benchmark.statistics_offices.models import OfficialValue, SourceFile, Upload
from benchmark.statistics_offices.preview import Series
from benchmark.statistics_offices.preview_page import SeriesLine, Words, concept_names, kind_lines, series_lines
from benchmark.statistics_offices.selectors import imported_files
from benchmark.statistics_offices.uploads import IMPORT_JOB, KEPT
from benchmark.territories.selectors import territories_of
from tenants.border.jobs import Job
from tenants.membership.selectors import NoSuchAccount, staff_account


@dataclass(frozen=True)
class ImportedFile:
    """One imported file with what it brought; `by` is the name of whoever imported it."""

    source: SourceFile
    series: list[SeriesLine]
    territories: list[tuple[Words, int]]
    years: list[int]
    by: str


def listed_files() -> list[tuple[SourceFile, list[str]]]:
    """All imported files, the newest first, each with what was left out of it."""
    return [(source, list(presenters.skip_lines(source))) for source in imported_files()]


def imported_source(source_id: int) -> SourceFile | None:
    """One imported file."""
    return SourceFile.objects.filter(pk=source_id).first()


def imported_file(source_id: int) -> ImportedFile | None:
    """One imported file with everything it brought."""
    source = imported_source(source_id)
    if source is None:
        return None
    values = OfficialValue.objects.filter(source=source)
    keys = list(values.values_list("ags", flat=True).distinct())
    kinds = Counter(info.kind.value for info in territories_of(keys).values())
    years = sorted(values.values_list("year", flat=True).distinct())
    return ImportedFile(source, _series(values), kind_lines(dict(kinds)), years, _name_of(source.imported_by))


def _series(values: QuerySet[OfficialValue]) -> list[SeriesLine]:
    counted = values.values("measure", "group", "concept").annotate(
        values=Count("pk"),
        missing=Count("pk", filter=Q(value=None)),
        derived=Count("pk", filter=Q(derived=True)),
        first_year=Min("year"),
        last_year=Max("year"),
    )
    rows = counted.order_by("measure", "group", "concept")
    return series_lines([Series(**row) for row in rows], concept_names())


def _name_of(reference: str) -> str:
    if reference == words.COMMAND_LINE:
        return _("command line")
    try:
        return str(staff_account(reference).name)
    except NoSuchAccount:
        return _("somebody who has left")


def waiting() -> list[Upload]:
    """Uploads nobody has decided on, without their bytes."""
    return list(_fresh().filter(job=None).order_by("-uploaded_at"))


def upload(upload_id: uuid.UUID) -> Upload | None:
    """One upload that is not older than a day, without its bytes."""
    return _fresh().filter(pk=upload_id).first()


def _fresh() -> QuerySet[Upload]:
    return Upload.objects.defer("data").filter(uploaded_at__gte=timezone.now() - KEPT)


def known_file(*, sha256: str, content: str) -> SourceFile | None:
    """The file that was imported with these bytes, or with the same figures in other bytes."""
    return SourceFile.objects.filter(Q(sha256=sha256) | Q(content_sha256=content)).first()


def import_job(job_id: uuid.UUID) -> Job | None:
    """One import of an uploaded file."""
    return Job.objects.filter(pk=job_id, kind=IMPORT_JOB).first()
