"""Official statistics for tests: a few published counts, as an import would have stored them."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable
from decimal import Decimal

from benchmark.statistics_offices.models import OfficialValue, SourceFile
from tenants.border import Role, acting_as

Published = tuple[str, str, str, str, int]  # AGS, measure, group, concept, count


def publish(values: Iterable[Published], *, year: int = 2023, invented: bool = False) -> None:
    """Store these counts of one year as one official file."""
    rows = list(values)
    digest = hashlib.sha256(repr((rows, year, invented)).encode()).hexdigest()
    with acting_as(Role.OWNER):
        source = SourceFile.objects.create(
            sha256=digest,
            content_sha256=digest,
            file_name="probe.csv",
            family="probe",
            table_code="12411-0001",
            title="Zur Probe",
            publisher="Statistisches Landesamt",
            retrieved=datetime.date(2026, 1, 1),
            invented=invented,
            imported_by="p_x",
            rows_read=len(rows),
            rows_skipped=0,
            values_stored=len(rows),
        )
        OfficialValue.objects.bulk_create(
            OfficialValue(
                ags=ags,
                measure=measure,
                group=group,
                concept=concept,
                year=year,
                value=Decimal(count),
                territory_date=datetime.date(year, 12, 31),
                source=source,
            )
            for ags, measure, group, concept, count in rows
        )
