"""How a share or rate is computed. The table below is printed in the Methodenblatt."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmark.harmonisation.ratios import (
    NegativeCount,
    NotANumber,
    NothingToDivideBy,
    PartExceedsWhole,
    ratio,
    rounded,
)


@pytest.mark.parametrize(
    ("numerator", "denominator", "factor", "shown"),
    [
        ("10252", "102393", "100", "10.0"),
        ("0", "500", "100", "0.0"),
        ("500", "500", "100", "100.0"),
        ("1", "3", "1000", "333.3"),
        ("7", "16", "10", "4.4"),
        ("12.5", "50", "100", "25.0"),
    ],
)
def test_ratio(numerator, denominator, factor, shown):
    assert str(rounded(ratio(Decimal(numerator), Decimal(denominator), Decimal(factor)), 1)) == shown


@pytest.mark.requirement("B9")
@pytest.mark.parametrize(
    ("numerator", "denominator", "refusal"),
    [
        (Decimal(-1), Decimal(5), NegativeCount),
        (Decimal(1), Decimal(-5), NegativeCount),
        (Decimal("NaN"), Decimal(5), NotANumber),
        (Decimal(1), Decimal("Infinity"), NotANumber),
        (0.5, Decimal(5), NotANumber),
        (True, Decimal(5), NotANumber),
        (Decimal(1), Decimal(0), NothingToDivideBy),
        (Decimal(0), Decimal(0), NothingToDivideBy),
        (Decimal(6), Decimal(5), PartExceedsWhole),
    ],
)
def test_nonsense_is_refused(numerator, denominator, refusal):
    with pytest.raises(refusal):
        ratio(numerator, denominator, Decimal(100))


def test_a_rate_that_is_no_part_may_exceed_its_denominator():
    assert ratio(6, 5, 100, part_of_whole=False) == 120


def test_rounding_is_as_on_paper():
    assert [str(rounded(Decimal(text), 1)) for text in ("0.25", "0.35", "-0.25", "12")] == [
        "0.3",
        "0.4",
        "-0.3",
        "12.0",
    ]


counts = st.integers(min_value=0, max_value=10**9)


@given(counts, counts.filter(bool), st.sampled_from([100, 1000, 10000]))
def test_ratio_agrees_with_exact_fractions(part, whole, factor):
    found = ratio(part, whole, factor, part_of_whole=False)
    exact = Fraction(part * factor, whole)
    assert abs(Fraction(found) - exact) <= exact * Fraction(1, 10**26)


@given(counts, counts.filter(bool))
def test_a_share_lies_between_nothing_and_all(part, whole):
    if part > whole:
        with pytest.raises(PartExceedsWhole):
            ratio(part, whole, 100)
    else:
        assert 0 <= ratio(part, whole, 100) <= 100
