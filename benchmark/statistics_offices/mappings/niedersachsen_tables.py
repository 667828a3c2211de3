"""What the features of the indicators of Niedersachsen's integration monitor mean, in whatever form published."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from benchmark.statistics_offices.mappings import Recovery
from benchmark.statistics_offices.measures import Measured


@dataclass(frozen=True)
class LongTable:
    """A table with one value per line: what its dimension texts mean, and which denominators can be recovered."""

    measured: Callable[[tuple[str, ...]], Measured | None]
    dimensions: int = 0  # how many dimension texts a line has
    recoveries: tuple[Recovery, ...] = ()


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


def _with_unit(measured: Measured) -> Callable[[tuple[str, ...]], Measured | None]:
    """The only dimension is the unit; a share must say that it is one."""
    return lambda dimensions: measured if dimensions[0].strip().lower() in ("%", "prozent") else None


def _migration_background(dimensions: tuple[str, ...]) -> Measured | None:
    """LSN 1-3-1: shares only, by the narrower or the wider sense."""
    category, unit = dimensions
    if unit.strip() != "%":
        return None
    if "enger" in category:
        return Measured("population_share", "total", "MZ_MH_ENG")
    return Measured("population_share", "total", "MZ_MH_WEIT") if "weiter" in category else None


def _naturalisation_rate(dimensions: tuple[str, ...]) -> Measured | None:
    """LSN 2-3-3: naturalisations per hundred foreign nationals of the Ausländerzentralregister."""
    return Measured("naturalisation_rate", "foreign", "NAT_AZR")


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
    "LSN 1-2-2": LongTable(_with_unit(Measured("population_share", "foreign", "NAT_AZR")), dimensions=1),
    "LSN 1-3-1": LongTable(_migration_background, dimensions=2),
    "LSN 2-3-1": LongTable(_always(Measured("naturalisations", "total", "NONE"))),
    "LSN 2-3-3": LongTable(_naturalisation_rate, dimensions=1),
    "LSN 3-1-2": LongTable(_daycare_language, dimensions=2),
    "LSN 3-1-3": LongTable(
        _daycare_origin,
        dimensions=2,
        recoveries=tuple(
            _recovery(f"{age}_foreign_origin", age, "total", "JH_HERK") for age in ("daycare_under_3", "daycare_3_to_5")
        ),
    ),
    "LSN 4-1-4": LongTable(
        _school,
        dimensions=2,
        recoveries=tuple(
            _recovery("school_leavers_without_certificate", "school_leavers", group, "SCH_NAT")
            for group in ("german", "foreign")
        ),
    ),
    "LSN 6-2-1": LongTable(_minimum_income, dimensions=2),
}
