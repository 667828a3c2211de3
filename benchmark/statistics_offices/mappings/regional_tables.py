"""Which cell of which table carries which measure: by table code and position, with words that may correct it.

Positions count from 0 and leave out period, key, name and further dimension columns. In tables with several lines per
territory, `lines` names the lines of that block; several lines are added up.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise

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
    """A table of a GENESIS database: value columns per period, lines per territory and period, cells of interest.

    `columns` and `lines` hold words (regular expressions) for the labels at some positions: see `wording`.
    """

    width: int
    cells: tuple[CellOf, ...]
    block: int = 1
    columns: Mapping[int, str] = field(default_factory=dict)
    lines: Mapping[int, str] = field(default_factory=dict)


def _one(
    measure: str, concept: str, column: int, *, group: str = "total", first_year: int = 0, line: int = 0
) -> CellOf:
    return CellOf(Measured(measure, group, concept), column, (line,), first_year)


def _both(measure: str, concept: str, total: int, foreign: int, *, first_year: int = 0) -> tuple[CellOf, ...]:
    """The same measure for everybody and for foreign nationals."""
    return (
        _one(measure, concept, total, first_year=first_year),
        _one(measure, concept, foreign, group="foreign", first_year=first_year),
    )


_BOTH_SEXES = r"^(?!.*(männ|weib|frau))"
_GERMAN = _BOTH_SEXES + r"(?=.*(?<!nicht)(?<!nicht.)deutsch)"
_FOREIGN = _BOTH_SEXES + r"(?=.*(ausl|nicht.?deutsch))"
_EVERYBODY = _BOTH_SEXES + r"(?!.*(ausl|deutsche))"
_BY_NATIONALITY = (("total", 0), ("german", 3), ("foreign", 6))  # three columns each: both sexes, men, women
_NATIONALITIES = {0: _EVERYBODY, 3: _GERMAN, 6: _FOREIGN}
_ALL_LINES = r"^(insgesamt|zusammen|gesamt)"
_AGES = (3, 6, 10, 15, 18, 20, 25, 30, 35, 40, 45, 50, 55, 60, 65, 70, 75, 80, 85, 90)
_AGE_LINES = {
    0: r"^unter 3 ",
    **{place: rf"^{low} bis unter {high} " for place, (low, high) in enumerate(pairwise(_AGES), start=1)},
    20: r"^90 .*(mehr|älter)",
    21: _ALL_LINES,
}
_AGE_15_TO_64 = tuple(range(4, 15))  # 15 to 17, 18 and 19, 20 to 24, then steps of five years up to 64
_ALL_AGES = 21
_QUALIFICATIONS = (
    ("employed_without_qualification", 0),
    ("employed_with_vocational_qualification", 1),
    ("employed_with_academic_degree", 2),
    ("employed_at_residence", 3),
)
_ALL_CARE = 2  # the last of three lines: in facilities, in family daycare, both without counting twice


REGIONAL: dict[str, RegionalTable] = {
    "12411-01-01-4": RegionalTable(3, (_one("population", "NAT_FS", 0),), columns={0: _BOTH_SEXES}),
    "12411-01-01-5": RegionalTable(3, (_one("population", "NAT_FS", 0),), columns={0: _BOTH_SEXES}),
    "12411-15i": RegionalTable(3, (_one("population", "NAT_FS", 0),), columns={0: r"bevölkerungsstand \(|anzahl"}),
    "12111-01-01-5": RegionalTable(
        9,
        tuple(_one("census_population", "NAT_FS", column, group=group) for group, column in _BY_NATIONALITY),
        columns=_NATIONALITIES,
    ),
    "12411-03-03-4": RegionalTable(
        9,
        tuple(
            CellOf(Measured(measure, group, "NAT_FS"), column, lines)
            for group, column in _BY_NATIONALITY
            for measure, lines in (("population", (_ALL_AGES,)), ("population_15_64", _AGE_15_TO_64))
        ),
        block=22,
        columns=_NATIONALITIES,
        lines=_AGE_LINES,
    ),
    "12511-01-01-4": RegionalTable(7, (_one("naturalisations", "NONE", 0),), columns={0: r"insgesamt"}),
    "13111-02-02-4": RegionalTable(
        6, _both("employed_at_residence", "NAT_BA", 0, 3), columns={0: _EVERYBODY, 3: _FOREIGN}
    ),
    "13111-02-02-5": RegionalTable(
        6, _both("employed_at_residence", "NAT_BA", 0, 3), columns={0: _EVERYBODY, 3: _FOREIGN}
    ),
    "13111-12-03-4": RegionalTable(
        6,
        tuple(
            _one(measure, "NAT_BA", column, group=group, line=line)
            for measure, line in _QUALIFICATIONS
            for group, column in (("total", 0), ("foreign", 3))
        ),
        block=4,
        columns={0: _EVERYBODY, 3: _FOREIGN},
        lines={0: r"^ohne", 1: r"anerkannt|mit beruf", 2: r"akadem", 3: _ALL_LINES},
    ),
    "13211-02-05-4": RegionalTable(
        13,
        (*_both("unemployed", "NAT_BA", 0, 1), *_both("unemployment_rate", "NAT_BA", 8, 11, first_year=2009)),
        columns={
            0: r"^(?!.*(quote|ausl|behindert|jahre|langzeit))",
            1: r"^(?!.*quote)(?=.*ausl)",
            8: r"^(?!.*(abh\.|abhäng|männ|frau|weib|ausl|jahre))(?=.*quote)",
            11: r"^(?=.*quote)(?=.*ausl)",
        },
    ),
    "21111-02-06-4": RegionalTable(
        14,
        (
            _one("school_leavers", "SCH_NAT", 0),
            _one("school_leavers_without_certificate", "SCH_NAT", 2),
            _one("school_leavers_with_university_entrance", "SCH_NAT", 12),
        ),
        columns={
            0: _BOTH_SEXES + r"(?!.*(ohne|mit |dar))",
            2: _BOTH_SEXES + r"(?=.*ohne)",
            12: _BOTH_SEXES + r"(?=.*mit allg.*hochschul)",
        },
    ),
    "22221-01-01-4": RegionalTable(
        10,
        (_one("asylum_benefit_recipients", "NONE", 0),),
        columns={0: _BOTH_SEXES + r"(?!.*(grundleist|lebensunterhalt|jahre))"},
    ),
    "22543-01-02-4": RegionalTable(
        6,
        (
            _one("daycare_under_14", "JH_HERK", 0, line=_ALL_CARE),
            _one("daycare_under_3", "JH_HERK", 1, line=_ALL_CARE),
            _one("daycare_3_to_5", "JH_HERK", 2, line=_ALL_CARE),
            _one("daycare_under_14_foreign_origin", "JH_HERK", 4, line=_ALL_CARE),
        ),
        block=3,
        columns={
            0: r"^(?!.*(unter|herkunft|mittag))",
            1: r"unter 3",
            2: r"3 bis (unter 6|5)",
            4: r"herkunft",
        },
        lines={0: r"einricht", 1: r"pflege", 2: _ALL_LINES},
    ),
    "22811-02-02-4": RegionalTable(
        13,
        _both("sgb2_recipients", "NAT_BA", 1, 2),
        columns={
            0: r"bedarfsgemeinschaft",
            1: r"^(?!.*(ausl|weib|jahre|zusammen|erwerbsf|bedarfsgemeinschaft))",
            2: r"^(?!.*erwerbsf)(?=.*ausl)",
        },
    ),
    "AI002-1": RegionalTable(7, (_one("population_share", "NAT_FS", 2, group="foreign"),), columns={2: r"anteil ausl"}),
    "AI003-3": RegionalTable(
        2,
        (_one("daycare_rate_under_3", "NONE", 0), _one("daycare_rate_3_to_5", "NONE", 1)),
        columns={0: r"0 bis 2|unter 3", 1: r"3 bis (5|unter 6)"},
    ),
    "AI008-2": RegionalTable(
        4, (_one("unemployment_rate", "NAT_BA", 3, group="foreign", first_year=2009),), columns={3: r"quote.*ausl"}
    ),
    "AI-Z1-2011": RegionalTable(
        7, (_one("population_share", "ZEN11_MH", 3),), columns={3: r"^(?!.*jahre)(?=.*(mhg|migration))"}
    ),
}
