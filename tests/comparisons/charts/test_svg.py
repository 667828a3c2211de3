"""The SVG of every chart keeps to the policy of the pages, collides with nothing and speaks."""

import re
from pathlib import Path

import pytest
from lxml import etree

from comparisons.charts import palette
from comparisons.charts.svg import for_page
from tests.comparisons.charts.samples import circle_chart, every_chart, own_chart

CHARTS_CSS = Path(__file__).parents[3] / "benchmark" / "web" / "static" / "web" / "charts.css"
CHARTS = every_chart()
each_chart = pytest.mark.parametrize("chart", CHARTS, ids=[chart.title[:9] for chart in CHARTS])


def elements(svg: str) -> list[etree._Element]:
    return [element for element in etree.fromstring(svg).iter() if isinstance(element.tag, str)]


@each_chart
@pytest.mark.requirement("I2.12")
def test_nothing_the_policy_forbids(chart):
    for element in elements(chart.svg):
        assert etree.QName(element).localname not in {"style", "script", "metadata", "image", "foreignObject"}
        for name in element.attrib:
            assert name != "style"
            assert not name.lower().startswith("on")
    assert "http://www.w3.org/1999/xlink" not in chart.svg
    assert "<!--" not in chart.svg


@each_chart
def test_ids_are_unique_prefixed_and_every_reference_is_met(chart):
    found = elements(chart.svg)
    ids = [element.get("id") for element in found if element.get("id")]
    assert len(ids) == len(set(ids))
    prefix = found[0].get("aria-labelledby").removesuffix("-title")
    assert all(name.startswith(f"{prefix}-") for name in ids)
    referred = {element.get("href")[1:] for element in found if element.get("href")}
    referred |= set(re.findall(r"url\(#([^)]+)\)", chart.svg))
    assert referred
    assert referred <= set(ids)


def test_two_charts_on_one_page_share_no_id():
    first, second = (set(re.findall(r'\bid="([^"]+)"', own_chart(key).svg)) for key in ("links", "rechts"))
    assert not first & second


@each_chart
def test_scales_with_the_page_and_says_what_it_is(chart):
    root = etree.fromstring(chart.svg)
    assert root.get("width") is None
    assert root.get("height") is None
    assert root.get("viewBox")
    assert root.get("role") == "graphics-document"
    assert root[0].text == chart.title
    assert root[1].text == chart.description


def test_points_have_spoken_labels_and_one_tab_stop():
    points = [element for element in elements(own_chart().svg) if element.get("class") == "pt"]
    labels = [point.get("aria-label") for point in points]
    assert labels[0] == "2019: Kreis Ahausen 41,3\u202f%"
    assert labels[1] == "2020: Kreis Ahausen 42,5\u202f%, erfunden"
    assert len(labels) == 5, "the missing year is no point"
    assert [point.get("tabindex") for point in points] == ["0", "-1", "-1", "-1", "-1"]


def test_the_same_chart_gives_the_same_bytes():
    assert [chart.svg for chart in every_chart()] == [chart.svg for chart in CHARTS]
    assert own_chart().png() == own_chart().png()


def test_png_is_a_png():
    assert circle_chart().png().startswith(b"\x89PNG\r\n\x1a\n")


@each_chart
def test_years_carry_no_thousands_mark(chart):
    texts = [element.text or "" for element in elements(chart.svg)]
    assert any(re.fullmatch(r"20\d\d", text) for text in texts)
    assert not any(re.search(r"\b2\.0\d\d\b", text) for text in texts)


@each_chart
def test_every_colour_is_of_the_palette_and_follows_dark_mode(chart):
    css = CHARTS_CSS.read_text(encoding="utf-8")
    used = {
        (paint, value)
        for element in elements(chart.svg)
        for paint in ("fill", "stroke")
        if (value := element.get(paint)) not in (None, "none")
    }
    assert used
    for paint, value in used:
        assert value in palette.ALL
        assert f'.chart-svg [{paint}="{value}"]' in css


@each_chart
def test_shapes_drawn_by_use_leave_their_colour_to_the_use(chart):
    for element in elements(chart.svg):
        if etree.QName(element).localname == "path" and etree.QName(element.getparent()).localname == "defs":
            assert element.get("fill") is None
            assert element.get("stroke") is None


def test_a_key_that_would_break_ids_is_refused():
    with pytest.raises(ValueError, match="beginning of an id"):
        for_page(b"<svg xmlns='http://www.w3.org/2000/svg'/>", prefix='x" onload="', title="t", description="d")


def test_dark_colours_are_set_for_every_chart_variable():
    css = CHARTS_CSS.read_text(encoding="utf-8")
    light, dark, forced = (
        set(re.findall(r"(--chart-[a-z-]+):", block)) for block in re.findall(r":root \{(.*?)\}", css, re.S)
    )
    assert light == dark == forced
