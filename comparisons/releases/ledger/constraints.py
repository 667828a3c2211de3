"""From a verdict to constraint rows, and the names under which an attacker's facts meet in the ledger."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from comparisons.releases.disclosure import Grid, Verdict
from comparisons.releases.disclosure.audit import Bar, KnownRow, Point, Primitive, Row, distribution_row


@dataclass(frozen=True)
class Family:
    """Figures of one indicator in one concept: what a municipality counts there, whatever circle it does so in."""

    indicator_code: str
    concept: str

    def numerator(self, group: str) -> str:
        """Name of the count behind the figures of a group."""
        return f"{self.indicator_code}/{self.concept}/{group}"

    def primitive(self, member: str, group: str, year: int, version: int) -> Primitive:
        """One municipality's count in the spelling of the audit."""
        return Primitive(member, self.numerator(group), year, version)

    def measure(self, group: str, year: int, grid: Grid) -> str:
        """Name of the distribution of a group and year on one grid."""
        return f"{self.numerator(group)}/{year}/{grid.reference}"


class Value(NamedTuple):
    """What the exchange holds of one figure: the number of its version at home, its cell, whether it is invented."""

    version: int
    cell: int
    invented: bool = False


@dataclass(frozen=True)
class Known:
    """Members whose value others know: officially published, or shown with consent (revoked or not)."""

    public: frozenset[str] = field(default_factory=frozenset)
    consented: frozenset[str] = field(default_factory=frozenset)

    def among(self, members: Collection[str]) -> Known:
        """Those who take part; who is public is not counted again for a consent."""
        public = self.public.intersection(members)
        return Known(public, self.consented.intersection(members) - public)

    @property
    def everybody(self) -> frozenset[str]:
        """All of them."""
        return self.public | self.consented


def version_of(figure_version: int, cell: int) -> int:
    """The version of a figure; where home did not tell it, figures in the same cell count as the same figure."""
    return figure_version or -(cell + 1)


def statistic_rows(
    verdict: Verdict, values: Mapping[str, Value], *, family: Family, group: str, year: int, grid: Grid, known: Known
) -> tuple[Row, ...]:
    """What a shown verdict says, and whose figures others know. Raises RowError where the verdict shows nothing."""
    shown = distribution_row(
        verdict,
        measure=family.measure(group, year, grid),
        points=[Point(member, value.version) for member, value in values.items()],
        grid=grid,
        bars=[Bar(bar.first, bar.last, bar.n) for bar in verdict.histogram or ()],
    )
    told = [
        KnownRow(family.primitive(member, group, year, values[member].version)) for member in sorted(known.everybody)
    ]
    return (shown, *told)


def values_of(cells: Collection[Collection[object]]) -> dict[str, Value]:
    """Figures by member, from the column `cells` of a ledger row."""
    return {
        str(member): Value(int(version), int(cell), bool(invented))  # type: ignore[call-overload]
        for member, version, cell, invented in cells
    }
