"""Reads tables 12411-01-01-4 and -5 (population of Kreise and of Gemeinden): which key had people in which year."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, field
from pathlib import Path

from benchmark.territories.keys import is_association
from benchmark.territories.official import WrongFile

TABLES = ("12411-01-01-4", "12411-01-01-5")
_COLUMNS_PER_DAY = 3  # both sexes, men, women
_DAY = re.compile(r"31\.12\.(\d{4})")


@dataclass
class Counted:
    """One Kreis or Gemeinde of the table: its name and the persons on 31.12. of each year in which it existed."""

    ags: str
    name: str
    people: dict[int, int] = field(default_factory=dict)

    @property
    def first(self) -> int | None:
        """The first year with a number."""
        return min(self.people, default=None)

    @property
    def last(self) -> int | None:
        """The last year with a number."""
        return max(self.people, default=None)


def read_populations(path: Path) -> dict[str, Counted]:
    """Kreise and Gemeinden of the table by AGS; a Gemeinde listed under two Verbände in turn becomes one.

    Raises WrongFile for another table.
    """
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))
    if not rows[0][0].endswith(TABLES):
        raise WrongFile(f"{path.name}: {' / '.join(TABLES)}")
    head = next(row for row in rows if len(row) > _COLUMNS_PER_DAY and _DAY.fullmatch(row[2]))
    days = [(place, int(found[1])) for place, text in enumerate(head) if (found := _DAY.fullmatch(text))]
    first_columns = days[::_COLUMNS_PER_DAY]
    known: dict[str, Counted] = {}
    for row in rows:
        ags = _ags(row[0]) if len(row) == len(head) else None
        if ags is None:
            continue
        unit = known.setdefault(ags, Counted(ags, row[1].strip()))
        unit.people.update((year, int(row[place])) for place, year in first_columns if row[place].isdigit())
    return known


def last_counts(known: dict[str, Counted]) -> dict[str, tuple[int, int]]:
    """Persons and year of the last count of every key."""
    return {ags: (unit.people[unit.last], unit.last) for ags, unit in known.items() if unit.last is not None}


def _ags(key: str) -> str | None:
    """The AGS of a Kreis or Gemeinde line, None for sums and associations of Gemeinden."""
    if not key.isdigit() or len(key) not in (5, 8, 10, 11) or is_association(key):
        return None
    return key if len(key) in (5, 8) else key[:5] + key[-3:]
