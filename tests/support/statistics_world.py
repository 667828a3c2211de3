"""Files of statistical offices that wait for the operator of the small demonstration."""

from __future__ import annotations

from benchmark.statistics_offices.models import SourceFile, Upload
from benchmark.statistics_offices.uploads import IMPORT_JOB, order_import, receive
from tenants.border import Role, acting_as
from tenants.border.jobs import Job
from tenants.membership.people import Person
from tests.benchmark.statistics_offices.workbooks import minimum_income

_LOOKED_AT, _TO_IMPORT, _TO_DISCARD, _ORDERED = (f"2024_6-2-1_{place}.xlsx" for place in (1, 2, 3, 4))


def leave_official_uploads(operator: Person) -> None:
    """Four uploads: one looked at, one to import, one to discard, one whose import is ordered."""
    with acting_as(Role.PLATFORM):
        for number, name in enumerate((_LOOKED_AT, _TO_IMPORT, _TO_DISCARD, _ORDERED), start=1):
            upload = receive(data=minimum_income(odd=700 + number), name=name, by=operator)
        order_import(upload_id=upload.pk, by=operator)


def statistics_landmarks() -> dict[str, object]:
    """Keys for the addresses of the operator's pages; on the platform's host."""
    uploads = dict(Upload.objects.values_list("file_name", "pk"))
    return {
        "official_file": SourceFile.objects.order_by("pk")[0].pk,
        "official_upload": uploads[_LOOKED_AT],
        "official_upload_to_import": uploads[_TO_IMPORT],
        "official_upload_to_discard": uploads[_TO_DISCARD],
        "official_job": Job.objects.filter(kind=IMPORT_JOB).order_by("created_at")[0].pk,
    }
