"""Importing one official table against reading the same file with pandas."""

from __future__ import annotations

import io
import random
from pathlib import Path

import pandas as pd

from benchmark.statistics_offices import readers
from benchmark.statistics_offices.actions import import_file
from benchmark.statistics_offices.models import OfficialValue, SourceFile
from tenants.border import Role, acting_as
from tests.bench.pairs import Pair, paired, timed
from tests.support.people import FOUNDER

OFFICIAL = Path(__file__).resolve().parents[3] / "shared" / "data" / "regionalstatistik" / "13211-02-05-4_00.csv"
NAME, HEAD_ROWS, COLUMNS, ROWS = "13211-02-05-4_00.csv", 8, 16, 8416
_HEAD = """GENESIS-Tabelle: 13211-02-05-4
Arbeitslose nach ausgewählten Personengruppen sowie;;;;;;;;;;;;;;;
Arbeitslosenquoten - Jahresdurchschnitt -;;;;;;;;;;;;;;;
regionale Tiefe: Kreise und krfr. Städte;;;;;;;;;;;;;;;
Arbeitsmarktstatistik der Bundesagentur für Arbeit;;;;;;;;;;;;;;;
"""
_FOOT = "__________\nMade up for measuring the speed of the import.\nStand: 10.10.2017 / 19:20:37\n"
_UNEMPLOYED, _RATE = "Arbeitslose", "Arbeitslosenquote bez. auf alle zivile Erwerbsp."


def data() -> tuple[bytes, str]:
    """The official file where it lies beside the checkout, else one of the same layout and size; and which it is."""
    if OFFICIAL.exists():
        return OFFICIAL.read_bytes(), "official file"
    return _made_up(), "made-up file of the same layout"


def _made_up() -> bytes:
    from benchmark.territories.models import Territory

    with acting_as(Role.OWNER):
        keys = sorted(Territory.objects.filter(ags__regex=r"^\d{5}$").values_list("ags", flat=True).distinct())
    dice = random.Random(13211)  # noqa: S311  figures of a test file
    rates = ["Arbeitslosenquote bez. abh. zivile Erwerbspers.", *[_RATE] * 5]
    groups = ["Ausländer", "schwerbehindert", "15 bis unter 20 Jahre", "15 bis unter 25 Jahre", "55 bis unter 65 Jahre"]
    of_rates = ["", "", "Männer", "Frauen", "Ausländer", "15 bis unter 25 Jahre"]
    lines = [
        ";".join(["", "", "", *[_UNEMPLOYED] * 7, *rates]),
        ";".join(["", "", "", "", *groups, "langzeitarbeitslos", *of_rates]),
        ";".join(["", "", "", *["Anzahl"] * 7, *["Prozent"] * 6]),
    ]
    for number in range(ROWS):
        key = keys[number % len(keys)]
        counts = [str(dice.randint(50, 20000)) for _ in range(7)]
        shares = [f"{dice.randint(10, 250) / 10:.1f}".replace(".", ",") for _ in range(6)]
        lines.append(";".join([str(2001 + number // len(keys)), key, f"      Kreis {key}", *counts, *shares]))
    return (_HEAD + "\n".join(lines) + "\n" + _FOOT).encode()


def pandas_reads(content: bytes) -> int:
    """Texts into a frame, nothing else; how many rows."""
    frame = pd.read_csv(
        io.BytesIO(content), sep=";", encoding="utf-8", header=None, names=range(COLUMNS), skiprows=HEAD_ROWS,
        dtype=str, keep_default_na=False, on_bad_lines="skip",
    )  # fmt: skip
    return len(frame)


def reading(content: bytes, kind: str, repetitions: int) -> Pair:
    """Only the reader: the like-for-like part."""
    return paired(
        f"read 13211-02-05-4 ({kind})",
        ("our reader: family, encoding, head, footer, keys, periods", lambda: timed(lambda: _read(content))),
        ("pandas.read_csv: texts into a frame", lambda: timed(lambda: pandas_reads(content))),
        repetitions=repetitions,
    )


def importing(content: bytes, kind: str, repetitions: int) -> Pair:
    """The whole import."""
    return paired(
        f"import 13211-02-05-4 ({kind})",
        ("read, check every key and number, store in PostgreSQL, audit", lambda: _import(content)),
        (
            "pandas.read_csv: texts into a frame; checks and stores nothing",
            lambda: timed(lambda: pandas_reads(content)),
        ),
        repetitions=repetitions,
        before_each=_forget,
    )


def _read(content: bytes) -> int:
    """Every row, since the reader hands them over one by one."""
    return sum(1 for _row in readers.read(content, NAME).rows)


def _import(content: bytes) -> float:
    with acting_as(Role.OWNER):
        return timed(lambda: import_file(data=content, name=NAME, by=FOUNDER))


def _forget() -> None:
    with acting_as(Role.OWNER):
        OfficialValue.objects.filter(source__file_name=NAME).delete()
        SourceFile.objects.filter(file_name=NAME).delete()
