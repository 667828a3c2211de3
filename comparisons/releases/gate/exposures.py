"""What is known of figures through one statistic: a row of the ledger, or one that is about to become one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from comparisons.releases.disclosure import Grid
from comparisons.releases.disclosure.audit import KnownRow, Row, row_from_json
from comparisons.releases.ledger import Family, Value, values_of
from comparisons.releases.models import LedgerRow


@dataclass(frozen=True)
class Exposure:
    """One statistic: its grid (None for a sum), the figures in it (None where they are no longer known), its rows.

    `position` is its place in the ledger, None as long as it has none.
    """

    family: Family
    group: str
    year: int
    circle_id: int
    members: frozenset[str]
    grid: Grid | None
    values: Mapping[str, Value] | None
    rows: tuple[Row, ...]
    position: int | None = None

    @property
    def measure(self) -> str | None:
        """Name of the distribution it belongs to."""
        return None if self.grid is None else self.family.measure(self.group, self.year, self.grid)

    @property
    def known(self) -> frozenset[str]:
        """Members whose figure others know."""
        return frozenset(row.primitive.member for row in self.rows if isinstance(row, KnownRow))


def exposure_of(row: LedgerRow, unit: str) -> Exposure:
    """A row of the ledger, on its grid in this unit. Raises RowError, GridError for what cannot be read."""
    linear = row.kind == LedgerRow.Kind.LINEAR
    return Exposure(
        family=Family(row.indicator_code, row.concept),
        group=row.group,
        year=row.year,
        circle_id=row.circle_id,
        members=frozenset(row.members),
        grid=None if linear else Grid(tuple(Decimal(edge) for edge in row.edges), unit),
        values=values_of(row.cells) if row.members_known and not linear else None,
        rows=tuple(row_from_json(one) for one in row.rows),
        position=row.position,
    )
