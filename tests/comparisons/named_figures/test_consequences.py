"""What the page says before consent agrees with the release rules, which this room cannot import."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from comparisons.named_figures.consequences import MEAN, MEDIAN, QUARTILES, STRICTER, TENTHS, fewest_with_one_known
from comparisons.releases.disclosure import Level, Parameters, steps

pytestmark = pytest.mark.requirement("I4.4", "O16")

CHARTERS = [
    Parameters(),
    Parameters(c=1),
    Parameters(k=5, t=4),
    Parameters(n_min=9),
    Parameters.sensitive(),
]


def first_of(parameters: Parameters, consented: int, level: Level) -> int:
    """Contributions from which at least this level is shown."""
    return next(step.first_n for step in steps(parameters, consented) if step.level >= level)


@pytest.mark.parametrize("parameters", CHARTERS)
def test_one_more_known_member_costs_what_the_page_says(parameters: Parameters) -> None:
    most = {Level.MEAN: MEAN, Level.MEDIAN: MEDIAN, Level.QUARTILES: QUARTILES, Level.TAILS: TENTHS}
    for known in range(3):
        for level, cost in most.items():
            more = first_of(parameters, known + 1, level) - first_of(parameters, known, level)
            assert 0 <= more <= cost
            if parameters == Parameters():
                assert more == cost, "and not less with the usual parameters"


@pytest.mark.parametrize("parameters", CHARTERS)
@pytest.mark.parametrize("sensitive", [False, True])
def test_the_warning_comes_exactly_where_nothing_can_be_released(parameters: Parameters, sensitive: bool) -> None:
    charter: Any = SimpleNamespace(n_min=parameters.n_min, k=parameters.k, c=parameters.c)
    definition: Any = SimpleNamespace(sensitive=sensitive)
    if sensitive:
        strict = Parameters.sensitive()
        stricter = {name: max(getattr(parameters, name), getattr(strict, name)) for name in STRICTER}
        parameters = replace(parameters, **stricter)
    assert fewest_with_one_known(charter, definition) == first_of(parameters, 1, Level.MEAN)


def test_the_stricter_numbers_are_those_of_the_rules() -> None:
    strict = Parameters.sensitive()
    assert {name: getattr(strict, name) for name in STRICTER} == STRICTER
