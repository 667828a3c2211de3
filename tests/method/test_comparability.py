"""May these contributions stand side by side: the comparability grade, printed in the Methodenblatt."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparisons.comparability import Comparability, ContributionFacts, Grade, Kind, Reason, grade

PLAIN = ContributionFacts(
    concept="NAT_AZR",
    definition_version=1,
    source="Destatis",
    year=2024,
    group="foreign",
    territory_date=date(2024, 12, 31),
    state="approved",
    invented=False,
)


def with_one_different(**difference) -> list[ContributionFacts]:
    return [PLAIN, replace(PLAIN, **difference), PLAIN, PLAIN]


@pytest.mark.requirement("R20")
@pytest.mark.requirement("I2.10")
@pytest.mark.requirement("M5")
@pytest.mark.parametrize(
    ("difference", "expected", "kind", "found"),
    [
        ({"concept": "NAT_MR"}, Grade.REFUSED, Kind.CONCEPT, ("NAT_AZR", "NAT_MR")),
        ({"definition_version": 2}, Grade.REFUSED, Kind.DEFINITION_VERSION, ("1", "2")),
        ({"year": 2023}, Grade.REFUSED, Kind.YEAR, ("2024", "2023")),
        ({"group": "total"}, Grade.REFUSED, Kind.GROUP, ("foreign", "total")),
        ({"source": "LSN"}, Grade.LIMITED, Kind.SOURCE, ("Destatis", "LSN")),
        ({"territory_date": date(2016, 11, 1)}, Grade.LIMITED, Kind.TERRITORY, ("2024-12-31", "2016-11-01")),
        ({"territory_date": None}, Grade.LIMITED, Kind.TERRITORY, ("2024-12-31", "")),
        ({"state": "checked"}, Grade.LIMITED, Kind.STATE, ("checked",)),
        ({"invented": True}, Grade.LIMITED, Kind.INVENTED, ()),
    ],
)
def test_one_contribution_differs(difference, expected, kind, found):
    judged = grade(with_one_different(**difference))
    assert judged.grade is expected
    assert judged.refused is (expected is Grade.REFUSED)
    assert judged.reasons == (Reason(kind, expected, found, affected=1, total=4),)
    assert [judged.of(other) for other in Kind if other is not kind] == [Grade.FULL] * (len(Kind) - 1)


@pytest.mark.requirement("R20")
def test_alike_contributions_are_fully_comparable():
    assert grade([PLAIN] * 5, expected=5) == Comparability()
    assert grade([PLAIN]).grade is Grade.FULL
    unnamed = replace(PLAIN, territory_date=None)
    assert grade([unnamed] * 3).grade is Grade.FULL  # nobody names one, so nobody differs


@pytest.mark.requirement("R20")
def test_a_recorded_bridge_between_concepts_limits_instead_of_refusing():
    mixed = with_one_different(concept="NAT_FS")
    assert grade(mixed, may_compare=lambda a, b: {a, b} == {"NAT_AZR", "NAT_FS"}).of(Kind.CONCEPT) is Grade.LIMITED
    three = [*mixed, replace(PLAIN, concept="NAT_MR")]
    judged = grade(three, may_compare=lambda a, b: {a, b} == {"NAT_AZR", "NAT_FS"})
    assert judged.reasons == (Reason(Kind.CONCEPT, Grade.REFUSED, ("NAT_AZR", "NAT_FS", "NAT_MR"), 2, 5),)


def test_nothing_handed_over_is_refused():
    assert grade([]).refused
    assert grade([]).of(Kind.CONTRIBUTIONS) is Grade.REFUSED


@pytest.mark.parametrize(("expected", "missing"), [(4, 0), (5, 1), (37, 33)])
def test_members_that_did_not_contribute(expected, missing):
    judged = grade([PLAIN] * 4, expected=expected)
    assert judged.reasons == ((Reason(Kind.COVERAGE, Grade.LIMITED, (), missing, expected),) if missing else ())


def test_more_contributions_than_members_is_an_error():
    with pytest.raises(ValueError, match="expected"):
        grade([PLAIN] * 3, expected=2)


def test_further_states_can_be_declared_final():
    assert grade(with_one_different(state="final"), settled={"approved", "final"}).grade is Grade.FULL


def test_the_worst_reason_decides_and_every_reason_is_named():
    judged = grade([PLAIN, replace(PLAIN, year=2023, source="LSN", invented=True), replace(PLAIN, state="draft")])
    assert judged.grade is Grade.REFUSED
    assert [reason.kind for reason in judged.reasons] == [Kind.YEAR, Kind.SOURCE, Kind.STATE, Kind.INVENTED]


FACTS = st.builds(
    ContributionFacts,
    concept=st.sampled_from(["NAT_AZR", "NAT_FS", "MH"]),
    definition_version=st.integers(1, 2),
    source=st.sampled_from(["Destatis", "LSN", ""]),
    year=st.integers(2023, 2024),
    group=st.sampled_from(["foreign", "total"]),
    territory_date=st.sampled_from([None, date(2024, 12, 31)]),
    state=st.sampled_from(["approved", "checked"]),
    invented=st.booleans(),
)
REFUSED_BY = ("concept", "definition_version", "year", "group")
LIMITED_BY = ("source", "territory_date")


@pytest.mark.requirement("R20")
@given(st.lists(FACTS, min_size=1, max_size=8), st.randoms())
def test_the_grade_by_comparing_every_pair(contributions, chance):
    pairs = [(a, b) for a in contributions for b in contributions]
    refused = any(getattr(a, name) != getattr(b, name) for a, b in pairs for name in REFUSED_BY)
    limited = any(getattr(a, name) != getattr(b, name) for a, b in pairs for name in LIMITED_BY)
    limited = limited or any(one.invented or one.state != "approved" for one in contributions)
    expected = Grade.REFUSED if refused else Grade.LIMITED if limited else Grade.FULL
    shuffled = list(contributions)
    chance.shuffle(shuffled)
    assert grade(contributions).grade is expected
    assert grade(shuffled) == grade(contributions)
