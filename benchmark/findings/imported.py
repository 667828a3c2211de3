"""Imported official values as if their files had just been read."""

from __future__ import annotations

from benchmark.findings.official_files import CheckedFile, official_record
from benchmark.statistics_offices.measures import Measured
from benchmark.statistics_offices.models import OfficialValue, SourceFile


def imported_as_checked() -> list[CheckedFile]:
    """Everything imported, file by file; invented figures are left out."""
    files = {}
    for source in SourceFile.objects.filter(invented=False).order_by("pk"):
        day = f" ({source.retrieved:%d.%m.%Y})" if source.retrieved else ""
        files[source.pk] = CheckedFile(source.file_name, source.table_code, source.table_code + day)
    rows = OfficialValue.objects.filter(source__in=files).order_by("source_id", "pk")
    fields = ("pk", "source_id", "measure", "group", "concept", "ags", "year", "value")
    for pk, source_id, measure, group, concept, ags, year, value in rows.values_list(*fields).iterator(20_000):
        checked = files[source_id]
        measured = Measured(measure, group, concept)
        stated = value.normalize() if value is not None else None
        checked.values.append(official_record(str(pk), measured, ags, year, stated, checked.source))
    return list(files.values())
