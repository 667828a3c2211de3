"""Writing the compact form: one small file per source table, for the demonstration."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from decimal import Decimal

from benchmark.harmonisation.missing import MissingReason
from benchmark.statistics_offices.extraction import Value
from benchmark.statistics_offices.readers.compact import FIRST_LINE, LEAD
from benchmark.statistics_offices.reading import Reading

# Signs in the compact form; parse_plain reads them back as the same reasons.
_SIGN = {
    MissingReason.UNKNOWN: ".",
    MissingReason.BLOCKED: "x",
    MissingReason.NOT_RELIABLE: "/",
    MissingReason.LATER: "...",
}


def chosen(values: Iterable[Value], keys: Collection[str], years: range) -> list[Value]:
    """The values of some municipalities and years, without shares that only repeat what count and denominator say."""
    kept = [value for value in values if value.ags in keys and value.year in years]
    recovered = {
        (value.measured.group, value.ags, value.year, value.measured.measure) for value in kept if value.derived
    }
    whole_of = {
        "daycare_under_3_foreign_origin_share": "daycare_under_3",
        "daycare_3_to_5_foreign_origin_share": "daycare_3_to_5",
        "school_leavers_without_certificate_share": "school_leavers",
    }
    return [
        value
        for value in kept
        if (value.measured.group, value.ags, value.year, whole_of.get(value.measured.measure)) not in recovered
    ]


def compact_text(reading: Reading, values: Iterable[Value], *, origin: str) -> str:
    """One compact file: facts about the source, then one line per measure, group, concept and territory."""
    table: dict[tuple[str, ...], dict[int, str]] = defaultdict(dict)
    for value in values:
        measured = value.measured
        line: tuple[str, ...] = (
            measured.measure,
            measured.group,
            measured.concept,
            value.ags,
            _territory(value),
            "1" if value.derived else "",
        )
        table[line][value.year] = _text(value)
    years = sorted({year for line in table.values() for year in line})
    out = io.StringIO()
    facts = {
        "table": reading.table_code,
        "title": reading.title,
        "publisher": reading.publisher,
        "licence": reading.licence,
        "retrieved": reading.retrieved.isoformat() if reading.retrieved else "unknown",
        "invented": "yes" if reading.invented else "no",
        "origin": origin,
    }
    out.write(FIRST_LINE + "\n" + "".join(f"# {fact}: {text}\n" for fact, text in facts.items()))
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*LEAD, *years])
    for start, by_year in sorted(table.items(), key=lambda item: item[0]):
        writer.writerow([*start, *(by_year.get(year, "") for year in years)])
    out.write(f"# rows: {len(table)}\n")
    return out.getvalue()


def _territory(value: Value) -> str:
    """The Gebietsstand; `*` stands for the year of each column where the day is one of that year."""
    day: date = value.territory_date
    return f"*{day:-%m-%d}" if day.year == value.year else day.isoformat()


def _text(value: Value) -> str:
    if value.value is None:
        return _SIGN[MissingReason(value.missing)]
    number: Decimal = value.value
    return format(number, "f")
