"""Released tables as members and moderators see them: frozen rows, read by every page and file."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from comparisons.circles.models import Circle
from comparisons.releases.calendar import next_quarter_begins, this_quarter
from comparisons.totals.models import TotalsRelease


@dataclass(frozen=True)
class TableRow:
    """One row: a size class (inhabitants from `low` to below `high`) or, with `whole`, all Gemeinden together.

    `n` of `members` Gemeinden are in the numbers; a number is None where it is withheld.
    """

    whole: bool
    low: int
    high: int | None
    n: int
    members: int
    numbers: tuple[int | None, ...]


@dataclass(frozen=True)
class ReleasedTable:
    """One released table, or, with `refused`, the statement that it could not be released."""

    number: int
    indicator_code: str
    definition_version: int
    concept: str
    year: int
    method: str
    n: int
    members: int
    public_count: int
    invented_count: int
    refused: bool
    groups: tuple[str, ...]
    derived: str
    rows: tuple[TableRow, ...]
    sources: tuple[str, ...]
    references: tuple[str, ...]
    quarter: str
    published_at: datetime.datetime

    @property
    def has_withheld(self) -> bool:
        """Whether any number of the table is withheld."""
        return any(number is None for row in self.rows for number in row.numbers)


def all_tables(circle: Circle) -> list[ReleasedTable]:
    """The newest state of every indicator and year of a circle: the newest table, or the newest refusal before any."""
    found: dict[tuple[str, int], TotalsRelease] = {}
    for row in TotalsRelease.objects.filter(circle=circle).order_by("number"):
        key = (row.indicator_code, row.year)
        if not row.refused or key not in found or found[key].refused:
            found[key] = row
    return [_table(row) for row in sorted(found.values(), key=lambda row: (row.indicator_code, -row.year))]


def released_table(circle: Circle, indicator_code: str, year: int) -> ReleasedTable | None:
    """The newest table of one indicator and year, or None where nothing is shown."""
    row = (
        TotalsRelease.objects.filter(circle=circle, indicator_code=indicator_code, year=year, refused=False)
        .order_by("-number")
        .first()
    )
    return None if row is None else _table(row)


def next_table_from(circle: Circle, points: Iterable[tuple[str, int]]) -> dict[tuple[str, int], datetime.date]:
    """Indicators and years that had their release of this quarter, with the day the next one is possible."""
    had = set(TotalsRelease.objects.filter(circle=circle, quarter=this_quarter()).values_list("indicator_code", "year"))
    day = next_quarter_begins(timezone.localdate())
    return {point: day for point in points if point in had}


def _table(row: TotalsRelease) -> ReleasedTable:
    kept = row.table or {"groups": [], "derived": "", "rows": []}
    return ReleasedTable(
        number=row.number,
        indicator_code=row.indicator_code,
        definition_version=row.definition_version,
        concept=row.concept,
        year=row.year,
        method=row.method,
        n=row.n,
        members=row.members,
        public_count=row.public_count,
        invented_count=row.invented_count,
        refused=row.refused,
        groups=tuple(kept["groups"]),
        derived=kept["derived"],
        rows=tuple(TableRow(**{**line, "numbers": tuple(line["numbers"])}) for line in kept["rows"]),
        sources=tuple(row.sources),
        references=tuple(row.references),
        quarter=row.quarter,
        published_at=row.published_at,
    )
