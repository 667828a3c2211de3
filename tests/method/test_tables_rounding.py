"""5er-Rundung: stable, at most two away, and audited against readers who know how it is done."""

from __future__ import annotations

from itertools import pairwise, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comparisons.releases.disclosure.tables import (
    Cell,
    Companion,
    Dimension,
    ExactBesideRounded,
    Rules,
    Share,
    Standing,
    Table,
    TableError,
    TableRefused,
    cross_table,
    intervals,
    recheck,
    round_table,
    rounded,
)
from comparisons.releases.disclosure.tables.rules import needs
from tests.method.table_worlds import spread, unprotected

PERSONS = Rules(threshold=3, contributors=False)


@pytest.mark.requirement("I4.5")
@pytest.mark.requirement("O14")
@pytest.mark.parametrize(
    ("exact", "told"),
    [
        ((1, 0, 1), (0, 0, 0)),
        ((3, 3, 6), (5, 5, 5)),
        ((12, 20, 32), (10, 20, 30)),
        ((16, 23, 39), (15, 25, 40)),
        ((0, 1, 2, 3, 7, 8, 12, 13), (0, 0, 0, 5, 5, 10, 10, 15)),
    ],
)
def test_every_number_on_its_own_to_a_multiple_of_five(exact, told):
    assert tuple(rounded(value) for value in exact) == told


@given(st.integers(0, 10**9))
def test_rounding_moves_by_two_at_most_and_never_twice(value):
    assert abs(rounded(value) - value) <= 2
    assert rounded(value) % 5 == 0
    assert rounded(rounded(value)) == rounded(value)


def noisy_counts_unpicked(noisy: list[int], means: list[float], printed: int) -> list[tuple[int, ...]]:
    """All exact counts that fit noisy ones (at most two away) and means printed beside them; the third is the total."""
    fits = [
        [count for count in range(value - 2, value + 3) if count > 0 and _is_a_mean(mean, count, printed)]
        for value, mean in zip(noisy, means, strict=True)
    ]
    return [
        counts
        for counts in product(*fits)
        if counts[0] + counts[1] == counts[2]
        and round(counts[0] * means[0]) + round(counts[1] * means[1]) == round(counts[2] * means[2])
    ]


def _is_a_mean(mean: float, count: int, printed: int) -> bool:
    """Whether a whole sum divided by the count is printed like this."""
    return round(round(mean * count) / count, printed) == round(mean, printed)


@pytest.mark.requirement("I4.9")
@pytest.mark.requirement("O12")
def test_exact_means_beside_noisy_counts_give_them_away_and_are_refused():
    assert noisy_counts_unpicked([9, 14, 19], [11.25, 7.9167, 9.25], 4) == [(8, 12, 20)]
    table = cross_table({("a",): spread(8, "a"), ("b",): spread(12, "b")}, [Dimension.flat("all", ("a", "b"))])
    mean = Companion("mean age", (("a",),), exact=True)
    with pytest.raises(ExactBesideRounded) as refused:
        round_table(table, PERSONS, companions=[mean])
    assert refused.value.name == "mean age"
    computed = Companion("share, computed from rounded numbers", (("a",), ("all",)), exact=False)
    assert round_table(table, PERSONS, companions=[computed]).figures == {("all",): 20, ("a",): 10, ("b",): 10}


def cell_key_value(count: int, keys: list[float], steps: dict[int, list[tuple[int, float]]]) -> int:
    """Cell-key method, as a peer only: the fraction of the record keys' sum looks the noise up."""
    key = sum(keys) % 1
    return count + next(noise for noise, upper in steps[count] if key <= upper)


def cell_key_magnitude(value: float, largest: float, noise: list[tuple[float, float]], share: float) -> float:
    """Its form for amounts: the noise, interpolated between listed shares, times the largest contribution."""
    for (below, low), (above, high) in pairwise(noise):
        if below <= share <= above:
            return value + largest * (low + (high - low) * (share - below) / (above - below))
    raise ValueError(share)


@pytest.mark.requirement("I4.9")
@pytest.mark.requirement("O13")
def test_the_peer_looks_its_noise_up_by_the_key_of_the_cell():
    steps = {3: [(-1, 0.3), (0, 0.7), (1, 1.0)]}
    assert cell_key_value(3, [0.9, 0.3, 0.6], steps) == 4
    listed = [(0.5, 0.5), (1.0, -0.5)]
    assert cell_key_magnitude(300, 200, listed, 0.5) == 400
    assert cell_key_magnitude(300, 200, listed, 0.6) == pytest.approx(360)


