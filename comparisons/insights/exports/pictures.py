"""A chart as a file of its own: with title above and source and date below, because no page stands around it."""

from __future__ import annotations

import io
import textwrap

from matplotlib.figure import Figure

from comparisons.charts import Chart, palette
from comparisons.charts.paper import ONE_AT_A_TIME

TITLE_LINE, SOURCE_LINE = 0.22, 0.13  # inches per line
TITLE, SOURCE = 66, 105  # characters per line
TYPES = {"png": "image/png", "svg": "image/svg+xml"}
PNG_DPI = 200


def picture(chart: Chart, kind: str, *, subtitle: str, source: str) -> bytes:
    """The chart as PNG (200 dpi) or SVG on white; around it title, subtitle (whose, in which unit) and source."""
    with ONE_AT_A_TIME:
        return _picture(chart, kind, subtitle, source)


def _picture(chart: Chart, kind: str, subtitle: str, source: str) -> bytes:
    figure = chart.draw()
    title, sources = textwrap.wrap(chart.title, TITLE), textwrap.wrap(source, SOURCE)
    _make_room(figure, above=TITLE_LINE * (len(title) + 1) + 0.2, below=SOURCE_LINE * len(sources) + 0.3)
    height = figure.get_figheight()
    top = height - 0.12
    for number, line in enumerate(title):
        place = (top - TITLE_LINE * number) / height
        figure.text(0.075, place, line, color=palette.TEXT, fontsize=11, weight="medium", va="top")
    place = (top - TITLE_LINE * len(title)) / height
    figure.text(0.075, place, subtitle, color=palette.MUTED, fontsize=9.5, va="top")
    figure.text(0.075, 0.12 / height, "\n".join(sources), color=palette.MUTED, fontsize=7.5, va="bottom")
    stream = io.BytesIO()
    metadata = {"Software": None} if kind == "png" else {"Date": None, "Creator": None}
    figure.savefig(stream, format=kind, dpi=PNG_DPI if kind == "png" else 72, facecolor="#ffffff", metadata=metadata)
    return stream.getvalue()


def _make_room(figure: Figure, *, above: float, below: float) -> None:
    """Make the sheet higher above and below, and leave the drawing itself as large as it was."""
    width, height = figure.get_size_inches()
    taller = height + above + below
    figure.set_size_inches(width, taller)
    for axes in figure.axes:
        box = axes.get_position()
        bottom = (box.y0 * height + below) / taller
        axes.set_position((box.x0, bottom, box.width, box.height * height / taller))
