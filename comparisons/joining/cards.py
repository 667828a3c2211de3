"""Official series as cards: value, year, where it comes from, a small line and the same numbers as a table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from benchmark.figures import words as figure_words
from benchmark.harmonisation.missing import MissingReason
from benchmark.statistics_offices.selectors import Proposal
from comparisons.charts import TableTwin, YearValue, sparkline
from comparisons.joining import words
from comparisons.joining.official import OfficialSeries
from comparisons.joining.structure import PopulationYear

_OLD = 4  # years behind the newest figure of the profile; then the card says that newer ones are not read in


@dataclass(frozen=True)
class Card:
    """One indicator as the pages show it; all texts are ready."""

    code: str
    title: str
    name: str
    question: str
    url: str
    perspective: str
    value: str
    year: int
    group: str
    concept: str
    source: str
    tables: str
    territory: str
    note: str
    age: str
    beside: tuple[str, ...]
    line: str
    course: str
    table: TableTwin


def card_of(series: OfficialSeries, concepts: dict[str, str], *, newest: int = 0) -> Card:
    """A series in words; `newest` is the newest year of the whole profile."""
    definition, latest = series.definition, series.latest
    return Card(
        code=definition.code,
        title=definition.short_name,
        name=definition.name,
        question=definition.question,
        url=reverse("catalogue:indicator", args=[definition.code]),
        perspective=definition.perspective,
        value=words.value_words(_number(latest), definition),
        year=latest.year,
        group=figure_words.group(series.group),
        concept=concepts.get(series.concept, series.concept),
        source=latest.source,
        tables=latest.table,
        territory=date_format(latest.territory_date, "SHORT_DATE_FORMAT"),
        note=latest.note,
        age=_("The newest year read in here is %(year)s.") % {"year": latest.year}
        if newest - latest.year >= _OLD
        else "",
        beside=tuple(
            f"{figure_words.group(point.group)}: {words.value_words(_number(point), definition)}"
            for point in series.beside
        ),
        line=_line(series),
        course=_course(series),
        table=_table(series),
    )


def newest_year(series: Iterable[OfficialSeries]) -> int:
    """The newest year with a number; 0 without one."""
    return max((one.latest.year for one in series), default=0)


def population_line(years: tuple[PopulationYear, ...], name: str) -> tuple[str, TableTwin | None]:
    """The population as a small line with its table; nothing for fewer than two years."""
    if len(years) < 2:
        return "", None
    numbers = words.numbers_of(0)
    label = _("Population from %(first)s to %(last)s: from %(low)s to %(high)s") % {
        "first": years[0].year,
        "last": years[-1].year,
        "low": numbers.write(years[0].people),
        "high": numbers.write(years[-1].people),
    }
    sources = {(one.source, one.table) for one in years}
    rows = [(str(one.year), numbers.write(one.people), _day(one.territory_date)) for one in years]
    head: tuple[str, ...] = (_("Year"), _("Population"), _("Territory as of"))
    caption = _("Population of %(name)s") % {"name": name}
    line = sparkline([YearValue(one.year, one.people) for one in years], label=label)
    if len(sources) == 1:
        return line, TableTwin(head, tuple(rows), f"{caption} ({years[0].source}, {years[0].table})")
    wide = tuple((*row, one.source, one.table) for row, one in zip(rows, years, strict=True))
    return line, TableTwin((*head, _("Source"), _("Table")), wide, caption)


def _number(point: Proposal) -> float:
    return float(point.value) if point.value is not None else 0.0


def _day(day: date) -> str:
    return str(date_format(day, "SHORT_DATE_FORMAT"))


def _line(series: OfficialSeries) -> str:
    """The course as a small line; nothing for a single year."""
    if len(series.known) < 2:
        return ""
    years = [YearValue(point.year, point.value) for point in series.points]
    return sparkline(years, label=f"{series.definition.short_name}: {_course(series)}")


def _course(series: OfficialSeries) -> str:
    """First and last value in one sentence; a single year has no course."""
    first, last = series.known[0], series.known[-1]
    if first.year == last.year:
        return _("Only one year is there.")
    return _("%(first_year)s: %(first)s, %(last_year)s: %(last)s") % {
        "first_year": first.year,
        "first": words.value_words(_number(first), series.definition),
        "last_year": last.year,
        "last": words.value_words(_number(last), series.definition),
    }


def _table(series: OfficialSeries) -> TableTwin:
    """All years; the source stands in the head where it is the same for all of them."""
    definition = series.definition
    numbers = words.numbers_of(definition.decimals)
    sources = {point.source for point in series.points}
    rows = []
    for point in series.points:
        value = (
            figure_words.sign(point.missing or MissingReason.UNKNOWN)
            if point.value is None
            else numbers.with_unit(point.value, definition.unit)
        )
        row = (str(point.year), value, _day(point.territory_date))
        rows.append(row if len(sources) == 1 else (*row, point.source))
    head = (_("Year"), figure_words.group(series.group), _("Territory as of"))
    caption = definition.name
    if len(sources) == 1:
        return TableTwin(head, tuple(rows), f"{caption} ({sources.pop()})")
    return TableTwin((*head, _("Source")), tuple(rows), caption)
