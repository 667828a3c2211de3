"""The sample report: the municipality's public figures in the shape a report would have.

Nothing in it is invented. What only the municipality itself could say stands as an explanation, marked as such.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.core.cache import cache
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from benchmark.figures import words as figure_words
from benchmark.harmonisation.missing import MissingReason
from comparisons.charts import Chart, TableTwin, Words, YearValue, own_path
from comparisons.joining import words
from comparisons.joining.cards import Card, card_of
from comparisons.joining.official import OfficialSeries
from comparisons.joining.pages import facts_of, gap_groups
from comparisons.joining.profile import Profile

_DRAWN = 4  # charts in the sample; every further indicator keeps its table
_AN_HOUR = 60 * 60


@dataclass(frozen=True)
class Drawn:
    """A finished chart without what drew it, so that it can be remembered."""

    svg: str
    table: TableTwin
    title: str


@dataclass(frozen=True)
class Section:
    """One indicator in the report."""

    card: Card
    sentence: str
    chart: Drawn | None


@dataclass(frozen=True)
class Chapter:
    """Indicators of one perspective, with what the municipality itself would add."""

    title: str
    sections: tuple[Section, ...]
    own_words: str


@dataclass(frozen=True)
class Report:
    """The whole sample."""

    name: str
    facts: str
    history: str
    chapters: tuple[Chapter, ...]
    gaps: list[dict[str, object]]
    core_there: int
    core_count: int


def report_of(profile: Profile) -> Report:
    """The sample report of a municipality."""
    drawn = {series.definition.code for series in _worth_drawing(profile.core)}
    chapters = []
    for perspective, title in words.PERSPECTIVES.items():
        sections = tuple(
            _section(series, profile, draw=series.definition.code in drawn)
            for series in profile.core
            if series.definition.perspective == perspective
        )
        if sections:
            chapters.append(Chapter(str(title), sections, _own_words(perspective)))
    return Report(
        name=profile.place.full_name,
        facts=facts_of(profile.place),
        history=" ".join(f"{line.when}: {line.text}" for line in profile.structure.history),
        chapters=tuple(chapters),
        gaps=gap_groups(profile),
        core_there=len(profile.core),
        core_count=profile.core_count,
    )


def _worth_drawing(core: tuple[OfficialSeries, ...]) -> list[OfficialSeries]:
    """Strengths and needs in turns, those with most years first, so that neither side fills the pictures."""
    longest = sorted((one for one in core if len(one.known) > 1), key=lambda one: -len(one.known))
    strengths = [one for one in longest if one.definition.perspective == "strength"]
    needs = [one for one in longest if one.definition.perspective == "need"]
    context = [one for one in longest if one.definition.perspective == "context"]
    half = _DRAWN // 2
    return [*strengths[:half], *needs[:half], *context][:_DRAWN]


def _own_words(perspective: str) -> str:
    if perspective == "strength":
        return _("Here you would say what stands behind it: who does what well, and what others could learn from it.")
    if perspective == "need":
        return _(
            "Here you would say how you explain it, which target you set, and what people on the spot tell you. A "
            "figure shows a gap; it does not show its cause."
        )
    return _("Here you would say what one must know about your municipality to read the other figures.")


def _section(series: OfficialSeries, profile: Profile, *, draw: bool) -> Section:
    return Section(
        card_of(series, profile.concept_names), _sentence(series), _drawn(series, profile.place.ags) if draw else None
    )


def _sentence(series: OfficialSeries) -> str:
    """The newest value, and the first one where there is an earlier, without judging either."""
    first, last = series.known[0], series.known[-1]
    facts = {
        "year": last.year,
        "value": words.value_words(float(last.value or 0), series.definition),
        "group": figure_words.group(series.group),
        "first_year": first.year,
        "first": words.value_words(float(first.value or 0), series.definition),
    }
    if first.year == last.year:
        return _("In %(year)s the value was %(value)s (group: %(group)s).") % facts
    return _("In %(year)s the value was %(value)s (group: %(group)s); in %(first_year)s it was %(first)s.") % facts


def _drawn(series: OfficialSeries, ags: str) -> Drawn:
    """The chart of a series, drawn once an hour for everybody."""
    newest = series.latest
    key = f"joining.report.{ags}.{series.definition.code}.{newest.year}.{len(series.points)}.{get_language()}"
    known = cache.get(key)
    if isinstance(known, Drawn):
        return known
    chart = _chart(series, ags)
    drawn = Drawn(chart.svg, chart.table, chart.title)
    cache.set(key, drawn, _AN_HOUR)
    return drawn


def _chart(series: OfficialSeries, ags: str) -> Chart:
    definition = series.definition
    values = [
        YearValue(
            point.year,
            point.value,
            mark="" if point.value is not None else figure_words.reason(point.missing or MissingReason.UNKNOWN),
            sign="." if point.value is not None else figure_words.sign(point.missing or MissingReason.UNKNOWN),
        )
        for point in series.points
    ]
    return own_path(
        values,
        key=f"joining-{ags}-{definition.code}",
        title=f"{definition.name} ({figure_words.group(series.group)})",
        description=_("Values by year from official statistics."),
        words=Words(
            own=figure_words.group(series.group), unit=definition.unit, year=_("Year"), remark=_("Remark"), invented=""
        ),
        numbers=words.numbers_of(definition.decimals),
    )
