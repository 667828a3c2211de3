"""Reads the official directory of Destatis (GV-ISys) into the rows of our compact form."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from python_calamine import CalamineWorkbook

from benchmark.territories.compact import GemeindeRow, KreisRow
from benchmark.territories.kinds import TerritoryKind

POPULATION_YEAR = 2022  # the extract of the 2nd quarter 2024 carries the population of 31.12.2022
UNINCORPORATED = "gemeindefreies Gebiet"

_TITLES = {"Landeshauptstadt", "Hansestadt", "Freie und Hansestadt"}


class WrongFile(ValueError):
    """The file is not the one its reader knows; the message names the sheet or cell that is missing."""


def read_directory(path: Path) -> tuple[list[KreisRow], list[GemeindeRow]]:
    """All present Kreise and Gemeinden of the GV-ISys extract; population and area of a Kreis are sums of its parts."""
    book = CalamineWorkbook.from_path(str(path))
    sheets = [name for name in book.sheet_names if name.startswith("Onlineprodukt_Gemeinden")]
    if not sheets:
        raise WrongFile(f"{path.name}: Blatt Onlineprodukt_Gemeinden…")
    rows = book.get_sheet_by_name(sheets[0]).to_python()
    kreise = {_key(row): row for row in rows if row[0] == "40"}
    people: dict[str, int] = defaultdict(int)
    area: dict[str, Decimal] = defaultdict(Decimal)
    gemeinden = []
    for row in rows:
        ags5 = _key(row)
        if row[0] != "60" or ags5 not in kreise:
            continue
        people[ags5] += _people(row)
        area[ags5] += Decimal(repr(row[8]))
        if row[1] not in ("61", "62"):
            gemeinden.append(_gemeinde(row))
    return [_kreis(key, row, people[key], area[key]) for key, row in sorted(kreise.items())], gemeinden


def _key(row: Sequence[object]) -> str:
    return "".join(str(part) for part in row[2:5])


def _people(row: Sequence[object]) -> int:
    """The population of a Gemeinde line; calamine hands out whole numbers as floats."""
    return int(str(row[9]).partition(".")[0])


def _gemeinde(row: Sequence[object]) -> GemeindeRow:
    """One Gemeinde, its name without the title behind the comma."""
    code = str(row[1])
    name, _, behind = str(row[7]).partition(",")
    behind = behind.strip()
    if code in ("65", "66"):
        name, title = str(row[7]).split(",")[0], UNINCORPORATED
    elif code == "60":
        title = "Markt"
    elif code in ("63", "67"):
        title = behind if behind in _TITLES else "Stadt"
    else:
        title = "Flecken" if behind == "Flecken" else "Gemeinde"
    ars = "".join(str(part) for part in row[2:7])
    return GemeindeRow(ars, title, name.strip(), _people(row), Decimal(repr(row[8])))


def _kreis(ags: str, row: Sequence[object], people: int, area: Decimal) -> KreisRow:
    """One Kreis or kreisfreie Stadt with its title, unless the name already says what it is."""
    name, _, behind = str(row[7]).partition(", ")
    if row[1] in ("41", "42"):
        title = behind if behind in _TITLES else "Stadt"
        return KreisRow(ags, title, name, TerritoryKind.KREISFREIE_STADT, people, area, population_year=POPULATION_YEAR)
    title = kreis_title(name, ags)
    short = name.removeprefix("Landkreis ")
    return KreisRow(ags, title, short, TerritoryKind.LANDKREIS, people, area, population_year=POPULATION_YEAR)


def kreis_title(name: str, ags: str) -> str:
    """ "Kreis" in Schleswig-Holstein and Nordrhein-Westfalen, "Landkreis" elsewhere, nothing where the name says it."""
    if name.startswith("Landkreis "):
        return "Landkreis"
    if re.search(r"kreis|region", name, re.IGNORECASE):
        return ""
    return "Kreis" if ags[:2] in ("01", "05") else "Landkreis"
