"""Many data sets through the rules alone, attacked like a rendered ring; wrong rules that the same attack notices."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest

from comparisons.releases import disclosure
from comparisons.releases.disclosure import Grid, Parameters
from tests.attacks import mutants
from tests.attacks.attacker import Gain, OffTheScale, Scale, feasible
from tests.attacks.campaign import Tally, coalitions
from tests.attacks.reading import Reading
from tests.method.release_worlds import SAMPLE_EDGES

EDGES = tuple(map(Decimal, SAMPLE_EDGES.split()))
GRID, SCALE = Grid(EDGES, "%"), Scale.of(EDGES)
LEAST = {"median": 9, "q1": 17, "q3": 17, "p10": 41, "p90": 41}
SHARES = {"median": (1, 2), "q1": (1, 4), "q3": (3, 4), "p10": (1, 10), "p90": (9, 10)}
DENOMINATOR = 3000


def worlds_of(n: int, count: int, seed: int) -> list[list[int]]:
    """Classes of n members: spread, close together, all alike, at the ends, one far out."""
    chance = random.Random(seed)  # noqa: S311
    top = SCALE.size - 1
    found = [[0] * n, [top] * n, [top // 2] * n, [0] * (n - 1) + [top], [0] + [top] * (n - 1)]
    while len(found) < count:
        middle, spread = chance.randrange(top), chance.choice((0, 1, 3, 8, top))
        found.append([min(max(middle + chance.randint(-spread, spread), 0), top) for _ in range(n)])
    return found[:count]


def reading_of(cells: list[int]) -> Reading:
    """What the rules let a ring of these members see."""
    verdict = disclosure.judge(cells, grid=GRID, parameters=Parameters())
    quartiles, tails = verdict.quartiles or (None, None), verdict.tails or (None, None)
    shown = dict(zip(("median", "q1", "q3", "p10", "p90"), (verdict.median, *quartiles, *tails), strict=True))
    spans = {}
    for name, cell in shown.items():
        if cell is not None:
            label = GRID.label(cell)
            spans[name] = (label.low, label.high)
    return Reading(verdict.n, verdict.mean, spans, verdict.refusal is not None)


def attack(cells: list[int], tally: Tally) -> None:
    """Check what is shown against the truth, then let every pair aim at everybody else."""
    reading = reading_of(cells)
    names = [f"m{number}" for number in range(len(cells))]
    assert set(reading.spans) == {name for name, least in LEAST.items() if len(cells) >= least}
    for name, span in reading.spans.items():
        above, below = SHARES[name]
        assert SCALE.cell_between(*span) == sorted(cells)[-(-len(cells) * above // below) - 1], name
    one = reading.to_shown(names, SCALE)
    true = dict(zip(names, cells, strict=True))
    seen = {}
    for friends in coalitions(names, 2):
        known = {name: true[name] for name in friends}
        same = tuple(sorted(known.values()))
        if same not in seen:
            seen[same] = feasible(one, known, SCALE, hull_only=True)
        for name in names:
            if name not in known:
                tally.add(Gain(name, seen[same], true[name], SCALE, DENOMINATOR))


@pytest.mark.requirement("T4")
@pytest.mark.requirement("I4.8")
@pytest.mark.parametrize("n", [5, 9, 12])
def test_no_pair_recovers_anybody_in_many_worlds(n, full, tell):
    tally = Tally()
    for cells in worlds_of(n, 500 if full else 8, seed=n):
        attack(cells, tally)
    tell(tally.line(f"n = {n}, {500 if full else 8} data sets, also with all members in one class"))
    tally.require_nothing()


def _is_noticed(cells: list[int]) -> bool:
    try:
        attack(cells, Tally())
    except (AssertionError, OffTheScale):
        return True
    return False


@pytest.mark.requirement("I4.8")
@pytest.mark.parametrize("name", ["interpolated quantiles", "exact mean", "more quantiles than n allows"])
def test_wrong_rules_are_noticed(name):
    """Three of the mutants here and now; all of them: ``python -m tests.attacks.mutants``."""
    worlds = worlds_of(12, 12, seed=3)
    with mutants.in_place(mutants.mutant_named(name)):
        assert any(_is_noticed(cells) for cells in worlds)
    assert disclosure.judge(worlds[0], grid=GRID, parameters=Parameters()).median == 0


@pytest.mark.requirement("I4.8")
@pytest.mark.parametrize("mutant", mutants.MUTANTS, ids=lambda mutant: mutant.name)
def test_every_mutant_has_its_place_and_a_test_that_is_there(mutant):
    """A function that moved without its mutant, or a test that was renamed, is noticed in the short form, too."""
    _owner, _name, right = mutant.find()
    assert callable(right)
    for test in mutant.killed_by:
        file, name = test.split("::")
        source = (mutants.HERE / file).read_text(encoding="utf-8")
        assert f"def {name.split('[')[0]}(" in source


def test_a_vanished_place_is_an_error():
    moved = mutants.Mutant("moved", "comparisons.releases.grids.no_such_function", mutants.MUTANTS[0].wrong, ())
    with pytest.raises(mutants.Vanished):
        moved.find()
