"""Figures across changes of territory: exact sums of merged units, weights only where a unit was divided.

Counts are added up; shares are made anew from summed parts; a published rate is carried over with its territory or not
at all, never averaged. Every result names its method, its parts and the territory it speaks of.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from benchmark.harmonisation.missing import MissingReason
from benchmark.harmonisation.ratios import ratio


class Basis(StrEnum):
    """What a weight shares out by; a figure takes the one that fits what it counts."""

    AREA = "area"
    POPULATION = "population"
    EMPLOYMENT = "employment"


class Change(StrEnum):
    """How a territory became (part of) another one."""

    MERGED = "merged"
    RENAMED = "renamed"
    SPLIT = "split"  # it ended in several parts
    MOVED = "moved"  # a part went over, the rest goes on under the old key


class Method(StrEnum):
    """How a figure came to speak of its territory, from the plainest to the least certain."""

    PUBLISHED = "as_published"
    RENAMED = "renamed"
    SUMMED = "summed"
    ESTIMATED = "estimated"


@dataclass(frozen=True)
class Succession:
    """On this day `old` became (part of) `new`; `complete`: every other predecessor of that day is known too."""

    old: str
    new: str
    day: date
    change: Change
    complete: bool = True


@dataclass(frozen=True)
class Weight:
    """The shares (0 to 1) of `old` on 31.12. of `year` that lie in `new` as it was on the crosswalk's day."""

    year: int
    old: str
    new: str
    shares: Mapping[Basis, Decimal]


@dataclass(frozen=True)
class Piece:
    """A territory that lies in another one: whole, or by shares (none where no weight is known)."""

    key: str
    whole: bool
    shares: Mapping[Basis, Decimal] = field(default_factory=dict)


@dataclass(frozen=True)
class Part:
    """What was published for one old territory: a count (persons) or the reason why there is none."""

    key: str
    territory_date: date
    value: Decimal | None
    missing: MissingReason | None = None

    def __post_init__(self) -> None:
        if (self.value is None) == (self.missing is None):
            raise ValueError(f"{self.key}: a value or a reason, never both")


@dataclass(frozen=True)
class Result:
    """A figure of the territory `key` as it is on `territory_date`; unrounded, or missing with the reason."""

    key: str
    territory_date: date
    value: Decimal | None
    missing: MissingReason | None
    method: Method
    parts: tuple[Part, ...]

    @property
    def estimated(self) -> bool:
        """Whether weights stand behind it."""
        return self.method is Method.ESTIMATED


class PartAbsent(ValueError):
    """A territory that belongs to the sum has no figure and no reason; a sum without it would be too small."""


class Changes:
    """Everything known about who followed whom: successions, and the weights of a crosswalk that leads to one day."""

    def __init__(self, successions: Iterable[Succession], weights: Iterable[Weight] = (), *, crosswalk: date) -> None:
        self._crosswalk = crosswalk
        self._steps: dict[str, dict[date, list[Succession]]] = defaultdict(lambda: defaultdict(list))
        self._into: dict[str, list[Succession]] = defaultdict(list)
        self._before: dict[str, set[str]] = defaultdict(set)
        for step in successions:
            self._steps[step.old][step.day].append(step)
            self._into[step.new].append(step)
            self._before[step.new].add(step.old)
        self._weights: dict[tuple[str, int], dict[str, Mapping[Basis, Decimal]]] = defaultdict(dict)
        for weight in weights:
            self._weights[weight.old, weight.year][weight.new] = weight.shares
            self._before[weight.new].add(weight.old)

    def ancestors(self, key: str) -> set[str]:
        """All keys whose territory may lie in `key` today, itself included."""
        found, open_keys = {key}, [key]
        while open_keys:
            older = self._before.get(open_keys.pop(), set()) - found
            found |= older
            open_keys += older
        return found

    def composition(self, key: str, *, on: date, until: date, alive: Collection[str]) -> tuple[Piece, ...]:
        """What the territory `key` of the day `until` consisted of on an earlier day, by key.

        `alive` are the keys that were in force on the earlier day. Empty where predecessors are not all known.
        """
        pieces: list[Piece] = []
        if not self._known_whole(key, on, until, alive):
            return ()
        for old in sorted(self.ancestors(key) & set(alive)):
            places = self._places(old, on, until)
            if key in places:
                pieces.append(Piece(old, len(places) == 1, {} if len(places) == 1 else places[key]))
        return tuple(pieces)

    def _known_whole(self, key: str, on: date, until: date, alive: Collection[str]) -> bool:
        """Whether all that flowed into a territory between two days goes back to keys in force on the first."""
        steps = [step for step in self._into.get(key, ()) if on < step.day <= until]
        if not steps:
            return key in alive
        return all(
            step.complete and self._known_whole(step.old, on, step.day - timedelta(days=1), alive) for step in steps
        )

    def _places(self, key: str, on: date, until: date) -> dict[str, Mapping[Basis, Decimal]]:
        """Where a territory of one day lies on a later one: a single place is the whole of it."""
        places: dict[str, Mapping[Basis, Decimal]] = {key: dict.fromkeys(Basis, Decimal(1))}
        begin = on
        if on < self._crosswalk <= until and (shares := self._shares_on(key, on)):
            places, begin = dict(shares), self._crosswalk
        while (day := self._next_day(places, begin, until)) is not None:
            places, begin = self._moved_on(places, day), day
        return places

    def _shares_on(self, key: str, on: date) -> Mapping[str, Mapping[Basis, Decimal]]:
        """The crosswalk of the last turn of the year up to a day, else of the next one."""
        turn = on.year if (on.month, on.day) == (12, 31) else on.year - 1
        return self._weights.get((key, turn)) or self._weights.get((key, turn + 1)) or {}

    def _next_day(self, keys: Iterable[str], after: date, until: date) -> date | None:
        days = (day for key in keys for day in self._steps.get(key, {}) if after < day <= until)
        return min(days, default=None)

    def _moved_on(self, places: Mapping[str, Mapping[Basis, Decimal]], day: date) -> dict[str, Mapping[Basis, Decimal]]:
        """The places after the changes of one day; weights of a division that no crosswalk covers are not known."""
        moved: dict[str, Mapping[Basis, Decimal]] = {}
        for key, shares in places.items():
            steps = self._steps.get(key, {}).get(day, [])
            targets = {step.new for step in steps} or {key}
            if steps and all(step.change is Change.MOVED for step in steps):
                targets.add(key)
            for target in targets:
                here = shares if len(targets) == 1 else {}
                moved[target] = _added(moved[target], here) if target in moved else here
        return moved


