"""Finding a municipality by what people type: a name with or without title and umlauts, nearly right, or a key."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from functools import reduce
from operator import and_, or_
from typing import NamedTuple

from django.db.models import Q

from benchmark.territories.keys import KeyProblem, LostLeadingZero
from benchmark.territories.kinds import TerritoryKind
from benchmark.territories.models import Territory
from benchmark.territories.names import search_keys, sort_key
from benchmark.territories.selectors import TerritoryInfo, normalise_key, territories_of

MOST_SHOWN = 20
SHORTEST = 2  # letters before anything is looked for
_LONGEST = 100
_CLOSE = 0.75  # likeness of two spellings, 0 to 1
_MOST_CLOSE = 6

_TITLES: dict[str, TerritoryKind | None] = {
    "landkreis": TerritoryKind.LANDKREIS,
    "kreis": TerritoryKind.LANDKREIS,
    "lk": TerritoryKind.LANDKREIS,
    "lkr": TerritoryKind.LANDKREIS,
    "region": TerritoryKind.LANDKREIS,
    "stadt": None,
    "gemeinde": TerritoryKind.KREISANGEHOERIGE_GEMEINDE,
    "markt": TerritoryKind.KREISANGEHOERIGE_GEMEINDE,
    "flecken": TerritoryKind.KREISANGEHOERIGE_GEMEINDE,
    "hansestadt": None,
    "landeshauptstadt": None,
    "kreisfreie": TerritoryKind.KREISFREIE_STADT,
}
_SHORT, _LONG = "st", "sankt"


class _Row(NamedTuple):
    """What the order of hits depends on."""

    ags: str
    sort_key: str
    kind: str
    population: int | None


@dataclass(frozen=True)
class Hit:
    """One municipality that may be meant, with the name of its Kreis (empty on the level of the Kreise)."""

    place: TerritoryInfo
    kreis: str


@dataclass(frozen=True)
class Found:
    """What a text led to: municipalities, a sentence where a key is wrong, and whether only the spelling was close."""

    hits: tuple[Hit, ...] = ()
    problem: str = ""
    close_only: bool = False
    exact: bool = False  # a key that means exactly one municipality
    more: bool = False


def find_places(text: str, *, most: int = MOST_SHOWN) -> Found:
    """Municipalities that a key or a name may mean, the likeliest first."""
    typed = " ".join(text[:_LONGEST].split())
    digits = typed.replace(" ", "")
    if digits.isascii() and digits.isdigit() and len(digits) >= SHORTEST:
        return _by_key(digits, most)
    if len(sort_key(typed)) < SHORTEST:
        return Found()
    return _by_name(typed, most) or _by_likeness(typed)


def _by_key(digits: str, most: int) -> Found:
    """The municipality of a key; for a part of a key those that begin with it; else the sentence what is wrong."""
    try:
        ags = normalise_key(digits)
        if len(ags) >= 5:
            return Found(_hits([ags]), exact=True)
    except LostLeadingZero as problem:
        if len(problem.suggestion) >= 5:
            return Found(_hits([problem.suggestion]), problem=str(problem))
    except KeyProblem as problem:
        begun = _rows(Q(ags__startswith=digits)) if SHORTEST <= len(digits) < 8 else []
        return _listed(begun, most) if begun else Found(problem=str(problem))
    return _listed(_rows(Q(ags__startswith=digits)), most)


def _by_name(typed: str, most: int) -> Found | None:
    """Municipalities whose name has every word of the text; None where there is none."""
    words, kind = _without_title(sort_key(typed).split())
    spellings = _spellings(" ".join(words))
    somewhere = reduce(or_, (reduce(and_, (Q(sort_key__contains=word) for word in one.split())) for one in spellings))
    found = _rows(somewhere)
    begun = [row for row in found if any(_begins_words(row.sort_key, one) for one in spellings)]
    found = begun or found
    return _listed(sorted(found, key=lambda row: _order(row, spellings, kind)), most) if found else None


def _begins_words(name: str, spelling: str) -> bool:
    """Whether each typed word begins a word of the name."""
    return all(re.search(rf"\b{re.escape(word)}", name) for word in spelling.split())


def _order(place: _Row, spellings: list[str], kind: TerritoryKind | None) -> tuple[object, ...]:
    """The very name first, then names that begin so; the kind that was typed, then the larger municipality."""
    name = place.sort_key
    return (
        name not in spellings,
        kind is not None and place.kind != kind,
        not name.startswith(tuple(spellings)),
        -(place.population or 0),
        place.ags,
    )


def _without_title(words: list[str]) -> tuple[list[str], TerritoryKind | None]:
    """The words without a leading title such as “Landkreis”, and the kind that the title speaks of."""
    kind: TerritoryKind | None = None
    while len(words) > 1 and words[0] in _TITLES:
        kind = kind or _TITLES[words[0]]
        words = words[1:]
    return words, kind


def _spellings(name: str) -> list[str]:
    """The name as typed, with ae, oe, ue for umlauts, and with short words written out or shortened."""
    found = search_keys(name)
    found += [re.sub(rf"\b{_SHORT}\b", _LONG, one) for one in found]
    found += [re.sub(rf"\b{_LONG}\b", _SHORT, one) for one in found]
    return list(dict.fromkeys(one for one in found if one))


def _by_likeness(typed: str) -> Found:
    """Municipalities with a name spelt much like the text; those with the same first letter before all others."""
    words, _kind = _without_title(sort_key(typed).split())
    name = search_keys(" ".join(words))[-1]
    known = list(
        Territory.objects.filter(valid_until=None, unincorporated=False).values_list("sort_key", flat=True).distinct()
    )
    alike = [one for one in known if one[:1] == name[:1] and abs(len(one) - len(name)) <= 3]
    close = get_close_matches(name, alike, n=_MOST_CLOSE, cutoff=_CLOSE) or get_close_matches(
        name, [one for one in known if abs(len(one) - len(name)) <= 2], n=_MOST_CLOSE, cutoff=_CLOSE
    )
    rows = _rows(Q(sort_key__in=close))
    rows.sort(key=lambda row: (close.index(row.sort_key), -(row.population or 0)))
    return Found(_hits([row.ags for row in rows[:MOST_SHOWN]]), close_only=bool(rows))


def _rows(which: Q) -> list[_Row]:
    """Present municipalities that fit, in the order of their keys."""
    present = Territory.objects.filter(which, valid_until=None, unincorporated=False).order_by("ags")
    return [_Row(*row) for row in present.values_list("ags", "sort_key", "kind", "population")]


def _listed(rows: list[_Row], most: int) -> Found:
    return Found(_hits([row.ags for row in rows[:most]]), more=len(rows) > most)


def _hits(keys: list[str]) -> tuple[Hit, ...]:
    """The municipalities of these keys with the names of their Kreise, in one query."""
    places = territories_of({*keys, *(key[:5] for key in keys)})
    return tuple(
        Hit(places[key], "" if places[key].kind.is_kreis else places[places[key].kreis_ags].full_name)
        for key in keys
        if key in places
    )
