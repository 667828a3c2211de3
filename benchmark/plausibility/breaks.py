"""Known days on which statistics themselves changed, so that a jump there is explained instead of alarming.

Only what the catalogue's concepts, the notes of the monitors and the tables' own footnotes support stands here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from benchmark.plausibility.records import Record


@dataclass(frozen=True)
class Break:
    """From `year` on, figures of these concepts or subjects are made differently; empty means any."""

    code: str
    year: int
    concepts: frozenset[str] = frozenset()
    subjects: frozenset[str] = frozenset()

    def concerns(self, record: Record) -> bool:
        """Whether the figure is one that this break changed."""
        fits_concept = not self.concepts or record.point.concept in self.concepts
        return fits_concept and (not self.subjects or record.point.subject in self.subjects)


_UPDATED_POPULATION = frozenset({"NAT_FS"})
_ON_UPDATED_POPULATION = frozenset({"DEM-01", "SOZ-04", "ARB-01", "SOZ-01", "SOZ-02", "REC-01"})
_MIXED = frozenset({"NAT_AZR", "NAT_BA", "NONE"})

KNOWN_BREAKS: tuple[Break, ...] = (
    Break("census_2011", 2011, concepts=_UPDATED_POPULATION),
    Break("census_2011", 2011, concepts=_MIXED, subjects=_ON_UPDATED_POPULATION - {"REC-01"}),
    Break("census_2022", 2022, concepts=_UPDATED_POPULATION),
    Break("census_2022", 2022, concepts=_MIXED, subjects=_ON_UPDATED_POPULATION - {"REC-01"}),
    Break("register_rounded", 2016, concepts=frozenset({"NAT_AZR"})),
    Break("minimum_income_rounded", 2020, subjects=frozenset({"SOZ-01", "minimum_income_recipients"})),
    Break("microcensus_sense", 2017, concepts=frozenset({"MZ_MH_ENG", "MZ_MH_WEIT"})),
    Break("unemployment_law", 2005, subjects=frozenset({"ARB-02", "unemployed", "unemployment_rate"})),
)


def break_between(before: Record, after: Record, breaks: Sequence[Break]) -> str:
    """The code of the break that lies between two figures of one series, or an empty text.

    A new version of the definition is always a break, and is named first.
    """
    if before.definition_version != after.definition_version:
        return "definition"
    return next(iter(_crossed(before, after, breaks)), "")


def _crossed(before: Record, after: Record, breaks: Iterable[Break]) -> Iterable[str]:
    return (
        entry.code for entry in breaks if before.point.year < entry.year <= after.point.year and entry.concerns(after)
    )
