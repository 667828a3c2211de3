"""Which cell of which table carries which measure: by table code and position, never by wording.

Positions count from 0 and leave out period, key, name and further dimension columns. In tables with several lines per
territory, `lines` names the lines of that block; several lines are added up.
"""

from __future__ import annotations

from dataclasses import dataclass

from benchmark.statistics_offices.measures import Measured


@dataclass(frozen=True)
class CellOf:
    """Where a measure stands: value column, lines of the block, first year in which the column was published."""

    measured: Measured
    column: int
    lines: tuple[int, ...] = (0,)
    first_year: int = 0


@dataclass(frozen=True)
class RegionalTable:
    """A table of the Regionaldatenbank: value columns per period, lines per territory and period, cells of interest."""

    width: int
    cells: tuple[CellOf, ...]
    block: int = 1


def _both(measure: str, concept: str, total: int, foreign: int, *, first_year: int = 0) -> tuple[CellOf, ...]:
    """The same measure for everybody and for foreign nationals."""
    return (
        CellOf(Measured(measure, "total", concept), total, first_year=first_year),
        CellOf(Measured(measure, "foreign", concept), foreign, first_year=first_year),
    )


_BY_NATIONALITY = (("total", 0), ("german", 3), ("foreign", 6))  # three columns each: both sexes, men, women
_AGE_15_TO_64 = tuple(range(4, 15))  # 15 to 17, 18 and 19, 20 to 24, then steps of five years up to 64
_ALL_AGES = 21
_QUALIFICATIONS = (
    ("employed_without_qualification", 0),
    ("employed_with_vocational_qualification", 1),
    ("employed_with_academic_degree", 2),
    ("employed_at_residence", 3),
)


def _one(measure: str, concept: str, column: int, *, group: str = "total", first_year: int = 0) -> CellOf:
    return CellOf(Measured(measure, group, concept), column, first_year=first_year)


REGIONAL: dict[str, RegionalTable] = {
    "12411-01-01-4": RegionalTable(3, (_one("population", "NAT_FS", 0),)),
    "12411-01-01-5": RegionalTable(3, (_one("population", "NAT_FS", 0),)),
    "12411-15i": RegionalTable(3, (_one("population", "NAT_FS", 0),)),
    "12111-01-01-5": RegionalTable(
        9, tuple(_one("census_population", "NAT_FS", column, group=group) for group, column in _BY_NATIONALITY)
    ),
    "12411-03-03-4": RegionalTable(
        9,
        tuple(
            CellOf(Measured(measure, group, "NAT_FS"), column, lines)
            for group, column in _BY_NATIONALITY
            for measure, lines in (("population", (_ALL_AGES,)), ("population_15_64", _AGE_15_TO_64))
        ),
        block=22,
    ),
    "12511-01-01-4": RegionalTable(7, (_one("naturalisations", "NONE", 0),)),
    "13111-02-02-4": RegionalTable(6, _both("employed_at_residence", "NAT_BA", 0, 3)),
    "13111-02-02-5": RegionalTable(6, _both("employed_at_residence", "NAT_BA", 0, 3)),
    "13111-12-03-4": RegionalTable(
        6,
        tuple(
            CellOf(Measured(measure, group, "NAT_BA"), column, (line,))
            for measure, line in _QUALIFICATIONS
            for group, column in (("total", 0), ("foreign", 3))
        ),
        block=4,
    ),
    "13211-02-05-4": RegionalTable(
        13,
        (
            *_both("unemployed", "NAT_BA", 0, 1),
            *_both("unemployment_rate", "NAT_BA", 8, 11, first_year=2009),
        ),
    ),
    "AI008-2": RegionalTable(4, (_one("unemployment_rate", "NAT_BA", 3, group="foreign", first_year=2009),)),
    "21111-02-06-4": RegionalTable(
        14,
        (_one("school_leavers", "SCH_NAT", 0), _one("school_leavers_without_certificate", "SCH_NAT", 2)),
    ),
    "22221-01-01-4": RegionalTable(10, (_one("asylum_benefit_recipients", "NONE", 0),)),
    "22811-02-02-4": RegionalTable(13, _both("sgb2_recipients", "NAT_BA", 1, 2)),
    "AI002-1": RegionalTable(7, (_one("population_share", "NAT_FS", 2, group="foreign"),)),
    "AI-Z1-2011": RegionalTable(7, (_one("population_share", "ZEN11_MH", 3),)),
}
