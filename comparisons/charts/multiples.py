"""The core set at a glance: one small panel per indicator, all of the same size, each with its own scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from comparisons.charts import palette
from comparisons.charts.circle import draw_circle, heights_of
from comparisons.charts.lines import draw_level, draw_own, present
from comparisons.charts.own import cell
from comparisons.charts.paper import dress_axes, finish, sheet, value_axis, year_axis
from comparisons.charts.values import Chart, CircleYear, Level, Numbers, TableTwin, Words, YearValue

PANEL = (2.6, 1.6)  # inches
TITLED = (2.6, 1.85)


@dataclass(frozen=True)
class Panel:
    """One indicator of the core set; `circle` may be empty before a release."""

    title: str
    words: Words
    numbers: Numbers
    own: Sequence[YearValue]
    circle: Sequence[CircleYear] = ()
    target: Level | None = None


def _draw(axes: Axes, panel: Panel) -> None:
    """Own line before the circle's bands; first and last year only, the last own figure is written beside its mark."""
    dress_axes(axes)
    years = [*(entry.year for entry in panel.own), *(entry.year for entry in panel.circle)]
    year_axis(axes, years, most=2)
    level = [float(panel.target.value)] if panel.target else []
    value_axis(axes, [*present(panel.own).values(), *heights_of(panel.circle), *level], panel.numbers, ticks=3)
    draw_circle(axes, panel.circle)
    draw_own(axes, panel.own, panel.words, panel.numbers, size=0.7)
    if panel.target:
        draw_level(axes, panel.target, colour=palette.TARGET, dashes=(0, (1, 1.5)))
    known = present(panel.own)
    if known:
        last = max(known)
        axes.annotate(
            panel.numbers.write(known[last]),
            (1.0, known[last]),
            xycoords=("axes fraction", "data"),
            xytext=(2, 0),
            textcoords="offset points",
            color=palette.OWN,
            weight="medium",
            va="center",
            annotation_clip=False,
        )


def _table(panels: Sequence[Panel], caption: str, indicator: str) -> TableTwin:
    """Indicators as rows, years as columns: the own figures with their units."""
    years = sorted({entry.year for panel in panels for entry in panel.own})
    rows = tuple(
        (panel.title, *(cell(owned.get(year), panel.words, panel.numbers) for year in years))
        for panel in panels
        for owned in [{entry.year: entry for entry in panel.own}]
    )
    return TableTwin((indicator, *(str(year) for year in years)), rows, caption)


def small_multiple(panel: Panel, *, key: str, description: str, indicator: str) -> Chart:
    """One panel as a chart of its own, for a grid that follows the width of the screen."""

    def draw() -> Figure:
        figure = sheet(*PANEL)
        axes = figure.add_axes((0.15, 0.17, 0.68, 0.77))
        _draw(axes, panel)
        return figure

    table = _table([panel], panel.title, indicator)
    return finish(draw, key=key, title=panel.title, description=description, table=table)


def small_multiples(
    panels: Sequence[Panel], *, key: str, title: str, description: str, indicator: str, columns: int = 3
) -> Chart:
    """All panels in one drawing with fixed margins, for documents; `indicator` heads the first column of the table."""
    if not panels:
        raise ValueError("Small multiples need at least one panel")

    def draw() -> Figure:
        rows = -(-len(panels) // columns)
        width, height = TITLED
        figure = sheet(width * columns, height * rows)
        for number, panel in enumerate(panels):
            row, column = divmod(number, columns)
            left, bottom = (column + 0.15) / columns, 1 - (row + 0.86) / rows
            axes = figure.add_axes((left, bottom, 0.68 / columns, 0.66 / rows))
            axes.set_title(panel.title, loc="left", color=palette.TEXT, fontsize=10, weight="medium", pad=6)
            _draw(axes, panel)
        return figure

    return finish(draw, key=key, title=title, description=description, table=_table(panels, title, indicator))
