"""Whose rows a published table of Niedersachsen has: by the key it prints, else by the name, never by guessing.

Tables print a name without saying what it is (“Osnabrück” beside “Osnabrück, Stadt”), leave keys out for some years,
and speak of Kreise that have ended (“Osterode”). Every printed key is compared with the name beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from benchmark.statistics_offices.readers.niedersachsen_workbook import LAND, SEVERAL
from benchmark.statistics_offices.reading import Reading, ReadRow, SkipReason, reference_date
from benchmark.statistics_offices.refusals import FileRefused
from benchmark.statistics_offices.territory_keys import Directory
from benchmark.territories.keys import LAENDER
from benchmark.territories.kinds import TerritoryKind
from benchmark.territories.names import sort_key

_COUNTRY = "deutschland"
_KREIS_WORDS = frozenset({"landkreis", "lk", "kreis", "region"})
_CITY_WORDS = frozenset({"stadt", "landeshauptstadt", "lhst", "kreisfreie", "krfr", "kfs"})
_PART_WORDS = frozenset({"dav", "davon", "darunter", "dar"})
_IN_BRACKETS = re.compile(r"\([^)]*\)?")
_KREIS_DIGITS = 5

Answer = str | SkipReason


class Territories:
    """The municipalities of one file, each row asked for by its key and its name."""

    def __init__(self, reading: Reading, directory: Directory, *, name: str) -> None:
        self._directory = directory
        self._file = name
        self._last_day = reading.territory_date
        self._kreise = _kreise(directory)
        self._printed: dict[str, set[str]] = {}
        self._known: dict[tuple[str, str, str, str], Answer] = {}
        self._above = ""
        in_head = {column.period for column in reading.columns if column.period}
        listed = {
            (row.key, row.name, period) for row in reading.rows for period in ((row.period,) if row.period else in_head)
        }
        for key, named, _period in listed:
            if key:
                self._printed.setdefault(named, set()).add(key)
        self._cities = self._claimed_cities(named for _key, named, _period in listed)
        self._old_years = self._years_of_ended(listed)

    def of(self, row: ReadRow, period: str) -> Answer:
        """The AGS of a row, or why it is left out; raises FileRefused where key and name contradict each other."""
        asked = (row.key, row.name, period, "" if row.key else self._above)
        if (answer := self._known.get(asked)) is None:
            answer = self._known[asked] = self._answer(row._replace(period=period))
        if isinstance(answer, str) and len(answer) == _KREIS_DIGITS:
            self._above = answer
        return answer

    def _answer(self, row: ReadRow) -> Answer:
        if SEVERAL in (row.key or row.name):
            return SkipReason.SUM_OF_TERRITORIES
        if not row.key:
            return self._by_name(row)
        ags = self._directory.ags_of(row.key, row=row.row, name=self._file)
        named = self._named(row.name) if isinstance(ags, str) and len(ags) == _KREIS_DIGITS else []
        if named and ags not in named:
            raise FileRefused(
                _(
                    "“%(file)s”, row %(row)s: the key %(key)s and the name “%(name)s” do not belong together. "
                    "Nothing of this file was stored."
                )
                % {"file": self._file, "row": row.row, "key": row.key, "name": row.name}
            )
        return ags

    def _by_name(self, row: ReadRow) -> Answer:
        words = sort_key(row.name).split()
        printed = self._printed.get(row.name, set())
        if len(printed) == 1 and len(min(printed)) != _KREIS_DIGITS:  # sums and parts
            return self._answer(row._replace(key=min(printed)))
        if sort_key(row.name) == _COUNTRY:
            return SkipReason.WHOLE_COUNTRY
        if row.name in LAENDER.values() or ("region" in words and any(word.startswith("stat") for word in words)):
            return SkipReason.SUM_OF_TERRITORIES
        if words and words[0] in _PART_WORDS:
            return self._part(row.name, words)
        named = self._in_force(self._named(row.name), row.period)
        if len(named) > 1:  # “Osnabrück” beside “Osnabrück, Stadt”
            named = [ags for ags in named if ags not in self._cities]
        if len(named) > 1:
            raise FileRefused(
                _(
                    "“%(file)s”, row %(row)s: “%(name)s” may be %(keys)s, and the table prints no key. Nothing of this "
                    "file was stored."
                )
                % {"file": self._file, "row": row.row, "name": row.name, "keys": ", ".join(named)}
            )
        if not named:  # another spelling than ours, but the table prints its key in other years
            named = self._in_force([key for key in printed if key in self._kreise], row.period)[:1]
        return named[0] if named else SkipReason.NOT_IN_DIRECTORY

    def _part(self, named: str, words: list[str]) -> Answer:
        """“dav. Hannover, Lhst.” below its Kreis is a Gemeinde; “dav. Hannover, Umland” is what remains."""
        if self._above and not _CITY_WORDS.isdisjoint(words):
            base = _base(named)
            found = [
                key
                for key in self._directory.names.get(base, ())
                if key.startswith(self._above) and len(key) > _KREIS_DIGITS
            ]
            if len(found) == 1:
                return found[0]
        return SkipReason.REMAINDER

    def _named(self, text: str) -> list[str]:
        """All Kreise and kreisfreie Städte of the Land, also former ones, that a printed name may mean."""
        words = set(sort_key(text).split())
        base = _base(text)
        found = [ags for ags, name in self._kreise.items() if name == base or name.startswith(base + " ")]
        if not words.isdisjoint(_CITY_WORDS):
            return [ags for ags in found if self._directory.kinds.get(ags) == TerritoryKind.KREISFREIE_STADT]
        if not words.isdisjoint(_KREIS_WORDS):
            return [ags for ags in found if self._directory.kinds.get(ags) == TerritoryKind.LANDKREIS]
        return found

    def _in_force(self, keys: list[str], period: str) -> list[str]:
        """Those that existed at the end of the file, or of the year where its rows name Kreise that have ended."""
        day = reference_date(period)
        if period not in self._old_years and self._last_day is not None:
            day = self._last_day
        return [ags for ags in keys if day is None or self._existed(ags, day)]

    def _existed(self, ags: str, day: date) -> bool:
        return any(
            (begins is None or begins <= day) and (ends is None or day <= ends)
            for begins, ends in self._directory.spans[ags]
        )

    def _claimed_cities(self, names: Iterable[str]) -> set[str]:
        """Cities that the table names with a word that says so."""
        return {
            ags
            for named in set(names)
            if not _CITY_WORDS.isdisjoint(sort_key(named).split())
            for ags in self._named(named)
        }

    def _years_of_ended(self, listed: set[tuple[str, str, str]]) -> set[str]:
        """Periods in which the table has a Kreis that no longer existed at its end."""
        if self._last_day is None:
            return set()
        ended = {ags for ags in self._kreise if not self._existed(ags, self._last_day)}
        periods = set()
        for key, named, period in listed:
            meant = [key] if key else self._named(named)
            if meant and ended.issuperset(meant):
                periods.add(period)
        return periods


def _kreise(directory: Directory) -> dict[str, str]:
    """Names of all Kreise of the Land, as people sort them, by key."""
    return {
        key: name
        for name, keys in directory.names.items()
        for key in keys
        if len(key) == _KREIS_DIGITS and key.startswith(LAND)
    }


def _base(text: str) -> str:
    """A name without brackets and without the words that say what it is."""
    words = sort_key(_IN_BRACKETS.sub(" ", text)).split()
    return " ".join(word for word in words if word not in _KREIS_WORDS | _CITY_WORDS | _PART_WORDS)
