"""The core set of a circle at a glance: strengths and needs side by side, in the charter's order, never by value."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.http import urlencode

from benchmark.goals.selectors import UseRow
from comparisons.insights import words
from comparisons.insights.charting import panel_drawing
from comparisons.insights.drawn import Drawn
from comparisons.insights.presenters.circle import Compared, position_of
from comparisons.insights.presenters.goals import TargetWords, target_words
from comparisons.insights.presenters.start import Latest, latest_of
from comparisons.insights.selectors import OwnCircle

ORDER = ("strength", "need", "context")


@dataclass(frozen=True)
class PanelEntry:
    """One indicator of the core set."""

    code: str
    name: str
    group: str
    url: str
    drawn: Drawn | None
    latest: Latest
    circle: str
    target: TargetWords
    invented: bool


@dataclass(frozen=True)
class PanelGroup:
    """All indicators of one perspective."""

    title: str
    panels: tuple[PanelEntry, ...]


@dataclass(frozen=True)
class OverviewPage:
    """Everything the overview shows."""

    groups: tuple[PanelGroup, ...]
    circle: OwnCircle | None
    any_invented: bool


def overview_page(
    entries: Sequence[Compared],
    *,
    circle: OwnCircle | None,
    use_of: Callable[[str], UseRow | None],
    place: str,
) -> OverviewPage:
    """Panels grouped by perspective; within a group the order of the core set stays."""
    panels = [(entry.series.definition.perspective, _panel(entry, circle, use_of, place)) for entry in entries]
    groups = tuple(
        PanelGroup(str(words.PERSPECTIVES[perspective]), tuple(panel for one, panel in panels if one == perspective))
        for perspective in ORDER
    )
    return OverviewPage(
        groups=tuple(group for group in groups if group.panels),
        circle=circle,
        any_invented=any(panel.invented for _perspective, panel in panels),
    )


def _panel(entry: Compared, circle: OwnCircle | None, use_of: Callable[[str], UseRow | None], place: str) -> PanelEntry:
    definition = entry.series.definition
    use = use_of(definition.code)
    drawing = panel_drawing(entry.series, entry.rows, entry.grids, use, place)
    query = {"gruppe": entry.series.group} | ({"ring": circle.circle.slug} if circle else {})
    return PanelEntry(
        code=definition.code,
        name=definition.short_name,
        group=words.group_words(entry.series.group),
        url=f"{reverse('insights:indicator', args=[definition.code])}?{urlencode(query)}",
        drawn=drawing.for_page() if drawing else None,
        latest=latest_of(entry.series),
        circle=_circle_words(entry, circle),
        target=target_words(use, entry.series) if use else TargetWords(),
        invented=entry.series.invented or any(row.invented_count for row in entry.rows),
    )


def _circle_words(entry: Compared, circle: OwnCircle | None) -> str:
    """The own position in the newest released year, or why there is none."""
    if circle is None or not entry.rows:
        return ""
    newest = entry.rows[-1]
    if not newest.shown:
        return f"{newest.year}: {words.released_refusal(newest)}"
    position = position_of(entry, newest) if circle.compared else None
    return f"{newest.year}: {words.SHORT_POSITIONS[position]}" if position else ""
