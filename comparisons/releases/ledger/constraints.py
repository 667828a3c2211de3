"""Canonical constraint rows: one spelling for what a released statistic says, with whole numbers and text only.

G: `cells` (the grid cell of every member, which the strongest attacker is taken to know), `quantile` (rank, cell),
`mean`, `bars`, `known`. L: `sum` (coefficients of members, in persons, between two bounds).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

from comparisons.releases.disclosure import Verdict
from comparisons.releases.disclosure.judge import MEDIAN, QUARTILES, TAILS, rank

Row = dict[str, Any]


@dataclass(frozen=True)
class Family:
    """Figures of one indicator in one concept: what a municipality counts there, whatever circle it does so in."""

    indicator_code: str
    concept: str


@dataclass(frozen=True)
class Known:
    """Members whose value others know: officially published, or shown with consent (revoked or not)."""

    public: frozenset[str] = field(default_factory=frozenset)
    consented: frozenset[str] = field(default_factory=frozenset)

    def among(self, members: Collection[str]) -> Known:
        """Those who take part."""
        return Known(self.public.intersection(members), self.consented.intersection(members) - self.public)

    @property
    def everybody(self) -> frozenset[str]:
        """All of them."""
        return self.public | self.consented


def grid_rows(
    verdict: Verdict, cells: Mapping[str, int] | None, *, versions: Mapping[str, int] | None = None, known: Known
) -> list[Row]:
    """What a verdict says; without `cells` where it is no longer known who contributed which."""
    found: list[Row] = []
    if cells is not None:
        found.append({"type": "cells", "of": dict(cells), "versions": dict(versions or {})})
    found.append({"type": "known", "public": sorted(known.public), "consented": sorted(known.consented)})
    found.append({"type": "mean", "n": verdict.n, "value": plain(verdict.mean)})
    shown = {
        MEDIAN: None if verdict.median is None else (verdict.median,),
        QUARTILES: verdict.quartiles,
        TAILS: verdict.tails,
    }
    for shares, at in shown.items():
        for share, cell in zip(shares, at or (), strict=at is not None):
            found.append({"type": "quantile", "n": verdict.n, "rank": rank(verdict.n, share), "cell": cell})
    if verdict.histogram:
        found.append({"type": "bars", "bars": [[bar.first, bar.last, bar.n] for bar in verdict.histogram]})
    return found


def sum_row(coefficients: Mapping[str, int], *, low: Decimal | int | None, high: Decimal | int | None) -> Row:
    """A published sum over members in persons, as the interval that its rounding leaves; None: no bound."""
    return {"type": "sum", "of": dict(coefficients), "low": plain(low), "high": plain(high)}


def cells_of(rows: Collection[Row]) -> dict[str, int] | None:
    """The cells by member, None where they are not known."""
    return next((row["of"] for row in rows if row["type"] == "cells"), None)


def known_of(rows: Collection[Row]) -> Known:
    """Who was counted as known when this was released."""
    for row in rows:
        if row["type"] == "known":
            return Known(frozenset(row["public"]), frozenset(row["consented"]))
    return Known()


def plain(number: Decimal | Fraction | int | None) -> str | None:
    """One spelling per number."""
    if number is None:
        return None
    if isinstance(number, Fraction):
        return str(number)
    return "0" if number == 0 else format(Decimal(number).normalize(), "f")
