"""What is known of figures through one statistic: a row of the ledger, or one that is about to become one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from comparisons.releases.disclosure import Grid
from comparisons.releases.disclosure.audit import KnownRow, Row, row_from_json
from comparisons.releases.gate.scales import grid_from
from comparisons.releases.ledger import Family, Value, values_of
from comparisons.releases.models import LedgerRow


@dataclass(frozen=True)
class Exposure:
    """One statistic: whom it is about and on which grid (None for a sum).

    `position` is its place in the ledger, None as long as it has none. Figures and rows are read from the ledger row
    only when they are asked for: most statistics are tied to nothing.
    """

    family: Family
    group: str
    year: int
    circle_id: int
    members: frozenset[str]
    grid: Grid | None
    given: tuple[Mapping[str, Value], tuple[Row, ...]] | None = None
    row: LedgerRow | None = None

    @property
    def position(self) -> int | None:
        return None if self.row is None else int(self.row.position)

    @property
    def measure(self) -> str | None:
        """Name of the distribution it belongs to."""
        return None if self.grid is None else self.family.measure(self.group, self.year, self.grid)

    @cached_property
    def values(self) -> Mapping[str, Value] | None:
        """The figures in it; None for a sum, and where they are no longer known."""
        if self.given is not None:
            return self.given[0]
        if self.row is None or self.grid is None or not self.row.members_known:
            return None
        return values_of(self.row.cells)

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """What it says. Raises RowError for what cannot be read."""
        if self.given is not None:
            return self.given[1]
        return () if self.row is None else tuple(row_from_json(one) for one in self.row.rows)

    @cached_property
    def known(self) -> frozenset[str]:
        """Members whose figure others know."""
        return frozenset(row.primitive.member for row in self.rows if isinstance(row, KnownRow))


def exposure_of(row: LedgerRow, unit: str) -> Exposure:
    """A row of the ledger, on its grid in this unit. Raises GridError for edges that are none."""
    linear = row.kind == LedgerRow.Kind.LINEAR
    return Exposure(
        family=Family(row.indicator_code, row.concept),
        group=row.group,
        year=row.year,
        circle_id=row.circle_id,
        members=frozenset(row.members),
        grid=None if linear else grid_from(tuple(row.edges), unit),
        row=row,
    )
