"""Two published sums of one count: what their difference would tell (disclosure.md 1.6)."""

from __future__ import annotations

import pytest

from comparisons.releases.disclosure.audit import Primitive
from comparisons.releases.disclosure.tables import Rules
from comparisons.totals.differencing import may_stand_beside

RULES = Rules(c=2, k=3, threshold=3)


def element(number: int, version: int = 1) -> Primitive:
    return Primitive(f"m{number:02d}", "x", 2022, version)


TEN = frozenset(element(number) for number in range(10))
VALUES = {one: 100 + 10 * place for place, one in enumerate(sorted(TEN))}


@pytest.mark.requirement("I4.5", "T5")
@pytest.mark.parametrize(
    ("one", "other", "may"),
    [
        (TEN, TEN, True),
        (TEN, TEN - {element(0)}, False),  # the difference is one Gemeinde
        (TEN, TEN - {element(0), element(1)}, False),  # both are known to each other
        (TEN, TEN - {element(number) for number in range(4)}, False),  # a coalition of two leaves only two unknown
        (TEN, TEN - {element(number) for number in range(5)}, True),
    ],
)
def test_joins_and_leaves(one, other, may):
    assert may_stand_beside(one, other, values=VALUES, known=(), rules=RULES) is may
    assert may_stand_beside(other, one, values=VALUES, known=(), rules=RULES) is may


@pytest.mark.requirement("I4.5", "T8")
def test_a_corrected_number_is_another_element():
    corrected = (TEN - {element(0)}) | {element(0, 2)}
    values = {**{one: value for one, value in VALUES.items() if one != element(0)}, element(0, 2): 105}
    assert not may_stand_beside(corrected, TEN, values=values, known=(), rules=RULES)


@pytest.mark.requirement("I4.5", "T20")
def test_what_was_withdrawn_cannot_be_called_safe():
    gone = {one: value for one, value in VALUES.items() if one not in {element(number) for number in range(5)}}
    left = frozenset(gone)
    assert not may_stand_beside(left, TEN, values=gone, known=(), rules=RULES)


@pytest.mark.requirement("I4.5", "T9")
def test_a_difference_that_everybody_knows_tells_nothing():
    known = {element(0)}
    assert may_stand_beside(TEN, TEN - known, values=VALUES, known=known, rules=RULES)
    others = TEN - {element(number) for number in range(5)}
    assert not may_stand_beside(TEN, others, values=VALUES, known=known, rules=RULES), "four of five are unknown"


@pytest.mark.requirement("I4.5", "T10")
def test_a_difference_with_one_large_town_is_concentrated():
    values = {**VALUES, element(0): 100_000}
    left = TEN - {element(number) for number in range(6)}
    assert not may_stand_beside(TEN, left, values=values, known=(), rules=RULES)
