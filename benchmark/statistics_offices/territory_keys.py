"""What the key of a row means: a municipality at a day, something to leave out, or a reason to refuse the file."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from benchmark.statistics_offices.reading import SkipReason
from benchmark.statistics_offices.refusals import FileRefused
from benchmark.territories.keys import AssociationKey, KeyProblem, UnknownKey, resolve
from benchmark.territories.kinds import TerritoryKind
from benchmark.territories.models import Territory
from benchmark.territories.names import sort_key

Span = tuple[date | None, date | None]

_COUNTRY = "DG"
_BERLIN = "110"  # some tables list its districts as 11001 to 11012, or 11001001 and so on
_REMAINDER = "999"  # “dav. Hannover, Umland”: what is left of a Kreis without its capital, no municipality


_KREIS_WORDS = frozenset({"landkreis", "lk", "kreis", "region"})
_CITY_WORDS = frozenset(
    {"stadt", "landeshauptstadt", "kreisfreie", "krfr", "stadtkreis", "hansestadt", "universitatsstadt"}
)
_TITLES = _KREIS_WORDS | _CITY_WORDS | {"gemeinde", "dav", "davon"}


@dataclass(frozen=True)
class Directory:
    """All municipalities that exist or existed, with the days between which they did (None: open).

    `names` leads from the sort key of a name to all keys that bear it, `kinds` from a key to what it is.
    """

    spans: dict[str, tuple[Span, ...]]
    names: dict[str, tuple[str, ...]] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)

    def keys_named(self, text: str, *, within: str = "") -> tuple[str, ...]:
        """All keys of municipalities printed as "Peine", "Peine, Landkreis" or "Landkreis Peine".

        A word that says Kreis or Stadt narrows the answer. `within` is the beginning of the key, such as a Land.
        """
        words = sort_key(text).split()
        found = [key for key in self.names.get(plain_name(text), ()) if key.startswith(within)]
        if not _KREIS_WORDS.isdisjoint(words) and "kreisfreie" not in words:
            found = [key for key in found if self.kinds.get(key) == TerritoryKind.LANDKREIS]
        elif not _CITY_WORDS.isdisjoint(words):
            found = [key for key in found if self.kinds.get(key) != TerritoryKind.LANDKREIS]
        return tuple(found)

    def territory_day(self, ags: str, on: date) -> date | None:
        """The Gebietsstand of a number printed for that day, None where the municipality had already ended.

        Offices compute some series back: a number from before a merger then speaks of the territory of its first day.
        """
        first_days = []
        for begins, ends in self.spans.get(ags, ()):
            if (begins is None or begins <= on) and (ends is None or on <= ends):
                return on
            if begins is not None and begins > on:
                first_days.append(begins)
        return min(first_days, default=None)

    def ags_of(self, key: str, *, row: int, name: str) -> str | SkipReason:
        """The AGS of a key, or why its row is left out; raises FileRefused for a key that cannot be right."""
        if key == _COUNTRY:
            return SkipReason.WHOLE_COUNTRY
        try:
            ags = resolve(key, self.spans.__contains__)
        except AssociationKey:
            return SkipReason.ASSOCIATION
        except UnknownKey as problem:
            if key.startswith(_BERLIN) and len(key) in (5, 8):
                return SkipReason.CITY_DISTRICT
            if len(key) < 8 or key[:5] not in self.spans:
                raise _refusal(problem, row, name) from problem
            return SkipReason.REMAINDER if key.endswith(_REMAINDER) else SkipReason.NOT_IN_DIRECTORY
        except KeyProblem as problem:
            raise _refusal(problem, row, name) from problem
        return ags if len(ags) >= 5 else SkipReason.SUM_OF_TERRITORIES


def _refusal(problem: KeyProblem, row: int, name: str) -> FileRefused:
    return FileRefused(
        _("“%(file)s”, row %(row)s: %(problem)s Nothing of this file was stored.")
        % {"file": name, "row": row, "problem": problem}
    )


def load_directory() -> Directory:
    """The directory as the database has it, in one query."""
    spans: dict[str, tuple[Span, ...]] = {}
    bearers: dict[str, dict[str, None]] = {}
    kinds: dict[str, str] = {}
    rows = Territory.objects.values_list("ags", "valid_from", "valid_until", "sort_key", "kind").order_by(
        "ags", "valid_from"
    )
    for ags, begins, ends, key, kind in rows:
        spans[ags] = (*spans.get(ags, ()), (begins, ends))
        bearers.setdefault(_untitled(key), {})[ags] = None
        kinds[ags] = kind
    return Directory(spans, {name: tuple(keys) for name, keys in bearers.items()}, kinds)


def plain_name(name: str) -> str:
    """A name as people sort it, without what it is: "Region Hannover" and "Hannover, Stadt" are both "hannover"."""
    return _untitled(sort_key(name.split(",")[0]))


def _untitled(key: str) -> str:
    return " ".join(word for word in key.split() if word not in _TITLES)
