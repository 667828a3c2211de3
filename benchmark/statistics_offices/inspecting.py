"""What a reader understood of a file, for people who want to know before anything is stored or described."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from benchmark.harmonisation.missing import SPELLINGS
from benchmark.statistics_offices.mappings import mapping_of
from benchmark.statistics_offices.reading import Reading, SkipReason
from benchmark.statistics_offices.refusals import FileRefused
from benchmark.statistics_offices.territory_keys import Directory

NUMBER, BRACKETS, EMPTY, TEXT = "number", "brackets", "empty", "text"
KREIS, GEMEINDE, UNKNOWN = "kreis", "gemeinde", "unknown"
_KREIS_DIGITS = 5


@dataclass(frozen=True)
class Inspection:
    """Facts of one file. `keys` counts distinct keys by what they are, `cells` counts values by what stands there.

    `columns` are label paths from top to bottom and how many columns have them; `features` the distinct texts of each
    further dimension, the most frequent first.
    """

    reading: Reading
    rows: int
    mapped: bool
    periods: tuple[str, ...]
    columns: tuple[tuple[tuple[str, ...], int], ...]
    features: tuple[tuple[str, ...], ...]
    keys: dict[str, int]
    cells: dict[str, int]


def inspected(reading: Reading, directory: Directory, *, name: str) -> Inspection:
    """Read all rows once; raises FileRefused where the file is broken, never for what its cells mean."""
    periods: dict[str, None] = dict.fromkeys(column.period for column in reading.columns if column.period)
    keys: dict[str, int] = {}
    features: list[Counter[str]] = []
    texts: Counter[str] = Counter()
    rows = 0
    for row in reading.rows:
        rows += 1
        periods.setdefault(row.period)
        keys.setdefault(row.key, row.row)
        for place, text in enumerate(row.dimensions):
            if place == len(features):
                features.append(Counter())
            features[place][text.strip()] += 1
        texts.update(row.cells)
    kinds = Counter(_kind(key, row, directory, name) for key, row in keys.items())
    cells: Counter[str] = Counter()
    for text, count in texts.items():
        cells[cell_kind(text)] += count
    return Inspection(
        reading=reading,
        rows=rows,
        mapped=mapping_of(reading) is not None,
        periods=tuple(sorted(period.strip() for period in periods if period and period.strip())),
        columns=tuple(Counter(column.path for column in reading.columns).items()),
        features=tuple(tuple(text for text, _count in feature.most_common()) for feature in features),
        keys=dict(kinds.most_common()),
        cells=dict(cells.most_common()),
    )


def _kind(key: str, row: int, directory: Directory, name: str) -> str:
    """What a key is: a Kreis, a Gemeinde, a reason to leave it out, or unknown."""
    if not key:
        return SkipReason.NO_KEY.value
    try:
        ags = directory.ags_of(key, row=row, name=name)
    except FileRefused:
        return UNKNOWN
    if isinstance(ags, SkipReason):
        return ags.value
    return KREIS if len(ags) == _KREIS_DIGITS else GEMEINDE


def cell_kind(text: str) -> str:
    """A number, a number in brackets, one of the signs of DIN 55301 (as itself), empty, or some text."""
    cell = text.strip()
    if not cell:
        return EMPTY
    if cell in SPELLINGS:
        return SPELLINGS[cell].value
    if cell.startswith("(") and cell.endswith(")"):
        return BRACKETS
    return NUMBER if cell.lstrip("-−")[:1].isdecimal() else TEXT
