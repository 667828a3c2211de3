"""Year-on-year changes of a series, and what is usual in it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from benchmark.plausibility.kinds import Usual, usual
from benchmark.plausibility.records import Aspect, Record, Scale, known
from benchmark.plausibility.scales import chance, placed, scale_of

FEWEST_CHANGES = 4  # below, the other changes of a series do not say what is usual in it


@dataclass(frozen=True)
class Change:
    """The change between two figures of a series, per year on the scale of its numbers; `chance` is its noise."""

    before: Record
    after: Record
    scale: Scale
    per_year: float
    years: int
    chance: float


def change_between(before: Record, after: Record, aspect: Aspect) -> Change | None:
    """The change from one figure to a later one; None where one of them has no place on the scale."""
    earlier, later = before.number(aspect), after.number(aspect)
    years = after.point.year - before.point.year
    if earlier is None or later is None or years < 1:
        return None
    scale = scale_of(after, aspect)
    first, second = placed(earlier, scale, before.factor), placed(later, scale, after.factor)
    if first is None or second is None:
        return None
    noise = math.hypot(chance(before, aspect, earlier), chance(after, aspect, later)) / years
    return Change(before, after, scale, (second - first) / years, years, noise)


def changes_of(rows: Sequence[Record], aspect: Aspect) -> list[Change]:
    """The changes between neighbouring figures of one series."""
    neighbours = pairwise(row for row, _ in known(rows, aspect))
    found = (change_between(before, after, aspect) for before, after in neighbours)
    return [change for change in found if change is not None]


def usual_beside(judged: Change, changes: Sequence[Change]) -> Usual | None:
    """What is usual among the other changes of the series, so that a wrong figure is not judged by itself.

    The change out of the judged figure is left out too: it leads back from the same error.
    """
    others = [
        change.per_year for change in changes if change.after is not judged.after and change.before is not judged.after
    ]
    return usual(others) if len(others) >= FEWEST_CHANGES else None
