"""Which cell of which table carries which measure: by table code and position, never by wording.

Positions count from 0 and leave out period, key, name and further dimension columns. In tables with several lines per
territory, `lines` names the lines of that block; several lines are added up.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal

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


@dataclass(frozen=True)
class Recovery:
    """A denominator that follows from a published count and a published share of it with all its digits."""

    count: Measured
    share: Measured
    denominator: Measured
    factor: Decimal = Decimal(100)


@dataclass(frozen=True)
class LongTable:
    """A table with one value per line: what its dimension texts mean, and which denominators can be recovered."""

    measured: Callable[[tuple[str, ...]], Measured | None]
    recoveries: tuple[Recovery, ...] = field(default=())


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


def _group(text: str) -> str | None:
    """The group a nationality label names; word stems, since endings change between publications."""
    word = text.strip().lower()
    if word.startswith("insg"):
        return "total"
    if word.startswith("deutsch"):
        return "german"
    return "foreign" if word.startswith(("ausl", "nichtdeutsch")) else None


def _is_count(unit: str) -> bool:
    return unit.strip().lower() == "anzahl"


def _always(measured: Measured) -> Callable[[tuple[str, ...]], Measured | None]:
    return lambda dimensions: measured if not dimensions else None


def _migration_background(dimensions: tuple[str, ...]) -> Measured | None:
    """LSN 1-3-1: shares only, by the narrower or the wider sense."""
    category, unit = dimensions
    if unit.strip() != "%":
        return None
    if "enger" in category:
        return Measured("population_share", "total", "MZ_MH_ENG")
    return Measured("population_share", "total", "MZ_MH_WEIT") if "weiter" in category else None


def _daycare_language(dimensions: tuple[str, ...]) -> Measured | None:
    """LSN 3-1-2: the family language; the origin shares there have another base than LSN 3-1-3 and are left out."""
    return Measured("daycare_language_share", "total", "JH_SPR") if "sprochen" in dimensions[0] else None


def _daycare_origin(dimensions: tuple[str, ...]) -> Measured | None:
    """LSN 3-1-3: counts and shares of two age groups."""
    label, unit = dimensions
    age = "daycare_3_to_5" if "6" in label else "daycare_under_3"
    return Measured(f"{age}_foreign_origin" + ("" if _is_count(unit) else "_share"), "total", "JH_HERK")


def _school(dimensions: tuple[str, ...]) -> Measured | None:
    """LSN 4-1-4: leavers without a certificate, counts and shares by nationality."""
    group = _group(dimensions[0])
    suffix = "" if _is_count(dimensions[1]) else "_share"
    return Measured(f"school_leavers_without_certificate{suffix}", group, "SCH_NAT") if group else None


def _minimum_income(dimensions: tuple[str, ...]) -> Measured | None:
    """LSN 6-2-1: recipients and rate per 1,000 by nationality; the rounded rate gives no denominator."""
    group = _group(dimensions[0])
    measure = "minimum_income_recipients" if _is_count(dimensions[1]) else "minimum_income_rate"
    return Measured(measure, group, "NAT_FS") if group else None


def _recovery(count: str, denominator: str, group: str, concept: str) -> Recovery:
    return Recovery(
        Measured(count, group, concept),
        Measured(f"{count}_share", group, concept),
        Measured(denominator, group, concept),
    )


LONG: dict[str, LongTable] = {
    "LSN 1-1-1": LongTable(_always(Measured("population", "total", "NAT_FS"))),
    "LSN 1-2-1": LongTable(_always(Measured("population", "foreign", "NAT_AZR"))),
    "LSN 1-3-1": LongTable(_migration_background),
    "LSN 2-3-1": LongTable(_always(Measured("naturalisations", "total", "NONE"))),
    "LSN 3-1-2": LongTable(_daycare_language),
    "LSN 3-1-3": LongTable(
        _daycare_origin,
        tuple(
            _recovery(f"{age}_foreign_origin", age, "total", "JH_HERK") for age in ("daycare_under_3", "daycare_3_to_5")
        ),
    ),
    "LSN 4-1-4": LongTable(
        _school,
        tuple(
            _recovery("school_leavers_without_certificate", "school_leavers", group, "SCH_NAT")
            for group in ("german", "foreign")
        ),
    ),
    "LSN 6-2-1": LongTable(_minimum_income),
}

# Layout of each dimension-bearing long table: how many dimension texts a line has.
LONG_DIMENSIONS: dict[str, int] = {"LSN 1-3-1": 2, "LSN 3-1-2": 2, "LSN 3-1-3": 2, "LSN 4-1-4": 2, "LSN 6-2-1": 2}
