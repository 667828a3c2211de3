"""The middle half of the real Kreise per indicator and year, from the official files beside the checkout.

`python -m tests.method.kreis_figures FOLDER` writes `docs/method/grids-figures.csv`, from which the table of grids is
made. Göttingen counts in its borders of 2016 where the source joins it; Berlin and Hamburg count as Kreise.
"""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median, quantiles
from typing import NamedTuple

TARGET = Path(__file__).resolve().parents[2] / "docs" / "method" / "grids-figures.csv"
FOREIGN, GERMAN = "Ausländerinnen und Ausländer", "Deutsche"
GROUPS = {"Insgesamt": "total", GERMAN: "german", FOREIGN: "foreign"}
WORKING_AGE = re.compile(r"(15|18|20|25|30|35|40|45|50|55|60) bis unter \d\d Jahre")

Key = tuple[str, str, int]  # group, Kreis, year


class Row(NamedTuple):
    """Quartiles of one year in the indicator's unit; `smallest` is the smallest denominator seen, where it is known."""

    indicator: str
    group: str
    area: str
    year: int
    kreise: int
    lower: str
    middle: str
    upper: str
    smallest: str
    source: str


def all_rows(folder: Path) -> list[Row]:
    """Every indicator and year for which the official files have figures of Kreise."""
    return [
        *_summarised("DEM-01", "1-1-1, 1-2-1", *_share_of_foreigners(folder)),
        *_summarised("REC-01", "2-3-1, 1-2-1", *_naturalisation(folder)),
        *_summarised("KIT-01", "3-1-2, 3-1-3", *_children(folder)),
        *_summarised("BIL-01", "4-1-4", *_published(folder, "4-1-4", 100)),
        *_summarised("SOZ-01", "6-2-1", *_published(folder, "6-2-1", 1000)),
        *_summarised("ARB-01", "13111-02-02-4, 12411-03-03-4", *_employment(folder)),
        *_summarised("ARB-02", "13211-02-05-4", *_unemployment(folder)),
        *_summarised("ARB-03", "13111-12-03-4", *_qualified(folder)),
    ]


def _summarised(indicator: str, source: str, values: dict[Key, float], denominators: dict[Key, float]) -> Iterator[Row]:
    areas = (("Niedersachsen", "03"), ("Deutschland", "")) if source[:2] in ("13", "12") else (("Niedersachsen", "03"),)
    for group in ("total", "german", "foreign"):
        for area, prefix in areas:
            years = sorted({year for each, kreis, year in values if each == group and kreis.startswith(prefix)})
            for year in years:
                keys = [key for key in values if key[0] == group and key[1].startswith(prefix) and key[2] == year]
                found = [values[key] for key in keys]
                low, _, high = quantiles(found, n=4, method="inclusive")
                seen = [denominators[key] for key in keys if denominators.get(key)]
                smallest = f"{min(seen):.0f}" if seen else ""
                middle = median(found)
                yield Row(
                    indicator,
                    group,
                    area,
                    year,
                    len(found),
                    f"{low:.3f}",
                    f"{middle:.3f}",
                    f"{high:.3f}",
                    smallest,
                    source,
                )


def _share_of_foreigners(folder: Path) -> tuple[dict[Key, float], dict[Key, float]]:
    people, foreigners = _counts(folder, "1-1-1"), _counts(folder, "1-2-1")
    keys = {("total", *key): key for key in people if key in foreigners}
    return {k: 100 * foreigners[v] / people[v] for k, v in keys.items()}, {k: people[v] for k, v in keys.items()}


def _naturalisation(folder: Path) -> tuple[dict[Key, float], dict[Key, float]]:
    cases, foreigners = _counts(folder, "2-3-1"), _counts(folder, "1-2-1")
    keys = {("foreign", *key): key for key in cases if key in foreigners}
    return {k: 100 * cases[v] / foreigners[v] for k, v in keys.items()}, {k: foreigners[v] for k, v in keys.items()}


def _children(folder: Path) -> tuple[dict[Key, float], dict[Key, float]]:
    shares = {
        ("total", kreis, year): float(row["Value"])
        for kreis, year, row in _monitor(folder, "3-1-2")
        if row["Kinderbetreuung"].startswith("ausländische Herkunft")
    }
    parts: dict[tuple[str, str, int, str], float] = {}
    for kreis, year, row in _monitor(folder, "3-1-3"):
        if row["Units"] == "Anzahl":
            parts["total", kreis, year, row["Kinderbetreuung"]] = float(row["Value"])
    counts: dict[Key, float] = {}
    for (group, kreis, year, _), number in parts.items():
        counts[group, kreis, year] = counts.get((group, kreis, year), 0) + number
    return shares, {key: 100 * counts[key] / shares[key] for key in counts if shares.get(key)}


