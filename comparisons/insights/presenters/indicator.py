"""The page of one indicator: the own path first, then the circle."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils import formats
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from benchmark.catalogue.selectors import ConceptDefinition, IndicatorDefinition
from benchmark.figures.rows import FigureRow
from benchmark.goals.selectors import UseRow
from benchmark.web.signs import STATES
from comparisons.insights import words
from comparisons.insights.charting import own_drawing
from comparisons.insights.drawn import Drawn
from comparisons.insights.presenters.circle import CircleSection
from comparisons.insights.presenters.gaps import GapWords, gap_words
from comparisons.insights.presenters.goals import TargetWords, target_words
from comparisons.insights.presenters.start import Latest, latest_of
from comparisons.insights.selectors import OwnCircle
from comparisons.insights.series import Changed, Series

NATIONALITY = frozenset({"german", "foreign"})


@dataclass(frozen=True)
class Choice:
    """One way to look at the page: a group or a circle."""

    label: str
    url: str
    current: bool


@dataclass(frozen=True)
class Fact:
    """One line of what stands behind the figures."""

    name: str
    text: str


@dataclass(frozen=True)
class Download:
    """Addresses of the files with the same figures as the page."""

    csv: str
    csv_excel: str
    xlsx: str
    png: str
    svg: str
    circle_png: str
    circle_svg: str


@dataclass(frozen=True)
class Chosen:
    """What the address of the page chose: series of the group, the group beside it, and a circle if there is one."""

    definition: IndicatorDefinition
    use: UseRow | None
    series: Series
    beside: Series | None
    circles: tuple[OwnCircle, ...]
    circle: OwnCircle | None

    def query(self, *, group: str | None = None, circle: str | None = None) -> str:
        """The address's part behind the question mark, with one choice exchanged."""
        named = {"gruppe": group or self.series.group}
        slug = circle or (self.circle.circle.slug if self.circle else "")
        return urlencode(named | ({"ring": slug} if slug else {}))


@dataclass(frozen=True)
class IndicatorPage:
    """Everything the page of one indicator shows."""

    definition: IndicatorDefinition
    perspective: str
    question: str
    used: bool
    group: str
    leading: str
    groups: tuple[Choice, ...]
    latest: Latest
    since_previous: str
    since_first: str
    noise: str
    target: TargetWords
    drawn: Drawn | None
    source: str
    invented: bool
    breaks: tuple[str, ...]
    gap: GapWords | None
    by_nationality: bool
    facts: tuple[Fact, ...]
    circles: tuple[Choice, ...]
    circle: CircleSection | None
    downloads: Download


def indicator_page(
    chosen: Chosen, section: CircleSection | None, concepts: Mapping[str, ConceptDefinition], place: str
) -> IndicatorPage:
    """The page from what was chosen and, where something was released, the section about the circle."""
    definition, series = chosen.definition, chosen.series
    path = series.path()
    since_first = path.since_first
    if since_first == path.since_previous:
        since_first = None
    drawing = own_drawing(series, chosen.beside, chosen.use, place)
    leading = chosen.use.leading_group if chosen.use else definition.leading_group
    return IndicatorPage(
        definition=definition,
        perspective=str(words.PERSPECTIVE_OF_ONE[definition.perspective]),
        question=chosen.use.question if chosen.use else definition.question,
        used=chosen.use is not None,
        group=words.group_words(series.group),
        leading=words.group_words(leading),
        groups=_groups(chosen),
        latest=latest_of(series),
        since_previous=words.moved_words(path.since_previous, definition),
        since_first=words.moved_words(since_first, definition),
        noise=words.noise_words(path.since_previous),
        target=target_words(chosen.use, series),
        drawn=drawing.for_page() if drawing else None,
        source=source_line(series),
        invented=series.invented or (chosen.beside is not None and chosen.beside.invented),
        breaks=_breaks(series, concepts),
        gap=gap_words(series, chosen.beside) if chosen.beside else None,
        by_nationality=bool(NATIONALITY & {series.group, chosen.beside.group if chosen.beside else ""}),
        facts=facts_of(series, concepts),
        circles=_circles(chosen),
        circle=section,
        downloads=_downloads(chosen),
    )


