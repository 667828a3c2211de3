"""Reading the directory: one territory, its parts, its past, and a search for pickers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import F, Q

from benchmark.territories.descent import Descent, descent_of
from benchmark.territories.history import Relative, TerritoryChange, history_of
from benchmark.territories.keys import NotValidThen, UnknownKey, resolve
from benchmark.territories.kinds import TerritoryKind
from benchmark.territories.models import Succession, Territory
from benchmark.territories.names import search_keys

__all__ = [
    "Descent",
    "Directory",
    "Relative",
    "SuccessionInfo",
    "TerritoryChange",
    "TerritoryInfo",
    "descent_of",
    "find",
    "gemeinden_of",
    "history_of",
    "kreise_of",
    "normalise_key",
    "predecessors",
    "successors",
    "territories_of",
    "territory",
]

MOST_FOUND = 20


@dataclass(frozen=True)
class TerritoryInfo:
    """One territory during one span; population in persons and area in km², None where the directory has none."""

    ags: str
    ars: str
    name: str
    sort_key: str
    kind: TerritoryKind
    kreis_ags: str
    population: int | None
    area_km2: Decimal | None
    valid_from: date | None
    valid_until: date | None
    full_name: str
    land: str
    unincorporated: bool
    population_year: int | None = None


@dataclass(frozen=True)
class SuccessionInfo:
    """`old_ags` became (part of) `new_ags` on this day; `kind` is merged, renamed, split or moved."""

    old_ags: str
    new_ags: str
    date: date
    kind: str
    note: str
    complete: bool = True


def territory(ags: str, on: date | None = None) -> TerritoryInfo:
    """The territory of a key on a day, or its latest state where no day is given. Raises UnknownKey or NotValidThen."""
    rows = Territory.objects.filter(ags=ags)
    if on is not None:
        rows = rows.filter(_valid_on(on))
    row = rows.order_by(F("valid_until").desc(nulls_first=True), F("valid_from").desc(nulls_last=True)).first()
    if row is None:
        raise (
            NotValidThen(ags, on) if on is not None and Territory.objects.filter(ags=ags).exists() else UnknownKey(ags)
        )
    return _info(row)


def territories_of(keys: Iterable[str]) -> dict[str, TerritoryInfo]:
    """The latest state of many territories by key, in one query; unknown keys are left out."""
    rows = Territory.objects.filter(ags__in=list(keys)).order_by(
        F("valid_until").asc(nulls_last=True), F("valid_from").asc(nulls_first=True)
    )
    return {row.ags: _info(row) for row in rows}


def find(text: str) -> list[TerritoryInfo]:
    """Present territories by key or name, for pickers: names that begin with the text first, then Kreise first."""
    typed = text.strip()
    present = Territory.objects.filter(valid_until=None, unincorporated=False)
    if typed.isascii() and typed.isdigit():
        return [_info(row) for row in present.filter(ags__startswith=typed).order_by("ags")[:MOST_FOUND]]
    keys = [key for key in search_keys(typed) if key]
    if not keys:
        return []
    somewhere = Q()
    for key in keys:
        somewhere |= Q(sort_key__contains=key)
    first = tuple(keys)
    found = sorted(
        (_info(row) for row in present.filter(somewhere)),
        key=lambda info: (not info.sort_key.startswith(first), len(info.ags), info.sort_key, info.ags),
    )
    return found[:MOST_FOUND]


def gemeinden_of(kreis_ags: str) -> list[TerritoryInfo]:
    """The present Gemeinden of a Kreis in the order of their names, without gemeindefreie Gebiete."""
    rows = Territory.objects.filter(
        kreis_ags=kreis_ags,
        kind=TerritoryKind.KREISANGEHOERIGE_GEMEINDE.value,
        valid_until=None,
        unincorporated=False,
    )
    return [_info(row) for row in rows.order_by("sort_key", "ags")]


def kreise_of(land: str) -> list[TerritoryInfo]:
    """The present Kreise and kreisfreie Städte of a Land (two digits) in the order of their names."""
    rows = Territory.objects.filter(land=land, valid_until=None).exclude(
        kind=TerritoryKind.KREISANGEHOERIGE_GEMEINDE.value
    )
    return [_info(row) for row in rows.order_by("sort_key", "ags")]


def successors(ags: str) -> list[SuccessionInfo]:
    """What a territory became, in the order of time."""
    return [_succession(row) for row in Succession.objects.filter(old_ags=ags).order_by("date", "new_ags")]


def predecessors(ags: str) -> list[SuccessionInfo]:
    """What a territory was made of, in the order of time."""
    return [_succession(row) for row in Succession.objects.filter(new_ags=ags).order_by("date", "old_ags")]


def reshaped_on(keys: Iterable[str]) -> dict[str, date]:
    """The day each territory last took in (parts of) others; territories that never did are left out."""
    rows = Succession.objects.filter(new_ags__in=list(keys)).exclude(kind=Succession.Kind.RENAMED)
    found: dict[str, date] = {}
    for row in rows.order_by("date"):
        found[row.new_ags] = row.date
    return found


def normalise_key(raw: str) -> str:
    """The AGS that a key of any official length means. Raises a `KeyProblem`; for many keys take `Directory`."""
    return resolve(raw, lambda ags: Territory.objects.filter(ags=ags).exists())


class Directory:
    """All keys of the directory, read once: for files with thousands of keys. Former keys count as known."""

    def __init__(self) -> None:
        self._keys = frozenset(Territory.objects.values_list("ags", flat=True))

    def __contains__(self, ags: object) -> bool:
        return ags in self._keys

    def normalise(self, raw: str) -> str:
        """As `normalise_key`, without a query."""
        return resolve(raw, self._keys.__contains__)


def _valid_on(day: date) -> Q:
    started = Q(valid_from=None) | Q(valid_from__lte=day)
    return started & (Q(valid_until=None) | Q(valid_until__gte=day))


def _info(row: Territory) -> TerritoryInfo:
    return TerritoryInfo(
        ags=row.ags,
        ars=row.ars,
        name=row.name,
        sort_key=row.sort_key,
        kind=TerritoryKind(row.kind),
        kreis_ags=row.kreis_ags,
        population=row.population,
        area_km2=row.area_km2,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        full_name=row.full_name,
        land=row.land,
        unincorporated=row.unincorporated,
        population_year=row.population_year,
    )


def _succession(row: Succession) -> SuccessionInfo:
    return SuccessionInfo(row.old_ags, row.new_ags, row.date, row.kind, row.note, row.complete)
