"""What a municipality could hand over to a round today, and what stands against the rest; on its own connection."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from benchmark.catalogue.selectors import concepts
from benchmark.figures.rows import FigureRow
from benchmark.figures.selectors import current_figures
from benchmark.statistics_offices.selectors import Proposal
from comparisons.circles.models import Circle, Round
from comparisons.circles.selectors import CoreEntry, core_set, own_membership
from comparisons.releases.disclosure import Grid, Parameters
from comparisons.releases.grids import disclosure_parameters, grid_of, takes_part
from comparisons.releases.official import Key, is_published, official_figures


class Readiness(StrEnum):
    """How one figure stands to the handover."""

    READY = "ready"
    MISSING = "missing"  # approved as missing, its reason is handed over
    TOO_SMALL = "too_small"  # approved, but the denominator is too small to count in the distribution
    NOT_APPROVED = "not_approved"
    OTHER_CONCEPT = "other_concept"
    OTHER_VERSION = "other_version"
    NOTHING = "nothing"

    @property
    def goes(self) -> bool:
        """Whether something is handed over: a cell, or the statement that there is none."""
        return self in (Readiness.READY, Readiness.MISSING, Readiness.TOO_SMALL)


@dataclass(frozen=True)
class Item:
    """One indicator, year and group of a round: the own figure and what would become of it."""

    entry: CoreEntry
    year: int
    group: str
    readiness: Readiness
    figure: FigureRow | None
    cell: int | None
    grid: Grid
    own_concept: str  # name of the concept the own figure is measured by
    public: bool = False  # the own figure equals the officially published one


@dataclass(frozen=True)
class IndicatorReadiness:
    """All items of one core indicator."""

    entry: CoreEntry
    items: tuple[Item, ...]

    @property
    def goes(self) -> tuple[Item, ...]:
        return tuple(item for item in self.items if item.readiness.goes)

    @property
    def blocked(self) -> tuple[Item, ...]:
        """What exists but cannot be handed over."""
        return tuple(i for i in self.items if not i.readiness.goes and i.readiness != Readiness.NOTHING)

    @property
    def years(self) -> tuple[int, ...]:
        """Years with something to hand over."""
        return tuple(sorted({item.year for item in self.goes}))


@dataclass(frozen=True)
class Frame:
    """What every figure of one indicator is held against."""

    entry: CoreEntry
    circle: Circle
    grid: Grid
    parameters: Parameters
    concept_names: Mapping[str, str]
    official: Mapping[Key, Proposal]

    def item(self, year: int, group: str, own: Sequence[FigureRow]) -> Item:
        """One year and group; the figure in the agreed concept goes before one in another concept."""
        figure = next((row for row in own if row.concept == self.entry.concept), own[0] if own else None)
        state, cell = _readiness(figure, self.entry), None
        if state == Readiness.READY and figure is not None and figure.value is not None:
            counts = takes_part(
                figure.denominator,
                group=group,
                definition=self.entry.definition,
                circle=self.circle,
                parameters=self.parameters,
            )
            state = Readiness.READY if counts else Readiness.TOO_SMALL
            cell = self.grid.cell_of(figure.value) if counts else None
        own_concept = self.concept_names.get(figure.concept, figure.concept) if figure else ""
        public = cell is not None and figure is not None and self._is_public(figure)
        return Item(self.entry, year, group, state, figure, cell, self.grid, own_concept, public)

    def _is_public(self, figure: FigureRow) -> bool:
        published = self.official.get((figure.indicator_code, figure.year, figure.group, figure.concept))
        return is_published(figure, published, self.entry.definition)


def readiness(round: Round, codes: Collection[str] | None = None) -> list[IndicatorReadiness]:
    """Every core indicator of the round's charter (or those named) with what the municipality has."""
    years = range(round.first_year, round.last_year + 1)
    own: dict[tuple[str, int, str], list[FigureRow]] = defaultdict(list)
    for row in current_figures(years=years):
        own[row.indicator_code, row.year, row.group].append(row)
    names = {one.code: one.name for one in concepts()}
    membership = own_membership(round.circle) if own else None
    official = official_figures(membership.ags) if membership else {}
    found = []
    for entry in core_set(round.charter):
        if codes is not None and entry.indicator_code not in codes:
            continue
        grid = grid_of(entry.definition, round.circle, round.charter)
        frame = Frame(
            entry, round.circle, grid, disclosure_parameters(round.charter, entry.definition), names, official
        )
        items = tuple(
            frame.item(year, group, own[entry.indicator_code, year, group]) for year in years for group in entry.groups
        )
        found.append(IndicatorReadiness(entry, items))
    return found


def _readiness(figure: FigureRow | None, entry: CoreEntry) -> Readiness:
    if figure is None:
        return Readiness.NOTHING
    if figure.concept != entry.concept:
        return Readiness.OTHER_CONCEPT
    if figure.definition_version != entry.definition_version:
        return Readiness.OTHER_VERSION
    if figure.state != "approved":
        return Readiness.NOT_APPROVED
    return Readiness.MISSING if figure.missing else Readiness.READY
