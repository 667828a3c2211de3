"""What official statistics say about a municipality: which figures are public anyway, and which counts are known."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

from benchmark.catalogue.selectors import IndicatorDefinition
from benchmark.figures.rows import FigureRow
from benchmark.statistics_offices.selectors import Proposal, denominators, proposals

Key = tuple[str, int, str, str]  # indicator, year, group, concept


def official_figures(ags: str) -> Mapping[Key, Proposal]:
    """Published figures of one municipality, also those made from published ones; never invented ones, never gaps."""
    return {
        (one.indicator_code, one.year, one.group, one.concept): one
        for one in proposals(ags)
        if not one.invented and one.missing is None and one.value is not None
    }


class Officials:
    """Official statistics of several municipalities, each looked up once."""

    def __init__(self) -> None:
        self._figures: dict[str, Mapping[Key, Proposal]] = {}
        self._denominators: dict[str, Mapping[Key, Decimal]] = {}

    def count(self, ags: str, key: Key) -> Decimal | None:
        """The published numerator (persons), None where there is none."""
        if ags not in self._figures:
            self._figures[ags] = official_figures(ags)
        published = self._figures[ags].get(key)
        return published.numerator if published else None

    def denominator(self, ags: str, key: Key) -> Decimal | None:
        """The published denominator (persons), None where it is not known."""
        if ags not in self._denominators:
            self._denominators[ags] = denominators(ags)
        return self._denominators[ags].get(key)


def is_published(figure: FigureRow, official: Proposal | None, definition: IndicatorDefinition) -> bool:
    """Whether everybody can look this figure up: same counts, or the same value as far as it is ever shown."""
    if official is None or official.value is None or figure.value is None or figure.invented:
        return False
    if figure.numerator is not None and (figure.numerator, figure.denominator) == (
        official.numerator,
        official.denominator,
    ):
        return True
    return _shown(figure.value, definition) == _shown(official.value, definition)


def _shown(value: Decimal, definition: IndicatorDefinition) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-definition.decimals), rounding=ROUND_HALF_UP)
