"""The own path against the circle: only what a release shows. No rank, no member, no lowest or highest value."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from comparisons.charts import palette
from comparisons.charts.lines import draw_bands, draw_breaks, draw_level, draw_line, draw_own, last_of, present
from comparisons.charts.own import MARGINS, SIZE, cell
from comparisons.charts.paper import dress_axes, finish, label_ends, sheet, value_axis, year_axis
from comparisons.charts.values import Band, Break, Chart, CircleYear, Level, Numbers, TableTwin, Words, YearValue

_GRADE_TEXT: dict[str, Any] = {"color": palette.MUTED, "fontsize": 8, "ha": "center", "va": "top"}


def bands_of(circle: Sequence[CircleYear], name: str) -> list[Band]:
    """The bands of one statistic ("tails", "quartiles" or "median") in the years that have it."""
    return [band for entry in circle if (band := getattr(entry, name)) is not None]


def heights_of(circle: Sequence[CircleYear]) -> list[float]:
    """All heights that the circle's part of a chart needs."""
    edges = [
        edge
        for name in ("tails", "quartiles", "median")
        for band in bands_of(circle, name)
        for edge in (band.low, band.high)
    ]
    return [float(value) for value in (*edges, *(entry.mean for entry in circle if entry.mean is not None))]


def draw_circle(axes: Axes, circle: Sequence[CircleYear]) -> None:
    """Middle 80 percent as dotted outline, middle half and median cell as bands, grouped mean as dashed line."""
    draw_bands(axes, bands_of(circle, "tails"), colour="none", edge=palette.AXIS, zorder=1, dashes="dotted")
    draw_bands(axes, bands_of(circle, "quartiles"), colour=palette.BAND_WIDE, edge=palette.BAND, zorder=1)
    draw_bands(axes, bands_of(circle, "median"), colour=palette.BAND, edge=palette.CIRCLE, zorder=2)
    means = [YearValue(entry.year, entry.mean) for entry in circle]
    draw_line(axes, means, breaks=(), colour=palette.CIRCLE, width=1.6, dashes="dashed")


def _circle_labels(circle: Sequence[CircleYear], words: Words) -> list[tuple[float, str, str, str]]:
    """Direct labels at the last year each statistic exists."""
    labels = []
    if tails := bands_of(circle, "tails"):
        last = max(tails, key=lambda band: band.year)
        labels.append((float(last.high), words.tails, palette.MUTED, "normal"))
    if quartiles := bands_of(circle, "quartiles"):
        last = max(quartiles, key=lambda band: band.year)
        labels.append((float(last.high), words.quartiles, palette.MUTED, "normal"))
    if medians := bands_of(circle, "median"):
        last = max(medians, key=lambda band: band.year)
        labels.append(((float(last.low) + float(last.high)) / 2, words.median, palette.CIRCLE, "normal"))
    height = last_of([YearValue(entry.year, entry.mean) for entry in circle])
    if height is not None:
        labels.append((height, words.mean, palette.CIRCLE, "normal"))
    return labels


def _span(band: Band | None, words: Words, numbers: Numbers) -> str:
    if band is None:
        return "."
    low, high = numbers.write(band.low), numbers.with_unit(band.high, words.unit)
    return words.span.format(low=low, high=high)


def _row(
    year: int, own: YearValue | None, entry: CircleYear, shown: Sequence[str], words: Words, numbers: Numbers
) -> tuple[str, ...]:
    """One year of the table twin; what the release does not show is a sign."""
    cells = {
        "tails": _span(entry.tails, words, numbers),
        "quartiles": _span(entry.quartiles, words, numbers),
        "median": _span(entry.median, words, numbers),
        "mean": "." if entry.mean is None else numbers.with_unit(entry.mean, words.unit),
    }
    remarks = [own.mark if own else "", words.invented if own and own.invented else "", entry.note]
    return (
        str(year),
        cell(own, words, numbers),
        *(cells[name] for name in shown),
        "." if entry.n is None else str(entry.n),
        *((entry.grade or ".",) if words.grade else ()),
        "; ".join(dict.fromkeys(filter(None, remarks))) or "–",
    )


def _table(
    own: Sequence[YearValue], circle: Sequence[CircleYear], words: Words, numbers: Numbers, caption: str
) -> TableTwin:
    """Years as rows with the number of municipalities; only statistics that some year shows become a column."""
    names = {"tails": words.tails, "quartiles": words.quartiles, "median": words.median, "mean": words.mean}
    shown = [name for name in names if any(getattr(entry, name) is not None for entry in circle)]
    owned, shared = {entry.year: entry for entry in own}, {entry.year: entry for entry in circle}
    rows = tuple(
        _row(year, owned.get(year), shared.get(year, CircleYear(year, None)), shown, words, numbers)
        for year in sorted({*owned, *shared})
    )
    head = (
        words.year,
        words.own,
        *(names[name] for name in shown),
        words.members,
        *((words.grade,) if words.grade else ()),
        words.remark,
    )
    if all(row[-1] == "–" for row in rows):
        return TableTwin(head[:-1], tuple(row[:-1] for row in rows), caption)
    return TableTwin(head, rows, caption)


def _drawing(
    own: Sequence[YearValue],
    circle: Sequence[CircleYear],
    target: Level | None,
    breaks: Sequence[Break],
    words: Words,
    numbers: Numbers,
) -> Figure:
    """Bands of the circle behind, the own line in front."""
    figure = sheet(*SIZE)
    axes = figure.add_subplot()
    figure.subplots_adjust(**MARGINS)
    dress_axes(axes)
    year_axis(axes, [*(entry.year for entry in own), *(entry.year for entry in circle)])
    level = [float(target.value)] if target else []
    value_axis(axes, [*present(own).values(), *heights_of(circle), *level], numbers)
    draw_circle(axes, circle)
    draw_own(axes, own, words, numbers, breaks=breaks)
    labels = _circle_labels(circle, words)
    if (height := last_of(own)) is not None:
        labels.append((height, words.own, palette.OWN, "medium"))
    if target:
        draw_level(axes, target, colour=palette.TARGET, dashes=(0, (1, 1.5)))
        labels.append((float(target.value), target.label, palette.TARGET, "normal"))
    draw_breaks(axes, breaks)
    label_ends(axes, labels)
    _draw_grades(axes, circle)
    return figure


def _draw_grades(axes: Axes, circle: Sequence[CircleYear]) -> None:
    """The letter of every released year along the upper edge."""
    for entry in circle:
        if entry.grade and entry.n:
            place = (entry.year, 0.985)
            axes.text(*place, entry.grade, transform=axes.get_xaxis_transform(), **_GRADE_TEXT)


def circle_band(
    own: Sequence[YearValue],
    circle: Sequence[CircleYear],
    *,
    key: str,
    title: str,
    description: str,
    words: Words,
    numbers: Numbers,
    target: Level | None = None,
    breaks: Sequence[Break] = (),
) -> Chart:
    """The own line before the bands of the circle. Refused years stay empty and give their reason in the table."""
    if not own and not circle:
        raise ValueError("A circle chart needs at least one year")

    draw = partial(_drawing, own, circle, target, breaks, words, numbers)
    table = _table(own, circle, words, numbers, title)
    return finish(draw, key=key, title=title, description=description, table=table)
