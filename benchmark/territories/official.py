"""Reads the official files of Destatis (GV-ISys) and BBSR (crosswalk) into the rows of our compact form."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from python_calamine import CalamineWorkbook

from benchmark.territories.compact import GemeindeRow, KreisRow, SuccessionRow
from benchmark.territories.kinds import TerritoryKind

# Days on which reforms came into force, by the year of the first sheet that shows them.
REFORM_DAYS: dict[tuple[str, int], date] = {
    ("03", 2001): date(2001, 11, 1),
    ("03", 2016): date(2016, 11, 1),
    ("05", 2009): date(2009, 10, 21),
    ("13", 2011): date(2011, 9, 4),
    ("14", 2008): date(2008, 8, 1),
    ("15", 2007): date(2007, 7, 1),
    ("16", 1997): date(1998, 1, 1),  # Eisenach; the sheet of 31.12.1997 already shows it
}
EISENACH = ("16056", "16063", date(2021, 7, 1))  # after the last sheet of the crosswalk
FIRST_EXACT_YEAR = 2001  # before, only the territory of 2020 is named, not each step in between

_TITLES = {"Landeshauptstadt", "Hansestadt", "Freie und Hansestadt"}
_OLD_CITY = re.compile(r"^KS |, (?:[Kk]reisfreie )?Stadt$|, (?:Landeshaupt|Hanse|Klingen)stadt$")


class WrongFile(ValueError):
    """The file is not the one its reader knows; the message names the sheet or cell that is missing."""


@dataclass
class Span:
    """One former or present Kreis key over the sheets that show it without a gap."""

    ags: str
    first: int
    last: int
    name: str
    targets: set[str] = field(default_factory=set)


def read_directory(path: Path) -> tuple[list[KreisRow], list[GemeindeRow]]:
    """All present Kreise and Gemeinden of the GV-ISys extract; population and area of a Kreis are sums of its parts."""
    book = CalamineWorkbook.from_path(str(path))
    sheets = [name for name in book.sheet_names if name.startswith("Onlineprodukt_Gemeinden")]
    if not sheets:
        raise WrongFile(f"{path.name}: Blatt Onlineprodukt_Gemeinden…")
    rows = book.get_sheet_by_name(sheets[0]).to_python()
    kreise = {_key(row): row for row in rows if row[0] == "40"}
    people: dict[str, int] = defaultdict(int)
    area: dict[str, Decimal] = defaultdict(Decimal)
    gemeinden = []
    for row in rows:
        ags5 = _key(row)
        if row[0] != "60" or ags5 not in kreise:
            continue
        people[ags5] += _people(row)
        area[ags5] += Decimal(repr(row[8]))
        if row[1] not in ("61", "62"):
            gemeinden.append(_gemeinde(row))
    return [_kreis(key, row, people[key], area[key]) for key, row in sorted(kreise.items())], gemeinden


def _key(row: Sequence[object]) -> str:
    return "".join(str(part) for part in row[2:5])


def _people(row: Sequence[object]) -> int:
    """The population of a Gemeinde line; calamine hands out whole numbers as floats."""
    return int(str(row[9]).partition(".")[0])


def _gemeinde(row: Sequence[object]) -> GemeindeRow:
    """One Gemeinde, its name without the title behind the comma."""
    code = str(row[1])
    name, _, behind = str(row[7]).partition(", ")
    if code in ("65", "66"):
        name, title = str(row[7]).split(",")[0], "gemeindefreies Gebiet"
    elif code == "60":
        title = "Markt"
    elif code in ("63", "67"):
        title = behind if behind in _TITLES else "Stadt"
    else:
        title = "Flecken" if behind == "Flecken" else "Gemeinde"
    ars = "".join(str(part) for part in row[2:7])
    return GemeindeRow(ars, title, name.strip(), _people(row), Decimal(repr(row[8])))


def _kreis(ags: str, row: Sequence[object], people: int, area: Decimal) -> KreisRow:
    """One Kreis or kreisfreie Stadt with its title, unless the name already says what it is."""
    name, _, behind = str(row[7]).partition(", ")
    if row[1] in ("41", "42"):
        title = behind if behind in _TITLES else "Stadt"
        return KreisRow(ags, title, name, TerritoryKind.KREISFREIE_STADT, people, area)
    title = _kreis_title(name, ags)
    return KreisRow(ags, title, name.removeprefix("Landkreis "), TerritoryKind.LANDKREIS, people, area)


def _kreis_title(name: str, ags: str) -> str:
    """ "Kreis" in Schleswig-Holstein and Nordrhein-Westfalen, "Landkreis" elsewhere, nothing where the name says it."""
    if name.startswith("Landkreis "):
        return "Landkreis"
    if re.search(r"kreis|region", name, re.IGNORECASE):
        return ""
    return "Kreis" if ags[:2] in ("01", "05") else "Landkreis"


def read_crosswalk(path: Path) -> list[Span]:
    """All Kreis keys of 1990 to 2019 with the years they were in force and the Kreise of 2020 they lie in today."""
    book = CalamineWorkbook.from_path(str(path))
    spans: list[Span] = []
    running: dict[str, Span] = {}
    for sheet in sorted(book.sheet_names):
        if not re.fullmatch(r"\d{4}-2020", sheet):
            raise WrongFile(f"{path.name}: {sheet}")
        year = int(sheet[:4])
        seen: dict[str, Span] = {}
        header, *rows = book.get_sheet_by_name(sheet).to_python()
        new = next(place for place, text in enumerate(header) if "31.12.2020" in str(text))
        for row in rows:
            ags, target = (str(key).partition(".")[0].zfill(8)[:5] for key in (row[0], row[new]))
            span = seen.get(ags) or running.get(ags)
            if span is None:
                span = Span(ags, year, year, "")
                spans.append(span)
            if year > span.last or ags not in seen:
                span.targets = set()
            span.last = year
            span.name = str(row[1]).strip() or span.name
            span.targets.add(target)
            seen[ags] = span
        running = seen
    return spans


def history(spans: list[Span], present: list[KreisRow]) -> tuple[list[KreisRow], list[SuccessionRow]]:
    """Present and former Kreise with their spans of validity, and who followed whom.

    Where only the year is known, a unit counts from the 31.12. on which the first sheet shows it.
    """
    last_sheet = max(span.last for span in spans)
    born = {span.ags: _day(span.ags, span.first) for span in spans if span.last == last_sheet and span.first > 1990}
    rows = [row.valid(born.get(row.ags), None) for row in present]
    ended = [span for span in spans if span.last < last_sheet and span.name]
    successions = [row for span in ended for row in _successions(span, spans)]
    for span in ended:
        day = _day(span.ags, span.last + 1)
        start = None if span.first == 1990 else _day(span.ags, span.first)
        rows.append(_former(span).valid(start, day - timedelta(days=1)))
    key, into, day = EISENACH
    eisenach = next(span for span in spans if span.ags == key)
    rows.append(_former(eisenach).valid(born[key], day - timedelta(days=1)))
    successions.append(SuccessionRow(into, key, born[key], "split", "Eisenach wird kreisfrei"))
    successions.append(SuccessionRow(key, into, day, "merged", ""))
    return sorted(rows, key=lambda row: (row.ags, row.valid_from or date.min)), sorted(
        successions, key=lambda row: (row.date, row.old_ags, row.new_ags)
    )


def _day(ags: str, year: int) -> date:
    """The day a reform came into force, or the 31.12. by which it was."""
    return REFORM_DAYS.get((ags[:2], year), date(year, 12, 31))


def _successions(span: Span, spans: list[Span]) -> list[SuccessionRow]:
    """Who took over a former Kreis: several are a split, one with a new key and no other source a renaming."""
    year = span.last + 1
    alone = [other for other in spans if other.last == span.last and other.targets & span.targets] == [span]
    newly = any(other.first == year and other.ags in span.targets for other in spans)
    kind = "split" if len(span.targets) > 1 else "renamed" if alone and newly else "merged"
    note = "" if year >= FIRST_EXACT_YEAR else "Gebiet am 31.12.2020; Zwischenschritte und Tag nicht einzeln"
    return [SuccessionRow(span.ags, target, _day(span.ags, year), kind, note) for target in sorted(span.targets)]


def _former(span: Span) -> KreisRow:
    """A former Kreis; its population and area are not part of the directory."""
    city = bool(_OLD_CITY.search(span.name))
    name = _OLD_CITY.sub("", span.name)
    if city:
        return KreisRow(span.ags, "Stadt", name, TerritoryKind.KREISFREIE_STADT, None, None)
    return KreisRow(span.ags, _kreis_title(name, span.ags), name, TerritoryKind.LANDKREIS, None, None)
