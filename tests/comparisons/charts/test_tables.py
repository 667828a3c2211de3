"""The table twin says what the drawing shows, year by year, and nothing more."""

import pytest
from lxml import etree

from comparisons.charts import Numbers
from tests.comparisons.charts.samples import circle_chart, every_chart, own_chart


@pytest.mark.requirement("I2.12")
def test_own_path_row_by_row():
    table = own_chart().table
    assert table.head == ("Jahr", "Kreis Ahausen", "Land", "Ziel", "Schwelle", "Anmerkung")
    assert table.rows[0] == ("2019", "41,3\u202f%", "40,0\u202f%", "50,0\u202f%", "40,0\u202f%", "–")
    assert table.rows[1][-1] == "erfunden"
    assert table.rows[2] == ("2021", "x", "42,0\u202f%", "50,0\u202f%", "40,0\u202f%", "beim Land geführt")
    assert table.rows[4][-1] == "vorläufig; Neue Definition"
    assert table.rows[5][1] == "1.234,5\u202f%"


@pytest.mark.requirement("I2.11")
def test_circle_row_by_row_with_number_of_members():
    table = circle_chart().table
    assert table.head == (
        "Jahr", "Kreis Ahausen", "mittlere Hälfte", "Klasse des Medians", "Mittelwert", "Beteiligte", "Anmerkung",
    )  # fmt: skip
    rows = {row[0]: row[1:] for row in table.rows}
    assert rows["2019"] == ("41,3\u202f%", ".", ".", ".", ".", "–")
    assert rows["2021"] == (
        "x",
        "36,0 bis 46,0\u202f%",
        "40,0 bis 42,0\u202f%",
        "41,5\u202f%",
        "17",
        "beim Land geführt",
    )
    assert rows["2022"][1:5] == (".", "41,0 bis 43,0\u202f%", "42,0\u202f%", "12")
    assert rows["2024"] == (".", ".", ".", ".", "4", "zu wenige Beteiligte")


def test_every_spoken_point_stands_in_the_table():
    for chart in (own_chart(), circle_chart()):
        cells = {row[0]: row[1] for row in chart.table.rows}
        spoken = [point.get("aria-label") for point in etree.fromstring(chart.svg).iter() if point.get("class") == "pt"]
        assert spoken
        for label in spoken:
            year, _, rest = label.partition(": ")
            assert cells[year] in rest
        drawn = {label.partition(":")[0] for label in spoken}
        assert drawn == {year for year, cell in cells.items() if cell not in {"x", "."}}


def test_no_cell_is_ever_empty():
    for chart in every_chart():
        assert all(len(row) == len(chart.table.head) for row in chart.table.rows)
        assert all(cell.strip() for row in chart.table.rows for cell in row)


@pytest.mark.parametrize(
    ("numbers", "value", "written"),
    [
        (Numbers(1), 12345.67, "12.345,7"),
        (Numbers(0), 999.5, "1.000"),
        (Numbers(1), 2.25, "2,3"),
        (Numbers(1), -0.04, "0,0"),
        (Numbers(2), -0.5, "−0,50"),
        (Numbers(1, ".", ","), 12345.67, "12,345.7"),
    ],
)
def test_numbers_are_written_as_asked(numbers, value, written):
    assert numbers.write(value) == written


def test_units_stand_behind_a_space_that_does_not_break():
    assert Numbers(1).with_unit(58.3, "%") == "58,3\u202f%"
    assert Numbers(1).with_unit(12, "je 1.000") == "12,0\u00a0je 1.000"
