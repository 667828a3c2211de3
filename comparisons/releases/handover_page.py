"""The rows of the handover page: per indicator what is ready, in which class, and what stands against the rest."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext

from comparisons.circles.models import Round
from comparisons.circles.selectors import CoreEntry
from comparisons.releases.presenters import MISSING_WORDS, cell_words, group_words, obstacle, years_words
from comparisons.releases.readiness import IndicatorReadiness, Item, Readiness, readiness
from comparisons.releases.selectors import OwnContribution, own_contributions, own_declinations


@dataclass(frozen=True)
class Detail:
    """One year and group: what would be handed over, and what is handed over already."""

    year: int
    group: str
    words: str
    goes: bool
    invented: bool
    public: bool
    given: str


@dataclass(frozen=True)
class Line:
    """One core indicator on the handover page."""

    entry: CoreEntry
    ready_years: tuple[int, ...]
    given_years: tuple[int, ...]
    details: tuple[Detail, ...]
    obstacles: tuple[str, ...]
    declined: str

    @property
    def ready_words(self) -> str:
        """Years with something to hand over, in short."""
        return years_words(self.ready_years)

    @property
    def given_words(self) -> str:
        """Years handed over, in short."""
        return years_words(self.given_years)

    @property
    def changed(self) -> bool:
        """Whether handing over again would change what was handed over."""
        return any(one.goes and one.given and one.given != one.words for one in self.details)


def lines(round: Round) -> list[Line]:
    """All core indicators of the round's charter."""
    given: dict[tuple[str, int, str], OwnContribution] = {
        (row.indicator_code, row.year, row.group): row for row in own_contributions(round)
    }
    declined = own_declinations(round)
    return [_line(one, given, declined) for one in readiness(round)]


def _line(one: IndicatorReadiness, given: dict[tuple[str, int, str], OwnContribution], declined: dict) -> Line:  # type: ignore[type-arg]
    code = one.entry.indicator_code
    details = tuple(
        _detail(item, given.get((code, item.year, item.group)))
        for item in one.items
        if item.readiness != Readiness.NOTHING or (code, item.year, item.group) in given
    )
    return Line(
        entry=one.entry,
        ready_years=one.years,
        given_years=tuple(sorted({year for known, year, _group in given if known == code})),
        details=details,
        obstacles=tuple(obstacle(item) for item in one.blocked),
        declined=declined[code].reason if code in declined else "",
    )


def _detail(item: Item, given: OwnContribution | None) -> Detail:
    return Detail(
        year=item.year,
        group=group_words(item.group),
        words=_words(item.readiness, item.cell, item),
        goes=item.readiness.goes,
        invented=bool(item.figure and item.figure.invented),
        public=item.public,
        given="" if given is None else _given_words(given, item),
    )


def _words(state: Readiness, cell: int | None, item: Item) -> str:
    if cell is not None:
        return cell_words(item.grid, cell)
    if state == Readiness.MISSING and item.figure:
        return gettext("no value: %(reason)s") % {"reason": MISSING_WORDS.get(item.figure.missing, item.figure.missing)}
    words = {
        Readiness.TOO_SMALL: gettext("does not count: too few persons"),
        Readiness.NOT_APPROVED: gettext("not approved yet"),
        Readiness.OTHER_CONCEPT: gettext("other concept"),
        Readiness.OTHER_VERSION: gettext("other version of the definition"),
    }
    return words.get(state, gettext("no figure"))


def _given_words(given: OwnContribution, item: Item) -> str:
    if given.cell is not None:
        return cell_words(item.grid, given.cell)
    if given.missing:
        return gettext("no value: %(reason)s") % {"reason": MISSING_WORDS.get(given.missing, given.missing)}
    return gettext("does not count: too few persons")
