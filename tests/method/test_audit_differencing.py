"""The closed rule for two published sums: D1 and D2 against what a coalition may know."""

from __future__ import annotations

from decimal import Decimal

import pytest

from comparisons.releases.disclosure.audit import Primitive, differencing_passes
from tests.method.audit_worlds import YEAR, agreed

pytestmark = pytest.mark.requirement("I4.6")


class TestDifferencing:
    """The closed rule for two sums: D1 and D2 against what a coalition may know."""

    parts = [Primitive(f"m{place}", "a", YEAR) for place in range(12)]
    values = {part: Decimal(100 + place) for place, part in enumerate(parts)}

    def passes(self, one: list[Primitive], other: list[Primitive], *, known=frozenset(), c: int = 2, **values) -> bool:
        held_values = self.values | values.get("more", {})
        return differencing_passes(set(one), set(other), values=held_values, known=known, parameters=agreed(c))

    def test_equal_sets_and_sets_far_apart_pass(self):
        assert self.passes(self.parts, self.parts)
        assert self.passes(self.parts[:6], self.parts[6:])

    @pytest.mark.requirement("T5")
    def test_one_leaver_is_refused_and_six_pass(self):
        assert not self.passes(self.parts, self.parts[1:])
        assert not self.passes(self.parts[1:], self.parts)
        assert not self.passes(self.parts, self.parts[4:])  # four less two insiders leave two unknown
        assert self.passes(self.parts, self.parts[6:])

    def test_a_join_that_a_coalition_knows_does_not_hide_a_leave(self):
        left, joined = self.parts[:9], self.parts[1:11]
        assert not self.passes(left, joined)  # the two who joined pool their numbers
        assert self.passes(self.parts[:9], self.parts[6:12])  # three joined, six left

    def test_public_numbers_do_not_count_as_unknown(self):
        six_leave = (self.parts, self.parts[6:])
        assert self.passes(*six_leave)
        assert not self.passes(*six_leave, known=frozenset(self.parts[:2]))

    def test_a_dominant_leaver_is_refused_by_the_percent_rule(self):
        more = {self.parts[0]: Decimal(100_000)}
        assert not self.passes(self.parts, self.parts[6:], more=more)

    @pytest.mark.requirement("T8")
    def test_a_correction_is_another_element(self):
        corrected = self.parts[0]._replace(version=2)
        more = {corrected: Decimal(120)}
        assert not self.passes(self.parts, [corrected, *self.parts[1:]], more=more)
