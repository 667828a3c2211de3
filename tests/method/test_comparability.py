"""May these contributions stand side by side: the comparability grade, printed in the Methodenblatt."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparisons.comparability import (
    Bridge,
    Comparability,
    ContributionFacts,
    Grade,
    Kind,
    Reason,
    grade,
    grade_period,
)

PLAIN = ContributionFacts(
    concept="NAT_AZR",
    definition_version=1,
    source="Destatis",
    year=2024,
    group="foreign",
    territory_date=date(2024, 12, 31),
    state="approved",
    invented=False,
    reference="31.12.",
)
REFORM = date(2016, 11, 1)


def with_one_different(**difference) -> list[ContributionFacts]:
    """Four members; the second differs."""
    four = [replace(PLAIN, member=name) for name in "abcd"]
    return [four[0], replace(four[1], **difference), *four[2:]]


def bridged(a: str, b: str) -> Bridge:
    return Bridge.WITH_NOTE if {a, b} == {"NAT_AZR", "NAT_FS"} else Bridge.NONE


@pytest.mark.requirement("R20")
@pytest.mark.requirement("I2.10")
@pytest.mark.requirement("M5")
@pytest.mark.parametrize(
    ("difference", "expected", "kind", "found"),
    [
        ({"concept": "NAT_MR"}, Grade.OWN_PATH, Kind.CONCEPT, ("NAT_AZR", "NAT_MR")),
        ({"concept": "NAT_MR", "member": "a"}, Grade.REFUSED, Kind.CONCEPT, ("NAT_AZR", "NAT_MR")),
        ({"definition_version": 2}, Grade.OWN_PATH, Kind.DEFINITION_VERSION, ("1", "2")),
        ({"definition_version": 2, "member": ""}, Grade.REFUSED, Kind.DEFINITION_VERSION, ("1", "2")),
        ({"year": 2023}, Grade.REFUSED, Kind.YEAR, ("2024", "2023")),
        ({"group": "total"}, Grade.REFUSED, Kind.GROUP, ("foreign", "total")),
        ({"source": "LSN"}, Grade.LIMITED, Kind.SOURCE, ("Destatis", "LSN")),
        ({"reference": "30.06."}, Grade.LIMITED, Kind.REFERENCE_DATE, ("31.12.", "30.06.")),
        ({"reference": "Jahresdurchschnitt"}, Grade.OWN_PATH, Kind.REFERENCE_DATE, ("31.12.", "Jahresdurchschnitt")),
        (
            {"territory_date": date(2015, 12, 31), "territory_since": REFORM},
            Grade.LIMITED,
            Kind.TERRITORY,
            ("2015-12-31",),
        ),
        ({"territory_date": None}, Grade.LIMITED, Kind.TERRITORY, ("",)),
        ({"state": "checked"}, Grade.LIMITED, Kind.STATE, ("checked",)),
        ({"invented": True}, Grade.LIMITED, Kind.INVENTED, ()),
    ],
)
def test_one_contribution_differs(difference, expected, kind, found):
    judged = grade(with_one_different(**difference))
    assert judged.grade is expected
    assert judged.refused is (expected in (Grade.REFUSED, Grade.OWN_PATH))
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
    assert grade(mixed, bridge=bridged).of(Kind.CONCEPT) is Grade.LIMITED
    judged = grade([*mixed, replace(PLAIN, concept="NAT_MR", member="e")], bridge=bridged)
    assert judged.reasons == (Reason(Kind.CONCEPT, Grade.OWN_PATH, ("NAT_AZR", "NAT_FS", "NAT_MR"), 2, 5),)


@pytest.mark.requirement("M5")
def test_a_later_date_of_the_same_territory_is_no_difference():
    """Offices print old years on the territory of today; for a territory that never changed that says nothing."""
    assert grade(with_one_different(territory_date=date(2016, 11, 1))).grade is Grade.FULL
    merged = with_one_different(territory_date=date(2016, 11, 1), territory_since=REFORM)
    assert grade(merged).grade is Grade.FULL


@pytest.mark.requirement("R21")
def test_a_concept_that_the_laender_apply_differently_is_flagged_across_laender():
    school = [replace(one, concept="KMK", uneven_by_land=True, land="03") for one in with_one_different()]
    assert grade(school).grade is Grade.FULL
    across = [replace(school[0], land="05"), *school[1:]]
    assert grade(across).reasons == (Reason(Kind.LAND, Grade.LIMITED, ("03", "05"), 1, 4),)
    even = [replace(one, uneven_by_land=False) for one in across]
    assert grade(even).grade is Grade.FULL


@pytest.mark.requirement("M5")
def test_letters_run_from_a_to_d_and_only_a_and_b_are_drawn():
    assert [one.letter for one in Grade] == ["A", "B", "C", "D"]
    assert [one.drawable for one in Grade] == [True, True, False, False]


@pytest.mark.requirement("M5")
def test_a_period_is_judged_year_by_year_and_along_every_member():
    years = [replace(one, year=year) for year in (2022, 2023, 2024) for one in with_one_different()]
    assert grade_period(years, expected=4) == Comparability()
    switched = [replace(one, concept="NAT_FS") if one.year == 2024 else one for one in years]
    assert grade([one for one in switched if one.year == 2024]).grade is Grade.FULL
    assert grade_period(switched).reasons == (Reason(Kind.CONCEPT, Grade.REFUSED, ("NAT_AZR", "NAT_FS"), 4, 4),)
    apart = [replace(one, concept="NAT_FS") if one.member == "b" else one for one in years]
    assert grade_period(apart).reasons == (Reason(Kind.CONCEPT, Grade.OWN_PATH, ("NAT_AZR", "NAT_FS"), 1, 4),)
    fewer = [one for one in years if (one.member, one.year) not in {("a", 2022), ("b", 2022), ("c", 2023)}]
    assert grade_period(fewer, expected=4).reasons == (Reason(Kind.COVERAGE, Grade.LIMITED, (), 2, 4),)


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


@pytest.mark.requirement("R20")
@given(st.lists(FACTS, min_size=1, max_size=8), st.randoms())
def test_the_grade_by_comparing_every_pair(contributions, chance):
    pairs = [(a, b) for a in contributions for b in contributions]
    refused = any(getattr(a, name) != getattr(b, name) for a, b in pairs for name in REFUSED_BY)
    limited = any(a.source != b.source or (a.territory_date is None) != (b.territory_date is None) for a, b in pairs)
    limited = limited or any(one.invented or one.state != "approved" for one in contributions)
    expected = Grade.REFUSED if refused else Grade.LIMITED if limited else Grade.FULL
    shuffled = list(contributions)
    chance.shuffle(shuffled)
    assert grade(contributions).grade is expected
    assert grade(shuffled) == grade(contributions)
