"""The nearest municipalities to one, among those that may be compared with it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from comparisons.neighbours.context import Context, Matrix
from comparisons.neighbours.distance import Contribution, distances, explained
from comparisons.neighbours.spread import standardised
from comparisons.neighbours.weights import LEAST_COMMON, Weights

_TIE = 9  # decimals; what differs less is equal
ENOUGH = 20  # fewer candidates with every variable: those that lack one are compared as well


@dataclass(frozen=True)
class Neighbour:
    """A municipality with its distance in usual deviations and what that is made of."""

    key: str
    distance: float
    contributions: tuple[Contribution, ...]

    @property
    def complete(self) -> bool:
        """Whether every counted variable was compared."""
        return all(one.difference is not None for one in self.contributions)


@dataclass(frozen=True)
class Search:
    """What was found, among how many, and which counted variables the municipality itself has no value for."""

    neighbours: tuple[Neighbour, ...]
    candidates: int
    missing: tuple[str, ...]
    all_variables: bool  # every candidate has every variable that counts


def nearest(
    context: Context, key: str, weights: Weights, *, count: int = 5, among: Collection[str] | None = None
) -> Search:
    """The nearest municipalities, nearest first; equal distances in the order of the table.

    Scales are those of the whole table, also where `among` narrows the candidates. Variables that the municipality
    itself lacks are left out and named. Raises KeyError for a municipality that is not in the table.
    """
    place = context.row(key)
    table = standardised(context)
    mine = table[place]
    missing = tuple(
        variable
        for variable, number in zip(context.variables, mine, strict=True)
        if np.isnan(number) and weights.get(variable, 0)
    )
    used = {variable: weight for variable, weight in weights.items() if variable not in missing}
    away, complete = _within(context, table, place, used, among)
    known = np.flatnonzero(~np.isnan(away))
    first = known[np.argsort(np.round(away[known], _TIE), kind="stable")][:count]
    found = tuple(
        Neighbour(context.keys[row], float(away[row]), explained(mine, table[row], context.variables, used))
        for row in first
    )
    return Search(found, int(known.size), missing, complete)


def _within(
    context: Context, table: Matrix, place: int, weights: Weights, among: Collection[str] | None
) -> tuple[Matrix, bool]:
    """Distances to every candidate, NaN for everybody else; first only to those that have every variable."""
    outside = np.zeros(len(context.keys), dtype=bool)
    outside[place] = True
    if among is not None:
        allowed = frozenset(among)
        outside |= np.fromiter((key not in allowed for key in context.keys), dtype=bool, count=len(context.keys))
    for least, enough in ((1.0, ENOUGH), (LEAST_COMMON, 0)):
        away = distances(table[place], table, context.variables, weights, least=least)
        away[outside] = np.nan
        if int((~np.isnan(away)).sum()) >= enough:
            break
    return away, least == 1.0
