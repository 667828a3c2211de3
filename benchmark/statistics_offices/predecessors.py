"""Numbers of a municipality and of those it was made of: published, summed, carried over or estimated."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from benchmark.harmonisation.missing import MissingReason
from benchmark.harmonisation.territory_change import (
    Basis,
    Change,
    Changes,
    Method,
    Part,
    PartAbsent,
    Piece,
    Result,
    Succession,
    Weight,
    carried,
    count,
)
from benchmark.statistics_offices.measures import Measured, Unit
from benchmark.statistics_offices.models import OfficialValue, SourceFile
from benchmark.territories.dates import CROSSWALK_STATE
from benchmark.territories.descent import Descent, Share
from benchmark.territories.selectors import descent_of

# People are shared out by where they live; the crosswalk's employees are those who work in a place.
BASIS = Basis.POPULATION


@dataclass(frozen=True)
class Origin:
    """A part of a number: key, name and share (0 to 1; None: whole) of the territory it was published for."""

    ags: str
    name: str
    share: Decimal | None


@dataclass(frozen=True)
class Available:
    """One number of a municipality and year, or why there is none; `territory_date` is the territory it speaks of."""

    value: Decimal | None
    missing: str
    territory_date: date
    derived: bool
    quality: str
    source: SourceFile
    method: Method = Method.PUBLISHED
    origins: tuple[Origin, ...] = ()


Index = dict[tuple[Measured, int], list[Available]]


@dataclass
class Numbers:
    """Numbers for the territory as it is `today`, and for its own key as it was `then`, before its last change."""

    today: Index = field(default_factory=lambda: defaultdict(list))
    then: Index = field(default_factory=lambda: defaultdict(list))
    changed: date | None = None

    def years(self, wanted: Iterable[Measured]) -> list[int]:
        """All years in which one of the measures has a number or a reason."""
        measures = set(wanted)
        return sorted({year for index in (self.today, self.then) for measured, year in index if measured in measures})


def numbers_of(ags: str) -> Numbers:
    """Everything the imported files say about a municipality and those it was made of (two queries).

    A number published for the territory of today wins over a sum; sums take all their parts from one file.
    """
    ancestry = _Ancestry(descent_of(ags))
    found = Numbers(changed=ancestry.since)
    cells: dict[tuple[Measured, int], list[OfficialValue]] = defaultdict(list)
    for row in OfficialValue.objects.filter(ags__in=[ags, *ancestry.predecessors]).select_related("source"):
        cells[Measured(row.measure, row.group, row.concept), row.year].append(row)
    for cell, rows in cells.items():
        own = [row for row in rows if row.ags == ags]
        of_today = [_published(row) for row in own if ancestry.is_of_today(row.territory_date)]
        found.today[cell] = of_today or list(ancestry.made(cell[0], rows))
        found.then[cell] = [_published(row) for row in own if not ancestry.is_of_today(row.territory_date)]
    return found


def _published(row: OfficialValue) -> Available:
    return Available(row.value, row.missing, row.territory_date, row.derived, row.quality, row.source)


class _Ancestry:
    """What one municipality was made of on every day that a table speaks of."""

    def __init__(self, descent: Descent) -> None:
        self._descent = descent
        self.predecessors = descent.predecessors
        self.since = descent.since
        self._changes = Changes(
            [Succession(s.old_ags, s.new_ags, s.date, Change(s.kind), s.complete) for s in descent.steps],
            [Weight(share.year, share.old_ags, share.new_ags, _by_basis(share)) for share in descent.shares],
            crosswalk=CROSSWALK_STATE,
        )
        self._known: dict[date, tuple[Piece, ...]] = {}

    def is_of_today(self, day: date) -> bool:
        """Whether a number of that day speaks of the territory as it is now."""
        return self.since is None or day >= self.since

    def made(self, measured: Measured, rows: Iterable[OfficialValue]) -> Iterable[Available]:
        """The number of today's territory from every file that has all its parts for one day."""
        files: dict[tuple[int, date], dict[str, OfficialValue]] = defaultdict(dict)
        for row in rows:
            files[row.source_id, row.territory_date][row.ags] = row
        for (_, day), parts in files.items():
            pieces = self._pieces(day)
            if (result := self._result(measured, pieces, parts)) is not None:
                yield self._available(result, pieces, parts)

    def _pieces(self, day: date) -> tuple[Piece, ...]:
        """What the municipality consisted of, nothing where its own key stood for all but shares of its neighbours."""
        if day not in self._known:
            ags = self._descent.ags
            alive = self._descent.in_force(day)
            pieces = self._changes.composition(ags, on=day, until=date.max, alive=alive)
            whole = {piece.key for piece in pieces if piece.whole} - {ags}
            self._known[day] = pieces if whole or ags not in alive else ()
        return self._known[day]

    def _result(
        self, measured: Measured, pieces: tuple[Piece, ...], rows: Mapping[str, OfficialValue]
    ) -> Result | None:
        """Counts are summed; rates are carried over where the territory is the same; else nothing can be said."""
        since = self.since
        if since is None or not pieces:
            return None
        parts = {
            ags: Part(ags, row.territory_date, row.value, MissingReason(row.missing) if row.missing else None)
            for ags, row in rows.items()
        }
        if measured.unit is not Unit.COUNT:
            return carried(self._descent.ags, pieces, parts, territory_date=since)
        try:
            return count(self._descent.ags, pieces, parts, territory_date=since, basis=BASIS)
        except PartAbsent:
            return None

    def _available(self, result: Result, pieces: tuple[Piece, ...], rows: Mapping[str, OfficialValue]) -> Available:
        """A result with its file; an estimated count of people is rounded to whole ones."""
        used = [rows[part.key] for part in result.parts]
        shares = {piece.key: None if piece.whole else piece.shares.get(BASIS) for piece in pieces}
        value = result.value
        if value is not None and result.estimated:
            value = value.quantize(Decimal(1), rounding=ROUND_HALF_UP)
        return Available(
            value=value,
            missing=result.missing.value if result.missing else "",
            territory_date=result.territory_date,
            derived=any(row.derived for row in used),
            quality=next((row.quality for row in used if row.quality), ""),
            source=used[0].source,
            method=result.method,
            origins=tuple(Origin(row.ags, self._descent.name(row.ags), shares[row.ags]) for row in used),
        )


def _by_basis(share: Share) -> dict[Basis, Decimal]:
    known = {Basis.AREA: share.by_area, Basis.POPULATION: share.by_population}
    return known if share.by_employment is None else {**known, Basis.EMPLOYMENT: share.by_employment}
