"""Small files of public context for every Kreis of Germany and every Gemeinde of Nordrhein-Westfalen.

The demonstration needs structural variables for all municipalities one might resemble, not for its own alone. Only what
the distance and the core indicators use is kept; territories whose full series lie in the demonstration are left out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmark.statistics_offices import nrw_rebuild, readers
from benchmark.statistics_offices.compaction import compact_text
from benchmark.statistics_offices.extraction import Value, extract
from benchmark.statistics_offices.reading import Reading
from benchmark.statistics_offices.territory_keys import Directory

_NRW = "05"
_TOTAL, _FOREIGN = ("total",), ("foreign",)
_BOTH = (*_TOTAL, *_FOREIGN)


@dataclass(frozen=True)
class Wanted:
    """What is kept of one official file: measures with their groups, and years."""

    file: str
    measures: Mapping[str, tuple[str, ...]]
    years: tuple[int, ...]


KREISE: tuple[Wanted, ...] = (
    Wanted("regionalstatistik/12411-01-01-4_00.csv", {"population": _TOTAL}, (2011, 2015)),
    Wanted("regionalstatistik/12411-03-03-4_00.csv", {"population": _FOREIGN, "population_15_64": _BOTH}, (2015,)),
    Wanted("regionalstatistik/12511-01-01-4.csv", {"naturalisations": _TOTAL}, (2015,)),
    Wanted("regionalstatistik/13111-02-02-4_00.csv", {"employed_at_residence": _BOTH}, (2015,)),
    Wanted(
        "regionalstatistik-neuer/13211-02-05-4__2015-2020.csv",
        {"unemployed": _BOTH, "unemployment_rate": _BOTH},
        (2016, 2019, 2020),
    ),
    Wanted("regionalstatistik/22811-02-02-4_00.csv", {"sgb2_recipients": _BOTH}, (2015,)),
)
NRW_GROUPS = {"population": _BOTH}


def has_own_series(key: str) -> bool:
    """Whether the demonstration has longer series of this municipality (see `compact_statistics`)."""
    return (len(key) == 5 and key.startswith("03")) or key.startswith("05754")


def context_files(source: Path, directory: Directory, *, known: Collection[str]) -> list[tuple[str, str]]:
    """Name and text of every context file; `known` keys have figures of their own already.

    Raises FileNotFoundError where an official file is missing.
    """
    made = []
    for wanted in KREISE:
        path = source / wanted.file
        reading = readers.read(path.read_bytes(), path.name)
        values = extract(reading, directory, name=path.name).values
        chosen = [value for value in _of(values, wanted.measures, known) if value.year in wanted.years]
        made.append((_name(reading), compact_text(reading, chosen, origin=wanted.file)))
    for name, year in nrw_rebuild.FILES.items():
        rebuilt = nrw_rebuild.values_of((source / "nrw" / name).read_bytes(), year)
        chosen = [value for value in _of(rebuilt, NRW_GROUPS, known) if _present(directory, value)]
        reading = nrw_rebuild.reading_of(year)
        made.append((f"nrw-nationality-{year}.csv", compact_text(reading, chosen, origin=f"nrw/{name}")))
    return made


def _of(values: Iterable[Value], measures: Mapping[str, tuple[str, ...]], known: Collection[str]) -> Iterable[Value]:
    return (
        value
        for value in values
        if value.measured.group in measures.get(value.measured.measure, ()) and value.ags not in known
    )


def _present(directory: Directory, value: Value) -> bool:
    """Whether the directory knows this key of Nordrhein-Westfalen."""
    return value.ags.startswith(_NRW) and value.ags in directory.spans


def _name(reading: Reading) -> str:
    code = reading.table_code.replace(" ", "-").lower()
    return f"{code}_{reading.retrieved:%Y-%m-%d}.csv" if reading.retrieved else f"{code}.csv"
