"""Turns own figures and released statistics into the plain values of the chart room."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from benchmark.catalogue.selectors import IndicatorDefinition
from benchmark.figures import words as figure_words
from benchmark.goals.selectors import UseRow
from benchmark.web.signs import STATES
from comparisons.charts import (
    Band,
    Break,
    CircleYear,
    Level,
    Panel,
    Words,
    YearValue,
    circle_band,
    own_path,
    small_multiple,
)
from comparisons.comparability import Grade
from comparisons.insights import words
from comparisons.insights.drawn import Drawing
from comparisons.insights.series import Changed, Point, Series
from comparisons.releases.disclosure import Grid
from comparisons.releases.selectors import ReleasedYear


def year_values(series: Series) -> tuple[YearValue, ...]:
    """The own years; a missing one carries its sign and its reason."""
    return tuple(_year_value(point) for point in series.points)


def _year_value(point: Point) -> YearValue:
    figure = point.figure
    if figure is None:
        return YearValue(point.year, None, mark=_("no figure recorded or released"))
    if figure.value is None:
        return YearValue(
            point.year,
            None,
            mark=figure_words.reason(figure.missing),
            sign=figure_words.sign(figure.missing),
            invented=figure.invented,
        )
    return YearValue(point.year, figure.value, mark=str(STATES[figure.state][0]), invented=figure.invented)


def circle_years(rows: Sequence[ReleasedYear], grids: Mapping[str, Grid]) -> tuple[CircleYear, ...]:
    """The released years; what a release does not show stays None."""
    return tuple(
        CircleYear(
            year=row.year,
            n=row.n,
            quartiles=_band(row, row.q1_cell, row.q3_cell, grids),
            median=_band(row, row.median_cell, row.median_cell, grids),
            mean=row.mean,
            note=words.released_refusal(row) or (_("including invented figures") if row.invented_count else ""),
            grade=Grade(row.grade).letter if row.n else "",
        )
        for row in rows
    )


def _band(row: ReleasedYear, low: int | None, high: int | None, grids: Mapping[str, Grid]) -> Band | None:
    """A span of cells; drawn only on the very grid with which the year was released."""
    grid = grids.get(row.grid_id)
    if low is None or high is None or grid is None:
        return None
    return Band(row.year, grid.bounds(low)[0], grid.bounds(high)[1])


def chart_words(definition: IndicatorDefinition, own: str, group: str = "") -> Words:
    """All words in the charts of this room."""
    return Words(
        own=own,
        unit=definition.unit,
        year=_("Year"),
        target=_("Target"),
        threshold=_("Threshold"),
        group=group,
        quartiles=_("Middle half of the circle"),
        median=_("Class of the median"),
        mean=_("Mean of the circle"),
        members=_("Municipalities"),
        remark=_("Remark"),
        grade=_("Comparability"),
        invented=_("invented"),
        span=_("{low} to {high}"),
    )


def breaks_of(series: Series) -> tuple[Break, ...]:
    """Where the line stops because the figures mean something else from then on."""
    labels = {Changed.CONCEPT: _("other concept"), Changed.DEFINITION: _("new definition")}
    return tuple(Break(one.year, labels[one.changed]) for one in series.breaks)


def subject_of(series: Series) -> str:
    """The indicator by name, with the group where there are several."""
    if len(series.definition.groups) < 2:
        return series.definition.name
    return f"{series.definition.name} ({words.group_words(series.group)})"


def target_of(use: UseRow | None, series: Series) -> Level | None:
    """The target line, only for the group it was set for."""
    return _level(use.target_value if _is_about(use, series) and use else None, _("Target"), series)


def threshold_of(use: UseRow | None, series: Series) -> Level | None:
    """The threshold line, only for the group it was set for."""
    return _level(use.threshold_value if _is_about(use, series) and use else None, _("Threshold"), series)


def _is_about(use: UseRow | None, series: Series) -> bool:
    return use is not None and use.leading_group == series.group


def _level(value: Decimal | None, name: str, series: Series) -> Level | None:
    if value is None:
        return None
    numbers = words.number_writing(series.definition)
    return Level(value, f"{name} {numbers.with_unit(value, series.definition.unit)}")


def own_drawing(series: Series, beside: Series | None, use: UseRow | None, place: str) -> Drawing | None:
    """The own path with target, threshold and the group beside; None without any year."""
    values = year_values(series)
    if not values:
        return None
    definition = series.definition
    group = words.group_words(series.group)
    return Drawing(
        kind="own",
        function=own_path,
        given=(values,),
        named={
            "title": subject_of(series),
            "description": _(
                "Line of the own values over the years %(first)s to %(last)s. All numbers are in the table."
            )
            % {"first": values[0].year, "last": values[-1].year},
            "words": chart_words(
                definition, group if beside else place, words.group_words(beside.group) if beside else ""
            ),
            "numbers": words.number_writing(definition),
            "target": target_of(use, series),
            "threshold": threshold_of(use, series),
            "breaks": breaks_of(series),
            "group": tuple(year_values(beside)) if beside else (),
        },
    )


def circle_drawing(
    series: Series, rows: Sequence[ReleasedYear], grids: Mapping[str, Grid], use: UseRow | None, place: str, circle: str
) -> Drawing:
    """The own line before the bands of a circle; `series` holds figures of the circle's concept only."""
    definition = series.definition
    return Drawing(
        kind="circle",
        function=circle_band,
        given=(year_values(series), circle_years(rows, grids)),
        named={
            "title": _("%(subject)s: %(place)s and the circle “%(circle)s”")
            % {"subject": subject_of(series), "place": place, "circle": circle},
            "description": _(
                "The own values before what the circle has released. No single municipality can be seen. "
                "All numbers are in the table."
            ),
            "words": chart_words(definition, place),
            "numbers": words.number_writing(definition),
            "target": target_of(use, series),
        },
    )


def panel_drawing(
    series: Series, rows: Sequence[ReleasedYear], grids: Mapping[str, Grid], use: UseRow | None, place: str
) -> Drawing | None:
    """One small multiple; None where there is nothing to draw."""
    values, circle = year_values(series.since_break), circle_years(rows, grids)
    if not values and not circle:
        return None
    definition = series.definition
    panel = Panel(
        title=f"{definition.short_name} ({words.group_words(series.group)})",
        words=chart_words(definition, place),
        numbers=words.number_writing(definition),
        own=values,
        circle=circle,
        target=target_of(use, series),
    )
    return Drawing(
        kind="panel",
        function=small_multiple,
        given=(panel,),
        named={
            "description": _("Small picture of the years; all numbers are in the table."),
            "indicator": _("Indicator"),
        },
    )
