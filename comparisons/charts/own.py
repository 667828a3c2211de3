"""The own path: one municipality over the years, with its target and threshold. Always the first view."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from matplotlib.figure import Figure

from comparisons.charts import palette
from comparisons.charts.lines import draw_breaks, draw_level, draw_line, draw_own, last_of, present
from comparisons.charts.paper import dress_axes, finish, label_ends, sheet, value_axis, year_axis
from comparisons.charts.values import Break, Chart, Level, Numbers, TableTwin, Words, YearValue

SIZE = (7.0, 3.4)
MARGINS = {"left": 0.075, "right": 0.79, "top": 0.92, "bottom": 0.11}


def _table(
    values: Sequence[YearValue],
    group: Sequence[YearValue],
    target: Level | None,
    threshold: Level | None,
    breaks: Sequence[Break],
    words: Words,
    numbers: Numbers,
    caption: str,
) -> TableTwin:
    """Years as rows; target and threshold as columns where they are drawn; remarks only where there are any."""
    levels = [(words.target, target), (words.threshold, threshold)]
    shared = {entry.year: entry for entry in group}
    broken = {entry.year: entry.label for entry in breaks}
    rows = []
    for entry in sorted(values, key=lambda entry: entry.year):
        cells = [str(entry.year), cell(entry, words, numbers)]
        if group:
            cells.append(cell(shared.get(entry.year), words, numbers))
        cells += [numbers.with_unit(level.value, words.unit) for _, level in levels if level]
        remarks = (entry.mark, words.invented if entry.invented else "", broken.get(entry.year, ""))
        rows.append((*cells, "; ".join(dict.fromkeys(filter(None, remarks)))))
    head = [words.year, words.own, *([words.group] if group else []), *(name for name, level in levels if level)]
    if any(row[-1] for row in rows):
        return TableTwin((*head, words.remark), tuple((*row[:-1], row[-1] or "–") for row in rows), caption)
    return TableTwin(tuple(head), tuple(row[:-1] for row in rows), caption)


def cell(entry: YearValue | None, words: Words, numbers: Numbers) -> str:
    """A figure in a table; a missing one is its sign, never empty and never zero."""
    if entry is None:
        return "."
    return entry.sign if entry.value is None else numbers.with_unit(entry.value, words.unit)


def _drawing(
    values: Sequence[YearValue],
    group: Sequence[YearValue],
    target: Level | None,
    threshold: Level | None,
    breaks: Sequence[Break],
    words: Words,
    numbers: Numbers,
) -> Figure:
    """Own line, levels, group line and breaks on one sheet."""
    figure = sheet(*SIZE)
    axes = figure.add_subplot()
    figure.subplots_adjust(**MARGINS)
    dress_axes(axes)
    levels = [level for level in (target, threshold) if level]
    year_axis(axes, [entry.year for entry in (*values, *group)])
    heights = [*present(values).values(), *present(group).values(), *(float(level.value) for level in levels)]
    value_axis(axes, heights, numbers)
    labels = []
    if group:
        draw_line(axes, group, breaks=breaks, colour=palette.CIRCLE, width=1.6, dashes="dashed")
        if (height := last_of(group)) is not None:
            labels.append((height, words.group, palette.CIRCLE, "normal"))
    draw_own(axes, values, words, numbers, breaks=breaks)
    if (height := last_of(values)) is not None:
        labels.append((height, words.own, palette.OWN, "medium"))
    if target:
        draw_level(axes, target, colour=palette.TARGET, dashes=(0, (1, 1.5)))
        labels.append((float(target.value), target.label, palette.TARGET, "normal"))
    if threshold:
        draw_level(axes, threshold, colour=palette.THRESHOLD, dashes=(0, (6, 2, 1, 2)))
        labels.append((float(threshold.value), threshold.label, palette.THRESHOLD, "normal"))
    draw_breaks(axes, breaks)
    label_ends(axes, labels)
    return figure


def own_path(
    values: Sequence[YearValue],
    *,
    key: str,
    title: str,
    description: str,
    words: Words,
    numbers: Numbers,
    target: Level | None = None,
    threshold: Level | None = None,
    breaks: Sequence[Break] = (),
    group: Sequence[YearValue] = (),
) -> Chart:
    """The own line over the years; `group` adds the line of a comparison group of the own choice."""
    if not values:
        raise ValueError("An own path needs at least one year")

    draw = partial(_drawing, values, group, target, threshold, breaks, words, numbers)
    table = _table(values, group, target, threshold, breaks, words, numbers, title)
    return finish(draw, key=key, title=title, description=description, table=table)
