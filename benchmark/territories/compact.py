"""Our own compact form of the directory: three small CSV files made from the official files, read at loading."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from benchmark.territories.kinds import TerritoryKind

FOLDER = Path(__file__).parent / "data"
KREISE, GEMEINDEN, SUCCESSIONS = "kreise.csv", "gemeinden.csv", "successions.csv"


@dataclass(frozen=True)
class KreisRow:
    """A Kreis or kreisfreie Stadt; population (persons) and area (km²) are unknown for former ones."""

    ags: str
    title: str
    name: str
    kind: TerritoryKind
    population: int | None
    area_km2: Decimal | None
    valid_from: date | None = None
    valid_until: date | None = None

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


@dataclass(frozen=True)
class SuccessionRow:
    """`old_ags` became (part of) `new_ags` on this day."""

    old_ags: str
    new_ags: str
    date: date
    kind: str
    note: str


def write(folder: Path, name: str, rows: Iterable[KreisRow | GemeindeRow | SuccessionRow]) -> int:
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
            population=int(row["population"]) if row["population"] else None,
            area_km2=Decimal(row["area_km2"]) if row["area_km2"] else None,
            valid_from=_day(row["valid_from"]),
            valid_until=_day(row["valid_until"]),
        )
        for row in _rows(folder / KREISE)
    ]


def read_gemeinden(folder: Path = FOLDER) -> list[GemeindeRow]:
    """All present Gemeinden and gemeindefreie Gebiete that belong to a Kreis."""
    return [
        GemeindeRow(row["ars"], row["title"], row["name"], int(row["population"]), Decimal(row["area_km2"]))
        for row in _rows(folder / GEMEINDEN)
    ]


def read_successions(folder: Path = FOLDER) -> list[SuccessionRow]:
    """Who followed whom."""
    return [
        SuccessionRow(row["old_ags"], row["new_ags"], date.fromisoformat(row["date"]), row["kind"], row["note"])
        for row in _rows(folder / SUCCESSIONS)
    ]


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
