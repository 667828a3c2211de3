"""Official figures for tests, as rows of an imported file."""

from __future__ import annotations

import datetime
import hashlib
from decimal import Decimal

from benchmark.statistics_offices.models import OfficialValue, SourceFile
from tenants.border import Role, acting_as


def publish(ags: str, year: int, measure: str, group: str, concept: str, value: int, *, invented: bool = False) -> None:
    """One official number of a territory and year."""
    key = hashlib.sha256(f"{ags}{year}{measure}{group}{value}{invented}".encode()).hexdigest()
    with acting_as(Role.OWNER):
        source = SourceFile.objects.create(
            sha256=key,
            content_sha256=key,
            file_name="probe.csv",
            family="compact",
            table_code="PROBE",
            title="Probe",
            publisher="Statistisches Landesamt",
            invented=invented,
            imported_by="p_x",
            rows_read=1,
            rows_skipped=0,
            values_stored=1,
        )
        OfficialValue.objects.create(
            measure=measure,
            group=group,
            concept=concept,
            ags=ags,
            year=year,
            value=Decimal(value),
            territory_date=datetime.date(year, 12, 31),
            source=source,
        )