@pytest.mark.requirement("I4.5")
@pytest.mark.requirement("T22")
@settings(max_examples=40, deadline=None)
@given(values=st.lists(st.integers(0, 9), min_size=4, max_size=4))
def test_no_world_behind_a_small_rounded_table_tells_too_much(values):
    """Two-way with margins, against every world, written out; small cells keep at least three possible values."""
    keys = list(product("ab", "xy"))
    table = cross_table(dict(zip(keys, values, strict=True)), [Dimension.flat("t", "ab"), Dimension.flat("t", "xy")])
    found = round_table(table, PERSONS)
    assert {key for key, figure in found.figures.items() if figure is None} == found.pattern.withheld
    assert not unprotected(table, found.pattern.withheld, needs(table, PERSONS), PERSONS, highest=14, rounded=True)


@pytest.mark.requirement("I4.5")
@pytest.mark.requirement("T22")
@pytest.mark.requirement("T4")
@settings(max_examples=40, deadline=None)
@given(
    amounts=st.lists(st.lists(st.integers(0, 7), min_size=1, max_size=3), min_size=3, max_size=3),
    coalition=st.integers(1, 2),
)
def test_rounding_protects_contributors_from_each_other(amounts, coalition):
    inner = {
        (name,): [Share(f"m{(place + number) % 5}", amount) for number, amount in enumerate(cell)]
        for place, (name, cell) in enumerate(zip("abc", amounts, strict=True))
    }
    table = cross_table(inner, [Dimension.flat("t", "abc")])
    rules = Rules(c=coalition, k=1, threshold=3)
    try:
        found = round_table(table, rules)
    except TableRefused:  # such a small table may be unprotectable
        return
    assert not unprotected(table, found.pattern.withheld, needs(table, rules), rules, highest=30, rounded=True)


@pytest.mark.requirement("I4.5")
@pytest.mark.requirement("T22")
def test_rounded_margins_unpick_a_cell_which_is_then_withheld():
    """1 + 1 + 1 = 3 is told as 0 + 0 + 0 = 5: that only fits few worlds; a reader who knows the rounding finds them."""
    table = cross_table(dict.fromkeys([("a",), ("b",), ("c",)], 2), [Dimension.flat("t", "abc")])
    naive = intervals(table, (), rounded=True, cells=[("a",), ("b",)])
    assert naive["a",].highest == 2
    tight = cross_table(dict.fromkeys([("a",), ("b",), ("c",), ("d",)], 2), [Dimension.flat("t", "abcd")])
    assert tight["t",].value == 8
    unpicked = intervals(tight, (), rounded=True, cells=[("a",)])["a",]
    assert (unpicked.lowest, unpicked.highest) == (2, 2)  # told as 0 four times and 10: all must be 2
    found = round_table(tight, PERSONS)
    assert found.pattern.withheld
    for key, interval in intervals(tight, found.pattern.withheld, rounded=True, cells=tight.keys).items():
        if key != ("t",):
            assert interval.highest is None or interval.highest - interval.lowest >= 2


@pytest.mark.requirement("I4.5")
@pytest.mark.requirement("T22")
@pytest.mark.parametrize("step", [1, 2])
def test_three_way_tables_keep_three_values_for_every_small_cell(step):
    keys = list(product("ab", "xy", "mn"))
    inner = {key: (place * step) % 4 for place, key in enumerate(keys)}
    table = cross_table(inner, [Dimension.flat("t", axis) for axis in ("ab", "xy", "mn")])
    found = round_table(table, PERSONS)
    assert not unprotected(table, found.pattern.withheld, needs(table, PERSONS), PERSONS, highest=4, rounded=True)
    assert not recheck(table, found.pattern.withheld, found.pattern.record.certificate)


@pytest.mark.requirement("I4.5")
@pytest.mark.requirement("T3")
@pytest.mark.parametrize("known", [False, True])
def test_rounding_does_not_replace_other_contributors(known):
    """A municipality that fills a cell alone is not told, rounded or not, unless it consented."""
    standing = Standing.KNOWN if known else Standing.PROTECTED
    alone = [Share("a", 400, standing)]
    inner = {("a",): alone, ("b",): spread(800, "b"), ("c",): spread(900, "c")}
    table = cross_table(inner, [Dimension.flat("t", "abc")])
    figures = round_table(table, Rules(c=1, k=2, threshold=3)).figures
    assert figures["a",] == (400 if known else None)
    if not known:  # 2100 - 800 - 900 would give 400 away to within six persons, and a tenth is needed
        assert sum(figure is None for figure in figures.values()) > 1


@pytest.mark.requirement("I4.5")
@pytest.mark.requirement("T22")
def test_a_high_threshold_withholds_what_rounding_cannot_hide():
    inner = {("a",): 7, ("b",): 60, ("c",): 90}
    table = cross_table(inner, [Dimension.flat("t", "abc", telling=False)])
    assert None not in round_table(table, PERSONS).figures.values()
    figures = round_table(table, Rules(threshold=10, contributors=False)).figures
    assert figures["a",] is None


def test_only_persons_are_rounded():
    with pytest.raises(TableError):
        round_table(Table((Cell(("debt",), -7, lowest=None),)), PERSONS)
