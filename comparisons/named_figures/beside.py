"""What stands beside the comparison of one indicator: figures others show to us, and what we show."""

from __future__ import annotations

from dataclasses import dataclass

from benchmark.catalogue.selectors import IndicatorDefinition
from benchmark.web.numbers import years_in_short
from comparisons.circles.models import Circle
from comparisons.named_figures.presenters import Names, TheirTable, their_tables
from comparisons.named_figures.selectors import shown_by_us, shown_to_us


@dataclass(frozen=True)
class Beside:
    """One indicator and group in one circle: at most one table, and the years of our own that somebody is shown."""

    slug: str
    table: TheirTable | None
    our_years: str


def beside(circle: Circle, definition: IndicatorDefinition, group: str) -> Beside:
    """Figures shown by name in this circle; three queries where somebody shows something, two where nobody does."""
    tables = their_tables(shown_to_us(circle, definition.code, group), Names([definition]))
    ours = shown_by_us(circle, definition.code, group)
    years = {year.year for one in ours for year in one.in_force}
    return Beside(circle.slug, tables[0] if tables else None, years_in_short(years))
