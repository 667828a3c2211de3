"""How far the collection of a set and year has come."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from benchmark.figures.contents import Point
from benchmark.figures.entry.sets import EntrySet, entry_sets, points_of
from benchmark.figures.locks import EntryLock, locks
from benchmark.figures.models import Figure, UnfinishedEntry


@dataclass(frozen=True)
class EntryProgress:
    """Numbers of rows of one set in one year.

    `settled` rows have a value, a reason for none, or are left open on purpose (`left_open` counts these among them);
    `unfinished` rows hold something typed that is no figure yet.
    """

    set_code: str
    name: str
    year: int
    total: int
    settled: int
    left_open: int
    unfinished: int
    lock: EntryLock | None

    @property
    def may_be_completed(self) -> bool:
        return self.lock is None and self.total > 0 and self.settled == self.total


def entry_progress(year: int) -> list[EntryProgress]:
    """How far every set has come in this year, in the order of `entry_sets`."""
    sets = entry_sets()
    definitions = {one.code: one for members in sets for one in members.definitions}
    points = points_of(list(definitions.values()), year)
    stand = Standing.of(points, year)
    closed = {lock.set_code: lock for lock in locks([year])}
    return [stand.progress(members, points, closed.get(members.code)) for members in sets]


def is_locked(set_code: str, year: int) -> bool:
    """Whether the collection of this set and year is completed."""
    return lock_of(set_code, year) is not None


def lock_of(set_code: str, year: int) -> EntryLock | None:
    """Who completed this set and year and when, or None."""
    return next((lock for lock in locks([year]) if lock.set_code == set_code), None)


def progress_of(members: EntrySet, year: int) -> EntryProgress:
    """How far one set has come in this year."""
    points = points_of(members.definitions, year)
    return Standing.of(points, year).progress(members, points, lock_of(members.code, year))


@dataclass(frozen=True)
class Standing:
    """Which points of one year have a figure, are left open, or hold something unfinished."""

    year: int
    stored: frozenset[Point]
    left_open: frozenset[Point]
    unfinished: frozenset[Point]

    @classmethod
    def of(cls, points: Collection[Point], year: int) -> Standing:
        codes = {point.indicator_code for point in points}
        names = Point._fields
        figures = Figure.objects.filter(is_current=True, year=year, indicator_code__in=codes).order_by()
        typed = UnfinishedEntry.objects.filter(year=year, indicator_code__in=codes).order_by()
        rows = [(Point(*row[:-1]), row[-1]) for row in typed.values_list(*names, "left_open")]
        return cls(
            year=year,
            stored=frozenset(Point(*row) for row in figures.values_list(*names)),
            left_open=frozenset(point for point, is_open in rows if is_open),
            unfinished=frozenset(point for point, is_open in rows if not is_open),
        )

    def progress(self, members: EntrySet, points: Collection[Point], lock: EntryLock | None) -> EntryProgress:
        """The numbers of one set."""
        own = {point for point in points if point.indicator_code in members.indicator_codes}
        left_open = (own & self.left_open) - self.stored
        return EntryProgress(
            set_code=members.code,
            name=members.name,
            year=self.year,
            total=len(own),
            settled=len((own & self.stored) | left_open),
            left_open=len(left_open),
            unfinished=len((own & self.unfinished) - left_open),
            lock=lock,
        )
