from __future__ import annotations

from decimal import Decimal

import pytest

from benchmark.harmonisation.concepts import NoReduction, PartsMissing, Rule, common_ground, may_compare, reduce_to

CONVERSIONS = [
    {"from": "MIGRAPRO", "to": "NAT_MR", "rule": "reduce", "note_de": "Deutsche mit Migrationshintergrund weglassen"},
    {"from": "NAT_MR", "to": "NAT_FS", "rule": "comparable_with_flag", "note_de": "andere Bestandsführung"},
    {"from": "NAT_AZR", "to": "NAT_FS", "rule": "not_convertible", "note_de": "andere Register"},
    {"from": "KMK", "to": "SCH_NAT", "rule": "reduce", "note_de": "nur mit Teilmerkmalen"},
    {"from": "SCH_NAT", "to": "KMK", "rule": "not_convertible", "note_de": "Teilmenge"},
    {"from": "SELF", "to": "*", "rule": "not_convertible", "note_de": "abhängig vom Fragetext"},
]


@pytest.mark.requirement("R20")
@pytest.mark.parametrize(
    ("a", "b", "rule"),
    [
        ("NAT_FS", "NAT_FS", Rule.SAME),
        ("NAT_MR", "NAT_FS", Rule.COMPARABLE_WITH_FLAG),
        ("NAT_FS", "NAT_MR", Rule.COMPARABLE_WITH_FLAG),
        ("NAT_AZR", "NAT_FS", Rule.NEVER),
        ("NAT_FS", "NAT_AZR", Rule.NEVER),
        ("MIGRAPRO", "NAT_MR", Rule.REDUCE),
        ("NAT_MR", "MIGRAPRO", Rule.REDUCE),
        ("SCH_NAT", "KMK", Rule.REDUCE),
        ("NAT_BA", "SELF", Rule.NEVER),
        ("NAT_BA", "KMK", Rule.NEVER),
    ],
)
def test_two_concepts_in_one_comparison(a, b, rule):
    assert may_compare(a, b, conversions=CONVERSIONS).rule is rule


def test_a_refusal_says_why():
    assert may_compare("NAT_FS", "NAT_AZR", conversions=CONVERSIONS).note == "andere Register"


def test_a_reduction_names_the_wider_and_the_narrower_concept_whoever_comes_first():
    for pair in (("MIGRAPRO", "NAT_MR"), ("NAT_MR", "MIGRAPRO")):
        found = may_compare(*pair, conversions=CONVERSIONS)
        assert (found.wider, found.narrower, found.allowed_as_they_are) == ("MIGRAPRO", "NAT_MR", False)


def test_one_stranger_decides_for_the_whole_comparison():
    assert common_ground(["NAT_FS", "NAT_MR", "NAT_FS"], conversions=CONVERSIONS).rule is Rule.COMPARABLE_WITH_FLAG
    assert common_ground(["NAT_FS", "NAT_MR", "NAT_AZR"], conversions=CONVERSIONS).rule is Rule.NEVER
    assert common_ground(["NAT_FS"], conversions=CONVERSIONS).rule is Rule.SAME


def test_an_unknown_rule_is_not_guessed():
    with pytest.raises(ValueError, match="perhaps"):
        may_compare("A", "B", conversions=[{"from": "A", "to": "B", "rule": "perhaps"}])


def test_reducing_shows_what_was_kept_and_what_was_left_out():
    found = reduce_to("MIGRAPRO", "NAT_MR", {"foreign": Decimal(120), "german_with_migration_background": Decimal(80)})
    assert found.value == 120
    assert found.kept == {"foreign": 120}
    assert found.dropped == {"german_with_migration_background": 80}


def test_reducing_without_all_parts_is_refused():
    with pytest.raises(PartsMissing) as refusal:
        reduce_to("MIGRAPRO", "NAT_MR", {"foreign": Decimal(120), "german_with_migration_background": None})
    assert refusal.value.parts == ("german_with_migration_background",)


def test_there_is_no_reduction_between_registers():
    with pytest.raises(NoReduction):
        reduce_to("NAT_AZR", "NAT_FS", {"foreign": Decimal(1)})
