"""Charts drawn on the server, each with its table twin. Pure: plain values in, SVG and PNG out."""

from comparisons.charts.circle import circle_band
from comparisons.charts.multiples import Panel, small_multiple, small_multiples
from comparisons.charts.own import own_path
from comparisons.charts.sparklines import sparkline
from comparisons.charts.values import (
    Band,
    Break,
    Chart,
    CircleYear,
    Level,
    Numbers,
    TableTwin,
    Words,
    YearValue,
)

__all__ = [
    "Band",
    "Break",
    "Chart",
    "CircleYear",
    "Level",
    "Numbers",
    "Panel",
    "TableTwin",
    "Words",
    "YearValue",
    "circle_band",
    "own_path",
    "small_multiple",
    "small_multiples",
    "sparkline",
]
