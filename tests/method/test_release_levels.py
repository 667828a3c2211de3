"""What may be shown by the number of members: the release table, printed in the Methodenblatt."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparisons.releases.disclosure import Level, Parameters, ParametersError, Refusal, judge, level_for, steps
from tests.method.release_worlds import GRID, TENS, slow_rank

NOTHING, MEAN, MEDIAN, QUARTILES, TAILS = Level
EVERYWHERE = (Fraction(1, 2), Fraction(1, 4), Fraction(3, 4), Fraction(1, 10), Fraction(9, 10))


def verdict(n: int, **agreed: int):
    return judge([3] * n, grid=TENS, parameters=Parameters(**agreed))


@pytest.mark.requirement("I2.11")
@pytest.mark.parametrize(
    ("c", "members", "level"),
    [
        (2, (0, 1, 2, 3, 4), NOTHING),
        (2, (5, 6, 7, 8), MEAN),
        (2, (9, 10, 12, 16), MEDIAN),
        (2, (17, 18, 37, 40), QUARTILES),
        (2, (41, 42, 50, 400), TAILS),
        (1, (0, 4), NOTHING),
        (1, (5, 6), MEAN),
        (1, (7, 12), MEDIAN),
        (1, (13, 30), QUARTILES),
        (1, (31, 37, 400), TAILS),
    ],
)
def test_the_release_table(c, members, level):
    for n in members:
        found = verdict(n, c=c)
        assert found.level is level
        assert found.n == n
        assert (found.mean is not None) == (level >= MEAN)
        assert (found.median is not None) == (level >= MEDIAN)
        assert (found.quartiles is not None) == (level >= QUARTILES)
        assert (found.tails is not None) == (level >= TAILS)


@pytest.mark.requirement("O16")
@pytest.mark.parametrize(
    ("c", "median_from", "quartiles_from", "tails_from"), [(1, 7, 13, 31), (2, 9, 17, 41), (3, 11, 21, 51)]
)
def test_first_numbers_of_members(c, median_from, quartiles_from, tails_from):
    first = {step.level: step.first_n for step in steps(Parameters(c=c))}
    assert (first[MEDIAN], first[QUARTILES], first[TAILS]) == (median_from, quartiles_from, tails_from)


@pytest.mark.requirement("O16")
@pytest.mark.parametrize("c", [1, 2, 3])
@pytest.mark.parametrize("consented", [0, 1, 4])
def test_every_number_of_members_to_500_by_brute_force(c, consented):
    parameters = Parameters(c=c)
    for n in range(consented, 501):
        unknown = n - c - consented
        something = n >= parameters.n_min and unknown >= parameters.k
        apart = {share: min(slow_rank(n, share), n - slow_rank(n, share) + 1) if n else 0 for share in EVERYWHERE}
        allowed = {share: something and apart[share] >= parameters.t + c + consented for share in EVERYWHERE}
        found = judge([n % 7] * n, grid=TENS, parameters=parameters, consented=consented)
        assert (found.mean is not None, found.refusal is None) == (something, something)
        assert (found.median is not None) == allowed[Fraction(1, 2)]
        assert (found.quartiles is not None) == (allowed[Fraction(1, 4)] and allowed[Fraction(3, 4)])
        assert (found.tails is not None) == (allowed[Fraction(1, 10)] and allowed[Fraction(9, 10)])
        assert found.level is level_for(n, parameters, consented)


@pytest.mark.parametrize(
    ("members", "consented", "refusal", "needed"),
    [
        (4, 0, Refusal.TOO_FEW, 5),
        (0, 0, Refusal.TOO_FEW, 5),
        (5, 0, None, None),
        (5, 1, Refusal.TOO_FEW_UNKNOWN, 6),  # one value is known: only two of five are unknown to a pair
        (6, 1, None, None),
        (8, 4, Refusal.TOO_FEW_UNKNOWN, 9),
    ],
)
def test_refusals(members, consented, refusal, needed):
    found = judge([1] * members, grid=TENS, parameters=Parameters(), consented=consented)
    assert (found.refusal, found.needed) == (refusal, needed)
    if refusal:
        assert (found.level, found.mean, found.median, found.quartiles, found.tails) == (NOTHING, *[None] * 4)


def test_sensitive_indicators_need_more_members():
    sensitive = Parameters.sensitive()
    first = {step.level: (step.first_n, step.last_n) for step in steps(sensitive)}
    assert first == {NOTHING: (0, 7), MEAN: (8, 10), MEDIAN: (11, 20), QUARTILES: (21, 50), TAILS: (51, None)}
    assert judge([1] * 7, grid=TENS, parameters=sensitive).refusal is Refusal.TOO_FEW_UNKNOWN
    assert judge([1] * 6, grid=TENS, parameters=sensitive).refusal is Refusal.TOO_FEW


@pytest.mark.parametrize("parameters", [Parameters(), Parameters(c=1), Parameters(n_min=12), Parameters.sensitive()])
def test_the_steps_explain_every_number_of_members(parameters):
    for step in steps(parameters):
        last = step.first_n + 60 if step.last_n is None else step.last_n
        assert {level_for(n, parameters) for n in range(step.first_n, last + 1)} == {step.level}
    assert [step.first_n for step in steps(parameters)][1:] == [step.last_n + 1 for step in steps(parameters)[:-1]]


@given(st.integers(0, 300), st.integers(0, 20), st.integers(1, 5), st.integers(3, 6))
def test_more_members_never_show_less_and_more_consents_never_more(n, consented, c, t):
    parameters = Parameters(c=c, t=t)
    assert level_for(n + 1, parameters, consented) >= level_for(n, parameters, consented)
    assert level_for(n, parameters, consented + 1) <= level_for(n, parameters, consented)


@pytest.mark.parametrize(
    "agreed",
    [{"n_min": 4}, {"k": 2}, {"c": 0}, {"t": 2}, {"m": 2}, {"d_min_group": 49}, {"p": Decimal("0.04")},
     {"p": Decimal("0.6")}, {"p": Decimal("NaN")}, {"d_min_group": 2000}],
)  # fmt: skip
def test_a_charter_cannot_go_below_the_floor(agreed):
    with pytest.raises(ParametersError) as refused:
        Parameters(**agreed)
    assert refused.value.name in {*agreed, "d_min_total"}


@pytest.mark.parametrize("agreed", [{"n_min": 5.0}, {"p": 0.1}, {"c": True}])
def test_parameters_of_another_type_are_refused(agreed):
    with pytest.raises(TypeError):
        Parameters(**agreed)


@pytest.mark.parametrize(
    ("denominator", "whole", "takes_part"),
    [(149, False, False), (150, False, True), (999, True, False), (Decimal(1000), True, True)],
)
def test_taking_part_depends_on_the_denominator_alone(denominator, whole, takes_part):
    assert Parameters().may_take_part(denominator, whole_population=whole) is takes_part


@pytest.mark.parametrize("consented", [-1, 8])
def test_an_impossible_number_of_consents_is_an_error(consented):
    with pytest.raises(ValueError, match="consent"):
        judge([1] * 7, grid=GRID, parameters=Parameters(), consented=consented)