def _added(first: Mapping[Basis, Decimal], second: Mapping[Basis, Decimal]) -> dict[Basis, Decimal]:
    """Two shares of one territory in the same place, where both are known."""
    return {basis: first[basis] + second[basis] for basis in Basis if basis in first and basis in second}


def count(
    key: str, pieces: Iterable[Piece], parts: Mapping[str, Part], *, territory_date: date, basis: Basis
) -> Result:
    """A count of the new territory: exact where all pieces lie in it whole, else estimated with the fitting weight.

    A gap in one part is a gap in the sum, with the reason of the first gap by key. A part that the fitting weight
    leaves out needs no figure. Raises `PartAbsent` where nothing at all is known about a part.
    """
    needed = sorted((piece for piece in pieces if _share(piece, basis) != 0), key=lambda piece: piece.key)
    if not needed or any(piece.key not in parts for piece in needed):
        raise PartAbsent(", ".join(piece.key for piece in needed if piece.key not in parts) or key)
    used = tuple(parts[piece.key] for piece in needed)
    method = _method(key, needed)
    total, missing = Decimal(0), None
    for piece, part in zip(needed, used, strict=True):
        share = _share(piece, basis)
        if part.value is None or share is None:
            missing = missing or part.missing or MissingReason.UNKNOWN
        else:
            total += part.value * share
    return Result(key, territory_date, None if missing else total, missing, method, used)


def carried(key: str, pieces: Iterable[Piece], parts: Mapping[str, Part], *, territory_date: date) -> Result | None:
    """A published rate of the new territory: its own, or that of the one territory it was before; else None."""
    alone = tuple(pieces)
    if len(alone) != 1 or not alone[0].whole or alone[0].key not in parts:
        return None
    part = parts[alone[0].key]
    return Result(key, territory_date, part.value, part.missing, _method(key, alone), (part,))


def share(above: Result, below: Result, factor: Decimal | int, *, part_of_whole: bool = True) -> Result:
    """A share or rate made anew from numerator and denominator of the same territory, in units of `factor`.

    Its method is the less certain one of the two. Raises `RatioError` as `ratio` does, ValueError for two territories.
    """
    if (above.key, above.territory_date) != (below.key, below.territory_date):
        raise ValueError(f"{above.key} {above.territory_date} / {below.key} {below.territory_date}")
    methods = list(Method)
    method = max(above.method, below.method, key=methods.index)
    parts = (*above.parts, *below.parts)
    if above.value is None or below.value is None:
        return Result(above.key, above.territory_date, None, above.missing or below.missing, method, parts)
    value = ratio(above.value, below.value, factor, part_of_whole=part_of_whole)
    return Result(above.key, above.territory_date, value, None, method, parts)


def _share(piece: Piece, basis: Basis) -> Decimal | None:
    return Decimal(1) if piece.whole else piece.shares.get(basis)


def _method(key: str, pieces: Collection[Piece]) -> Method:
    """Published or renamed for one whole territory, summed for several, estimated as soon as one lies in by shares."""
    if not all(piece.whole for piece in pieces):
        return Method.ESTIMATED
    if len(pieces) > 1:
        return Method.SUMMED
    return Method.PUBLISHED if next(iter(pieces)).key == key else Method.RENAMED
