"""The table of grids: how many cells the middle half of the real Kreise spans, for every core indicator."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

from django.template.loader import render_to_string
from django.utils import translation

from benchmark.catalogue.grids import Side, cells_spanned
from benchmark.catalogue.schema import IndicatorFile

GROUPS = {"total": "alle", "german": "Deutsche", "foreign": "Ausländer:innen"}  # the sheet itself is a German text


@dataclass(frozen=True)
class Quartiles:
    """The middle half of the Kreise of an area in one year, in the indicator's unit."""

    indicator: str
    group: str
    area: str
    year: int
    kreise: int
    lower: Decimal
    middle: Decimal
    upper: Decimal
    source: str


@dataclass(frozen=True)
class Span:
    """What one grid makes of one year; `needed` is the least width at the median, `room` how often it fits."""

    figures: Quartiles
    needed: Decimal
    cells: int

    @property
    def room(self) -> Decimal:
        return (self.figures.upper - self.figures.lower) / self.needed


@dataclass(frozen=True)
class Line:
    """One group of an indicator: the latest year and the year with the fewest cells, or no figures at all."""

    indicator: IndicatorFile
    group: str
    in_words: str
    kreise: int
    gemeinden: int
    spans: tuple[Span, ...]


@cache
def kept_quartiles(path: Path) -> tuple[Quartiles, ...]:
    """The same, read once per process; empty where the file was not installed."""
    return tuple(read_quartiles(path)) if path.exists() else ()


def read_quartiles(path: Path) -> list[Quartiles]:
    """The committed figures, one row per indicator, group, area and year."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Quartiles(
                row["indicator"],
                row["group"],
                row["area"],
                int(row["year"]),
                int(row["kreise"]),
                Decimal(row["lower"]),
                Decimal(row["middle"]),
                Decimal(row["upper"]),
                row["source"],
            )
            for row in csv.DictReader(file)
        ]


def span_of(indicator: IndicatorFile, figures: Quartiles) -> Span:
    """How many cells the middle half touches on the grid for Kreise."""
    distance = indicator.factor - figures.middle if Side(indicator.grid.side) is Side.COMPLEMENT else figures.middle
    edges = indicator.grid.groups[figures.group].kreise
    needed = indicator.rule(figures.group, "kreise").width_at(distance)
    return Span(figures, needed, cells_spanned(edges, figures.lower, figures.upper))


def lines(indicators: Iterable[IndicatorFile], quartiles: Iterable[Quartiles]) -> Iterator[Line]:
    """One line per group of every core indicator."""
    known = list(quartiles)
    for indicator in indicators:
        if not indicator.core:
            continue
        for group in indicator.groups:
            spans = [span_of(indicator, row) for row in known if (row.indicator, row.group) == (indicator.code, group)]
            smallest = indicator.grid.groups[group].smallest_denominator
            yield Line(indicator, group, GROUPS[group], smallest.kreise, smallest.gemeinden, tuple(_telling(spans)))


def sheet(indicators: Iterable[IndicatorFile], quartiles: Iterable[Quartiles]) -> str:
    """The whole method sheet as Markdown, with German numbers."""
    with translation.override("de"):
        return render_to_string("catalogue/grids.md", {"lines": list(lines(indicators, quartiles))})


def _telling(spans: list[Span]) -> Iterator[Span]:
    """Per area the latest year and, if it is another, the year with the fewest cells."""
    for area in sorted({span.figures.area for span in spans}, reverse=True):
        here = [span for span in spans if span.figures.area == area]
        latest = max(here, key=lambda span: span.figures.year)
        fewest = min(here, key=lambda span: (span.cells, -span.figures.year))
        yield latest
        if fewest.cells < latest.cells:
            yield fewest
