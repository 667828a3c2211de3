"""What happens on the ground: figures entered and approved at home, handed over, closed, released by the job."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil
from typing import Any

from benchmark.catalogue.selectors import indicator
from tenants.border import Role, acting_as
from tests.attacks.ground import SLUGS, YEARS, members, round_of
from tests.support import rounds

GROUP = "foreign"
OWN_SOURCE = "Eigene Auswertung des Registers"  # nobody publishes these figures
CONCEPTS = {"REC-01": "NAT_AZR"}

Series = tuple[str, int]  # indicator and year


@dataclass(frozen=True)
class Figure:
    """An exact figure of one municipality: persons, and what they are a part of (public)."""

    numerator: int
    denominator: int
    factor: int = 100

    @property
    def value(self) -> Decimal:
        return Decimal(self.factor * self.numerator) / self.denominator


Figures = dict[str, dict[Series, Figure]]  # municipality -> series -> figure


def chance_of(seed: int) -> random.Random:
    """Chance that repeats itself."""
    return random.Random(seed)  # noqa: S311


def edges_of(code: str, kind: str = "landkreise") -> tuple[Decimal, ...]:
    """The public edges of an indicator, as the catalogue prints them."""
    with acting_as(Role.PLATFORM):
        return tuple(indicator(code).grid_for(kind))


def cell_of(figure: Figure, edges: Sequence[Decimal]) -> int:
    """The class a figure falls into; counted here once more, without the product."""
    inner = edges[1:-1]
    return sum(figure.value >= edge for edge in inner)


def figure_in(
    cell: int, edges: Sequence[Decimal], denominator: int, chance: random.Random, factor: int = 100
) -> Figure:
    """Any whole number of persons whose share lies in this class; in the open top class up to its drawn end."""
    low, high = edges[cell], edges[cell + 1]
    first, behind = (ceil(Fraction(edge) * denominator / factor) for edge in (low, high))
    return Figure(chance.randrange(first, behind), denominator, factor)


def drawn(seed: int, slugs: Iterable[str] = SLUGS, codes: Sequence[str] = ("REC-01", "ARB-01")) -> Figures:
    """Figures of all municipalities: classes around a common middle, a few of them far out."""
    chance = chance_of(seed)
    found: Figures = {}
    scales = {code: edges_of(code) for code in codes}
    for slug in slugs:
        persons = chance.randrange(3_000, 30_000)
        found[slug] = {}
        for code, edges in scales.items():
            middle, size = len(edges) // 3, len(edges) - 1
            for year in YEARS:
                cell = chance.choice((0, size - 1)) if chance.random() < 0.05 else middle + chance.randint(-5, 5)
                found[slug][code, year] = figure_in(min(max(cell, 0), size - 1), edges, persons, chance)
    return found


def redrawn(figures: Figures, seed: int, *, but: Iterable[str] = ()) -> Figures:
    """Every figure replaced by another one of its class; those of the municipalities in `but` stay."""
    chance = chance_of(seed)
    kept = set(but)

    def other(series: Series, figure: Figure) -> Figure:
        edges = edges_of(series[0])
        return figure_in(cell_of(figure, edges), edges, figure.denominator, chance, figure.factor)

    return {
        slug: own if slug in kept else {series: other(series, one) for series, one in own.items()}
        for slug, own in figures.items()
    }


def exchanged(figures: Figures, seed: int, *, but: Iterable[str] = (), among: Iterable[str] = SLUGS) -> Figures:
    """In every series by itself, the classes of these municipalities dealt out anew among them."""
    chance = chance_of(seed)
    players = [slug for slug in among if slug not in set(but)]
    changed = {slug: dict(own) for slug, own in figures.items()}
    for series in next(iter(figures.values())):
        edges = edges_of(series[0])
        cells = [cell_of(figures[slug][series], edges) for slug in players]
        chance.shuffle(cells)
        for slug, cell in zip(players, cells, strict=True):
            old = figures[slug][series]
            changed[slug][series] = figure_in(cell, edges, old.denominator, chance, old.factor)
    return changed


def enter(figures: Figures, *, version: int = 0) -> None:
    """Everybody enters, checks and approves; two people each."""
    for home in members(figures):
        by_code: dict[str, dict[int, tuple[int, int]]] = {}
        for (code, year), one in figures[home.slug].items():
            by_code.setdefault(code, {})[year] = (one.numerator, one.denominator)
        for code, counts in by_code.items():
            rounds.approve(
                home,
                counts,
                indicator=code,
                group=GROUP,
                concept=concept_of(code),
                version=version,
                source=OWN_SOURCE,
            )


def concept_of(code: str) -> str:
    """The concept by which the rings compare an indicator."""
    with acting_as(Role.PLATFORM):
        return indicator(code).default_concept


def hand_over(ring: str, slugs: Iterable[str], codes: Sequence[str] = ("REC-01", "ARB-01")) -> None:
    """These municipalities hand over to the newest round of a ring."""
    current = round_of(ring)
    for home in members(tuple(slugs)):
        rounds.give(home, current, *codes)


def release(ring: str) -> Mapping[str, Any]:
    """Close the newest round of a ring and let the job release it; the job's result."""
    current = round_of(ring)
    rounds.end_round(current)
    return dict(rounds.release(current).result)


def play(figures: Figures, rings: Mapping[str, Sequence[str]], codes: Sequence[str] = ("REC-01", "ARB-01")) -> None:
    """The whole way: figures, handing over to these rings, releases."""
    enter(figures)
    for ring, slugs in rings.items():
        hand_over(ring, slugs, codes)
        result = release(ring)
        if "release" not in result:
            raise AssertionError(result)
