"""The whole page: what is agreed, what it takes, who counts and how much detail it costs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from comparisons.circles.selectors import CoreEntry
from comparisons.releases.price.choices import Choice, Table
from comparisons.releases.price.classes import losses, widths
from comparisons.releases.price.small import by_indicator, by_size, comparisons
from comparisons.releases.price.steps import allowed, meanings, thresholds
from comparisons.releases.price.structure import Structure


@dataclass(frozen=True)
class Price:
    """Everything the page shows; tables and sentences only, nothing that depends on a figure."""

    structure: Structure
    meanings: Table
    thresholds: tuple[Table, ...]
    allowed: tuple[Table, ...]
    by_indicator: Table | None
    by_size: Table | None
    widths: Table
    losses: tuple[str, ...]


def price_of(choices: Sequence[Choice], entries: Sequence[CoreEntry], structure: Structure) -> Price:
    """What these choices mean for this circle."""
    columns = [(choice, comparisons(choice, entries, structure)) for choice in choices]
    anybody = bool(structure.places)
    return Price(
        structure=structure,
        meanings=meanings(choices),
        thresholds=tuple(thresholds(choices, entries)),
        allowed=tuple(allowed(choices, entries, structure)),
        by_indicator=by_indicator(columns, structure) if anybody else None,
        by_size=by_size(columns, structure) if anybody else None,
        widths=widths(choices, entries),
        losses=tuple(losses(choices, entries)),
    )