def _groups(chosen: Chosen) -> tuple[Choice, ...]:
    if len(chosen.definition.groups) < 2:
        return ()
    here = reverse("insights:indicator", args=[chosen.definition.code])
    return tuple(
        Choice(words.group_words(group), f"{here}?{chosen.query(group=group)}", group == chosen.series.group)
        for group in chosen.definition.groups
    )


def _circles(chosen: Chosen) -> tuple[Choice, ...]:
    if len(chosen.circles) < 2:
        return ()
    here = reverse("insights:indicator", args=[chosen.definition.code])
    return tuple(
        Choice(
            one.circle.name,
            f"{here}?{chosen.query(circle=one.circle.slug)}#vergleichsring",
            one == chosen.circle,
        )
        for one in chosen.circles
    )


def _downloads(chosen: Chosen) -> Download:
    code, query = chosen.definition.code, chosen.query()

    def address(name: str, *kind: str) -> str:
        return f"{reverse(name, args=[code, *kind])}?{query}"

    return Download(
        csv=address("insights:csv"),
        csv_excel=address("insights:csv_excel"),
        xlsx=address("insights:xlsx"),
        png=address("insights:own_picture", "png"),
        svg=address("insights:own_picture", "svg"),
        circle_png=address("insights:circle_picture", "png"),
        circle_svg=address("insights:circle_picture", "svg"),
    )


def source_line(series: Series) -> str:
    """Sources and the day of the last change, for captions and pictures."""
    sources = sources_of(series)
    named = "; ".join(sources) if sources else _("not named")
    if series.as_of is None:
        return named
    return _("%(source)s. As of %(day)s.") % {"source": named.rstrip("."), "day": formats.date_format(series.as_of)}


def sources_of(series: Series) -> tuple[str, ...]:
    """All sources of the series, the newest first."""
    named = [_source(figure) for figure in reversed(series.known)]
    return tuple(dict.fromkeys(filter(None, named)))


def _source(figure: FigureRow) -> str:
    if figure.source and figure.table and figure.table not in figure.source:
        return _("%(source)s, table %(table)s") % {"source": figure.source, "table": figure.table}
    return figure.source or figure.table


def facts_of(series: Series, concepts: Mapping[str, ConceptDefinition]) -> tuple[Fact, ...]:
    """Source, date, state, concept and territory of the newest figure, and the definition."""
    definition, figure = series.definition, series.latest
    facts = []
    if figure:
        facts = [
            Fact(_("Source"), _source(figure) or _("not named")),
            Fact(_("State"), str(STATES[figure.state][0])),
            Fact(_("As of"), formats.date_format(series.as_of) if series.as_of else "–"),
            Fact(_("Concept"), concept_words(figure.concept, concepts)),
            Fact(
                _("Territory as of"),
                formats.date_format(figure.territory_date) if figure.territory_date else _("not named"),
            ),
        ]
        if figure.derived:
            facts.append(Fact(_("Counts"), _("Computed from what was published; the note says how.")))
        if figure.note:
            facts.append(Fact(_("Note"), figure.note))
    return (
        *facts,
        Fact(_("Numerator"), definition.numerator),
        Fact(_("Denominator"), definition.denominator),
        Fact(_("Reference date or period"), (figure.reference if figure else "") or definition.reference_date),
        Fact(_("Version of the definition"), str(figure.definition_version if figure else definition.version)),
    )


def concept_words(code: str, concepts: Mapping[str, ConceptDefinition]) -> str:
    """A concept by name."""
    return concepts[code].name if code in concepts else code


def _breaks(series: Series, concepts: Mapping[str, ConceptDefinition]) -> tuple[str, ...]:
    """A sentence for every year from which the figures mean something else."""
    sentences: Sequence[tuple[Changed, str]] = (
        (
            Changed.CONCEPT,
            _("From %(year)s on the figures follow the concept “%(what)s”; the line is not continued across."),
        ),
        (
            Changed.DEFINITION,
            _("From %(year)s on version %(what)s of the definition holds; the line is not continued across."),
        ),
    )
    said = dict(sentences)
    return tuple(
        said[one.changed]
        % {
            "year": one.year,
            "what": concept_words(one.figure.concept, concepts)
            if one.changed is Changed.CONCEPT
            else one.figure.definition_version,
        }
        for one in series.breaks
    )
