"""Known days on which statistics themselves changed, so that a jump there is explained instead of alarming.

Only what the catalogue's concepts, the notes of the monitors and the tables' own footnotes support stands here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from benchmark.plausibility.records import Record

YEARS_OF_CENSUS = 3  # for so long after a census, downloads on the former base are still about


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


_BY_CENSUS = frozenset({"NAT_FS", "NAT_AZR", "NAT_BA", "NONE"})
_ON_POPULATION = frozenset(
    {"DEM-01", "ARB-01", "SOZ-01", "SOZ-02", "SOZ-04", "population", "population_15_64", "population_share"}
    | {"minimum_income_rate"}
)
_UPDATED_ONLY = frozenset({"REC-01"})  # its denominator is a population only by the concept of the updated population
_MICROCENSUS = frozenset({"MZ_MH_ENG", "MZ_MH_WEIT"})

KNOWN_BREAKS: tuple[Break, ...] = (
    Break("census_2011", 2011, _BY_CENSUS, _ON_POPULATION),
    Break("census_2011", 2011, frozenset({"NAT_FS"}), _UPDATED_ONLY),
    Break("census_2022", 2022, _BY_CENSUS, _ON_POPULATION),
    Break("census_2022", 2022, frozenset({"NAT_FS"}), _UPDATED_ONLY),
    Break("register_rounded", 2016, frozenset({"NAT_AZR"})),
    Break("minimum_income_rounded", 2020, subjects=frozenset({"SOZ-01", "minimum_income_recipients"})),
    Break("microcensus_sample", 2016, _MICROCENSUS),
    Break("microcensus_sense", 2017, _MICROCENSUS),
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


def near_census(record: Record, breaks: Sequence[Break]) -> bool:
    """Whether figures of this year may stand on the census before or on the new one, by the day of their download."""
    census = (entry.year for entry in breaks if entry.code.startswith("census") and entry.concerns(record))
    return any(0 <= record.point.year - year < YEARS_OF_CENSUS for year in census)
