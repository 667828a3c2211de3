"""Every rule alone, on small tables worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from benchmark.plausibility import gaps, jumps, repeats, sources, wholes
from benchmark.plausibility import shares as shares_rule
from benchmark.plausibility.breaks import KNOWN_BREAKS
from benchmark.plausibility.context import Context
from benchmark.plausibility.findings import Cause, Finding, Reason, Weight
from benchmark.plausibility.kinds import KindReference, Usual
from benchmark.plausibility.records import Aspect, Scale
from benchmark.plausibility.rules import find_all
from tests.benchmark.plausibility.numbers import counts, record, shares

pytestmark = pytest.mark.requirement("I3.5")

NOTHING = Context()
CALM = [1000, 1012, 1021, 1033, 1040, 1052, 1060, 1071]


def reasons(found: list[Finding]) -> list[tuple[str, str, int]]:
    return [(said.reason.value, said.weight.value, said.points[0].year) for said in found]


def among(middle: float, deviation: float, *, first: int, last: int, known: int = 40) -> Context:
    """A kind whose members usually changed like this between two years."""
    name = (("X", "total", "C"), "value", first, last)
    return Context(kind=KindReference({name: Usual(middle, deviation, known)}))


@pytest.mark.parametrize(
    ("numerator", "denominator", "part_of_whole", "found"),
    [
        (11, 10, True, [("part_exceeds_whole", "contradiction", 2020)]),
        (10, 10, True, []),
        (11, 10, False, []),  # a rate: births per woman, children per place
        (None, 10, True, []),
        (11, None, True, []),
    ],
)
def test_a_part_is_not_larger_than_its_whole(numerator: Any, denominator: Any, part_of_whole: bool, found: Any) -> None:
    row = record(numerator=numerator, denominator=denominator, part_of_whole=part_of_whole)
    assert reasons(wholes.find([row], NOTHING)) == found


def test_a_share_above_its_whole_is_found_in_its_own_unit() -> None:
    assert reasons(wholes.find([record("100.1")], NOTHING)) == [("part_exceeds_whole", "contradiction", 2020)]
    assert wholes.find([record("100.1", factor=Decimal(1000))], NOTHING) == []


@pytest.mark.parametrize(
    ("total", "german", "foreign", "step", "weight"),
    [
        (100, 80, 20, 1, None),
        (100, 80, 21, 1, "contradiction"),
        (100, 80, 19, 1, "hint"),  # one person without a stated nationality
        (100, 80, 10, 1, "question"),
        (100, 85, 20, 5, None),  # three numbers rounded to five
        (100, 95, 25, 5, "contradiction"),
        (100, None, 120, 1, "contradiction"),
        (100, None, 20, 1, None),
    ],
)
def test_groups_add_up(total: int, german: int | None, foreign: int, step: int, weight: str | None) -> None:
    groups = {"total": total, "german": german, "foreign": foreign}
    rows = [
        record(count, group=group, scale=Scale.COUNT, step=step) for group, count in groups.items() if count is not None
    ]
    assert [said.weight.value for said in wholes.find(rows, NOTHING)] == ([weight] if weight else [])


def test_groups_of_other_concepts_or_years_are_never_added() -> None:
    rows = [
        record(100, group="total", scale=Scale.COUNT),
        record(90, group="german", scale=Scale.COUNT, concept="OTHER"),
        record(90, group="foreign", scale=Scale.COUNT, year=2021),
    ]
    assert wholes.find(rows, NOTHING) == []


@pytest.mark.parametrize(
    ("published", "decimals", "weight"),
    [
        ("33.3", 1, None),
        ("33.4", 1, "contradiction"),
        ("33.34", 2, "hint"),  # nobody would see it in one decimal
        ("33", 0, None),
        ("33.3333333333333", None, None),
        ("33.3433333333333", None, "hint"),
        ("30", None, "contradiction"),
    ],
)
def test_published_shares_follow_from_their_parts(published: str, decimals: int | None, weight: str | None) -> None:
    row = record(published, numerator=100, denominator=300, decimals=decimals)
    assert [said.weight.value for said in shares_rule.find([row], NOTHING)] == ([weight] if weight else [])


def test_the_denominator_of_the_year_before_is_recognised() -> None:
    rows = [
        record(10, 2020, numerator=100, denominator=1000),
        record(Decimal(12000) / 1000, 2021, numerator=120, denominator=1100),
    ]
    (said,) = shares_rule.find(rows, NOTHING)
    assert said.points[0].year == 2021
    assert said.evidence.cause is Cause.PREVIOUS_YEAR
    assert [round(number) for number in said.evidence.denominators] == [1100, 1000]


def test_the_denominator_of_another_source_is_recognised() -> None:
    row = record(12, 2020, numerator=120, denominator=1100, place="03459", base="new")
    context = Context(denominators={("03459", 2020): {"new": Decimal(1100), "old census": Decimal(1000)}})
    (said,) = shares_rule.find([row], context)
    assert (said.evidence.cause, said.evidence.sources) == (Cause.OTHER_DENOMINATOR, ("old census",))


def test_the_value_of_another_place_is_recognised() -> None:
    rows = [
        record(20, place="A", id="1", numerator=10, denominator=100),
        record(None, place="B", id="2", numerator=20, denominator=100),
    ]
    (said,) = shares_rule.find(rows, NOTHING)
    assert (said.evidence.cause, said.evidence.sources) == (Cause.OTHER_PLACE, ("B",))


@pytest.mark.parametrize(
    ("values", "years"),
    [
        (CALM, []),
        ([*CALM, 1500], [2018]),
        ([*CALM, 1100], []),
        ([*CALM[:4], 2000, *CALM[5:]], [2014]),  # the way back is not told again
        ([2000, *CALM[1:]], [2011]),  # wrong at the beginning: the step away from it
        ([*CALM, None, 1093], []),  # two years, two usual steps
        ([100, 300], [2011]),  # too few years: only large steps
        ([100, 140], []),
        ([4, 9, 3, 7, 5, 8, 2, 9], []),  # few cases move by chance
        ([4, 9, 3, 7, 5, 8, 6, 200], [2017]),
        ([], []),
        ([0, 0, 0], []),
    ],
)
def test_jumps_of_counts(values: list[int | None], years: list[int]) -> None:
    assert [said.points[0].year for said in jumps.find(counts(values), NOTHING)] == years


def test_shares_are_judged_by_their_odds_and_told_in_points() -> None:
    rows = shares(["10.0", "10.2", "10.3", "10.5", "10.6", "10.8", "17.0"])
    (said,) = jumps.find(rows, NOTHING)
    assert said.evidence.change == pytest.approx(Decimal("6.2"), abs=Decimal("0.0001"))
    assert said.evidence.own is not None
    assert Decimal("-1") < said.evidence.own.low < said.evidence.own.high < Decimal("1")


def test_a_year_in_which_everybody_moves_alarms_nobody() -> None:
    values = [*CALM, 1500]
    assert len(jumps.find(counts(values), NOTHING)) == 1
    assert jumps.find(counts(values), among(0.32, 0.05, first=2017, last=2018)) == []
    (said,) = jumps.find(counts(values), among(0.01, 0.02, first=2017, last=2018))
    assert said.evidence.kind is not None
    assert said.evidence.kind.known == 40
    assert len(jumps.find(counts(values), among(0.32, 0.05, first=2017, last=2018, known=7))) == 1  # too few peers


def test_one_wrong_figure_does_not_widen_its_own_band() -> None:
    assert [said.points[0].year for said in jumps.find(counts([*CALM, 100000]), NOTHING)] == [2018]


def test_a_jump_at_a_known_break_is_explained() -> None:
    values = [100000, 100300, 100100, 100400, 100600, 90000, 90200, 90500]
    rows = counts(values, first=2006, subject="population", concept="NAT_FS")
    (said,) = jumps.find(rows, NOTHING)
    assert (said.reason, said.weight, said.evidence.break_code) == (Reason.JUMP_AT_BREAK, Weight.HINT, "census_2011")
    elsewhere = counts(values, first=2006, subject="unemployed", concept="NAT_BA")
    assert [said.reason for said in jumps.find(elsewhere, NOTHING)] == [Reason.JUMP]


def test_a_new_version_of_the_definition_is_a_break() -> None:
    rows = counts([*CALM, 1500])
    rows[-1] = replace(rows[-1], definition_version=2)
    assert [said.evidence.break_code for said in jumps.find(rows, NOTHING)] == ["definition"]


def test_denominators_are_looked_at_too() -> None:
    wholes_of = [1000, 1010, 1020, 1030, 1040, 1050, 105]
    rows = [record(10, 2010 + place, denominator=whole) for place, whole in enumerate(wholes_of)]
    (said,) = jumps.find(rows, NOTHING)
    assert (said.evidence.aspect, said.points[0].year) == (Aspect.DENOMINATOR, 2016)


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        (counts([30, 0]), [("zero_after_cases", "question", 2011)]),
        (counts([4, 0]), []),  # nobody is surprised
        (counts([0, 0]), []),
        (shares(["2.0", 0]), [("zero_after_cases", "question", 2011)]),
        (counts([5000, 5400, 4900, 5300, 5300]), [("identical", "question", 2014)]),
        (counts([50, 51, 53, 52, 52]), []),
        (shares(["9.6", "9.6"]), []),  # printed with one decimal
        (shares(["9.6123456789", "9.6123456789"]), [("identical", "question", 2011)]),
        ([record(10, year, numerator=50, denominator=500) for year in (2020, 2021)], [("identical", "question", 2021)]),
        ([record(10, year, numerator=1, denominator=10) for year in (2020, 2021)], []),
        ([record(10, year, numerator=50, denominator=500) for year in (2020, 2022)], []),
    ],
)
def test_numbers_that_repeat_or_vanish(rows: list[Any], found: list[Any]) -> None:
    assert reasons(repeats.find(rows, NOTHING)) == found


def test_the_denominator_of_last_year_is_asked_about() -> None:
    wholes_of = [30000, 30500, 31100, 31500, 31500]
    rows = [record(10 + i, 2015 + i, numerator=3000 + i, denominator=whole) for i, whole in enumerate(wholes_of)]
    found = repeats.find(rows, NOTHING)
    assert [(said.evidence.aspect, said.weight) for said in found] == [(Aspect.DENOMINATOR, Weight.HINT)]


def test_duplicates_and_contradicting_ones() -> None:
    same = [record(5, id="1", source="S"), record(5, id="2", source="S")]
    assert reasons(repeats.find(same, NOTHING)) == [("duplicate", "hint", 2020)]
    other = [record(5, id="1", source="S"), record(6, id="2", source="S")]
    (said,) = repeats.find(other, NOTHING)
    assert (said.reason, said.evidence.observed, said.evidence.compared) == (Reason.CONTRADICTING_DUPLICATE, 5, 6)
    assert repeats.find([record(5, source="S"), record(5, source="T")], NOTHING) == []


@pytest.mark.requirement("R14")
@pytest.mark.parametrize(
    ("one", "other", "cause", "weight"),
    [
        ({"value": 366221}, {"value": 356060}, Cause.CENSUS, Weight.QUESTION),
        ({"value": 10098, "year": 2016}, {"value": 10100, "year": 2016}, Cause.LATER_CORRECTION, Weight.QUESTION),
        ({"value": 10098, "year": 2016}, {"value": 12100, "year": 2016}, Cause.UNKNOWN, Weight.CONTRADICTION),
        ({"value": 1000, "year": 2016, "step": 5}, {"value": 1010, "year": 2016}, Cause.ROUNDING, Weight.QUESTION),
        ({"value": 1000, "year": 2016, "base": "a"}, {"value": 1500, "year": 2016, "base": "b"}, Cause.CENSUS,
         Weight.QUESTION),
        ({"value": 1000, "year": 2016, "step": 5}, {"value": 1002, "year": 2016}, None, None),
        ({"value": 1000, "year": 2016}, {"value": 1000, "year": 2016}, None, None),
    ],
)  # fmt: skip
def test_two_sources_for_one_figure(one: Any, other: Any, cause: Cause | None, weight: Weight | None) -> None:
    usual = {"subject": "population", "concept": "NAT_FS", "scale": Scale.COUNT, "year": 2022}
    rows = [record(**(usual | one), source="12411", id="1"), record(**(usual | other), source="LSN 1-1-1", id="2")]
    found = sources.find(rows, NOTHING)
    assert [(said.evidence.cause, said.weight) for said in found] == ([(cause, weight)] if cause else [])
    if found:
        assert found[0].evidence.sources == ("12411", "LSN 1-1-1")
        assert found[0].evidence.difference == one["value"] - other["value"]


@pytest.mark.requirement("R14")
def test_two_concepts_are_told_once_with_the_last_year() -> None:
    rows = [*shares(["6.4", "6.8", "7.1"], concept="NAT_FS"), *shares(["6.0", "6.1", "6.2"], concept="NAT_AZR")]
    (said,) = sources.find(rows, NOTHING)
    assert (said.evidence.cause, said.weight, said.evidence.count) == (Cause.CONCEPT, Weight.HINT, 3)
    assert (said.points[0].year, said.evidence.observed, said.evidence.compared) == (
        2012,
        Decimal("6.2"),
        Decimal("7.1"),
    )


def test_a_break_between_two_statistics_is_seen_in_many_places() -> None:
    pairs = []
    for place in range(12):
        for year in range(2007, 2015):
            apart = Decimal("1.0") if year < 2011 else Decimal("-0.5")
            usual = {"subject": "population_share", "group": "foreign", "place": str(place), "year": year}
            wobble = Decimal(place % 3) / 10
            pairs.append((record(8 + apart + wobble, concept="NAT_FS", **usual), record(8, concept="NAT_AZR", **usual)))
    (said,) = sources.level_shifts(pairs, KNOWN_BREAKS)
    assert (said.reason, said.evidence.break_code, said.evidence.change) == (
        Reason.LEVEL_SHIFT,
        "census_2011",
        Decimal("-1.5"),
    )
    assert sources.level_shifts(pairs[: 8 * 7], KNOWN_BREAKS) == []  # seven places are too few


def test_empty_cells_are_hints_and_missing_figures_are_not() -> None:
    rows = [record(None, blank=True, id="1"), record(None, id="2"), record(5, id="3")]
    assert reasons(gaps.find(rows, NOTHING)) == [("empty", "hint", 2020)]


def test_a_key_holds_as_long_as_the_numbers() -> None:
    values = [*CALM, 1500]
    (before,) = jumps.find(counts(values), NOTHING)
    (later,) = jumps.find(counts([*values, 1520]), NOTHING)  # a year more, and so other bands
    assert later.key == before.key
    (judged,) = jumps.find(counts(values), among(0.0, 0.01, first=2017, last=2018))
    assert judged.key == before.key
    (changed,) = jumps.find(counts([*CALM, 1501]), NOTHING)
    assert changed.key != before.key
    (corrected,) = jumps.find(counts([*CALM[:-1], 1070, 1500]), NOTHING)
    assert corrected.key != before.key


def test_all_rules_together_put_what_weighs_most_first() -> None:
    rows = [*counts([*CALM, 1500]), record(numerator=11, denominator=10, subject="Y", year=2001)]
    assert [said.weight for said in find_all(rows, NOTHING)] == [Weight.CONTRADICTION, Weight.QUESTION]
