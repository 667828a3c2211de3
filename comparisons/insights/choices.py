"""What the address of a page chooses, read from the rooms below; always the same number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from benchmark.catalogue.selectors import IndicatorDefinition, UnknownIndicator, indicator, indicators
from benchmark.figures.rows import FigureRow
from benchmark.goals.selectors import UseRow, use_of, uses
from comparisons.circles.models import CoreIndicator
from comparisons.circles.selectors import published_charters
from comparisons.insights.presenters.circle import Compared
from comparisons.insights.presenters.indicator import Chosen
from comparisons.insights.selectors import OwnCircle, circles_with_release, own_circles, visible_figures
from comparisons.insights.series import comparison_group, series_of
from comparisons.releases.grids import grids_by_reference
from comparisons.releases.selectors import ReleasedYear, released, released_by_circle
from tenants.membership.people import Person


class NothingThere(LookupError):
    """The address names an indicator, a group or a circle that does not exist here."""


@dataclass(frozen=True)
class Looked:
    """What was chosen for one indicator, with all its figures and what the circle released; no circle: None."""

    chosen: Chosen
    compared: Compared | None


def look_at_indicator(person: Person, code: str, *, group: str = "", circle: str = "") -> Looked:
    """Everything about one indicator; without a choice the leading group and the first circle that released it.

    Raises NothingThere for a code, group or circle that is not there for this municipality.
    """
    try:
        definition = indicator(code)
    except UnknownIndicator as error:
        raise NothingThere(code) from error
    use = use_of(code)
    shown = group or (use.leading_group if use else definition.leading_group)
    if shown not in definition.groups:
        raise NothingThere(group)
    rows = visible_figures(person, code)
    series = series_of(definition, rows, shown)
    other = comparison_group(definition, shown)
    beside = series_of(definition, rows, other, years=[point.year for point in series.points]) if other else None
    circles = tuple(own_circles())
    chosen = Chosen(
        definition=definition,
        use=use,
        series=series,
        beside=beside if beside and beside.known else None,
        circles=circles,
        circle=_circle(circles, circle, code),
    )
    return Looked(chosen, _compared(chosen, rows))


def _circle(circles: tuple[OwnCircle, ...], slug: str, code: str) -> OwnCircle | None:
    if slug:
        named = next((one for one in circles if one.circle.slug == slug), None)
        if named is None:
            raise NothingThere(slug)
        return named
    if not circles:
        return None
    with_release = circles_with_release(code)
    return next((one for one in circles if one.circle.pk in with_release), circles[0])


def _compared(chosen: Chosen, rows: list[FigureRow]) -> Compared | None:
    """What the circle released for this group, beside the own figures in the circle's concept."""
    if chosen.circle is None:
        return None
    found = released(chosen.circle.circle, chosen.definition.code, chosen.series.group)
    if not found:
        return None
    definition = _definition(chosen.definition, found[-1].definition_version)
    own = series_of(definition, rows, chosen.series.group, concept=found[-1].concept)
    circle = chosen.circle.circle
    return Compared(own, tuple(found), grids_by_reference(definition, circle, published_charters(circle)))


def _definition(current: IndicatorDefinition, version: int) -> IndicatorDefinition:
    """The definition in the version that was compared."""
    return current if current.version == version else indicator(current.code, version=version)


@dataclass(frozen=True)
class CoreSet:
    """The core set of a circle, or of the catalogue where there is no circle."""

    circles: tuple[OwnCircle, ...]
    circle: OwnCircle | None
    entries: tuple[Compared, ...]
    uses: Mapping[str, UseRow]


def look_at_core_set(person: Person, *, circle: str = "") -> CoreSet:
    """The core set with own figures and released values. Raises NothingThere for a circle that is not one's own."""
    circles = tuple(own_circles())
    chosen = next((one for one in circles if one.circle.slug == circle), None) if circle else (circles or (None,))[0]
    if circle and chosen is None:
        raise NothingThere(circle)
    definitions = {definition.code: definition for definition in indicators()}
    figures: dict[str, list[FigureRow]] = defaultdict(list)
    for row in visible_figures(person):
        figures[row.indicator_code].append(row)
    used = {use.indicator_code: use for use in uses()}
    if chosen is None:
        entries = [
            Compared(series_of(one, figures[one.code], _leading(used.get(one.code), one.groups, one)), (), {})
            for one in definitions.values()
            if one.core
        ]
    else:
        entries = _entries(chosen, definitions, figures, used)
    return CoreSet(circles, chosen, tuple(entries), used)


def _entries(
    chosen: OwnCircle,
    definitions: Mapping[str, IndicatorDefinition],
    figures: Mapping[str, list[FigureRow]],
    used: Mapping[str, UseRow],
) -> list[Compared]:
    """One entry per core indicator of the newest charter, in its order."""
    charters = published_charters(chosen.circle)
    core: list[CoreIndicator] = list(charters[-1].core_indicators.all()) if charters else []
    shown = released_by_circle(chosen.circle)
    entries = []
    for one in core:
        current = definitions.get(one.indicator_code) or indicator(one.indicator_code)
        definition = _definition(current, one.definition_version)
        group = _leading(used.get(one.indicator_code), one.groups, definition)
        rows = tuple(
            row
            for row in shown.get(one.indicator_code, ())
            if row.group == group and _means(row) == (one.concept, one.definition_version)
        )
        series = series_of(definition, figures.get(one.indicator_code, []), group, concept=one.concept)
        same = series.only(one.concept, one.definition_version)
        entries.append(Compared(same, rows, grids_by_reference(definition, chosen.circle, charters)))
    return entries


def _means(row: ReleasedYear) -> tuple[str, int]:
    return row.concept, row.definition_version


def _leading(use: UseRow | None, groups: list[str] | tuple[str, ...], definition: IndicatorDefinition) -> str:
    """The group the municipality leads with, if it is among these; else the definition's; else the first."""
    wanted = (use.leading_group if use else "", definition.leading_group)
    return next((group for group in wanted if group in groups), groups[0])
