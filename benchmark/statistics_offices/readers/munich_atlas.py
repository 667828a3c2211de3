"""Indikatorenatlas of München: one indicator per file, one line per area, year and characteristic.

Cells are the indicator and its parts (BASISWERT_1 to _n), numbers have a decimal comma. The dimensions of a row are
level of the area, characteristic, and the names of the parts. An area number with `#` is a sum of areas.
"""

from __future__ import annotations

import re
from datetime import date

from django.utils.translation import gettext as _

from benchmark.statistics_offices.readers.city_csv import Completeness, head_of, rows_of
from benchmark.statistics_offices.reading import Column, NumberFormat, Reading, ReadRow, year_of
from benchmark.statistics_offices.refusals import FileRefused
from benchmark.statistics_offices.text_of import text_of

FAMILY = "munich_atlas"
PUBLISHER = "Landeshauptstadt München, Statistisches Amt"
_PART = re.compile(r"basiswert_\d+")
_NAME_OF_PART = re.compile(r"name_basiswert_\d+")
_GROUP, _INDICATOR, _KIND, _VALUE = (
    "indikator_gruppe",
    "indikator_bezeichnung",
    "indikator_auspraegung",
    "indikator_wert",
)
_YEAR, _LEVEL, _NUMBER, _NAME = "jahr", "gliederung", "nummer", "name"
_BELONGS_NOWHERE = "99"  # people who could not be assigned to a district
_NEEDED = {_INDICATOR, _KIND, _VALUE, _YEAR, _LEVEL, _NUMBER, _NAME, "basiswert_1"}


def recognises(head: bytes) -> bool:
    """Whether the head has the columns of the atlas, in whatever order and however many parts."""
    return set(head_of(head)) >= _NEEDED


def read(data: bytes, name: str) -> Reading:
    """Read one indicator of the atlas; raises FileRefused for a cut-off file or one with several indicators."""
    head = head_of(data)
    at = {column: index for index, column in enumerate(head)}
    value_columns = [at[_VALUE], *(index for index, column in enumerate(head) if _PART.fullmatch(column))]
    part_names = [index for index, column in enumerate(head) if _NAME_OF_PART.fullmatch(column)]
    whole = Completeness(optional=frozenset({_BELONGS_NOWHERE}))
    titles: set[tuple[str, str]] = set()
    rows = []
    for row, cells in rows_of(text_of(data, name), len(head), name):
        titles.add((cells[at[_GROUP]] if _GROUP in at else "", cells[at[_INDICATOR]]))
        year, area = cells[at[_YEAR]].strip(), cells[at[_NUMBER]].strip()
        whole.note(cells[at[_KIND]], year, area)
        dimensions = (cells[at[_LEVEL]], cells[at[_KIND]], *(cells[index] for index in part_names))
        rows.append(
            ReadRow(row, area, cells[at[_NAME]].strip(), year, dimensions, [cells[index] for index in value_columns])
        )
    whole.refuse_cut_off(name)
    if len(titles) != 1:
        raise FileRefused(
            _("“%(file)s” mixes several indicators. Please take the files of the atlas one by one.") % {"file": name}
        )
    group, indicator = titles.pop()
    return _reading(group, indicator, tuple(head[index].upper() for index in value_columns), rows)


def _reading(group: str, indicator: str, columns: tuple[str, ...], rows: list[ReadRow]) -> Reading:
    years = [found for row in rows if (found := year_of(row.period)) is not None]
    return Reading(
        family=FAMILY,
        table_code=f"München {indicator}"[:40],
        title=f"Indikatorenatlas München: {group} – {indicator}",
        publisher=PUBLISHER,
        licence="",
        retrieved=None,
        numbers=NumberFormat.DECIMAL_COMMA,
        columns=tuple(Column((column,), None) for column in columns),
        rows=rows,
        row_count=len(rows),
        territory_date=date(max(years), 12, 31) if years else None,
    )
