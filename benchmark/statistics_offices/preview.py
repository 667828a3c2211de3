"""What a file would bring, before anything of it is stored: counted, compared with what is there, a few rows shown.

The result is plain JSON, since it waits in a table with the upload. Codes stay codes; words are found when it is shown.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from benchmark.statistics_offices.actions import content_digest, copy_lines
from benchmark.statistics_offices.extraction import Extract, Value
from benchmark.statistics_offices.measures import Measured
from benchmark.statistics_offices.models import OfficialValue
from benchmark.statistics_offices.reading import Reading
from benchmark.statistics_offices.territory_keys import Directory

FIRST_VALUES = 10
_ROWS_NAMED = 5
_NAMES_NAMED = 3
_EXAMPLES = 10
_STORED_DECIMALS = Decimal(1).scaleb(-16)  # as the table holds numbers
ZERO = "zero"


@dataclass(frozen=True)
class LeftOut:
    """Why rows are left out: how many rows, how many different territories, the first of both."""

    reason: str
    rows: int
    territories: int
    first: list[int]
    names: list[str]


@dataclass(frozen=True)
class Series:
    """One measure of a file: how many values, of which years, how many of them missing or computed."""

    measure: str
    group: str
    concept: str
    values: int
    missing: int
    derived: int
    first_year: int
    last_year: int


@dataclass(frozen=True)
class Shown:
    """One value as it would be stored; the number as text with all its digits."""

    ags: str
    measure: str
    group: str
    concept: str
    year: int
    value: str | None
    missing: str
    territory_date: str
    derived: bool
    quality: str


@dataclass(frozen=True)
class Change:
    """One value that is stored already with another number or sign."""

    ags: str
    measure: str
    group: str
    year: int
    before: str | None
    after: str | None


@dataclass(frozen=True)
class Preview:
    """Everything the operator sees of a file before deciding."""

    family: str
    table: str
    title: str
    publisher: str
    licence: str
    retrieved: str | None
    territory_date: str | None
    invented: bool
    rows: int
    values: int
    years: list[int]
    territories: dict[str, int]  # kind → how many
    left_out: list[LeftOut]
    series: list[Series]
    signs: dict[str, int]  # missing reason, quality or "zero" → how many values
    first: list[Shown]
    content: str
    equal: int
    changed: int
    new: int
    changes: list[Change]

    def as_json(self) -> dict[str, Any]:
        """The preview as plain values."""
        return asdict(self)

    @classmethod
    def from_json(cls, content: dict[str, Any]) -> Preview:
        """The preview that `as_json` wrote."""
        return cls(
            **{
                **content,
                "left_out": [LeftOut(**one) for one in content["left_out"]],
                "series": [Series(**one) for one in content["series"]],
                "first": [Shown(**one) for one in content["first"]],
                "changes": [Change(**one) for one in content["changes"]],
            }
        )


def preview_of(reading: Reading, found: Extract, directory: Directory) -> Preview:
    """Count a file that was read and understood, and compare it with what is stored of the same table."""
    equal, new, changes = _compared(found.values, reading.table_code)
    return Preview(
        family=reading.family,
        table=reading.table_code,
        title=reading.title,
        publisher=reading.publisher,
        licence=reading.licence,
        retrieved=reading.retrieved.isoformat() if reading.retrieved else None,
        territory_date=reading.territory_date.isoformat() if reading.territory_date else None,
        invented=reading.invented,
        rows=reading.row_count,
        values=len(found.values),
        years=sorted({value.year for value in found.values}),
        territories=dict(Counter(directory.kinds.get(ags, "") for ags in {value.ags for value in found.values})),
        left_out=_left_out(reading, found),
        series=_series(found.values),
        signs=_signs(found.values),
        first=[_shown(value) for value in found.values[:FIRST_VALUES]],
        content=content_digest(reading, copy_lines(found.values)),
        equal=equal,
        changed=len(changes),
        new=new,
        changes=changes[:_EXAMPLES],
    )


def _left_out(reading: Reading, found: Extract) -> list[LeftOut]:
    """The reasons with most rows first."""
    names = {row.row: row.name for row in reading.rows}
    rows: dict[str, set[int]] = defaultdict(set)
    for skip in found.skipped:
        rows[skip.reason.value].add(skip.row)
    listed = []
    for reason, numbers in sorted(rows.items(), key=lambda item: -len(item[1])):
        first = sorted(numbers)
        named = list(dict.fromkeys(names[row] for row in first if names.get(row)))
        listed.append(LeftOut(reason, len(first), len(named), first[:_ROWS_NAMED], named[:_NAMES_NAMED]))
    return listed


def _series(values: Iterable[Value]) -> list[Series]:
    by_measure: dict[Measured, list[Value]] = defaultdict(list)
    for value in values:
        by_measure[value.measured].append(value)
    return [
        Series(
            *measured,
            values=len(listed),
            missing=sum(value.value is None for value in listed),
            derived=sum(value.derived for value in listed),
            first_year=min(value.year for value in listed),
            last_year=max(value.year for value in listed),
        )
        for measured, listed in by_measure.items()
    ]


def _signs(values: Iterable[Value]) -> dict[str, int]:
    counted: Counter[str] = Counter()
    for value in values:
        if value.value is None:
            counted[value.missing] += 1
            continue
        if value.value == 0:
            counted[ZERO] += 1
        if value.quality:
            counted[value.quality.value] += 1
    return dict(counted)


def _shown(value: Value) -> Shown:
    measure, group, concept = value.measured
    return Shown(
        value.ags,
        measure,
        group,
        concept,
        value.year,
        _text(value.value),
        value.missing,
        value.territory_date.isoformat(),
        value.derived,
        value.quality.value,
    )


def _text(number: Decimal | None) -> str | None:
    return None if number is None else format(number, "f")


def _compared(values: Iterable[Value], table: str) -> tuple[int, int, list[Change]]:
    """How many values are stored alike, how many are new, and those that would change what proposals rest on."""
    stored: dict[tuple[str, str, str, str, int], Decimal | None] = {}
    rows = OfficialValue.objects.filter(source__table_code=table).order_by("source__retrieved", "source_id")
    for ags, measure, group, concept, year, number in rows.values_list(
        "ags", "measure", "group", "concept", "year", "value"
    ).iterator():
        stored[ags, measure, group, concept, year] = number  # the newest download comes last
    equal, new = 0, 0
    changes = []
    for value in values:
        measure, group, concept = value.measured
        cell = (value.ags, measure, group, concept, value.year)
        if cell not in stored:
            new += 1
        elif _same(stored[cell], value.value):
            equal += 1
        else:
            before, after = _text(stored[cell]), _text(value.value)
            changes.append(Change(value.ags, measure, group, value.year, before, after))
    return equal, new, changes


def _same(stored: Decimal | None, found: Decimal | None) -> bool:
    if stored is None or found is None:
        return stored is found
    return stored == found.quantize(_STORED_DECIMALS)
