"""Denominators that follow from a count and a share."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from benchmark.statistics_offices.extraction import denominator_of

HUNDRED = Decimal(100)


@pytest.mark.parametrize(
    ("count", "share", "exact", "denominator"),
    [
        ("202", "14.106145251396647", True, "1432"),  # as a spreadsheet prints 202 / 1432
        ("50", "25", True, "200"),  # all digits there are
        ("50", "25", False, None),  # rounded: 197 to 204 all fit
        ("0", "0", True, None),  # zero of anything is zero
        ("3", "33.3", False, "9"),
        ("3", "33.3", True, None),  # nothing whole has exactly this share
        ("1000", "33.3", False, None),  # one decimal is too few for a thousand
        ("5", "200", True, None),  # a part is not larger than its whole
    ],
)
def test_table(count: str, share: str, exact: bool, denominator: str | None) -> None:
    found = denominator_of(Decimal(count), Decimal(share), HUNDRED, exact=exact)
    assert found == (Decimal(denominator) if denominator else None)


@given(st.integers(1, 200_000), st.integers(1, 400_000))
def test_what_a_spreadsheet_prints_is_recovered_exactly(count: int, denominator: int) -> None:
    assume(count <= denominator)
    share = Decimal(repr(count / denominator * 100))
    assert denominator_of(Decimal(count), share, HUNDRED, exact=True) == denominator
