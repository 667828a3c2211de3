"""The distance of two municipalities and what it is made of.

It is the root of the weighted mean of squared differences, in usual deviations: 0 for two that agree in every variable,
about 1 where they differ by one usual deviation throughout. Only variables count that both have.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from comparisons.neighbours.context import Matrix
from comparisons.neighbours.weights import LEAST_COMMON, Weights, counted


class Likeness(StrEnum):
    """How far apart two values of one variable lie."""

    ALIKE = "alike"  # less than a quarter of the usual deviation
    SIMILAR = "similar"  # less than three quarters
    DIFFERENT = "different"  # less than one and a half
    FAR = "far"
    MISSING = "missing"  # one of the two has no published value


_LIMITS = ((0.25, Likeness.ALIKE), (0.75, Likeness.SIMILAR), (1.5, Likeness.DIFFERENT))


@dataclass(frozen=True)
class Contribution:
    """What one variable adds: the difference in usual deviations, and its share of the squared distance (0 to 1)."""

    variable: str
    weight: int
    difference: float | None
    share: float
    likeness: Likeness


def distance(mine: Matrix, theirs: Matrix, variables: Sequence[str], weights: Weights) -> float:
    """The distance of two standardised rows; NaN where they have too little in common."""
    return float(distances(mine, theirs.reshape(1, -1), variables, weights)[0])


def distances(
    mine: Matrix, others: Matrix, variables: Sequence[str], weights: Weights, *, least: float = LEAST_COMMON
) -> Matrix:
    """The distances of one standardised row to many; NaN where less than `least` of the weight is known to both."""
    weight = np.asarray(counted(variables, weights), dtype=np.float64)
    known = ~np.isnan(others) & ~np.isnan(mine)
    common = known @ weight
    squared = np.where(known, (others - mine) ** 2, 0.0) @ weight
    with np.errstate(divide="ignore", invalid="ignore"):
        found = np.sqrt(squared / common)
    found[(common <= 0) | (common < least * weight.sum())] = np.nan
    return np.asarray(found, dtype=np.float64)


def explained(mine: Matrix, theirs: Matrix, variables: Sequence[str], weights: Weights) -> tuple[Contribution, ...]:
    """What each counted variable adds to the distance of two standardised rows, in the order of the variables."""
    weight = counted(variables, weights)
    away = [abs(float(a) - float(b)) for a, b in zip(mine, theirs, strict=True)]
    whole = sum(w * d * d for w, d in zip(weight, away, strict=True) if not math.isnan(d))
    return tuple(
        Contribution(
            variable,
            w,
            None if math.isnan(d) else d,
            w * d * d / whole if whole and not math.isnan(d) else 0.0,
            likeness_of(d),
        )
        for variable, w, d in zip(variables, weight, away, strict=True)
        if w
    )


def likeness_of(difference: float) -> Likeness:
    """A difference in usual deviations in words; NaN is missing."""
    if math.isnan(difference):
        return Likeness.MISSING
    return next((word for limit, word in _LIMITS if difference < limit), Likeness.FAR)
