"""One municipality's own figures of one indicator and group, year by year, and where they stop meaning the same."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise

from django.utils import timezone

from benchmark.catalogue.selectors import IndicatorDefinition
from benchmark.figures.rows import FigureRow
from comparisons.statistics import OwnPath, Side, own_path


class Changed(StrEnum):
    """What changed where a series breaks."""

    CONCEPT = "concept"
    DEFINITION = "definition"


@dataclass(frozen=True)
class SeriesBreak:
    """From `year` on the figures mean something else than before."""

    year: int
    changed: Changed
    figure: FigureRow


@dataclass(frozen=True)
class Point:
    """One year; without a figure nothing was recorded (or nothing this person may see)."""

    year: int
    figure: FigureRow | None

    @property
    def known(self) -> bool:
        return self.figure is not None and self.figure.value is not None


@dataclass(frozen=True)
class Series:
    """Own figures of one group over a span of years without holes: a missing year is a point without a value."""

    definition: IndicatorDefinition
    group: str
    points: tuple[Point, ...]

    @property
    def known(self) -> tuple[FigureRow, ...]:
        """The figures that have a value, earliest first."""
        return tuple(point.figure for point in self.points if point.figure and point.known)

    @property
    def latest(self) -> FigureRow | None:
        """The newest figure with a value, or where there is none the newest statement why it is missing."""
        stated = [point.figure for point in self.points if point.figure]
        return self.known[-1] if self.known else (stated[-1] if stated else None)

    @property
    def breaks(self) -> tuple[SeriesBreak, ...]:
        """Where concept or version of the definition change between two known figures."""
        known = self.known
        found = []
        for earlier, later in pairwise(known):
            if earlier.concept != later.concept:
                found.append(SeriesBreak(later.year, Changed.CONCEPT, later))
            elif earlier.definition_version != later.definition_version:
                found.append(SeriesBreak(later.year, Changed.DEFINITION, later))
        return tuple(found)

    @property
    def stretch(self) -> tuple[Point, ...]:
        """The years since the last break: only within them changes are calculated."""
        if not self.breaks:
            return self.points
        return tuple(point for point in self.points if point.year >= self.breaks[-1].year)

    @property
    def since_break(self) -> Series:
        """The present stretch as a series of its own, for pictures too small to show a break."""
        return Series(self.definition, self.group, self.stretch)

    @property
    def invented(self) -> bool:
        return any(figure.invented for figure in self.known)

    @property
    def as_of(self) -> date | None:
        """The day on which something in this series was last entered, checked or approved."""
        days = [last_touched(point.figure) for point in self.points if point.figure]
        return max(days, default=None)

    def at(self, year: int) -> FigureRow | None:
        """The figure of one year, if there is one."""
        return next((point.figure for point in self.points if point.year == year), None)

    def only(self, concept: str, definition_version: int) -> Series:
        """The same years, with nothing but figures of this concept and version."""
        points = tuple(
            point
            if point.figure is None
            or (point.figure.concept, point.figure.definition_version) == (concept, definition_version)
            else Point(point.year, None)
            for point in self.points
        )
        return Series(self.definition, self.group, points)

    def path(self) -> OwnPath:
        """What changed within the present stretch, and whether chance alone could explain it."""
        sides = [side_of(point.figure) for point in self.stretch]
        return own_path(
            [point.year for point in self.stretch],
            [side.value for side in sides],
            numerators=[side.numerator for side in sides],
            denominators=[side.denominator for side in sides],
            factor=float(self.definition.factor),
            part_of_whole=self.definition.part_of_whole,
            smallest=0.5 * 10.0**-self.definition.decimals,
        )


def last_touched(figure: FigureRow) -> date:
    """The day of the last step of a figure."""
    steps = (figure.entered_at, figure.checked_at, figure.approved_at)
    return timezone.localdate(max(step for step in steps if step is not None))


def side_of(figure: FigureRow | None, *, counted: bool = True) -> Side:
    """A figure for the statistics; NaN is missing. Counts of signed figures say nothing about chance."""
    if figure is None or figure.value is None:
        return Side(math.nan)
    if not counted or figure.signed or figure.numerator is None or figure.denominator is None:
        return Side(float(figure.value))
    return Side(float(figure.value), float(figure.numerator), float(figure.denominator))


def span_of(rows: Iterable[FigureRow]) -> tuple[int, ...]:
    """All years from the first to the last figure, also those without one."""
    years = [row.year for row in rows]
    return tuple(range(min(years), max(years) + 1)) if years else ()


def series_of(
    definition: IndicatorDefinition,
    rows: Sequence[FigureRow],
    group: str,
    *,
    years: Sequence[int] | None = None,
    concept: str = "",
) -> Series:
    """The series of a group; where a year has several concepts the wanted one (else the default one) goes first."""
    order = [concept or definition.default_concept, definition.default_concept, *definition.concepts]
    by_year: dict[int, list[FigureRow]] = defaultdict(list)
    for row in rows:
        if row.indicator_code == definition.code and row.group == group:
            by_year[row.year].append(row)
    span = span_of([row for row in rows if row.indicator_code == definition.code]) if years is None else years

    def chosen(year: int) -> FigureRow | None:
        found = by_year.get(year, ())
        return min(found, key=lambda row: order.index(row.concept) if row.concept in order else 99, default=None)

    return Series(definition, group, tuple(Point(year, chosen(year)) for year in span))


def comparison_group(definition: IndicatorDefinition, group: str) -> str:
    """The group to put beside: Germans and foreign nationals each other, else everybody; empty where none fits."""
    beside = {"foreign": ("german", "total"), "german": ("foreign", "total")}.get(group, ())
    return next((other for other in beside if other in definition.groups), "")
