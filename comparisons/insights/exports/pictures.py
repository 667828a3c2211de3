"""A chart as a file of its own: with title above and source and date below, because no page stands around it."""

from __future__ import annotations

import io
import textwrap

from matplotlib.figure import Figure

from comparisons.charts import Chart, palette

ABOVE, BELOW = 0.62, 0.62  # inches for title and source
LINE = 105  # characters of the source per line
TYPES = {"png": "image/png", "svg": "image/svg+xml"}
PNG_DPI = 200


def picture(chart: Chart, kind: str, *, source: str) -> bytes:
    """The chart as PNG (200 dpi) or SVG on white, with its title and source."""
    figure = chart.draw()
    _make_room(figure)
    height = figure.get_figheight()
    figure.text(0.075, 1 - 0.3 / height, chart.title, color=palette.TEXT, fontsize=11, weight="medium", va="center")
    figure.text(0.075, 0.12 / height, textwrap.fill(source, LINE), color=palette.MUTED, fontsize=7.5, va="bottom")
    stream = io.BytesIO()
    metadata = {"Software": None} if kind == "png" else {"Date": None, "Creator": None}
    figure.savefig(stream, format=kind, dpi=PNG_DPI if kind == "png" else 72, facecolor="#ffffff", metadata=metadata)
    return stream.getvalue()


def _make_room(figure: Figure) -> None:
    """Make the sheet higher above and below, and leave the drawing itself as large as it was."""
    width, height = figure.get_size_inches()
    taller = height + ABOVE + BELOW
    figure.set_size_inches(width, taller)
    for axes in figure.axes:
        box = axes.get_position()
        bottom = (box.y0 * height + BELOW) / taller
        axes.set_position((box.x0, bottom, box.width, box.height * height / taller))
