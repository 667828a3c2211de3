"""The common ground of all charts: typeface, axes in the house style, and how a drawing becomes a chart."""

from __future__ import annotations

import textwrap
import threading
from collections.abc import Callable, Iterable, Sequence
from io import BytesIO
from itertools import pairwise
from math import inf
from pathlib import Path

import matplotlib as mpl
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator, FuncFormatter, MaxNLocator

from comparisons.charts import palette
from comparisons.charts.svg import for_page
from comparisons.charts.values import Chart, Numbers, TableTwin

FONT_SIZE = 10.0
LABEL_WIDTH = 17  # characters before a direct label is wrapped
ONE_AT_A_TIME = threading.Lock()  # the drawing library keeps settings and fonts for the whole process
FONTS = Path(__file__).parent / "fonts"

for _font in sorted(FONTS.glob("*.ttf")):
    font_manager.fontManager.addfont(str(_font))
mpl.rcParams.update(
    {
        "font.family": "Fira Sans",
        "font.size": FONT_SIZE,
        "svg.fonttype": "none",  # text stays text: small, readable, selectable
        "svg.hashsalt": "vergleichsring",  # the same drawing gives the same bytes
        "text.parse_math": False,
        "axes.unicode_minus": True,
    }
)


def sheet(width: float, height: float) -> Figure:
    """An empty transparent drawing; sizes in inches, 72 units each on the page."""
    figure = Figure(figsize=(width, height), dpi=72)
    figure.patch.set_visible(False)
    return figure


def dress_axes(axes: Axes) -> None:
    """Axes without a box: a base line, fine horizontal lines, small muted labels."""
    axes.patch.set_visible(False)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(palette.AXIS)
    axes.grid(axis="y", color=palette.GRID, linewidth=0.8)
    axes.set_axisbelow(True)
    axes.tick_params(axis="both", colors=palette.MUTED, length=0, pad=5)
    axes.tick_params(axis="x", length=3, color=palette.AXIS)


def year_axis(axes: Axes, years: Sequence[int], *, most: int = 10) -> None:
    """Years as whole numbers without a thousands mark; counted back from the last, so that it always has a label.

    With `most` 2 only the first and the last year are labelled.
    """
    first, last = min(years), max(years)
    steps = (step for step in (1, 2, 5, 10, 20, 50) if (last - first) // step + 1 <= most)
    step = (last - first or 1) if most <= 2 else next(steps, last - first)
    axes.set_xlim(first - 0.4, last + 0.4)
    axes.xaxis.set_major_locator(FixedLocator([float(year) for year in range(last, first - 1, -step)][::-1]))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda year, _: f"{year:.0f}"))


def value_axis(axes: Axes, drawn: Iterable[float], numbers: Numbers, *, ticks: int = 5) -> None:
    """The range of what is drawn with some air; not below zero where nothing is."""
    values = list(drawn)
    low, high = (min(values), max(values)) if values else (0.0, 1.0)
    air = (high - low) * 0.12 or max(abs(high) * 0.1, 0.5)
    axes.set_ylim(max(0.0, low - air) if low >= 0 else low - air, high + air)
    locator = MaxNLocator(nbins=ticks, steps=[1, 2, 2.5, 5, 10])
    axes.yaxis.set_major_locator(locator)
    places = locator.tick_values(*axes.get_ylim())
    step = float(places[1] - places[0])
    decimals = next((count for count in range(4) if abs(step * 10**count - round(step * 10**count)) < 1e-6), 3)
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: numbers.write(value, decimals)))


def spread(wanted: Sequence[float], heights: Sequence[float], *, low: float, high: float) -> list[float]:
    """Centres of labels, moved apart by their heights without changing their order, kept between low and high."""
    order = sorted(range(len(wanted)), key=lambda index: wanted[index])
    gaps = [(heights[a] + heights[b]) / 2 for a, b in pairwise(order)]

    def upwards(places: list[float], start: float) -> list[float]:
        moved = [max(places[0], start)]
        for place, gap in zip(places[1:], gaps, strict=True):
            moved.append(max(place, moved[-1] + gap))
        return moved

    def downwards(places: list[float], start: float) -> list[float]:
        moved = [min(places[-1], start)]
        for place, gap in zip(places[-2::-1], gaps[::-1], strict=True):
            moved.append(min(place, moved[-1] - gap))
        return moved[::-1]

    places = [wanted[index] for index in order]
    middle = [(up + down) / 2 for up, down in zip(upwards(places, -inf), downwards(places, inf), strict=True)]
    settled = upwards(downwards(middle, high), low)
    return [place for _, place in sorted(zip(order, settled, strict=True))]


def label_ends(axes: Axes, labels: Sequence[tuple[float, str, str, str]]) -> None:
    """Direct labels right of the lines: (height in the unit, text, colour, weight), wrapped and moved apart."""
    if not labels:
        return
    wrapped = [textwrap.fill(text, LABEL_WIDTH) for _, text, _, _ in labels]
    low, high = axes.get_ylim()
    unit_per_point = (high - low) / axes.get_window_extent().height  # sheets have 72 dots per inch
    heights = [unit_per_point * FONT_SIZE * (1.25 * (text.count("\n") + 1) + 0.15) for text in wrapped]
    places = spread([height for height, *_ in labels], heights, low=low, high=high - unit_per_point * FONT_SIZE)
    for place, text, (_, _, colour, weight) in zip(places, wrapped, labels, strict=True):
        axes.annotate(
            text,
            (1.0, place),
            xycoords=("axes fraction", "data"),
            xytext=(6, 0),
            textcoords="offset points",
            color=colour,
            weight=weight,
            va="center",
            annotation_clip=False,
        )


def finish(draw: Callable[[], Figure], *, key: str, title: str, description: str, table: TableTwin) -> Chart:
    """Render a drawing for the page and keep the recipe for documents."""
    raw = BytesIO()
    with ONE_AT_A_TIME:
        draw().savefig(raw, format="svg", metadata={"Date": None, "Creator": None})
    svg = for_page(raw.getvalue(), prefix=key, title=title, description=description)
    return Chart(svg=svg, table=table, title=title, description=description, draw=draw)
