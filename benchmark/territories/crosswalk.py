"""Reads the crosswalk of Kreise (BBSR): who existed when, who followed whom, and how divided Kreise are shared out."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from python_calamine import CalamineWorkbook

from benchmark.territories.compact import KreisRow, SuccessionRow, WeightRow
from benchmark.territories.dates import reform_day
from benchmark.territories.kinds import TerritoryKind
from benchmark.territories.official import WrongFile, kreis_title

EISENACH = ("16056", "16063", date(2021, 7, 1))  # after the last sheet of the crosswalk
FIRST_EXACT_YEAR = 2001  # before, only the territory of 2020 is named, not each step in between

_OLD_CITY = re.compile(
    r"^KS |, (?:[Kk]reisfreie )?Stadt$|, (?:Landeshaupt|Hanse|Klingen)stadt?$"
)  # some sheets cut names off
_SHEET = re.compile(r"(\d{4})-2020")
_NINE_DECIMALS = Decimal(1).scaleb(-9)
_BEFORE = "Gebiet am 31.12.2020; Zwischenschritte und Tag nicht einzeln"


@dataclass(frozen=True)
class Line:
    """One line of a sheet: the Kreis of that year, the Kreis of 2020, and the shares of the old one in the new one."""

    year: int
    ags: str
    name: str
    target: str
    by_area: Decimal
    by_population: Decimal
    by_employment: Decimal | None


@dataclass
class Span:
    """One former or present Kreis key over the sheets that show it without a gap."""

    ags: str
    first: int
    last: int
    name: str
    targets: set[str] = field(default_factory=set)


def read_sheets(path: Path) -> list[Line]:
    """All lines of all sheets, the oldest sheet first; keys of seven digits get their zero back."""
    book = CalamineWorkbook.from_path(str(path))
    lines = []
    for sheet in sorted(book.sheet_names):
        named = _SHEET.fullmatch(sheet)
        if named is None:
            raise WrongFile(f"{path.name}: {sheet}")
        header, *rows = book.get_sheet_by_name(sheet).to_python()
        titles = [re.sub(r"-?\s+", "", str(text)).lower() for text in header]
        places = [_place(titles, begin) for begin in ("flächen", "bevölkerungsp", "beschäftigten")]
        target = _place(titles, "kreise31.12.2020")
        if places[0] is None or places[1] is None or target is None:
            raise WrongFile(f"{path.name}: {sheet}, Kopfzeile")
        for row in rows:
            shares = [None if place is None else _share(row[place]) for place in places]
            lines.append(Line(int(named[1]), _key(row[0]), str(row[1]).strip(), _key(row[target]), *shares))  # type: ignore[arg-type]
    return lines


def _place(titles: Sequence[str], begin: str) -> int | None:
    return next((place for place, title in enumerate(titles) if title.startswith(begin)), None)


def _key(cell: object) -> str:
    return str(cell).partition(".")[0].zfill(8)[:5]


def _share(cell: object) -> Decimal:
    return Decimal(repr(cell)).quantize(_NINE_DECIMALS)


def spans(lines: Iterable[Line]) -> list[Span]:
    """All Kreis keys of 1990 to 2019 with the years they were in force and the Kreise of 2020 they lie in today."""
    found: list[Span] = []
    running: dict[str, Span] = {}
    seen: dict[str, Span] = {}
    year = 0
    for line in lines:
        if line.year != year:
            running, seen, year = seen, {}, line.year
        span = seen.get(line.ags) or running.get(line.ags)
        if span is None:
            span = Span(line.ags, year, year, "")
            found.append(span)
        if line.ags not in seen:
            span.targets = set()
        span.last = year
        span.name = line.name or span.name
        span.targets.add(line.target)
        seen[line.ags] = span
    return found


def weights(lines: Iterable[Line]) -> list[WeightRow]:
    """The shares of every Kreis that lies in several Kreise of 2020, year by year."""
    divided: dict[tuple[int, str], list[Line]] = defaultdict(list)
    for line in lines:
        divided[line.year, line.ags].append(line)
    return [
        WeightRow(line.year, line.ags, line.target, line.by_area, line.by_population, line.by_employment)
        for _, group in sorted(divided.items())
        if len(group) > 1
        for line in sorted(group, key=lambda line: line.target)
    ]


def history(
    lines: Sequence[Line], present: list[KreisRow], people: Mapping[str, tuple[int, int]]
) -> tuple[list[KreisRow], list[SuccessionRow]]:
    """Present and former Kreise with their spans of validity, and who followed whom.

    Where only the year is known, a unit counts from the 31.12. on which the first sheet shows it. `people` is the
    last counted population of former Kreise with its year.
    """
    known = spans(lines)
    last_sheet = max(span.last for span in known)
    born = {
        span.ags: reform_day(span.ags[:2], span.first)
        for span in known
        if span.last == last_sheet and span.first > 1990
    }
    rows = [row.valid(born.get(row.ags), None) for row in present]
    ended = [span for span in known if span.last < last_sheet and span.name]
    successions = [row for span in ended for row in _successions(span, known)]
    for span in ended:
        day = reform_day(span.ags[:2], span.last + 1)
        start = None if span.first == 1990 else reform_day(span.ags[:2], span.first)
        rows.append(_former(span, people, day).valid(start, day - timedelta(days=1)))
    key, into, day = EISENACH
    eisenach = next(span for span in known if span.ags == key)
    rows.append(_former(eisenach, people, day).valid(born[key], day - timedelta(days=1)))
    successions.append(SuccessionRow(into, key, born[key], "moved", "Eisenach wird kreisfrei"))
    successions.append(SuccessionRow(key, into, day, "merged", ""))
    successions += _moved(lines, known)
    return sorted(rows, key=lambda row: (row.ags, row.valid_from or date.min)), sorted(
        successions, key=lambda row: (row.date, row.old_ags, row.new_ags)
    )


def _successions(span: Span, known: list[Span]) -> list[SuccessionRow]:
    """Who took over a former Kreis: several are a split, one with a new key and no other source a renaming."""
    year = span.last + 1
    alone = [other for other in known if other.last == span.last and other.targets & span.targets] == [span]
    newly = any(other.first == year and other.ags in span.targets for other in known)
    kind = "split" if len(span.targets) > 1 else "renamed" if alone and newly else "merged"
    day = reform_day(span.ags[:2], year)
    return [SuccessionRow(span.ags, target, day, kind, _note(year)) for target in sorted(span.targets)]


def _moved(lines: Sequence[Line], known: list[Span]) -> list[SuccessionRow]:
    """Parts that Kreise gave to another Kreis of their time while they went on under the same key."""
    last = {(line.ags, line.target): line.year for line in lines if line.ags != line.target}
    lives = {(span.ags, year) for span in known for year in range(span.first, span.last + 1)}
    return [
        SuccessionRow(ags, target, _by(ags, year + 1), "moved", _note(year + 1))
        for (ags, target), year in sorted(last.items())
        if (ags, year + 1) in lives and (target, year + 1) in lives and (ags, target) != (EISENACH[1], EISENACH[0])
    ]


def _by(ags: str, year: int) -> date:
    """The day by which a part had gone over; days of laws before 2001 are known for whole Kreise only."""
    return reform_day(ags[:2], year) if year >= FIRST_EXACT_YEAR else date(year, 12, 31)


def _note(year: int) -> str:
    return "" if year >= FIRST_EXACT_YEAR else _BEFORE


def _former(span: Span, people: Mapping[str, tuple[int, int]], end: date) -> KreisRow:
    """A former Kreis; its area is not part of the directory."""
    city = bool(_OLD_CITY.search(span.name))
    name = _OLD_CITY.sub("", span.name)
    title = "Stadt" if city else kreis_title(name, span.ags)
    kind = TerritoryKind.KREISFREIE_STADT if city else TerritoryKind.LANDKREIS
    population, year = people.get(span.ags, (None, None))
    if year is not None and year + 1 < end.year:  # counted long before it ended
        population, year = None, None
    return KreisRow(span.ags, title, name, kind, population, None, population_year=year)
