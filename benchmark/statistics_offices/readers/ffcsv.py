"""Flat file CSV (“ffcsv”) of GENESIS databases, in the old and the new layout of its columns.

Old: a value column per measure, named `CODE__label__unit`, and a foot that begins with underscores. New: one value per
line with its code, unit and quality mark, and no foot. Either way every line names its features by code and attribute.
A file of the new layout that is cut off between two lines cannot be noticed; within a line it is.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from operator import itemgetter

from django.utils.translation import gettext as _

from benchmark.statistics_offices.reading import Column, NumberFormat, Reading, ReadRow, date_of, read_row
from benchmark.statistics_offices.refusals import FileRefused
from benchmark.statistics_offices.text_of import text_of

FAMILY = "ffcsv"
_FIRST_CELLS = ("statistik_code", "statistics_code")
_FEATURE = re.compile(r"(\d+)_(?:merkmal|variable)_code")
_ATTRIBUTE = ("{}_auspraegung_code", "{}_variable_attribute_code")
_LABEL = ("{}_auspraegung_label", "{}_variable_attribute_label")
_TERRITORY = re.compile(r"DINSG|DLAND|REGBEZ|KREISE|GEMEIND?|GEO[A-Z]{2}\d*")
_TABLE = re.compile(r"(?<![\dA-Z])(\d{4,5}[A-Z]?(?:-[A-Z0-9]+)+)(?=_|\.|$)")
_STAND = re.compile(r"^\"?Stand: *(\d{2}\.\d{2}\.\d{4})", re.MULTILINE)
_FOOT = "__________"
_ENGLISH_TIMES = frozenset({"Year", "Reference date", "Key date", "Date"})
_ALL_OFFICES = "Statistische Ämter des Bundes und der Länder, Deutschland"
# How a table's code ends tells which database it is from.
_PUBLISHERS = (
    (re.compile(r"\d{4}[A-Z]-.+"), "Statistische Ämter des Bundes und der Länder, Zensus 2022"),
    (re.compile(r"\d{5}-\d{4}"), "Statistisches Bundesamt (Destatis)"),
    (re.compile(r"\d{5}-.+i"), "IT.NRW, Düsseldorf"),
)

_Meaning = tuple[str, str, list[tuple[str, ...]]]  # key and name of the territory, dimensions of each value


@dataclass(frozen=True)
class _Value:
    """Where a value stands in a line: by columns of its own (new layout) or under its own head (old layout)."""

    at: int
    quality_at: int | None
    code: str = ""
    unit: str = ""
    code_at: int = 0
    unit_at: int = 0


@dataclass(frozen=True)
class _Head:
    """Where everything stands: statistic, time, features (code, attribute, label) and values."""

    statistic: int
    time: int
    features: tuple[tuple[int, int, int], ...]
    values: tuple[_Value, ...]
    width: int


def recognises(head: bytes) -> bool:
    """Whether the first cell is the code of a statistic, in the old or the new wording."""
    first_line = head.removeprefix(b"\xef\xbb\xbf").split(b"\n", 1)[0].decode("latin-1")
    return ";" in first_line and first_line.split(";")[0].strip('"').lower() in _FIRST_CELLS


def read(data: bytes, name: str) -> Reading:
    """Read one flat file; raises FileRefused where its head is incomplete or a line is cut off."""
    text = text_of(data, name)
    if not text.endswith("\n"):
        raise FileRefused(
            _("“%(file)s” is cut off: its last row does not end. Please download it again.") % {"file": name}
        )
    lines = text.split("\n")[:-1]
    titles = next(csv.reader(lines[:1], delimiter=";"), [])
    head = _head_of(titles, name)
    foot = len(lines)
    if f"\n{_FOOT}" in text:
        foot = next(index for index, line in enumerate(lines) if index and line.startswith(_FOOT))
    stand = _STAND.findall("\n".join(lines[foot:]))
    first = next(csv.reader(lines[1:foot], delimiter=";"), [])
    if len(first) != head.width:
        raise FileRefused(_("“%(file)s” has a head but no data rows. Please download it again.") % {"file": name})
    english = first[head.time - 1] in _ENGLISH_TIMES
    table = _TABLE.search(name)
    code = table.group(1) if table else first[head.statistic]
    return Reading(
        family=FAMILY,
        table_code=code,
        title=first[head.statistic + 1],
        publisher=next((office for form, office in _PUBLISHERS if form.fullmatch(code)), _ALL_OFFICES),
        licence="dl-de/by-2-0",
        retrieved=date_of(stand[-1]) if stand else None,
        numbers=NumberFormat.DECIMAL_POINT if english else NumberFormat.DECIMAL_COMMA,
        columns=tuple(Column((titles[value.at],), None) for value in head.values),
        rows=_rows(lines[1:foot], head, name),
        row_count=foot - 1,
    )


def _head_of(titles: list[str], name: str) -> _Head:
    """The positions of everything from the names of the columns."""
    at = {title.strip().lower(): index for index, title in enumerate(titles)}
    features = []
    for title, index in at.items():
        if found := _FEATURE.fullmatch(title):
            attribute, label = (
                next((at[form.format(found.group(1))] for form in forms if form.format(found.group(1)) in at), None)
                for forms in (_ATTRIBUTE, _LABEL)
            )
            if attribute is None or label is None:
                raise _incomplete(name)
            features.append((index, attribute, label))
    time = at.get("zeit", at.get("time"))
    values = _values(titles, at)
    if time is None or not time or not features or not values:
        raise _incomplete(name)
    return _Head(0, time, tuple(features), values, len(titles))


def _values(titles: list[str], at: dict[str, int]) -> tuple[_Value, ...]:
    """The value columns: one with a code beside it, or one per measure."""
    if "value" in at and "value_variable_code" in at and "value_unit" in at:
        return (_Value(at["value"], at.get("value_q"), code_at=at["value_variable_code"], unit_at=at["value_unit"]),)
    found = []
    for index, title in enumerate(titles):
        parts = title.strip().split("__")
        if len(parts) == 3 and parts[-1] != "q":
            quality = at.get(f"{parts[0]}__{parts[1]}__q".lower())
            found.append(_Value(index, quality, code=parts[0], unit=parts[2]))
    return tuple(found)


def _incomplete(name: str) -> FileRefused:
    return FileRefused(
        _(
            "“%(file)s” begins like a flat file (ffcsv), but columns for time, features or values are missing. Please "
            "download it again."
        )
        % {"file": name}
    )


def _rows(lines: list[str], head: _Head, name: str) -> Iterator[ReadRow]:
    """One row per value. Dimensions: statistic, code and unit of the value, quality mark, then `FEATURE=ATTRIBUTE`.

    What lines say beside period and value comes back again and again, so each combination is looked at once.
    """
    told = itemgetter(*_told_at(head))
    places = [value.at for value in head.values]
    meanings: dict[tuple[str, ...], _Meaning] = {}
    row = 1
    try:
        for cells in _cells_of(lines):
            row += 1
            if len(cells) != head.width:
                raise _bad_row(cells, head, row, name)
            combination = told(cells)
            if (meaning := meanings.get(combination)) is None:
                meaning = meanings[combination] = _meaning(cells, head, row, name)
            key, label, dimensions = meaning
            for place, of_value in zip(places, dimensions, strict=True):
                yield read_row((row, key, label, cells[head.time], of_value, [cells[place]]))
    except csv.Error as error:
        raise FileRefused(
            _("“%(file)s”, row %(row)s cannot be read as a table row. Please download the file again.")
            % {"file": name, "row": row + 1}
        ) from error


def _cells_of(lines: list[str]) -> Iterable[list[str]]:
    """The cells of every line; where nothing is quoted, a line is simply what stands between its semicolons."""
    together = "\n".join(lines)
    quoted = '"' in together or "\r" in together or not all(lines)
    if quoted or max(map(len, lines), default=0) > csv.field_size_limit():
        return csv.reader(lines, delimiter=";", strict=True)
    return (line.split(";") for line in lines)


def _bad_row(cells: list[str], head: _Head, row: int, name: str) -> FileRefused:
    return FileRefused(
        _(
            "“%(file)s”, row %(row)s: %(found)s cells instead of %(expected)s. The row is cut off or damaged. Please "
            "download the file again."
        )
        % {"file": name, "row": row, "found": len(cells), "expected": head.width}
    )


def _told_at(head: _Head) -> list[int]:
    """The columns that say what a value is of: all that `_meaning` looks at."""
    of_values = [at for value in head.values for at in (value.quality_at, value.code_at, value.unit_at)]
    return [head.statistic, *(at for feature in head.features for at in feature), *(at for at in of_values if at)]


def _meaning(cells: list[str], head: _Head, row: int, name: str) -> _Meaning:
    """Key and name of the territory, and the dimensions of each value of this line."""
    key = label = None
    features = []
    for code_at, attribute_at, label_at in head.features:
        if _TERRITORY.fullmatch(cells[code_at]):
            key, label = cells[attribute_at].strip(), cells[label_at].strip()
        elif cells[code_at]:
            features.append(f"{cells[code_at]}={cells[attribute_at].strip()}")
    if key is None or label is None:
        raise FileRefused(
            _("“%(file)s”, row %(row)s: no feature of this row is a territory of Germany.") % {"file": name, "row": row}
        )
    dimensions = []
    for value in head.values:
        code = value.code or cells[value.code_at]
        unit = value.unit or cells[value.unit_at]
        quality = "" if value.quality_at is None else cells[value.quality_at].strip()
        dimensions.append((cells[head.statistic], code, unit, quality, *features))
    return key, label, dimensions
