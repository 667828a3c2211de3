"""Which values of flat files are measures of ours: by the codes of statistic, value, features and attributes.

Codes as the Regionaldatenbank and GENESIS-Online use them; labels are not looked at. A feature without attribute, or
with a total as attribute, means everybody. In 13211 the attribute that means foreign nationals is not known for
certain, so only rows that name the nationality (NAT) are taken.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from benchmark.statistics_offices.measures import Measured, Quality
from benchmark.statistics_offices.placing import Placed, one_per_row
from benchmark.statistics_offices.readers import ffcsv
from benchmark.statistics_offices.reading import Reading, ReadRow, Skip, SkipReason
from benchmark.statistics_offices.territory_keys import Directory

_TOTALS = ("", "INSGESAMT", "GESAMT", "TOTAL")
_GROUPS = {"NATD": "german", "NATA": "foreign"}
_COUNTS = ("anzahl", "number")
_SHARES = ("%", "prozent", "percent")
# e: final, p: provisional, r: revised, s: estimated, brackets: of limited validity.
QUALITIES: dict[str, Quality] = {
    "": Quality.PLAIN,
    "e": Quality.PLAIN,
    "p": Quality.PROVISIONAL,
    "r": Quality.REVISED,
    "s": Quality.ESTIMATED,
    "()": Quality.LIMITED,
    "( )": Quality.LIMITED,
}
_SIGNS = ("-", ".", "x", "/", "...")
_AGE = "ALTX21"
_AGES_15_TO_64 = frozenset({"ALT015B18", "ALT018B20", *(f"ALT{low:03}B{low + 5:02}" for low in range(20, 65, 5))})

Features = dict[str, str]


def _by_nationality(measure: str, concept: str) -> Callable[[Features], Measured | None]:
    """The measure for everybody, Germans or foreign nationals; no other feature may narrow it."""

    groups: dict[tuple[tuple[str, str], ...], str] = {(): "total"}
    groups |= {(("NAT", attribute),): group for attribute, group in _GROUPS.items()}

    def measured(features: Features) -> Measured | None:
        group = groups.get(tuple(features.items()))
        return None if group is None else Measured(measure, group, concept)

    return measured


def _only_total(measure: str, concept: str) -> Callable[[Features], Measured | None]:
    return lambda features: None if features else Measured(measure, "total", concept)


# Statistic and code of the value → units it may have, and what it measures for which features.
VALUES: dict[tuple[str, str], tuple[tuple[str, ...], Callable[[Features], Measured | None]]] = {
    ("12411", "BEVSTD"): (_COUNTS, _by_nationality("population", "NAT_FS")),
    ("12511", "BEV008"): (_COUNTS, _only_total("naturalisations", "NONE")),
    ("13111", "ERW033"): (_COUNTS, _by_nationality("employed_at_residence", "NAT_BA")),  # ERW032 is the place of work
    ("13211", "ERWP06"): (_COUNTS, _by_nationality("unemployed", "NAT_BA")),
    ("13211", "ERWP10"): (_SHARES, _by_nationality("unemployment_rate", "NAT_BA")),
    ("1000A", "PRS018"): (_COUNTS, _only_total("census_population", "NAT_FS")),
}


def claims(reading: Reading) -> bool:
    """Whether this is a flat file of a statistic with a value of ours; its table's code begins with the statistic's."""
    return reading.family == ffcsv.FAMILY and any(reading.table_code.startswith(known) for known, _code in VALUES)


def placed_cells(reading: Reading, directory: Directory, skipped: list[Skip], *, name: str) -> Iterator[Placed]:
    """All known values, and the sums of the age groups from 15 to 64 where a file has them all."""
    ages: dict[tuple[Measured, str, str], dict[str, Placed]] = {}
    for row in reading.rows:
        measured, age, quality = _meaning(row)
        if quality is None:
            skipped.append(Skip(row.row, SkipReason.UNKNOWN_MARK))
            continue
        if row.dimensions[3] in _SIGNS and not row.cells[0].strip():
            row = row._replace(cells=[row.dimensions[3]])
        for placed in one_per_row(reading, row, measured, directory, skipped, name=name, quality=quality):
            if age is None:
                yield placed
            else:
                ages.setdefault((placed.measured, placed.ags, row.period), {})[age] = placed
    for parts in ages.values():
        whole = list(parts.values())
        if parts.keys() == _AGES_15_TO_64:
            quality = next((part.quality for part in whole if part.quality), Quality.PLAIN)
            yield whole[0]._replace(texts=tuple(text for part in whole for text in part.texts), quality=quality)
        else:
            skipped.extend(Skip(part.row, SkipReason.NOT_MEASURED) for part in whole)


def _meaning(row: ReadRow) -> tuple[Measured | None, str | None, Quality | None]:
    """What a row measures (None: nothing of ours), of which of the ages to be added up, and its quality mark."""
    statistic, code, unit, mark, *texts = row.dimensions
    quality = Quality.PLAIN if mark in _SIGNS else QUALITIES.get(mark)
    features = {feature: attribute for feature, _, attribute in (text.partition("=") for text in texts)}
    narrowing = {feature: attribute for feature, attribute in features.items() if attribute not in _TOTALS}
    known = VALUES.get((statistic, code))
    if known is None or unit.strip().lower() not in known[0]:
        return None, None, quality
    age = narrowing.pop(_AGE, None)
    measured = known[1](narrowing)
    if measured is None or age is None:
        return measured, None, quality
    if measured.measure != "population" or age not in _AGES_15_TO_64:
        return None, None, quality
    return measured._replace(measure="population_15_64"), age, quality
