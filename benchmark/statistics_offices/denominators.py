"""How many persons a figure of a municipality rests on, as far as statistical offices have published it."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.db.models import Q

from benchmark.statistics_offices.measures import Measured
from benchmark.statistics_offices.models import OfficialValue
from benchmark.statistics_offices.recipes import RECIPES

Newest = dict[tuple[str, Measured], tuple[int, int]]


def public_denominators(keys: Collection[str], wanted: Iterable[tuple[str, str]]) -> dict[tuple[str, str, str], int]:
    """The newest published denominator (persons) by municipality, indicator and group, in one query.

    What no office has published is left out, as is a sum whose parts were not all published for the same year.
    """
    asked = set(wanted)
    recipes = [recipe for recipe in RECIPES if recipe.denominator and (recipe.indicator_code, recipe.group) in asked]
    newest = _newest(keys, {measured for recipe in recipes for measured in recipe.denominator})
    found: dict[tuple[str, str, str], int] = {}
    for recipe in recipes:
        for key in keys:
            parts = [newest.get((key, measured)) for measured in recipe.denominator]
            known = [part for part in parts if part is not None]
            if len(known) == len(parts) and len({year for year, _value in known}) == 1:
                identity = (key, recipe.indicator_code, recipe.group)
                found.setdefault(identity, sum(value for _year, value in known))
    return found


def _newest(keys: Collection[str], measures: Collection[Measured]) -> Newest:
    """Year and number of the newest row of each measure."""
    if not keys or not measures:
        return {}
    any_of = Q()
    for one in measures:
        any_of |= Q(measure=one.measure, group=one.group, concept=one.concept)
    columns = ("ags", "measure", "group", "concept")
    rows = OfficialValue.objects.filter(any_of, ags__in=keys, value__isnull=False)
    newest = rows.order_by(*columns, "-year", "-source_id").distinct(*columns).values_list(*columns, "year", "value")
    return {
        (ags, Measured(measure, group, concept)): (year, int(value))
        for ags, measure, group, concept, year, value in newest
        if value is not None
    }
