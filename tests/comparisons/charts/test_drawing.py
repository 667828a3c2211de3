"""What is drawn: gaps, bands only where a release has them, labels that do not lie on each other."""

from itertools import pairwise

import pytest
from lxml import etree

from comparisons.charts import Band, CircleYear, YearValue, circle_band, own_path, palette, sparkline
from comparisons.charts.lines import runs
from comparisons.charts.paper import spread
from comparisons.charts.values import Break
from tests.comparisons.charts.samples import CIRCLE, NUMBERS, OWN, WORDS

NAMES = {"words": WORDS, "numbers": NUMBERS, "key": "k", "title": "t", "description": "d"}


def lines_of(svg: str, colour: str) -> list[str]:
    return [
        element.get("d")
        for element in etree.fromstring(svg).iter("{http://www.w3.org/2000/svg}path")
        if element.get("stroke") == colour and element.get("fill") == "none"
    ]


def uses_of(svg: str, colour: str) -> int:
    return sum(
        element.get("fill") == colour for element in etree.fromstring(svg).iter("{http://www.w3.org/2000/svg}use")
    )


@pytest.mark.requirement("I2.12")
def test_a_missing_year_makes_a_gap():
    whole = own_path([YearValue(year, 40 + year % 5) for year in range(2018, 2025)], **NAMES)
    gap = own_path([YearValue(year, None if year == 2021 else 40 + year % 5) for year in range(2018, 2025)], **NAMES)
    assert [line.count("L") for line in lines_of(whole.svg, palette.OWN)] == [6]
    assert [line.count("L") for line in lines_of(gap.svg, palette.OWN)] == [2, 2]


def test_the_sign_of_a_missing_year_stands_on_the_base_line():
    texts = [
        element.text
        for element in etree.fromstring(own_path(OWN, **NAMES).svg).iter("{http://www.w3.org/2000/svg}text")
    ]
    assert "x" in texts


def test_a_break_of_definition_parts_the_line():
    assert runs([2019, 2020, 2021, 2023], [Break(2021, "neu")]) == [[2019, 2020], [2021], [2023]]


def test_an_invented_figure_is_drawn_hollow():
    real = own_path([YearValue(2023, 4.0), YearValue(2024, 5.0)], **NAMES)
    mixed = own_path([YearValue(2023, 4.0, invented=True), YearValue(2024, 5.0)], **NAMES)
    assert uses_of(real.svg, palette.SURFACE) == 0
    assert uses_of(mixed.svg, palette.SURFACE) == 1


@pytest.mark.requirement("I2.11")
def test_what_the_release_does_not_show_is_not_drawn():
    only_mean = [CircleYear(year, 6, mean=42.5) for year in (2022, 2023, 2024)]
    bare = circle_band(OWN[:5], only_mean, **NAMES)
    full = circle_band(OWN[:5], CIRCLE, **NAMES)
    assert uses_of(bare.svg, palette.BAND_WIDE) == uses_of(bare.svg, palette.BAND) == 0
    assert uses_of(full.svg, palette.BAND_WIDE) == uses_of(full.svg, palette.BAND) == 1
    assert WORDS.quartiles not in bare.svg
    assert WORDS.quartiles in full.svg


def test_the_middle_eighty_percent_are_an_outline_and_a_column():
    without = circle_band(OWN[:5], [CircleYear(2024, 40, quartiles=Band(2024, 36, 46))], **NAMES)
    tails = [CircleYear(2024, 45, quartiles=Band(2024, 36, 46), tails=Band(2024, 30, 52))]
    with_tails = circle_band(OWN[:5], tails, **NAMES)
    assert "mittlere 80" not in without.svg
    assert WORDS.tails not in without.table.head
    assert "mittlere 80" in with_tails.svg
    assert "30,0 bis 52,0\u202f%" in with_tails.table.rows[-1]


def test_a_refused_year_draws_nothing_of_the_circle():
    refused = circle_band(OWN[:5], [CircleYear(2024, 4, note="zu wenige Beteiligte")], **NAMES)
    assert palette.CIRCLE not in refused.svg
    assert palette.BAND not in refused.svg


def test_a_band_upside_down_is_refused():
    with pytest.raises(ValueError, match="lies above"):
        Band(2024, 5, 4)


def test_no_year_at_all_is_refused():
    with pytest.raises(ValueError, match="at least one year"):
        own_path([], **NAMES)


def test_only_missing_years_still_make_a_chart():
    chart = own_path([YearValue(2023, None), YearValue(2024, None)], **NAMES)
    assert lines_of(chart.svg, palette.OWN) == []
    assert chart.table.rows == (("2023", "."), ("2024", "."))


def test_labels_keep_their_distance_order_and_limits():
    placed = spread([10.0, 10.1, 10.2, 2.0], [2.0, 2.0, 2.0, 2.0], low=0.0, high=11.0)
    ordered = sorted(placed)
    assert all(upper - lower >= 2.0 - 1e-9 for lower, upper in pairwise(ordered))
    assert placed[3] < placed[0] < placed[1] < placed[2]
    assert min(placed) >= 0.0
    assert max(placed) <= 11.0


def test_sparkline_has_a_gap_a_label_and_no_styles():
    svg = sparkline(OWN, label='Verlauf "2019" & mehr')
    root = etree.fromstring(svg)
    assert root.get("aria-label") == 'Verlauf "2019" & mehr'
    assert len(root.findall("{http://www.w3.org/2000/svg}polyline")) == 2
    assert "style" not in svg


def test_sparkline_of_nothing_is_nothing():
    assert sparkline([YearValue(2024, None)], label="leer") == ""
