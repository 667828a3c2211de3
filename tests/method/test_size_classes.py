"""Size classes of Gemeinden: from public numbers of inhabitants alone, none smaller than it may be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparisons.totals.size_classes import EDGES, from_json, size_classes

GUETERSLOH = {
    "004": 9253, "008": 102393, "012": 21970, "016": 25999, "020": 16379, "024": 8747, "028": 49486, "032": 29919,
    "036": 27467, "040": 20671, "044": 25522, "048": 22274, "052": 11229,
}  # fmt: skip


@pytest.mark.requirement("I4.5")
def test_small_classes_are_put_together():
    found = size_classes(GUETERSLOH, fewest=5)
    assert [(one.low, one.high, len(one.keys)) for one in found] == [(0, 25_000, 7), (25_000, None, 6)]
    assert "008" in found[1].keys, "the one large town stands in no class of its own"


@pytest.mark.requirement("I4.5")
@pytest.mark.parametrize(
    ("fewest", "sizes"),
    [(4, [4, 9]), (5, [7, 6]), (8, [13]), (14, [13])],
)
def test_too_few_for_two_classes_means_one(fewest, sizes):
    found = size_classes(GUETERSLOH, fewest=fewest)
    assert sum(len(one.keys) for one in found) == 13
    assert len(found) == 1 or all(len(one.keys) >= fewest for one in found)
    if fewest != 4:
        assert [len(one.keys) for one in found] == sizes


def test_an_unknown_number_of_inhabitants_leaves_one_class():
    assert len(size_classes({**GUETERSLOH, "099": None}, fewest=3)) == 1


@given(st.dictionaries(st.text("0123456789", min_size=3, max_size=3), st.integers(0, 200_000)), st.integers(1, 10))
def test_everybody_is_in_exactly_one_class_that_fits(inhabitants, fewest):
    found = size_classes(inhabitants, fewest=fewest)
    assert sorted(key for one in found for key in one.keys) == sorted(inhabitants)
    assert from_json([one.as_json() for one in found]) == found
    assert len(found) == 1 or all(len(one.keys) >= fewest for one in found)
    for one in found:
        assert one.low in EDGES
        for key in one.keys:
            assert one.low <= inhabitants[key] < (one.high or 10**9)
