"""Figures across changes of territory: exact where they can be, estimated and marked where they cannot."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmark.harmonisation.missing import MissingReason
from benchmark.harmonisation.ratios import PartExceedsWhole
from benchmark.harmonisation.territory_change import (
    Basis,
    Change,
    Changes,
    Method,
    Part,
    PartAbsent,
    Piece,
    Succession,
    Weight,
    carried,
    count,
    share,
)

pytestmark = [pytest.mark.requirement("I3.3"), pytest.mark.requirement("R5")]

CROSSWALK = date(2020, 12, 31)
TODAY = date(2026, 1, 1)
GOETTINGEN = date(2016, 11, 1)
BEFORE, AFTER = date(2015, 12, 31), date(2016, 12, 31)


def weight(year, old, new, population, area="0.5", employment=None):
    shares = {Basis.POPULATION: Decimal(population), Basis.AREA: Decimal(area)}
    if employment:
        shares[Basis.EMPLOYMENT] = Decimal(employment)
    return Weight(year, old, new, shares)


CHANGES = Changes(
    [
        Succession("03152", "03159", GOETTINGEN, Change.MERGED),
        Succession("03156", "03159", GOETTINGEN, Change.MERGED),
        Succession("15303", "15003", date(2007, 7, 1), Change.RENAMED),
        Succession("16063", "16056", date(1998, 1, 1), Change.MOVED),
        Succession("16056", "16063", date(2021, 7, 1), Change.MERGED),
        Succession("13052", "13071", date(2011, 9, 4), Change.SPLIT),
        Succession("13052", "13075", date(2011, 9, 4), Change.SPLIT),
        Succession("13055", "13071", date(2011, 9, 4), Change.MERGED),
        Succession("X1", "Y1", date(2009, 1, 1), Change.MERGED, complete=False),
        Succession("Y1", "Z1", date(2012, 1, 1), Change.MERGED),
        Succession("Y2", "Z1", date(2012, 1, 1), Change.MERGED),
        Succession("A", "B", date(2005, 1, 1), Change.SPLIT),
        Succession("A", "C", date(2005, 1, 1), Change.SPLIT),
        Succession("B", "D", date(2010, 1, 1), Change.MERGED),
        Succession("C", "D", date(2010, 1, 1), Change.MERGED),
    ],
    [
        weight(2010, "13052", "13071", "0.824453229", employment="0.878951466"),
        weight(2010, "13052", "13075", "0.175546771", employment="0.121048534"),
    ],
    crosswalk=CROSSWALK,
)


def composition(key, on, alive):
    return CHANGES.composition(key, on=on, until=TODAY, alive=alive)


def parts_of(on=BEFORE, **values):
    return {
        key.lstrip("_"): Part(
            key.lstrip("_"),
            on,
            None if isinstance(value, MissingReason) else Decimal(value),
            value if isinstance(value, MissingReason) else None,
        )
        for key, value in values.items()
    }


def total(key, pieces, parts, basis=Basis.POPULATION):
    return count(key, pieces, parts, territory_date=GOETTINGEN, basis=basis)


def test_a_merged_kreis_is_the_exact_sum_and_says_of_what():
    pieces = composition("03159", BEFORE, {"03152", "03156"})
    result = total("03159", pieces, parts_of(_03152=255653, _03156=73885))
    assert result.value == 329538
    assert (result.method, result.estimated, result.territory_date) == (Method.SUMMED, False, GOETTINGEN)
    assert [(part.key, part.territory_date) for part in result.parts] == [("03152", BEFORE), ("03156", BEFORE)]


def test_after_the_reform_the_figure_is_as_published():
    pieces = composition("03159", AFTER, {"03159"})
    result = total("03159", pieces, parts_of(AFTER, _03159=328036))
    assert (result.value, result.method) == (328036, Method.PUBLISHED)


def test_a_gap_in_one_part_is_a_gap_in_the_sum():
    pieces = composition("03159", BEFORE, {"03152", "03156"})
    result = total("03159", pieces, parts_of(_03152=10, _03156=MissingReason.BLOCKED))
    assert (result.value, result.missing, result.method) == (None, MissingReason.BLOCKED, Method.SUMMED)


def test_a_part_without_figure_and_reason_gives_no_sum():
    pieces = composition("03159", BEFORE, {"03152", "03156"})
    with pytest.raises(PartAbsent, match="03156"):
        total("03159", pieces, parts_of(_03152=10))
    with pytest.raises(PartAbsent):
        total("03159", (), {})


def test_zero_is_a_figure():
    pieces = composition("03159", BEFORE, {"03152", "03156"})
    assert total("03159", pieces, parts_of(_03152=0, _03156=0)).value == 0


def test_a_renamed_kreis_carries_counts_and_rates_over():
    pieces = composition("15003", date(2006, 12, 31), {"15303"})
    parts = parts_of(_15303=229126)
    assert total("15003", pieces, parts).method is Method.RENAMED
    rate = carried("15003", pieces, parts_of(_15303="12.5"), territory_date=date(2007, 7, 1))
    assert rate is not None
    assert (rate.value, rate.method) == (Decimal("12.5"), Method.RENAMED)


def test_published_rates_are_never_averaged():
    pieces = composition("03159", BEFORE, {"03152", "03156"})
    assert carried("03159", pieces, parts_of(_03152="6.1", _03156="7.3"), territory_date=GOETTINGEN) is None
    divided = composition("13071", date(2010, 12, 31), {"13052"})
    assert carried("13071", divided, parts_of(_13052="6.1"), territory_date=GOETTINGEN) is None


def test_a_share_is_made_anew_from_its_parts():
    pieces = composition("03159", BEFORE, {"03152", "03156"})
    above = total("03159", pieces, parts_of(_03152=100, _03156=1))
    below = total("03159", pieces, parts_of(_03152=1000, _03156=500))
    made = share(above, below, 100)
    assert made.value == Decimal(101) * 100 / Decimal(1500)
    assert made.value != (Decimal(10) + Decimal("0.2")) / 2
    assert (made.method, [part.key for part in made.parts]) == (Method.SUMMED, ["03152", "03156", "03152", "03156"])
    with pytest.raises(PartExceedsWhole):
        share(below, above, 100)


def test_a_share_of_two_territories_is_refused():
    whole = (Piece("a", True),)
    one = count("a", whole, parts_of(a=1), territory_date=BEFORE, basis=Basis.AREA)
    other = count("a", whole, parts_of(a=1), territory_date=AFTER, basis=Basis.AREA)
    with pytest.raises(ValueError, match="2016"):
        share(one, other, 100)


def test_a_gap_in_the_denominator_is_a_gap_in_the_share():
    pieces = (Piece("a", True),)
    above = count("a", pieces, parts_of(a=1), territory_date=BEFORE, basis=Basis.AREA)
    below = count("a", pieces, parts_of(a=MissingReason.UNKNOWN), territory_date=BEFORE, basis=Basis.AREA)
    assert share(above, below, 100).missing is MissingReason.UNKNOWN


def test_a_divided_kreis_counts_by_its_weight_and_is_marked():
    on = date(2010, 12, 31)
    pieces = composition("13071", on, {"13052", "13055"})
    parts = parts_of(on, _13052=79466, _13055=78000)
    people = total("13071", pieces, parts)
    assert people.value == Decimal(79466) * Decimal("0.824453229") + 78000
    assert (people.method, people.estimated) == (Method.ESTIMATED, True)
    working = total("13071", pieces, parts_of(on, _13052=25000, _13055=26000), Basis.EMPLOYMENT)
    assert working.value == Decimal(25000) * Decimal("0.878951466") + 26000
    made = share(working, people, 100)
    assert made.estimated
    assert made.value is not None
    assert working.value is not None
    assert people.value is not None
    assert abs(made.value - working.value * 100 / people.value) < Decimal("1e-20")


def test_a_fitting_weight_that_is_not_known_gives_no_figure():
    pieces = (Piece("a", False, {Basis.AREA: Decimal("0.3")}),)
    result = total("z", pieces, parts_of(a=100), Basis.EMPLOYMENT)
    assert (result.value, result.missing) == (None, MissingReason.UNKNOWN)
    assert result.estimated


def test_an_uninhabited_part_needs_no_figure():
    pieces = (Piece("a", True), Piece("b", False, {Basis.POPULATION: Decimal(0), Basis.AREA: Decimal("0.002")}))
    assert total("a", pieces, parts_of(a=100)).value == 100
    with pytest.raises(PartAbsent):
        total("a", pieces, parts_of(a=100), Basis.AREA)


def test_eisenach_left_in_1998_and_came_back_in_2021():
    alone = [Piece("16063", True)]
    assert list(composition("16063", date(1996, 12, 31), {"16063"})) == alone
    together = [Piece("16056", True), Piece("16063", True)]
    for year in (1998, 2010, 2020):
        assert list(composition("16063", date(year, 12, 31), {"16056", "16063"})) == together
    assert list(composition("16063", date(2021, 12, 31), {"16063"})) == alone


def test_a_division_without_weights_has_none():
    pieces = CHANGES.composition("16056", on=date(1996, 12, 31), until=date(2010, 1, 1), alive={"16063"})
    assert list(pieces) == [Piece("16063", False, {})]
    result = count("16056", pieces, parts_of(_16063=200_000), territory_date=date(1998, 1, 1), basis=Basis.AREA)
    assert (result.value, result.missing) == (None, MissingReason.UNKNOWN)


def test_what_was_divided_and_merged_again_is_whole():
    assert list(composition("D", date(2004, 12, 31), {"A"})) == [Piece("A", True)]
    assert list(composition("D", date(2008, 12, 31), {"B", "C"})) == [Piece("B", True), Piece("C", True)]
    one = CHANGES.composition("B", on=date(2004, 12, 31), until=date(2009, 1, 1), alive={"A"})
    assert [(piece.key, piece.whole) for piece in one] == [("A", False)]


def test_a_chain_with_an_unknown_predecessor_gives_no_composition():
    assert [piece.key for piece in composition("Z1", date(2010, 12, 31), {"Y1", "Y2"})] == ["Y1", "Y2"]
    assert composition("Z1", date(2008, 12, 31), {"X1", "Y2"}) == ()
    assert composition("Z1", date(2008, 12, 31), {"X1"}) == ()
    assert composition("unheard", date(2008, 12, 31), set()) == ()


def test_a_part_has_a_value_or_a_reason():
    with pytest.raises(ValueError, match="never both"):
        Part("a", BEFORE, None)
    with pytest.raises(ValueError, match="never both"):
        Part("a", BEFORE, Decimal(1), MissingReason.UNKNOWN)


counts = st.integers(0, 10**7).map(Decimal)
keys = st.lists(st.sampled_from("abcdefgh"), min_size=1, max_size=8, unique=True)


@given(st.data(), keys)
def test_sums_are_exact_additive_and_blind_to_order(data, names):
    first = {name: data.draw(counts) for name in names}
    second = {name: data.draw(counts) for name in names}
    pieces = [Piece(name, True) for name in names]
    shuffled = data.draw(st.permutations(pieces))

    def summed(values, order):
        return total("z", order, {name: Part(name, BEFORE, value) for name, value in values.items()}).value

    assert summed(first, pieces) == sum(first.values()) == summed(first, shuffled)
    both = {name: first[name] + second[name] for name in names}
    assert summed(both, pieces) == summed(first, pieces) + summed(second, pieces)


@given(st.data(), keys)
def test_the_reason_of_a_gap_does_not_depend_on_order(data, names):
    parts = {
        name: Part(name, BEFORE, None, reason) if reason else Part(name, BEFORE, Decimal(1))
        for name in names
        for reason in [data.draw(st.sampled_from([None, *MissingReason]))]
    }
    pieces = [Piece(name, True) for name in names]
    shuffled = data.draw(st.permutations(pieces))
    assert total("z", pieces, parts) == total("z", shuffled, parts)
    assert (total("z", pieces, parts).missing is None) == all(part.value is not None for part in parts.values())


@given(counts, st.lists(st.integers(1, 10**6), min_size=2, max_size=5))
def test_dividing_by_weights_and_adding_up_gives_the_whole(number, sizes):
    shares = [Decimal(size) / sum(sizes) for size in sizes[:-1]]
    shares.append(1 - sum(shares))
    parts = {"a": Part("a", BEFORE, number)}
    pieces = [Piece("a", False, {Basis.POPULATION: one}) for one in shares]
    divided = [total("z", [piece], parts).value for piece in pieces]
    assert abs(sum(divided) - number) < Decimal("1e-15")


@given(st.data(), counts)
def test_dividing_and_merging_back_along_the_crosswalk_is_exact(data, number):
    """A Kreis divided on one day whose parts come together later has its own number again, without weights."""
    targets = data.draw(st.lists(st.sampled_from("bcdef"), min_size=2, max_size=5, unique=True))
    changes = Changes(
        [Succession("a", target, date(2005, 1, 1), Change.SPLIT) for target in targets]
        + [Succession(target, "z", date(2012, 1, 1), Change.MERGED) for target in targets],
        crosswalk=CROSSWALK,
    )
    pieces = changes.composition("z", on=date(2004, 12, 31), until=TODAY, alive={"a"})
    result = total("z", pieces, {"a": Part("a", BEFORE, number)})
    assert (result.value, result.estimated) == (number, False)
