"""What tables tell about former Gemeinden: when their keys ended, and who certainly followed them.

A successor is certain in two cases only: a key of the same name in the same Kreis or in the Kreis that followed it,
and the one Gemeinde of a Kreis that grew by as many people as the ended ones of that year had. All others stay without.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from benchmark.territories.compact import FormerGemeindeRow, GemeindeRow, KreisRow, SuccessionRow
from benchmark.territories.dates import DIRECTORY_STATE, FIRST_AFTER_TABLES
from benchmark.territories.official import UNINCORPORATED
from benchmark.territories.populations import Counted

FIRST_YEAR, LAST_YEAR = 2008, 2015  # of table 12411-01-01-5
CENSUS_YEAR = 2011  # from here on the counts stand on the census of 2011
BY_NAME, BY_PEOPLE = "gleicher Name in 12411-01-01-5", "Einwohnerzahlen in 12411-01-01-5"

_USUAL, _OVER_CENSUS, _FEW = 0.03, 0.10, 10  # how far two counts of a year may differ: shares, and persons
_OVER_YEARS = (0.12, 0.35)  # growth and shrinkage from the last table to the directory
_JUMP, _SMALLEST_JUMP = 0.04, 15


@dataclass(frozen=True)
class Past:
    """Former Gemeinden, present ones with their first day, and who followed whom."""

    former: list[FormerGemeindeRow]
    present: list[GemeindeRow]
    successions: list[SuccessionRow]


class History:
    """The Gemeinden of a table of populations beside the present directory and the history of Kreise."""

    def __init__(
        self,
        counted: Mapping[str, Counted],
        present: Sequence[GemeindeRow],
        kreise: Iterable[KreisRow],
        reforms: Iterable[SuccessionRow],
    ) -> None:
        self._present = present
        self._people_now = {row.ars[:5] + row.ars[-3:]: row.population for row in present}
        self._keys = self._people_now.keys()
        self._counted = {ags: unit for ags, unit in counted.items() if len(ags) == 8}
        self._kreise = {row.ags: row for row in sorted(kreise, key=lambda row: row.valid_until or date.max)}
        self._follows: dict[str, set[str]] = defaultdict(set)
        for row in reforms:
            self._follows[row.old_ags].add(row.new_ags)
        self._ended = {
            ags: unit
            for ags, unit in self._counted.items()
            if ags not in self._keys and (unit.last or self._kreis(ags).valid_from is None)
        }
        self._unexplained: dict[tuple[str, int], list[int]] = defaultdict(list)  # people whose successor is not known
        self._named: dict[str, set[str]] = defaultdict(set)
        for ags, name in [(row.ars[:5] + row.ars[-3:], row.name) for row in present] + [
            (unit.ags, unit.name) for unit in self._counted.values()
        ]:
            self._named[_bare(name)].add(ags)

    def past(self) -> Past:
        """Everything the tables tell."""
        by_name = {ags: new for ags in self._ended if (new := self._namesake(ags)) is not None}
        by_people = self._grown(by_name)
        pairs = {**by_people, **by_name}
        predecessors: dict[tuple[str, int], list[str]] = defaultdict(list)
        for old, new in pairs.items():
            predecessors[new, self._last(old)].append(old)
        for ags in self._ended.keys() - pairs.keys():
            if (year := self._counted[ags].last) is not None:
                self._unexplained[ags[:5], year].append(self._counted[ags].people[year])
        successions = [
            self._succession(old, new, predecessors[new, self._last(old)], BY_PEOPLE if old in by_people else BY_NAME)
            for old, new in pairs.items()
        ]
        return Past(
            former=[self._former(ags) for ags in sorted(self._ended)],
            present=[replace(row, valid_from=self._begins(row)) for row in self._present],
            successions=sorted(successions, key=lambda row: (row.date, row.old_ags)),
        )

    def _kreis(self, ags: str) -> KreisRow:
        return self._kreise[ags[:5]]

    def _last(self, ags: str) -> int:
        return self._counted[ags].last or FIRST_YEAR - 1

    def _end(self, ags: str) -> date:
        """The last day of a key: with its Kreis, or the last one on which it may have been in force."""
        last, kreis_end = self._last(ags), self._kreis(ags).valid_until
        if kreis_end is not None and kreis_end.year == last + 1:
            return kreis_end
        return DIRECTORY_STATE - timedelta(days=1) if last == LAST_YEAR else date(last + 1, 12, 30)

    def _start(self, ags: str) -> date | None:
        """The first day of a key, None where it is as old as the table."""
        kreis_start = self._kreis(ags).valid_from
        unit = self._counted.get(ags)
        if unit is None or unit.first is None:
            return kreis_start if kreis_start and kreis_start >= FIRST_AFTER_TABLES else FIRST_AFTER_TABLES
        if unit.first == FIRST_YEAR or (kreis_start is not None and kreis_start.year == unit.first):
            return kreis_start
        return date(unit.first, 12, 31)

    def _begins(self, row: GemeindeRow) -> date | None:
        """The first day of a present Gemeinde; areas without people are in no table of people."""
        ags = row.ars[:5] + row.ars[-3:]
        if row.title == UNINCORPORATED:
            return self._kreis(ags).valid_from
        return self._start(ags)

    def _former(self, ags: str) -> FormerGemeindeRow:
        unit = self._counted[ags]
        people = unit.people.get(unit.last) if unit.last else None
        start = self._start(ags) if unit.last else None
        return FormerGemeindeRow(ags, _short(unit.name), people, unit.last, start, self._end(ags))

    def _region(self, kreis: str) -> set[str]:
        """A Kreis and all that followed it."""
        found, open_keys = {kreis}, [kreis]
        while open_keys:
            new = self._follows[open_keys.pop()] - found
            found |= new
            open_keys += new
        return found

    def _namesake(self, ags: str) -> str | None:
        """The one key of the same name in force right after this one ended, None where there are none or several."""
        region, end, last = self._region(ags[:5]), self._end(ags), self._last(ags)
        if self._counted[ags].last is None:
            return None
        later = [
            other
            for other in self._named[_bare(self._counted[ags].name)]
            if other != ags and other[:5] in region and self._in_force_after(other, end, last)
        ]
        return later[0] if len(later) == 1 else None

    def _in_force_after(self, ags: str, end: date, last: int) -> bool:
        if last < LAST_YEAR:
            return ags in self._counted and last + 1 in self._counted[ags].people
        start = self._start(ags)
        return ags in self._keys and start is not None and start >= FIRST_AFTER_TABLES and start <= end + timedelta(1)

    def _grown(self, by_name: Mapping[str, str]) -> dict[str, str]:
        """Ended Gemeinden without a namesake whose people all went to the one Gemeinde of their Kreis that grew."""
        lost: dict[tuple[str, int], list[str]] = defaultdict(list)
        for ags in self._ended.keys() - by_name.keys():
            if FIRST_YEAR <= self._last(ags) < LAST_YEAR and self._last(ags) + 1 != CENSUS_YEAR:
                lost[ags[:5], self._last(ags)].append(ags)
        found: dict[str, str] = {}
        for (kreis, year), ended in lost.items():
            if self._kreis(kreis).valid_until is not None:
                continue
            gone = sum(self._counted[ags].people[year] for ags in ended)
            grown = self._grew(kreis, year, by_name)
            if len(grown) == 1:
                ((new, gain),) = grown.items()
                if abs(gain - gone) <= _USUAL * self._counted[new].people[year + 1]:
                    found.update(dict.fromkeys(ended, new))
        return found

    def _grew(self, kreis: str, year: int, by_name: Mapping[str, str]) -> dict[str, int]:
        """The Gemeinden of a Kreis that had clearly more people a year later than they and their namesakes before."""
        before: dict[str, int] = defaultdict(int)
        for old, new in by_name.items():
            if self._last(old) == year:
                before[new] += self._counted[old].people[year]
        gains = {
            ags: unit.people[year + 1] - unit.people.get(year, 0) - before[ags]
            for ags, unit in self._counted.items()
            if ags.startswith(kreis) and year + 1 in unit.people
        }
        return {
            ags: gain
            for ags, gain in gains.items()
            if gain > max(_SMALLEST_JUMP, _JUMP * (self._counted[ags].people[year + 1] - gain))
        }

    def _succession(self, old: str, new: str, predecessors: list[str], source: str) -> SuccessionRow:
        """Renamed where the key alone changed; `complete` where the known predecessors make up the new one."""
        last = self._last(old)
        goes_on = last in self._counted[new].people if new in self._counted else False
        complete = self._all_there(new, last, predecessors)
        renamed = complete and not goes_on and len(predecessors) == 1
        day = self._end(old) + timedelta(days=1)
        return SuccessionRow(old, new, day, "renamed" if renamed else "merged", source, complete)

    def _all_there(self, new: str, last: int, predecessors: list[str]) -> bool:
        """Whether the people of the predecessors are those of the new Gemeinde at the next count, within what is usual.

        Growth must also be too small to hide an ended neighbour whose successor is not known. After the last table the
        next count is the directory's, years later: then only the end of a Kreis, which gives new keys to all, will do.
        """
        before = sum(self._counted[ags].people.get(last, 0) for ags in (new, *predecessors) if ags in self._counted)
        grows, shrinks = _USUAL, _OVER_CENSUS if last + 1 == CENSUS_YEAR else _USUAL
        if last == LAST_YEAR:
            if not all(self._kreis(old).valid_until for old in predecessors):
                return False
            after, (grows, shrinks) = self._people_now[new], _OVER_YEARS
        else:
            after = self._counted[new].people[last + 1]
        neighbours = [people for old in predecessors for people in self._unexplained[old[:5], last]]
        most = min([max(_FEW, grows * before), *(people / 2 for people in neighbours)])
        return -max(_FEW, shrinks * before) <= after - before <= most


def _short(name: str) -> str:
    """A name without what the table adds behind a comma: its title, or the Kreis it lies in."""
    return name.partition(",")[0].strip()


def _bare(name: str) -> str:
    """A name for finding namesakes: letters only, without additions in brackets or behind a comma."""
    return re.sub(r"[^a-zäöüß]", "", re.sub(r"\(.*?\)", "", _short(name)).casefold())
