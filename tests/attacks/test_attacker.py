"""The attacker itself: right where the answer is known, and dangerous where something unsafe is shown."""

from __future__ import annotations

import itertools
import random
from collections import Counter
from decimal import Decimal
from fractions import Fraction

import pytest

from tests.attacks.attacker import OffTheScale, Scale, Shown, feasible, feasible_together, shown, sums_behind

SCALE = Scale.of([Decimal(edge) for edge in (0, 2, 4, 6, 8, 12, 20)])
A, B, C, D, E = "abcde"


def what_is_shown(cells: dict[str, int], *, quantiles: bool) -> Shown:
    """An honest ring: the average's half class and, if asked for, the class of the median; by enumeration alone."""
    average = sum(Fraction(SCALE.middles[cell]) * SCALE.unit for cell in cells.values()) / len(cells)
    ordered = sorted(cells.values())
    span = next(
        behind
        for cell in range(SCALE.size)
        for step in range(3)
        if (behind := SCALE.averages_behind(_place(cell, step))) and behind[0] <= average < behind[1]
    )
    median = ((len(cells) + 1) // 2, ordered[(len(cells) + 1) // 2 - 1])
    return Shown(frozenset(cells), span, (median,) if quantiles else ())


def _place(cell: int, step: int) -> Decimal:
    low, high = SCALE.span(cell)
    place = low + (high - low) * step / 2
    return Decimal(place.numerator) / place.denominator


def by_enumeration(one: Shown, known: dict[str, int], target: str) -> set[int]:
    """Every placement of the unknown members, tried out."""
    unknown = sorted(one.members - set(known))
    low, high = sums_behind(one, SCALE)
    found = set()
    for placed in itertools.product(range(SCALE.size), repeat=len(unknown)):
        world = known | dict(zip(unknown, placed, strict=True))
        ordered = sorted(world.values())
        total = sum(SCALE.middles[cell] for cell in ordered)
        if low <= total <= high and all(ordered[rank - 1] == cell for rank, cell in one.ranks):
            found.add(world[target])
    return found


@pytest.mark.parametrize("seed", range(6))
def test_counting_enumerating_and_solving_find_the_same_classes(seed):
    chance = random.Random(seed)  # noqa: S311
    cells = {member: chance.randrange(SCALE.size) for member in (A, B, C, D, E)}
    one = what_is_shown(cells, quantiles=seed % 2 == 0)
    known = {A: cells[A]} if seed < 4 else {A: cells[A], B: cells[B]}
    truth = by_enumeration(one, known, E)
    assert cells[E] in truth
    assert feasible(one, known, SCALE) == truth
    assert feasible_together([one], known, E, SCALE) == truth


def test_two_rings_are_read_together():
    """Whoever is in one ring and not in the other is narrowed by both; the answer is that of trying everything."""
    cells = {A: 1, B: 4, C: 5, D: 2, E: 3}
    whole = what_is_shown(cells, quantiles=True)
    part = what_is_shown({member: cells[member] for member in (A, B, C, D)}, quantiles=True)
    both = feasible_together([whole, part], {A: 1}, E, SCALE)
    assert cells[E] in both
    assert both <= feasible_together([whole], {A: 1}, E, SCALE)
    found = set()
    for placed in itertools.product(range(SCALE.size), repeat=4):
        world = {A: 1} | dict(zip((B, C, D, E), placed, strict=True))
        if all(_consistent(one, world) for one in (whole, part)):
            found.add(world[E])
    assert both == found


def _consistent(one: Shown, world: dict[str, int]) -> bool:
    ordered = sorted(world[member] for member in one.members)
    low, high = sums_behind(one, SCALE)
    total = sum(SCALE.middles[cell] for cell in ordered)
    return low <= total <= high and all(ordered[rank - 1] == cell for rank, cell in one.ranks)


def test_the_attacker_finds_a_member_when_too_much_is_shown():
    """The control: minimum and maximum of three, one of them known, and the last one is found."""
    cells = {A: 1, B: 4, C: 5}
    unsafe = Shown(frozenset(cells), None, ((1, 1), (2, 4), (3, 5)))
    assert feasible_together([unsafe], {A: 1, C: 5}, B, SCALE) == {4}
    assert feasible(unsafe, {A: 1, C: 5}, SCALE) == {4}


def test_whole_numbers_find_what_fractions_do_not():
    """O10 in the attacker's words: three overlapping rings of three and their medians leave one world only."""
    low, high = 0, SCALE.size - 1
    rings = [{A, B, D}, {B, C, D}, {A, C, D}]
    at_most_one = [Shown(frozenset(ring), None, ((2, high), (1, low))) for ring in rings]
    found = feasible_together(at_most_one, {}, D, SCALE)
    assert Counter(found) == Counter({low: 1})


@pytest.mark.parametrize("mean", ["3.14159", "7.01", "11.999999"])
def test_a_mean_that_classes_cannot_give_is_noticed(mean):
    with pytest.raises(OffTheScale):
        shown((A, B, C, D, E), SCALE, mean=Decimal(mean), cells={})


def test_an_edge_of_no_class_is_noticed():
    with pytest.raises(OffTheScale):
        SCALE.cell_between(Decimal(2), Decimal("3.9"))
    assert SCALE.cell_between(None, Decimal(2)) == 0
    assert SCALE.cell_between(Decimal(12), None) == SCALE.size - 1
