"""Our own compact form of the directory: small CSV files made from the official files, read at loading."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from benchmark.territories.kinds import TerritoryKind

FOLDER = Path(__file__).parent / "data"
KREISE, GEMEINDEN, FORMER = "kreise.csv", "gemeinden.csv", "former_gemeinden.csv"
SUCCESSIONS, WEIGHTS = "successions.csv", "weights.csv"


@dataclass(frozen=True)
class KreisRow:
    """A Kreis or kreisfreie Stadt: area in km², persons on 31.12. of `population_year` (of former ones the last)."""

    ags: str
    title: str
    name: str
    kind: TerritoryKind
    population: int | None
    area_km2: Decimal | None
    valid_from: date | None = None
    valid_until: date | None = None
    population_year: int | None = None

    def valid(self, start: date | None, end: date | None) -> KreisRow:
        """The same Kreis with its span of validity."""
        return replace(self, valid_from=start, valid_until=end)


@dataclass(frozen=True)
class GemeindeRow:
    """A present Gemeinde; the AGS is the first five and last three digits of the ARS."""

    ars: str
    title: str
    name: str
    population: int
    area_km2: Decimal
    valid_from: date | None = None


@dataclass(frozen=True)
class FormerGemeindeRow:
    """A Gemeinde key that is no longer in force, with its last counted population (persons, 31.12. of that year)."""

    ags: str
    name: str
    population: int | None
    population_year: int | None
    valid_from: date | None
    valid_until: date


@dataclass(frozen=True)
class SuccessionRow:
    """`old_ags` became (part of) `new_ags` on this day; `complete`: all other predecessors of that day are named."""

    old_ags: str
    new_ags: str
    date: date
    kind: str
    note: str
    complete: bool = True


@dataclass(frozen=True)
class WeightRow:
    """Of the Kreis `old_ags` on 31.12. of the year, this share of area, people, employees lies in `new_ags` today."""

    year: int
    old_ags: str
    new_ags: str
    by_area: Decimal
    by_population: Decimal
    by_employment: Decimal | None


Row = KreisRow | GemeindeRow | FormerGemeindeRow | SuccessionRow | WeightRow


def write(folder: Path, name: str, rows: Iterable[Row]) -> int:
    """Write rows as UTF-8 CSV with a header, empty text for None; returns how many."""
    listed = list(rows)
    with (folder / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";", lineterminator="\n")
        writer.writerow([field.name for field in fields(listed[0])])
        writer.writerows(["" if cell is None else str(cell) for cell in astuple(row)] for row in listed)
    return len(listed)


def read_kreise(folder: Path = FOLDER) -> list[KreisRow]:
    """All present and former Kreise."""
    return [
        KreisRow(
            ags=row["ags"],
            title=row["title"],
            name=row["name"],
            kind=TerritoryKind(row["kind"]),
            population=_whole(row["population"]),
            area_km2=Decimal(row["area_km2"]) if row["area_km2"] else None,
            valid_from=_day(row["valid_from"]),
            valid_until=_day(row["valid_until"]),
            population_year=_whole(row["population_year"]),
        )
        for row in _rows(folder / KREISE)
    ]


def read_gemeinden(folder: Path = FOLDER) -> list[GemeindeRow]:
    """All present Gemeinden and gemeindefreie Gebiete that belong to a Kreis."""
    return [
        GemeindeRow(
            row["ars"],
            row["title"],
            row["name"],
            int(row["population"]),
            Decimal(row["area_km2"]),
            _day(row["valid_from"]),
        )
        for row in _rows(folder / GEMEINDEN)
    ]


def read_former(folder: Path = FOLDER) -> list[FormerGemeindeRow]:
    """All Gemeinde keys that are no longer in force."""
    return [
        FormerGemeindeRow(
            row["ags"],
            row["name"],
            _whole(row["population"]),
            _whole(row["population_year"]),
            _day(row["valid_from"]),
            date.fromisoformat(row["valid_until"]),
        )
        for row in _rows(folder / FORMER)
    ]


def read_successions(folder: Path = FOLDER) -> list[SuccessionRow]:
    """Who followed whom."""
    return [
        SuccessionRow(
            row["old_ags"],
            row["new_ags"],
            date.fromisoformat(row["date"]),
            row["kind"],
            row["note"],
            row["complete"] == str(True),
        )
        for row in _rows(folder / SUCCESSIONS)
    ]


def read_weights(folder: Path = FOLDER) -> list[WeightRow]:
    """The shares of every Kreis that was divided, for each year in which it still stood whole."""
    return [
        WeightRow(
            int(row["year"]),
            row["old_ags"],
            row["new_ags"],
            Decimal(row["by_area"]),
            Decimal(row["by_population"]),
            Decimal(row["by_employment"]) if row["by_employment"] else None,
        )
        for row in _rows(folder / WEIGHTS)
    ]


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _whole(text: str) -> int | None:
    return int(text) if text else None
