"""Files to measure the readers with: official ones where they lie beside the checkout, else made up in their layout."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tenants.border import Role, acting_as
from tests.benchmark.statistics_offices.workbooks import foreign_population

OFFICIAL = Path(__file__).resolve().parents[3] / "shared" / "data"
ROWS = 8416
_YEARS = range(2001, 2017)
_REGIONAL_HEAD = """GENESIS-Tabelle: 13211-02-05-4
Arbeitslose nach ausgewählten Personengruppen sowie;;;;;;;;;;;;;;;
Arbeitslosenquoten - Jahresdurchschnitt -;;;;;;;;;;;;;;;
regionale Tiefe: Kreise und krfr. Städte;;;;;;;;;;;;;;;
Arbeitsmarktstatistik der Bundesagentur für Arbeit;;;;;;;;;;;;;;;
"""
_FOOT = "__________\nMade up for measuring the speed of the import.\nStand: 10.10.2017 / 19:20:37\n"
_UNEMPLOYED, _RATE = "Arbeitslose", "Arbeitslosenquote bez. auf alle zivile Erwerbsp."
_FLAT_HEAD = (
    "statistics_code;statistics_label;time_code;time_label;time;"
    "1_variable_code;1_variable_label;1_variable_attribute_code;1_variable_attribute_label;"
    "2_variable_code;2_variable_label;2_variable_attribute_code;2_variable_attribute_label;"
    "value;value_unit;value_variable_code;value_variable_label;value_q"
)


@dataclass(frozen=True)
class Measured:
    """One file and how pandas has to be told to read it: separator, lines before the data, columns (not workbooks)."""

    name: str
    kind: str
    content: bytes
    separator: str
    skipped: int
    columns: int


def files() -> list[Measured]:
    """One file of each family of readers of texts."""
    dice = random.Random(13211)  # noqa: S311  figures of a test file
    keys = _kreise()
    return [
        regional(),
        _official("niedersachsen-im/indicator_1-3-1.csv", ",", 1, 6) or _long(keys, dice),
        _made_up("INKAR export", "inkar.csv", _inkar(keys, dice), ";", 2, 3 + 4 * len(_YEARS)),
        _made_up("flat file, new layout", "12411-09-01-4_de_flat.csv", _flat(keys, dice), ";", 1, 18),
    ]


def workbooks() -> list[Measured]:
    """Workbooks: a large official table and a smaller one of several sheets, or one in their layout."""
    names = ("2025_1-2-3.xlsx", "2025_3-1-2.xlsx")
    found = [_official(f"niedersachsen-im/xlsx/{name}", "", 0, 0) for name in names]
    return [file for file in found if file] or [
        Measured("1-2-1_invented.xlsx", "made-up workbook of Niedersachsen", foreign_population(), "", 0, 0)
    ]


def contents() -> Iterator[tuple[str, bytes]]:
    """Name and bytes of every file measured."""
    yield from ((file.name, file.content) for file in (*files(), *workbooks()))


def regional() -> Measured:
    """The table of unemployment by Kreis and year."""
    dice = random.Random(13211)  # noqa: S311
    name = "regionalstatistik/13211-02-05-4_00.csv"
    return _official(name, ";", 8, 16) or _made_up(
        "table of the Regionaldatenbank", Path(name).name, _regional(_kreise(), dice), ";", 8, 16
    )


def _official(relative: str, separator: str, skipped: int, columns: int) -> Measured | None:
    path = OFFICIAL / relative
    if not path.exists():
        return None
    return Measured(path.name, "official file", path.read_bytes(), separator, skipped, columns)


def _made_up(kind: str, name: str, lines: list[str], separator: str, skipped: int, columns: int) -> Measured:
    text = "\n".join(lines) + "\n"
    return Measured(name, f"made-up {kind}", text.encode(), separator, skipped, columns)


def _kreise() -> list[str]:
    from benchmark.territories.models import Territory

    with acting_as(Role.OWNER):
        return sorted(Territory.objects.filter(ags__regex=r"^\d{5}$").values_list("ags", flat=True).distinct())


def _regional(keys: list[str], dice: random.Random) -> list[str]:
    rates = ["Arbeitslosenquote bez. abh. zivile Erwerbspers.", *[_RATE] * 5]
    groups = ["Ausländer", "schwerbehindert", "15 bis unter 20 Jahre", "15 bis unter 25 Jahre", "55 bis unter 65 Jahre"]
    of_rates = ["", "", "Männer", "Frauen", "Ausländer", "15 bis unter 25 Jahre"]
    lines = [
        *_REGIONAL_HEAD.splitlines(),
        ";".join(["", "", "", *[_UNEMPLOYED] * 7, *rates]),
        ";".join(["", "", "", "", *groups, "langzeitarbeitslos", *of_rates]),
        ";".join(["", "", "", *["Anzahl"] * 7, *["Prozent"] * 6]),
    ]
    for number in range(ROWS):
        key = keys[number % len(keys)]
        counts = [str(dice.randint(50, 20000)) for _ in range(7)]
        shares = [_comma(dice.randint(10, 250) / 10) for _ in range(6)]
        lines.append(";".join([str(2001 + number // len(keys)), key, f"      Kreis {key}", *counts, *shares]))
    return [*lines, *_FOOT.splitlines()]


def _long(keys: list[str], dice: random.Random) -> Measured:
    lines = ["Year,Gebietseinheit,Migrationshintergrund,Units,GeoCode,Value"]
    for year in _YEARS:
        for key in keys:
            share = f"{dice.uniform(5, 40):.15f}"
            lines.append(f'{year},"Kreis {key}",Migrationshintergrund im weiteren Sinn,%,K{key},{share}')
    return _made_up("long CSV of Niedersachsen", "indicator_1-3-1.csv", lines, ",", 1, 6)


def _inkar(keys: list[str], dice: random.Random) -> list[str]:
    titles = ["Bevölkerung gesamt", "Ausländeranteil", "Arbeitslosenquote", "Siedlungsdichte in km²"]
    lines = [
        ";".join(["Kennziffer", "Raumeinheit", "Aggregat", *(title for title in titles for _year in _YEARS)]),
        ";".join(["", "", "", *(str(year) for _title in titles for year in _YEARS)]),
    ]
    for key in keys:
        people = [f"{dice.randint(30, 999)}.{dice.randint(0, 999):03}" for _year in _YEARS]
        rest = [_comma(dice.randint(10, 250) / 10) for _ in range(3 * len(_YEARS))]
        lines.append(";".join([key, f"Kreis {key}", "Landkreis", *people, *rest]))
    return lines


def _flat(keys: list[str], dice: random.Random) -> list[str]:
    lines = [_FLAT_HEAD]
    for year in _YEARS:
        for key in keys:
            for code, label in (("", "Insgesamt"), ("NATA", "Ausländer")):
                lines.append(
                    f"12411;Fortschreibung des Bevölkerungsstandes;STAG;Stichtag;{year}-12-31;KREISE;Kreise;{key};"
                    f"Kreis {key};NAT;Nationalität;{code};{label};{dice.randint(50, 200000)};Anzahl;BEVSTD;"
                    "Bevölkerungsstand;e"
                )
    return lines


def _comma(number: float) -> str:
    return f"{number:.1f}".replace(".", ",")
