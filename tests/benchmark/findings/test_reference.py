"""What is usual among municipalities of a kind comes from official statistics, and only from them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from benchmark.findings.reference import usual_among
from benchmark.plausibility.kinds import FEWEST_PEERS
from tenants.border import Role, acting_as, inside

pytestmark = pytest.mark.requirement("I3.5")

SERIES = ("DEM-01", "total", "NAT_AZR")


def publish(number: int, foreign: dict[int, int], *, invented: bool = False) -> None:
    """A file with the population of nine Landkreise: everybody 10,000, and so many foreign nationals per year."""
    from benchmark.statistics_offices.models import OfficialValue, SourceFile
    from benchmark.territories.models import Territory

    keys = list(
        Territory.objects.filter(kind="landkreis", land="03", valid_until=None).values_list("ags", flat=True)[:9]
    )
    source = SourceFile.objects.create(
        sha256=str(number), content_sha256=str(number), file_name="x.csv", family="x", table_code="X", title="X",
        publisher="X", imported_by="x", rows_read=1, rows_skipped=0, values_stored=1, invented=invented,
    )  # fmt: skip
    OfficialValue.objects.bulk_create(
        OfficialValue(
            measure="population", group=group, concept=concept, ags=ags, year=year, value=Decimal(value),
            territory_date=date(year, 12, 31), source=source,
        )
        for ags in keys
        for year, count in foreign.items()
        for group, concept, value in (("total", "NAT_FS", 10_000), ("foreign", "NAT_AZR", count))
    )  # fmt: skip


def test_usual_changes_of_a_kind_follow_the_newest_import(ahausen: Any) -> None:
    with acting_as(Role.OWNER):
        publish(1, {2020: 1000, 2021: 1100})
    with inside(ahausen):
        seen = usual_among("landkreis").change(SERIES, "value", 2020, 2021)
        assert seen is not None
        assert seen.known == 9 >= FEWEST_PEERS
        assert seen.middle == pytest.approx(0.1064, abs=0.001)  # odds of 11 % over odds of 10 %
        assert usual_among("kreisfreie_stadt").change(SERIES, "value", 2020, 2021) is None
    with acting_as(Role.OWNER):
        publish(2, {2020: 1000, 2021: 1000})
    with inside(ahausen):
        newer = usual_among("landkreis").change(SERIES, "value", 2020, 2021)
        assert newer is not None
        assert newer.middle == 0


def test_invented_figures_are_nobodys_measure(ahausen: Any) -> None:
    with acting_as(Role.OWNER):
        publish(3, {2020: 1000, 2021: 1100}, invented=True)
    with inside(ahausen):
        assert usual_among("landkreis").change(SERIES, "value", 2020, 2021) is None
