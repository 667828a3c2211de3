"""What is usual among municipalities of one kind: year-on-year changes of indicators in official statistics.

One query per kind, kept until the next import; nothing of a municipality's own figures goes in.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from django.core.cache import cache

from benchmark.findings.relations import step_of
from benchmark.harmonisation.ratios import RatioError, ratio
from benchmark.plausibility.changes import changes_of
from benchmark.plausibility.kinds import ChangeName, KindReference, reference
from benchmark.plausibility.records import Aspect, Point, Record, Scale, series_of
from benchmark.statistics_offices.measures import Measured
from benchmark.statistics_offices.models import OfficialValue, SourceFile
from benchmark.statistics_offices.recipes import RECIPES, Recipe
from benchmark.territories.models import Territory

ONE_DAY = 24 * 60 * 60  # seconds
FACTORS = {"SOZ-01": 1000}  # indicators whose published values are not percent

_Cells = Mapping[Measured, Mapping[tuple[str, int], Decimal]]


def usual_among(kind: str) -> KindReference:
    """The reference of a kind of municipality, as of the newest import."""
    newest = SourceFile.objects.order_by("-pk").values_list("pk", "content_sha256").first()
    name = f"usual-changes-{kind}-{newest[0]}-{newest[1]}" if newest else f"usual-changes-{kind}-nothing"
    known: KindReference | None = cache.get(name)
    if known is None:
        known = _computed(_cells(kind))
        cache.set(name, known, ONE_DAY)
    return known


def _cells(kind: str) -> _Cells:
    """The values of all measures that recipes need, by municipality and year; the newest file wins."""
    needed = {part.measure for recipe in RECIPES for part in _measured(recipe)}
    members = Territory.objects.filter(kind=kind, valid_until=None, unincorporated=False).values("ags")
    rows = (
        OfficialValue.objects.filter(ags__in=members, measure__in=needed, value__isnull=False, source__invented=False)
        .order_by("source_id")
        .values_list("measure", "group", "concept", "ags", "year", "value")
    )
    found: dict[Measured, dict[tuple[str, int], Decimal]] = defaultdict(dict)
    for measure, group, concept, ags, year, value in rows.iterator(chunk_size=20_000):
        if value is not None:
            found[Measured(measure, group, concept)][ags, year] = value
    return found


def _measured(recipe: Recipe) -> Iterator[Measured]:
    yield from recipe.numerator
    yield from recipe.denominator
    if recipe.published is not None:
        yield recipe.published


def _computed(cells: _Cells) -> KindReference:
    """The usual changes of every recipe's figures; an earlier recipe of the same series wins, as in proposals."""
    records: dict[Point, Record] = {}
    for recipe in RECIPES:
        for record in _figures(recipe, cells):
            records.setdefault(record.point, record)
    return reference(_changes(records.values()))


def _changes(records: Iterable[Record]) -> dict[ChangeName, list[float]]:
    changes: dict[ChangeName, list[float]] = defaultdict(list)
    for rows in series_of(records).values():
        for aspect in (Aspect.VALUE, Aspect.DENOMINATOR):
            for change in changes_of(rows, aspect):
                point = change.after.point
                series = (point.subject, point.group, point.concept)
                changes[series, aspect.value, change.before.point.year, point.year].append(change.per_year)
    return changes


def _figures(recipe: Recipe, cells: _Cells) -> Iterator[Record]:
    """The figures of one recipe for all municipalities: computed from counts, or as published."""
    factor = Decimal(FACTORS.get(recipe.indicator_code, 100))
    printed = cells.get(recipe.published, {}) if recipe.published else {}
    above, below = _summed(recipe.numerator, cells), _summed(recipe.denominator, cells)
    for ags, year in above.keys() | printed.keys():
        numerator, denominator = above.get((ags, year)), below.get((ags, year))
        value = printed.get((ags, year)) if recipe.published_first else None
        if value is None:
            value = _ratio(numerator, denominator, factor) or printed.get((ags, year))
        if value is not None:
            point = Point(recipe.indicator_code, recipe.group, recipe.concept, year, ags)
            step = step_of(recipe.indicator_code, recipe.concept, year)
            yield Record(ags, point, Scale.SHARE, value, numerator, denominator, factor=factor, step=step)


def _ratio(numerator: Decimal | None, denominator: Decimal | None, factor: Decimal) -> Decimal | None:
    if numerator is None or denominator is None:
        return None
    try:
        return ratio(numerator, denominator, factor)
    except RatioError:
        return None


def _summed(parts: tuple[Measured, ...], cells: _Cells) -> dict[tuple[str, int], Decimal]:
    """The sum of all parts where every part is known."""
    if not parts:
        return {}
    known = [cells.get(part, {}) for part in parts]
    return {
        cell: sum((part[cell] for part in known), Decimal(0))
        for cell in known[0]
        if all(cell in part for part in known)
    }
