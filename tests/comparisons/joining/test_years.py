"""Which year a variable is read for, and where a record is counted."""

from __future__ import annotations

import pytest

from comparisons.joining.variables import BY_CODE
from comparisons.joining.years import years_of

pytestmark = pytest.mark.requirement("M1", "I3.7")
CHANGE, SHARE = BY_CODE["population_change"], BY_CODE["foreign_share"]
PEOPLE = CHANGE.parts[0]
FOREIGN = SHARE.parts[0]


def test_the_newest_year_that_most_have() -> None:
    coverage = {(PEOPLE, 2015): 400, (FOREIGN, 2015): 400, (PEOPLE, 2022): 390, (FOREIGN, 2022): 53}
    assert years_of(SHARE, coverage) == (2015,)
    assert years_of(SHARE, {**coverage, (FOREIGN, 2022): 330}) == (2022,)


def test_both_parts_must_be_there() -> None:
    assert years_of(SHARE, {(FOREIGN, 2015): 400}) == ()


def test_too_few_municipalities_are_no_variable() -> None:
    assert years_of(BY_CODE["unemployment_rate"], {(BY_CODE["unemployment_rate"].parts[0], 2020): 29}) == ()


def test_a_change_takes_about_five_years_and_no_census_in_between() -> None:
    every_year = {(PEOPLE, year): 400 for year in range(2005, 2016)}
    assert years_of(CHANGE, every_year) == (2011, 2015)
    assert years_of(CHANGE, {(PEOPLE, year): 400 for year in (2010, 2011)}) == ()
    assert years_of(CHANGE, {(PEOPLE, year): 400 for year in (2019, 2022)}) == (2019, 2022)
    assert years_of(CHANGE, {(PEOPLE, year): 400 for year in (2014, 2018, 2021, 2023)}) == (2018, 2021)


def test_the_directory_needs_no_year() -> None:
    assert years_of(BY_CODE["population"], {}) == ()
