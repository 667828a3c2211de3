"""The German method sheet says what the code does: its tables and its example are read and calculated again."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from comparisons.releases.disclosure import Grid, Level, Parameters, Position, judge, own_position, steps

SHEET = (Path(__file__).parents[2] / "docs" / "method" / "release-rules.md").read_text(encoding="utf-8")
EDGES = "0 2 4 6 8 10 12 14 16 18 20 23 26 30 35 40 45 50 100"
GRID = Grid(tuple(map(Decimal, EDGES.split())), "%")


def table(first_heading: str) -> list[list[str]]:
    """The body of the table whose head starts with this word."""
    lines = SHEET[SHEET.index(f"| {first_heading}") :].split("\n\n")[0].splitlines()
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def decimal(text: str) -> Decimal:
    return Decimal(text.replace(",", "."))


@pytest.mark.requirement("I2.11")
@pytest.mark.parametrize(("column", "coalition"), [(0, 2), (1, 1), (2, 3)])
def test_the_table_by_number_of_members(column, coalition):
    written = [row[column] for row in table("Voreinstellung")]
    found = steps(Parameters(c=coalition))
    assert written == [
        f"ab {step.first_n}" if step.last_n is None else f"{step.first_n}–{step.last_n}" for step in found
    ]
    assert Parameters().c == 2


def test_the_sentence_on_sensitive_indicators():
    sentence = re.search(r"Erst ab (\d+) .*?der Median ab (\d+), .*? ab (\d+), .*? ab (\d+)\.", SHEET, re.DOTALL)
    first = {step.level: step.first_n for step in steps(Parameters.sensitive())}
    expected = [first[level] for level in (Level.MEAN, Level.MEDIAN, Level.QUARTILES, Level.TAILS)]
    assert [int(number) for number in sentence.groups()] == expected


def test_the_numbers_of_the_default_parameters():
    defaults = Parameters()
    people = re.search(r"unter ([\d.]+) Personen bei Gruppen, unter ([\d.]+) bei", SHEET).groups()
    assert [int(number.replace(".", "")) for number in people] == [defaults.d_min_group, defaults.d_min_total]
    assert (defaults.p, Parameters.sensitive().p) == (Decimal(1) / 10, Decimal(1) / 5)
    assert (defaults.m, Parameters.sensitive().m) == (3, 5)
    assert (defaults.t, defaults.k) == (3, 3)


def test_the_example():
    rows = table("Kommune")
    cells = [GRID.cell_of(decimal(row[1])) for row in rows]
    assert [row[2] for row in rows] == ["{} bis unter {}".format(*GRID.bounds(cell)) for cell in cells]
    assert [decimal(row[3]) for row in rows] == [GRID.midpoint(cell) for cell in cells]
    found = judge(cells, grid=GRID, parameters=Parameters())
    mean = re.search(r"\*\*ungefähr (\d+) %\*\*", SHEET).group(1)
    median = re.search(r"Klasse \*\*(\d+) bis unter (\d+) %\*\*", SHEET).groups()
    assert (found.mean, GRID.bounds(found.median), found.quartiles) == (
        Decimal(mean),
        tuple(map(Decimal, median)),
        None,
    )
    places = {row[0]: own_position(cell, found, GRID) for row, cell in zip(rows, cells, strict=True)}
    assert [places[name] for name in "BDEI"] == [
        Position.LOWER_HALF,
        Position.AROUND_MEDIAN,
        Position.AROUND_MEDIAN,
        Position.UPPER_HALF,
    ]


def test_another_value_of_the_same_cell_shows_the_same():
    instead = re.search(r"nicht ([\d,]+) %, sondern ([\d,]+) %", SHEET).groups()
    assert len({GRID.cell_of(decimal(value)) for value in instead}) == 1