def _published(folder: Path, table: str, factor: int) -> tuple[dict[Key, float], dict[Key, float]]:
    """Rates as published; the denominator follows from number and rate."""
    rates: dict[Key, float] = {}
    numbers: dict[Key, float] = {}
    for kreis, year, row in _monitor(folder, table):
        target = numbers if row["Units"] == "Anzahl" else rates
        target[GROUPS[row["Nationalität"]], kreis, year] = float(row["Value"])
    return rates, {key: factor * numbers[key] / rate for key, rate in rates.items() if rate and key in numbers}


def _employment(folder: Path) -> tuple[dict[Key, float], dict[Key, float]]:
    """Employed persons of all ages among persons of 15 to under 65; the table has no ages, so rates are high."""
    people: dict[Key, float] = {}
    for row in _regional(folder, "12411-03-03-4_00.csv"):
        if WORKING_AGE.fullmatch(row[3]) or row[3] == "15 bis unter 18 Jahre":
            for group, column in (("total", 4), ("german", 7), ("foreign", 10)):
                key = (group, row[1], 2015)
                people[key] = people.get(key, 0) + (_number(row[column]) or 0)
    values: dict[Key, float] = {}
    for row in _regional(folder, "13111-02-02-4_00.csv"):
        everybody, foreigners = _number(row[3]), _number(row[6])
        if row[0] != "30.06.2015" or not everybody or foreigners is None:
            continue
        employed = {"total": everybody, "german": everybody - foreigners, "foreign": foreigners}
        for group, number in employed.items():
            if people.get((group, row[1], 2015)):
                values[group, row[1], 2015] = 100 * number / people[group, row[1], 2015]
    return values, {key: people[key] for key in values}


def _unemployment(folder: Path) -> tuple[dict[Key, float], dict[Key, float]]:
    values: dict[Key, float] = {}
    denominators: dict[Key, float] = {}
    for row in _regional(folder, "13211-02-05-4_00.csv"):
        for group, number, rate in (("total", row[3], row[11]), ("foreign", row[4], row[14])):
            share, count = _number(rate), _number(number)
            if share:
                key = (group, row[1], int(row[0]))
                values[key] = share
                if count:
                    denominators[key] = 100 * count / share
    return values, denominators


def _qualified(folder: Path) -> tuple[dict[Key, float], dict[Key, float]]:
    known: dict[Key, float] = {}
    qualified: dict[Key, float] = {}
    for row in _regional(folder, "13111-12-03-4_00.csv"):
        number = _number(row[7])
        if row[3] == "Insgesamt" or number is None or row[0] != "30.06.2015":
            continue
        key = ("foreign", row[1], int(row[0][-4:]))
        known[key] = known.get(key, 0) + number
        if row[3].startswith("mit "):
            qualified[key] = qualified.get(key, 0) + number
    return {key: 100 * qualified[key] / known[key] for key in qualified if known[key]}, known


def _counts(folder: Path, table: str) -> dict[tuple[str, int], float]:
    return {(kreis, year): float(row["Value"]) for kreis, year, row in _monitor(folder, table)}


def _monitor(folder: Path, table: str) -> Iterator[tuple[str, int, dict[str, str]]]:
    """Rows of a table of the Niedersachsen monitor that belong to a Kreis."""
    path = folder / "niedersachsen-im" / f"indicator_{table}.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            if re.fullmatch(r"K03\d{3}", row["GeoCode"]) and row["Value"]:
                yield row["GeoCode"][1:], int(row["Year"]), row


def _regional(folder: Path, name: str) -> Iterator[list[str]]:
    """Rows of a table of the Regionaldatenbank that belong to a Kreis or a city with Land status."""
    for line in (folder / "regionalstatistik" / name).read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.split(";")]
        if len(cells) > 3 and re.fullmatch(r"\d{5}|02|11", cells[1]):
            yield cells


def _number(text: str) -> float | None:
    return float(text.replace(",", ".")) if re.fullmatch(r"\d+(,\d+)?", text) else None


if __name__ == "__main__":
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(Row._fields)
        writer.writerows(all_rows(Path(sys.argv[1])))
