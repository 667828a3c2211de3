"""What a Gemeinde could hand over to the sums today, and what stands against the rest; on its own connection."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from benchmark.figures.rows import FigureRow
from benchmark.figures.selectors import current_figures
from comparisons.totals.agreed import AgreedEntry, entries_of
from comparisons.totals.models import LARGEST_COUNT, TotalsAgreement


class Obstacle(StrEnum):
    """Why the number of a group cannot be handed over."""

    NOTHING = "nothing"
    NOT_APPROVED = "not_approved"
    OTHER_CONCEPT = "other_concept"
    OTHER_VERSION = "other_version"
    NO_NUMBER = "no_number"  # a rate without its numerator, or a stated gap
    NOT_A_COUNT = "not_a_count"  # negative, a fraction, not a number at all
    CONTRADICTION = "contradiction"  # a part is larger than its total


@dataclass(frozen=True)
class Number:
    """The number of one group: `count` where it can be handed over, otherwise why not."""

    group: str
    figure: FigureRow | None
    count: int | None
    obstacle: Obstacle | None


@dataclass(frozen=True)
class Offer:
    """One indicator and year: all groups of the agreement together, or nothing."""

    entry: AgreedEntry
    year: int
    numbers: tuple[Number, ...]

    @property
    def contradicts(self) -> bool:
        """Whether a part is larger than the total it belongs to."""
        counts = self.counts
        total = counts.get(self.entry.columns.total)
        return total is not None and any(counts.get(part, 0) > total for part in self.entry.columns.parts)

    @property
    def counts(self) -> dict[str, int]:
        return {one.group: one.count for one in self.numbers if one.count is not None}

    @property
    def ready(self) -> bool:
        """Whether it can be handed over: every group has its number."""
        return len(self.counts) == len(self.entry.groups) and not self.contradicts

    @property
    def is_empty(self) -> bool:
        """Whether there is no figure at all."""
        return all(one.obstacle is Obstacle.NOTHING for one in self.numbers)

    @property
    def obstacles(self) -> tuple[tuple[str, Obstacle], ...]:
        """Groups with what stands against them; the empty group is the offer as a whole."""
        found = tuple((one.group, one.obstacle) for one in self.numbers if one.obstacle is not None)
        return found or ((("", Obstacle.CONTRADICTION),) if self.contradicts else ())


def offers(agreement: TotalsAgreement, wanted: Collection[tuple[str, int]] | None = None) -> list[Offer]:
    """Every indicator and year of the agreement (or those wanted) for which there is any figure."""
    years = range(agreement.first_year, agreement.last_year + 1)
    own: dict[tuple[str, int, str], list[FigureRow]] = defaultdict(list)
    for row in current_figures(years=years):
        own[row.indicator_code, row.year, row.group].append(row)
    found = [
        Offer(entry, year, tuple(_number(entry, own, year, group) for group in entry.groups))
        for entry in entries_of(agreement)
        for year in years
        if wanted is None or (entry.code, year) in wanted
    ]
    return [one for one in found if not one.is_empty or wanted is not None]


def count_of(number: Decimal | None) -> int | None:
    """A numerator as a number of persons; None where it is no whole number from 0 upwards."""
    if number is None or not number.is_finite() or number < 0 or number > LARGEST_COUNT:
        return None
    return int(number) if number == number.to_integral_value() else None


def _number(entry: AgreedEntry, own: Mapping[tuple[str, int, str], list[FigureRow]], year: int, group: str) -> Number:
    rows = own.get((entry.code, year, group), [])
    figure = next((row for row in rows if row.concept == entry.concept), rows[0] if rows else None)
    obstacle = _obstacle(entry, figure)
    count = count_of(figure.numerator) if figure is not None and obstacle is None else None
    return Number(group, figure, count, obstacle)


def _obstacle(entry: AgreedEntry, figure: FigureRow | None) -> Obstacle | None:
    if figure is None:
        return Obstacle.NOTHING
    if figure.concept != entry.concept:
        return Obstacle.OTHER_CONCEPT
    if figure.definition_version != entry.definition.version:
        return Obstacle.OTHER_VERSION
    if figure.state != "approved":
        return Obstacle.NOT_APPROVED
    if figure.missing or figure.numerator is None:
        return Obstacle.NO_NUMBER
    return Obstacle.NOT_A_COUNT if count_of(figure.numerator) is None else None
