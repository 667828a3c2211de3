"""A preview in words: rows of the tables on the page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from benchmark.catalogue.selectors import concepts
from benchmark.statistics_offices import words
from benchmark.statistics_offices.measures import MEASURES
from benchmark.statistics_offices.presenters import SKIP_WORDS
from benchmark.statistics_offices.preview import Change, LeftOut, Preview, Series, Shown
from benchmark.statistics_offices.reading import SkipReason
from benchmark.territories.selectors import territories_of
from benchmark.web.numbers import spans_of, with_unit

_SUMS = frozenset(
    {SkipReason.WHOLE_COUNTRY, SkipReason.SUM_OF_TERRITORIES, SkipReason.ASSOCIATION, SkipReason.REMAINDER}
)
_UNKNOWN = frozenset({SkipReason.NO_KEY, SkipReason.NOT_IN_DIRECTORY})
_DECIMALS = 4  # of a share on the page; all digits are stored

Words = str | Promise


@dataclass(frozen=True)
class SeriesLine:
    """One measure with its group and concept."""

    measure: Words
    group: Words
    concept: str
    values: int
    missing: int
    derived: int
    years: str


@dataclass(frozen=True)
class ValueLine:
    """One value; `text` is a number with unit or the words for what stands in its place."""

    territory: str
    measure: Words
    group: Words
    concept: str
    year: int
    text: Words
    remarks: str
    territory_date: date


@dataclass(frozen=True)
class ChangeLine:
    """One value that differs from the stored one."""

    territory: str
    measure: Words
    group: Words
    year: int
    before: Words
    after: Words


@dataclass(frozen=True)
class Page:
    """Everything the template needs beside the preview itself."""

    family: Words
    periods: str
    retrieved: date | None
    territory_date: date | None
    territories: list[tuple[Words, int]]
    sums: int
    unknown: int
    unknown_names: str
    left_out: list[tuple[Words, LeftOut]]
    series: list[SeriesLine]
    signs: list[tuple[Words, int]]
    first: list[ValueLine]
    changes: list[ChangeLine]


def page_of(preview: Preview) -> Page:
    """The preview with words instead of codes (two queries)."""
    named = concept_names()
    keys = {one.ags for one in preview.first} | {one.ags for one in preview.changes}
    places = {ags: f"{info.full_name} ({ags})" for ags, info in territories_of(keys).items()}
    sums = [one for one in preview.left_out if one.reason in _SUMS]
    unknown = [one for one in preview.left_out if one.reason in _UNKNOWN]
    return Page(
        family=words.FAMILIES.get(preview.family, preview.family),
        periods=years_in_words(preview.years),
        retrieved=_day(preview.retrieved),
        territory_date=_day(preview.territory_date),
        territories=kind_lines(preview.territories),
        sums=sum(one.territories or one.rows for one in sums),
        unknown=sum(one.territories or one.rows for one in unknown),
        unknown_names=", ".join(name for one in unknown for name in one.names),
        left_out=[(SKIP_WORDS[SkipReason(one.reason)], one) for one in preview.left_out],
        series=series_lines(preview.series, named),
        signs=[(words.SIGNS.get(sign, sign), count) for sign, count in preview.signs.items()],
        first=[_value(one, places, named) for one in preview.first],
        changes=[_change(one, places) for one in preview.changes],
    )


def concept_names() -> dict[str, str]:
    """The names of all concepts by code."""
    return {concept.code: concept.name for concept in concepts()}


def kind_lines(counted: dict[str, int]) -> list[tuple[Words, int]]:
    """How many territories of each kind, in words."""
    return [(words.KINDS.get(kind, kind), count) for kind, count in sorted(counted.items())]


def series_lines(series: Iterable[Series], named: dict[str, str]) -> list[SeriesLine]:
    """The measures of a file, in words."""
    return [_series(one, named) for one in series]


def years_in_words(years: list[int]) -> str:
    """`2005 to 2010, 2012`: years in a row as one span."""
    return ", ".join(
        str(first) if first == last else _("%(first)s to %(last)s") % {"first": first, "last": last}
        for first, last in spans_of(years)
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _series(one: Series, named: dict[str, str]) -> SeriesLine:
    years = years_in_words([one.first_year]) if one.first_year == one.last_year else ""
    return SeriesLine(
        measure=words.MEASURES.get(one.measure, one.measure),
        group=words.GROUPS.get(one.group, one.group),
        concept=named.get(one.concept, one.concept),
        values=one.values,
        missing=one.missing,
        derived=one.derived,
        years=years or _("%(first)s to %(last)s") % {"first": one.first_year, "last": one.last_year},
    )


def _value(one: Shown, places: dict[str, str], named: dict[str, str]) -> ValueLine:
    remarks = []
    if one.derived:
        remarks.append(_("computed from the published count and share"))
    if one.quality:
        remarks.append(str(words.SIGNS.get(one.quality, one.quality)))
    return ValueLine(
        territory=places.get(one.ags, one.ags),
        measure=words.MEASURES.get(one.measure, one.measure),
        group=words.GROUPS.get(one.group, one.group),
        concept=named.get(one.concept, one.concept),
        year=one.year,
        text=_number(one.measure, one.value) if one.value is not None else words.SIGNS.get(one.missing, one.missing),
        remarks=", ".join(remarks),
        territory_date=date.fromisoformat(one.territory_date),
    )


def _change(one: Change, places: dict[str, str]) -> ChangeLine:
    return ChangeLine(
        territory=places.get(one.ags, one.ags),
        measure=words.MEASURES.get(one.measure, one.measure),
        group=words.GROUPS.get(one.group, one.group),
        year=one.year,
        before=_number(one.measure, one.before) if one.before is not None else _("no number"),
        after=_number(one.measure, one.after) if one.after is not None else _("no number"),
    )


def _number(measure: str, text: str) -> str:
    """A count in full, a share with at most four decimals."""
    number = Decimal(text)
    exponent = number.normalize().as_tuple().exponent
    decimals = min(_DECIMALS, -exponent) if isinstance(exponent, int) and exponent < 0 else 0
    return with_unit(number, words.UNITS[MEASURES[measure]] if measure in MEASURES else "", decimals=decimals)
