"""Recipes and tables use the words of the catalogue and of the room's own vocabulary."""

from __future__ import annotations

import pytest

from benchmark.catalogue.selectors import concepts, indicator
from benchmark.statistics_offices.mappings.inkar import INDICATORS
from benchmark.statistics_offices.mappings.niedersachsen_tables import LONG
from benchmark.statistics_offices.mappings.regional_tables import REGIONAL
from benchmark.statistics_offices.measures import GROUPS, MEASURES, Measured, Unit
from benchmark.statistics_offices.recipes import RECIPES
from tenants.border import Role, acting_as

pytestmark = pytest.mark.requirement("I2.7")


def test_recipes_fit_the_catalogue(world_of_module: None) -> None:
    with acting_as(Role.PLATFORM):
        codes = {concept.code for concept in concepts()}
        for recipe in RECIPES:
            definition = indicator(recipe.indicator_code)
            assert recipe.concept in definition.concepts
            assert recipe.group in definition.groups
            published = {Unit.PERCENT: 100, Unit.PERCENT_OPEN: 100, Unit.PER_MILLE: 1000}
            if recipe.published is not None:
                assert published[recipe.published.unit] == definition.factor
            for measured in (*recipe.numerator, *recipe.denominator):
                assert measured.unit is Unit.COUNT
                assert measured.concept in codes


def test_tables_speak_the_vocabulary() -> None:
    measured: list[Measured] = [cell.measured for table in REGIONAL.values() for cell in table.cells]
    measured += [recovery.denominator for table in LONG.values() for recovery in table.recoveries]
    measured += INDICATORS.values()
    for one in measured:
        assert one.measure in MEASURES
        assert one.group in GROUPS
    for table in REGIONAL.values():
        assert all(0 <= cell.column < table.width for cell in table.cells)
        assert all(0 <= line < table.block for cell in table.cells for line in cell.lines)
