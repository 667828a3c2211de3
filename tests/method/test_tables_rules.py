"""Which sums may be told on their own account: known answers and properties of the primary rules."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparisons.releases.disclosure import Parameters
from comparisons.releases.disclosure.tables import (
    Cell,
    Dimension,
    Rules,
    Share,
    Standing,
    Table,
    TableError,
    cross_table,
    intervals,
    linked,
    may_be_told,
    merged,
    share_interval,
    single_sum,
)
from comparisons.releases.disclosure.tables.rules import Reason, dominance_of_p, needs, p_of_dominance, sensitive
from comparisons.releases.disclosure.tables.table import Equation

ONE = Rules(c=1, k=1, threshold=None)


def cell(*amounts: int, known: int = 0, waived: int = 0) -> Cell:
    """A sum of these contributions; the last `known` are public, the `waived` before them need no protection."""
    first_known = len(amounts) - known
    standings = [
        Standing.KNOWN
        if place >= first_known
        else Standing.WAIVED
        if place >= first_known - waived
        else Standing.PROTECTED
        for place in range(len(amounts))
    ]
    shares = tuple(Share(f"m{place}", amount, standings[place]) for place, amount in enumerate(amounts))
    return Cell(("sum",), sum(amounts), shares, lowest=0 if min(amounts) >= 0 else None)


@pytest.mark.requirement("I4.9")
@pytest.mark.requirement("O1")
def test_the_second_largest_works_out_the_largest_though_nobody_has_ninety_percent():
    found = sensitive(cell(50_000, 49_000, 1_000), ONE)
    assert found == {Reason.CONCENTRATED}
    assert not sensitive(cell(50_000, 49_000, 1_000), Rules(c=1, k=1, threshold=None, p=Decimal("0.02")))
    estimate = share_interval(cell(50_000, 49_000, 1_000), "m0", frozenset({"m1"})).highest
    assert estimate == 51_000  # 2 % away, though the largest has only half of the sum


@pytest.mark.requirement("I4.9")
@pytest.mark.requirement("O2")
def test_dominance_forbids_what_the_p_rule_allows():
    one = cell(52_000, 50_000, *[1_000] * 8)
    assert not sensitive(one, ONE)
    assert share_interval(one, "m0", frozenset({"m1"})).highest == 60_000  # 15.4 % away
    dominated = Rules(c=1, k=1, threshold=None, dominance=Decimal("90.9"))
    assert sensitive(one, dominated) == {Reason.DOMINATED}
    assert p_of_dominance(Decimal(80)) == 25
    assert round(p_of_dominance(Decimal(95)), 2) == Decimal("5.26")
    assert dominance_of_p(Decimal(25)) == 80


@pytest.mark.requirement("I4.9")
@pytest.mark.requirement("O3")
def test_a_dominated_sum_needs_room_up_to_where_nobody_would_dominate_it():
    one = cell(300, 20, 10)
    rules = Rules(c=1, k=1, threshold=None, p=Decimal("0.05"), dominance=Decimal(85), dominators=1)
    (need,) = needs(Table((one,)), rules)
    assert need.above == 23  # 300 * 100 / 85 = 352.94, that is 22.94 above 330, in whole numbers
    # whoever knows the reason learns more than the sum: x1 > 0.85 * 330; that is why no reason is ever shown
    upper = share_interval(one, "m0", frozenset({"m1"})).highest
    assert (Decimal("0.85") * 330, upper) == (Decimal("280.50"), 310)


@pytest.mark.requirement("I4.5")
@pytest.mark.requirement("T10")
@pytest.mark.parametrize("percent", [80, 90, 99])
def test_a_dominant_city_keeps_the_sum_of_its_district_from_being_told(percent):
    rest = 100 - percent
    assert not may_be_told(cell(percent * 100, *[rest * 5] * 20), Rules(c=2, k=3, p=Decimal("0.30"), threshold=None))
    assert may_be_told(cell(*[rest * 5] * 20), Rules(c=2, k=3, p=Decimal("0.30"), threshold=None))


@pytest.mark.requirement("I4.5")
@pytest.mark.parametrize(("known", "told"), [(0, True), (1, True), (2, False)])
def test_known_contributions_hide_nobody(known, told):
    rules = Rules(c=2, k=3, threshold=None)
    assert may_be_told(cell(10, 10, 10, 10, 10, 10, known=known), rules) is told


@pytest.mark.requirement("I4.5")
def test_who_waives_protection_still_hides_others_but_counts_as_an_attacker():
    strict = Rules(c=1, k=1, threshold=None)
    assert may_be_told(cell(20, 100, 5, waived=2), strict)  # 125 - 20 - 100 hides 20
    assert not may_be_told(cell(100, 90, 5, waived=2), strict)
    assert may_be_told(cell(100, 3, waived=2), strict)  # nobody left who wants to be protected


@pytest.mark.requirement("I4.5")
def test_negative_contributions_are_judged_by_their_number_alone():
    assert may_be_told(cell(-5, 900, 1, 1, 1), Rules(c=2, k=3, threshold=None))
    assert not may_be_told(cell(-5, 900, 1, 1), Rules(c=2, k=3, threshold=None))


@pytest.mark.requirement("I4.5")
@pytest.mark.parametrize(("value", "told"), [(0, True), (1, False), (2, False), (3, True), (50, True)])
def test_few_persons_are_not_told_and_nobody_is(value, told):
    assert may_be_told(Cell(("persons",), value), Rules(threshold=3, contributors=False)) is told


@pytest.mark.requirement("I4.5")
def test_a_coalition_must_not_be_left_with_few_persons_of_the_others():
    rules = Rules(c=2, k=3, p=Decimal("0.05"), threshold=3)
    assert Reason.TOO_FEW_PERSONS in sensitive(cell(40, 30, 1, 1, 0), rules)  # two members see 2 persons of the others
    assert Reason.TOO_FEW_PERSONS in sensitive(cell(1, 40, 0, 0, 30, known=1), Rules(c=1, k=1, threshold=3))
    assert not sensitive(cell(12, 11, 10, 9, 8), rules)


@pytest.mark.requirement("I4.9")
@pytest.mark.requirement("O15")
@pytest.mark.requirement("T14")
def test_nobody_may_be_in_a_group_for_certain():
    table = cross_table({("full time",): 6, ("part time",): 0}, [Dimension.flat("married", ("full time", "part time"))])
    (need,) = needs(table, Rules(threshold=3, contributors=False))
    assert (need.terms, need.above, need.below) == ((("part time",),), 3, 0)
    assert need.reasons == {Reason.TOO_FEW_OTHERS}


@pytest.mark.requirement("I4.5")
def test_what_everybody_knows_needs_no_protection():
    public = single_sum(("sum",), [Share("a", 1), Share("b", 1)], public=True)
    assert not needs(public, Rules())
    assert not needs(single_sum(("sum",), [Share("a", 1, Standing.KNOWN)]), Rules())


def test_rules_come_from_a_charter():
    assert Rules.of(Parameters.sensitive(), threshold=10) == Rules(c=3, k=5, p=Decimal("0.20"), threshold=10)


amounts = st.lists(st.integers(0, 60), min_size=2, max_size=8)


@pytest.mark.requirement("I4.9")
@pytest.mark.requirement("O17")
@given(amounts=amounts, percent=st.integers(1, 50))
def test_the_p_rule_says_what_an_attacker_can_do(amounts, percent):
    """The second largest, who knows the total and the own value, against the closed rule."""
    amounts = sorted(amounts, reverse=True)
    total = Cell(("total",), sum(amounts), tuple(Share(f"m{place}", amount) for place, amount in enumerate(amounts)))
    parts = tuple(Cell((f"m{place}",), value, (Share(f"m{place}", value),)) for place, value in enumerate(amounts))
    table = Table((total, *parts), (Equation(total.key, tuple(part.key for part in parts)),))
    found = intervals(table, {part.key for part in parts}, coalition=frozenset({"m1"}), cells=[("m0",)])
    upper = found["m0",].highest
    assert upper == sum(amounts) - amounts[1] == share_interval(total, "m0", frozenset({"m1"})).highest
    rules = Rules(c=1, k=1, p=Decimal(percent) / 100, threshold=None)
    assert (Reason.CONCENTRATED in sensitive(total, rules)) is (100 * (upper - amounts[0]) < percent * amounts[0])


@given(amounts=amounts, coalition=st.integers(1, 3))
def test_larger_coalitions_never_allow_more(amounts, coalition):
    smaller, larger = Rules(c=coalition), Rules(c=coalition + 1)
    assert may_be_told(cell(*amounts), smaller) or not may_be_told(cell(*amounts), larger)


@pytest.mark.parametrize(
    "make",
    [
        lambda: Table((Cell(("a",), 1), Cell(("a",), 1))),
        lambda: Table((Cell(("a",), 1.5),)),
        lambda: Table((Cell(("a",), float("nan")),)),
        lambda: Table((Cell(("a",), -1),)),
        lambda: Table((Cell(("a",), 3, highest=2),)),
        lambda: Table((Cell(("a",), 3, (Share("m", 2),)),)),
        lambda: Table((Cell(("a",), 4, (Share("m", 2), Share("m", 2))),)),
        lambda: Table((Cell(("a",), 3), Cell(("b",), 2)), (Equation(("a",), (("b",),)),)),
        lambda: Table((Cell(("a",), 3),), (Equation(("a",), (("b",),)),)),
        lambda: cross_table({("x",): 1}, [Dimension.flat("total", ("a", "b"))]),
        lambda: cross_table({("a", "b"): 1}, [Dimension.flat("total", ("a", "b"))]),
        lambda: Dimension({"a": ("b",), "b": ("a",)}),
        lambda: Dimension({"a": ("c",), "b": ("c",)}),
        lambda: linked([Table((Cell(("a",), 1),)), Table((Cell(("a",), 2),))]),
    ],
)
def test_a_table_that_is_not_one_is_refused(make):
    with pytest.raises(TableError):
        make()


def test_totals_join_what_one_contributor_put_into_several_parts():
    shares = merged([Share("a", 1), Share("b", 2, Standing.KNOWN), Share("a", 3, Standing.KNOWN)])
    assert shares == (Share("a", 4), Share("b", 2, Standing.KNOWN))
    table = cross_table(
        {("n", "f"): [Share("a", 1)], ("n", "m"): [Share("a", 2), Share("b", 5)]},
        [Dimension({"kreis": ("nord",), "nord": ("n",)}), Dimension.flat("all", ("f", "m"))],
    )
    assert table["kreis", "all"].shares == (Share("a", 3), Share("b", 5))
    assert len(table.cells) == 9
    assert len(table.equations) == 9


@pytest.mark.requirement("T14")
def test_to_be_counted_in_one_place_tells_nothing_but_a_small_rest_is_never_told():
    rules = Rules(threshold=3, contributors=False)
    for elsewhere, found in ((0, 0), (2, 1), (3, 0)):
        inner = {("a",): 6, ("b",): elsewhere // 2, ("c",): elsewhere - elsewhere // 2}
        places = Dimension.flat("district", ("a", "b", "c"), telling=False)
        rests = [need for need in needs(cross_table(inner, [places]), rules) if need.terms == (("b",), ("c",))]
        assert len(rests) == found
