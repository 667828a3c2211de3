"""How the other municipalities of the same kind changed: the usual change of each year and its robust spread."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import median
from typing import NamedTuple

MAD_TO_DEVIATION = 1.4826  # median deviation of a normal spread, as its standard deviation
FEWEST_PEERS = 8  # below, one unusual neighbour would move the band


class Usual(NamedTuple):
    """The middle of many changes on the scale of the rule, their robust deviation, and how many there were."""

    middle: float
    deviation: float
    known: int


def usual(changes: Iterable[float]) -> Usual | None:
    """Median and median deviation of changes; None for none. Missing ones (NaN) are left out."""
    known = [change for change in changes if math.isfinite(change)]
    if not known:
        return None
    middle = median(known)
    return Usual(middle, MAD_TO_DEVIATION * median([abs(change - middle) for change in known]), len(known))


SeriesName = tuple[str, str, str]  # subject, group, concept
ChangeName = tuple[SeriesName, str, int, int]  # the series, the aspect, the two years


@dataclass(frozen=True)
class KindReference:
    """The usual changes per year of one kind of municipality, by series, aspect and the two years."""

    by_years: Mapping[ChangeName, Usual]

    def change(self, series: SeriesName, aspect: str, first: int, last: int) -> Usual | None:
        """The usual change per year between two years; None where too few peers are known.

        Where the peers have figures between the two years, their yearly changes are put together.
        """
        seen = self.by_years.get((series, aspect, first, last))
        if seen is not None and seen.known >= FEWEST_PEERS:
            return seen
        steps = [self.by_years.get((series, aspect, year - 1, year)) for year in range(first + 1, last + 1)]
        known = [step for step in steps if step is not None and step.known >= FEWEST_PEERS]
        if len(known) < len(steps):
            return None
        middle = sum(step.middle for step in known) / len(known)
        return Usual(middle, max(step.deviation for step in known), min(step.known for step in known))


def reference(changes: Mapping[ChangeName, Iterable[float]]) -> KindReference:
    """The reference of a kind from the changes of its members."""
    judged = {name: usual(values) for name, values in changes.items()}
    return KindReference({name: seen for name, seen in judged.items() if seen is not None})
