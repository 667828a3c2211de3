"""Tables of what is shown: by name of the municipality, never by value; nobody is marked as best or worst."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from django.utils.translation import gettext

from benchmark.catalogue.selectors import IndicatorDefinition, indicator, indicators
from benchmark.figures.words import group as group_words
from benchmark.web.numbers import with_unit, years_in_short
from benchmark.web.signs import UNKNOWN
from comparisons.named_figures.offers import Obstacle, Offer
from comparisons.named_figures.persons import fewest_persons
from comparisons.named_figures.selectors import GivenConsent, ShownByUs, ShownToUs


@dataclass(frozen=True)
class Cell:
    """A value in words with its marks; where nothing is shown to us `text` is the sign for that."""

    year: int
    text: str
    shown: bool
    invented: bool = False
    corrected: bool = False


@dataclass(frozen=True)
class TheirRow:
    """One municipality and what it shows to us."""

    ags: str
    name: str
    cells: tuple[Cell, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True)
class TheirTable:
    """What others show to us of one indicator and group."""

    code: str
    name: str
    group: str
    years: tuple[int, ...]
    rows: tuple[TheirRow, ...]

    @property
    def has_gaps(self) -> bool:
        return any(not cell.shown for row in self.rows for cell in row.cells)

    @property
    def invented(self) -> bool:
        return any(cell.invented for row in self.rows for cell in row.cells)


@dataclass(frozen=True)
class OurConsent:
    """One own consent in words; `ended` is the day on which the last of it ended, None while it is running."""

    pk: int
    code: str
    name: str
    group: str
    cells: tuple[Cell, ...]
    past_years: str
    viewers: tuple[str, ...]
    whole_circle: bool
    given_name: str
    given_at: datetime.datetime
    ended: datetime.datetime | None
    replaced: bool


@dataclass(frozen=True)
class OfferLine:
    """One indicator and group that may be chosen: years in short, and why approved years are kept back."""

    code: str
    name: str
    group_code: str
    group: str
    years: str
    kept_back: tuple[str, ...]


class Names:
    """Definitions by code and version; one query for the current ones unless they are given, one per older version."""

    def __init__(self, known: Iterable[IndicatorDefinition] | None = None) -> None:
        self._known = {(one.code, one.version): one for one in (indicators() if known is None else known)}

    def of(self, code: str, version: int) -> IndicatorDefinition:
        found = self._known.get((code, version))
        if found is None:
            found = self._known[code, version] = indicator(code, version=version)
        return found


def their_tables(rows: Sequence[ShownToUs], names: Names) -> list[TheirTable]:
    """One table per indicator and group; rows come sorted by name and year."""
    tables = []
    for (code, group), found in groupby(rows, key=lambda one: (one.indicator_code, one.group)):
        shown = list(found)
        years = tuple(sorted({one.year for one in shown}))
        tables.append(
            TheirTable(
                code=code,
                name=names.of(code, shown[0].definition_version).short_name,
                group=group_words(group),
                years=years,
                rows=tuple(
                    _their_row(list(own), years, names)
                    for _name, own in groupby(shown, key=lambda one: (one.sort_key, one.ags))
                ),
            )
        )
    return tables


def _their_row(shown: list[ShownToUs], years: Iterable[int], names: Names) -> TheirRow:
    by_year = {one.year: one for one in shown}
    cells = tuple(_their_cell(year, by_year.get(year), names) for year in years)
    sources = tuple(dict.fromkeys(one.source for one in shown if one.source))
    return TheirRow(shown[0].ags, shown[0].name, cells, sources)


def _their_cell(year: int, one: ShownToUs | None, names: Names) -> Cell:
    if one is None:
        return Cell(year, UNKNOWN.sign, shown=False)
    text = value_words(one.value, names.of(one.indicator_code, one.definition_version))
    return Cell(year, text, shown=True, invented=one.invented, corrected=one.corrected)


def our_consents(rows: Iterable[ShownByUs], names: Names) -> tuple[list[OurConsent], list[OurConsent]]:
    """Own consents in words: those of which something is shown, and those that have ended; newest first."""
    running: list[OurConsent] = []
    ended: list[OurConsent] = []
    for row in rows:
        (running if row.in_force else ended).append(_our_consent(row, names))
    return running, ended


def _our_consent(row: ShownByUs, names: Names) -> OurConsent:
    definition = names.of(row.indicator_code, row.definition_version)
    cells = tuple(
        Cell(one.year, value_words(one.value, definition), True, one.invented, one.corrected_at is not None)
        for one in row.years
        if one.value is not None
    )
    return OurConsent(
        pk=row.pk,
        code=row.indicator_code,
        name=definition.short_name,
        group=group_words(row.group),
        cells=cells,
        past_years=years_in_short(one.year for one in row.years if one.ended_at is not None),
        viewers=tuple(one.name for one in row.viewers),
        whole_circle=row.whole_circle,
        given_name=row.given_name,
        given_at=row.given_at,
        ended=row.ended_at,
        replaced=all(one.replaced for one in row.years),
    )


def offer_line(offer: Offer) -> OfferLine:
    """One line of what may be chosen."""
    definition = offer.entry.definition
    kept = {
        reason: [year for year, why in offer.kept_back.items() if why == reason]
        for reason in dict.fromkeys(offer.kept_back.values())
    }
    return OfferLine(
        code=offer.entry.indicator_code,
        name=definition.short_name,
        group_code=offer.group,
        group=group_words(offer.group),
        years=years_in_short(one.year for one in offer.years),
        kept_back=tuple(_obstacle(reason, years_in_short(years), definition) for reason, years in kept.items()),
    )


def _obstacle(reason: Obstacle, years: str, definition: IndicatorDefinition) -> str:
    if reason == Obstacle.NO_COUNTS:
        sentence = gettext(
            "%(years)s: numerator and denominator are missing, so nobody can check whether single persons could be "
            "made out. Please enter them first."
        )
        return sentence % {"years": years}
    sentence = gettext(
        "%(years)s: behind this figure, or behind what is missing to the whole, stand fewer than %(fewest)s persons. "
        "To protect them it is shown to nobody."
    )
    return sentence % {"years": years, "fewest": fewest_persons(definition)}


def given_lines(rows: Iterable[GivenConsent], names: Names) -> list[dict[str, object]]:
    """The moderator's table: indicator, group, municipality, years; no values."""
    return [
        {
            "name": names.of(one.indicator_code, one.definition_version).short_name,
            "group": group_words(one.group),
            "municipality": one.name,
            "years": years_in_short(one.years),
            "ended": years_in_short(one.ended),
            "viewers": one.viewers,
            "whole_circle": one.whole_circle,
            "given_at": one.given_at,
        }
        for one in rows
    ]


def value_words(value: Decimal | None, definition: IndicatorDefinition) -> str:
    """A value with its unit as on the municipality's own pages."""
    return "" if value is None else with_unit(value, definition.unit, decimals=definition.decimals)
