"""Every official CSV beside the checkout is read in full: what pandas found in it stands in `official_facts.csv`.

Per file: rows (of the integration monitor: without identical repetitions), cells that are numbers and their sum,
dashes, dots, and two single cells: the first value of one row and the last value of another.
"""

from __future__ import annotations

import csv
import re
from decimal import Decimal
from pathlib import Path

import pytest

from benchmark.statistics_offices import readers
from benchmark.statistics_offices.reading import NumberFormat, ReadRow

FACTS = {
    row["file"]: row
    for row in csv.DictReader(
        (Path(__file__).parent / "official_facts.csv").read_text(encoding="utf-8").splitlines(), delimiter=";"
    )
}
FOLDERS = ("regionalstatistik", "regionalstatistik-neuer", "niedersachsen-im", "nrw")
REBUILT = {"nrw/census-nat-19.csv", "nrw/census-nat-22.csv"}  # by hand, of no family: see test_rebuilt_tables
_NUMBER = re.compile(r"-?\d+([.,]\d+)?")

pytestmark = [pytest.mark.official_files, pytest.mark.requirement("I3.1"), pytest.mark.requirement("R73")]


def test_no_file_is_forgotten(official_files: Path) -> None:
    found = {f"{folder}/{path.name}" for folder in FOLDERS for path in (official_files / folder).glob("*.csv")}
    assert found == set(FACTS) | REBUILT


@pytest.mark.parametrize("file", sorted(FACTS))
def test_every_row_and_every_number(official_files: Path, file: str) -> None:
    facts = FACTS[file]
    path = official_files / file
    reading = readers.read(path.read_bytes(), path.name)
    rows = list(reading.rows)
    cells = [cell.strip() for row in rows for cell in row.cells]
    numbers = [cell for cell in cells if _NUMBER.fullmatch(cell)]
    if reading.numbers is NumberFormat.DECIMAL_COMMA:
        numbers = [number.replace(",", ".") for number in numbers]
    assert (len(rows), len(numbers)) == (int(facts["rows"]), int(facts["numbers"]))
    assert sum(map(Decimal, numbers)) == Decimal(facts["sum"])
    assert (cells.count("-"), cells.count(".")) == (int(facts["dashes"]), int(facts["dots"]))
    assert cell(rows, facts["key"], facts["period"], facts["features"], 0) == facts["first value"]
    rows.reverse()
    assert cell(rows, facts["last key"], facts["last period"], facts["last features"], -1) == facts["last value"]


def cell(rows: list[ReadRow], key: str, period: str, features: str, column: int) -> str:
    """One value column of the first row with this key, period (if rows have one) and these features."""
    for row in rows:
        fits = row.key == key and "|".join(text.strip() for text in row.dimensions) == features
        if fits and (not period or row.period == period):
            return row.cells[column]
    raise AssertionError((key, period, features))


@pytest.mark.parametrize(("file", "total"), [("census-nat-19.csv", 17_947_221), ("census-nat-22.csv", 18_139_116)])
def test_rebuilt_tables(official_files: Path, file: str, total: int) -> None:
    """Tables rebuilt by hand are read where their layout is known, for the demonstration only."""
    from benchmark.statistics_offices.nrw_rebuild import FILES, values_of

    values = list(values_of((official_files / "nrw" / file).read_bytes(), FILES[file]))
    kreise = [v.value for v in values if len(v.ags) == 5 and v.measured.group == "total" and v.value is not None]
    assert len(kreise) == 53
    assert sum(kreise) == total
    assert len(values) == 3 * (53 + 374)  # 396 Gemeinden, of which 22 are kreisfrei
