"""The circle beside the own value: only what was released, the own position in words, and how far it is comparable."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from benchmark.figures.rows import FigureRow
from benchmark.goals.selectors import UseRow
from comparisons.comparability import Grade
from comparisons.insights import words
from comparisons.insights.charting import circle_drawing
from comparisons.insights.drawn import Drawing, Drawn
from comparisons.insights.selectors import OwnCircle
from comparisons.insights.series import Point, Series
from comparisons.releases.disclosure import Grid, Level, Position, own_position
from comparisons.releases.models import Refusal
from comparisons.releases.presenters import GRADE_KINDS, GRADE_WORDS, edges_words, grade_sentence, reason_words
from comparisons.releases.selectors import ReleasedYear

BEYOND_NUMBERS = (Refusal.NOT_COMPARABLE, Refusal.NOT_ANONYMOUS)  # refused whatever the number of members


@dataclass(frozen=True)
class ReleasedFact:
    """One released statistic of the newest year in words."""

    name: str
    text: str


@dataclass(frozen=True)
class DistributionBar:
    """One bar of the distribution: its classes in words, the municipalities in them."""

    span: str
    n: int


@dataclass(frozen=True)
class CircleSection:
    """The section about one circle; `drawn` is None where no year shows anything."""

    name: str
    slug: str
    compared: bool
    drawn: Drawn | None
    year: int
    members: str
    position: str
    level: str
    facts: tuple[ReleasedFact, ...]
    bars: tuple[DistributionBar, ...]
    refusals: tuple[str, ...]
    grade: str
    grade_kind: str
    grade_sentence: str
    reasons: tuple[str, ...]
    released: str
    invented: bool

    @property
    def most(self) -> int:
        """Municipalities in the fullest bar of the distribution."""
        return max((bar.n for bar in self.bars), default=0)


@dataclass(frozen=True)
class Compared:
    """What belongs together for one indicator and group: own series, released years and the grids of its releases."""

    series: Series
    rows: tuple[ReleasedYear, ...]
    grids: Mapping[str, Grid]

    @property
    def concept_series(self) -> Series:
        """Own figures that mean what the circle means, in the years from the first release on."""
        newest = self.rows[-1]
        same = self.series.only(newest.concept, newest.definition_version)
        first = self.rows[0].year
        years = range(first, max([self.rows[-1].year, *(point.year for point in same.points)]) + 1)
        return Series(same.definition, same.group, tuple(Point(year, same.at(year)) for year in years))


def drawing(compared: Compared, use: UseRow | None, place: str, circle: str) -> Drawing | None:
    """The picture of the circle; None where no released year shows anything."""
    if not any(row.shown for row in compared.rows):
        return None
    return circle_drawing(compared.concept_series, compared.rows, compared.grids, use, place, circle)


def circle_section(compared: Compared, own: OwnCircle, use: UseRow | None, place: str) -> CircleSection:
    """Everything about the newest released year, and the picture over all of them."""
    newest = compared.rows[-1]
    drawn = drawing(compared, use, place, own.circle.name)
    grade = Grade(newest.grade)
    series = compared.concept_series
    return CircleSection(
        name=own.circle.name,
        slug=own.circle.slug,
        compared=own.compared,
        drawn=drawn.for_page() if drawn else None,
        year=newest.year,
        members=words.members_words(newest),
        position=position_sentence(compared, newest) if own.compared else "",
        level="" if newest.refusal in BEYOND_NUMBERS else str(words.LEVELS[newest.level]),
        facts=_facts(newest, compared),
        bars=tuple(
            DistributionBar(edges_words(bar.low, bar.high, series.definition.unit), bar.n) for bar in newest.histogram
        ),
        refusals=_refusals(compared.rows),
        grade=str(GRADE_WORDS[grade]),
        grade_kind=GRADE_KINDS[grade],
        grade_sentence=grade_sentence(grade, newest.reasons),
        reasons=tuple(reason_words(reason) for reason in newest.reasons),
        released=_("Release %(number)s of %(day)s")
        % {"number": newest.release_number, "day": formats.date_format(timezone.localdate(newest.published_at))},
        invented=any(row.invented_count for row in compared.rows) or series.invented,
    )


def position_of(compared: Compared, row: ReleasedYear) -> Position | None:
    """The own position in a released year; None where there is no own figure that means the same."""
    figure = own_figure(compared.series, row)
    if figure is None or figure.value is None:
        return None
    grid = compared.grids.get(row.grid_id)
    return None if grid is None else own_position(grid.cell_of(figure.value), row.verdict(), grid)


def own_figure(series: Series, row: ReleasedYear) -> FigureRow | None:
    """The own figure of a released year, if it has the circle's concept and definition."""
    return series.only(row.concept, row.definition_version).at(row.year)


def position_sentence(compared: Compared, row: ReleasedYear) -> str:
    """The own position in words, or why it cannot be told."""
    if not row.shown:
        return ""
    if row.grid_id not in compared.grids:
        return _("Your own position cannot be told: the classes have changed since this release.")
    position = position_of(compared, row)
    if position is None:
        other = compared.series.at(row.year)
        if other is not None and other.value is not None:
            return _(
                "Your own position cannot be told: your figure of this year follows another concept or another "
                "definition than the circle."
            )
        return _("Your own position cannot be told: you have no figure of this year.")
    return str(words.POSITIONS[position])


def _facts(row: ReleasedYear, compared: Compared) -> tuple[ReleasedFact, ...]:
    """What the step of the release table allows; cells as spans, never single values."""
    unit = compared.series.definition.unit
    found = []
    if row.mean is not None:
        found.append(
            ReleasedFact(_("Mean, calculated from classes"), words.value_words(row.mean, compared.series.definition))
        )
    if row.median_cell is not None:
        found.append(ReleasedFact(_("Median"), edges_words(row.median_low, row.median_high, unit)))
    if row.level >= Level.QUARTILES:
        found.append(ReleasedFact(_("Lower quartile"), edges_words(row.q1_low, row.q1_high, unit)))
        found.append(ReleasedFact(_("Upper quartile"), edges_words(row.q3_low, row.q3_high, unit)))
    if row.level >= Level.TAILS:
        found.append(ReleasedFact(_("Border of the lowest tenth"), edges_words(row.p10_low, row.p10_high, unit)))
        found.append(ReleasedFact(_("Border of the highest tenth"), edges_words(row.p90_low, row.p90_high, unit)))
    return tuple(found)


def _refusals(rows: Sequence[ReleasedYear]) -> tuple[str, ...]:
    """Which years show nothing, and why; years with the same reason in one sentence."""
    reasons: dict[str, list[str]] = {}
    for row in rows:
        if not row.shown:
            reasons.setdefault(words.released_refusal(row), []).append(str(row.year))
    return tuple(f"{', '.join(years)}: {reason}" for reason, years in reasons.items())
