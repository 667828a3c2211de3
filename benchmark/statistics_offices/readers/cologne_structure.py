"""Structural data of Köln: one line per table, year, area and feature, with the whole city as area 000.

Area numbers: 000 the city, 001 to 009 its districts, other numbers quarters (first digit: the district). The
dimensions of a row are level of the area, number and name of the table, number and name of the feature.
"""

from __future__ import annotations

from datetime import date

from benchmark.statistics_offices.readers.city_csv import Completeness, head_of, rows_of
from benchmark.statistics_offices.reading import Column, NumberFormat, Reading, ReadRow, year_of
from benchmark.statistics_offices.text_of import text_of

FAMILY = "cologne_structure"
PUBLISHER = "Stadt Köln"
LICENCE = "CC BY"
CITY, DISTRICT, QUARTER = "city", "district", "quarter"
_ID, _TABLE, _TABLE_NAME, _YEAR, _AREA, _AREA_NAME, _LINE, _LINE_NAME, _NUMBER = (
    "id",
    "tab_id",
    "tabelle",
    "jahr",
    "raum_id",
    "raum",
    "zei_id",
    "zeile",
    "zahl",
)
_NEEDED = (_ID, _TABLE, _TABLE_NAME, _YEAR, _AREA, _AREA_NAME, _LINE, _LINE_NAME, _NUMBER)
_WHOLE_CITY = "000"


def recognises(head: bytes) -> bool:
    """Whether the head has the columns of these files, in whatever order."""
    return set(head_of(head)) >= set(_NEEDED)


def read(data: bytes, name: str) -> Reading:
    """Read one file; raises FileRefused where it is cut off."""
    head = head_of(data)
    at = {column: head.index(column) for column in _NEEDED}
    whole = Completeness()
    rows = []
    topic = ""
    for row, cells in rows_of(text_of(data, name), len(head), name):
        area = cells[at[_AREA]].strip().zfill(len(_WHOLE_CITY))
        year, table, line = cells[at[_YEAR]].strip(), cells[at[_TABLE]].strip(), cells[at[_LINE]].strip()
        topic = topic or cells[at[_ID]].split(".")[0]
        whole.note(table, year, area, line)
        dimensions = (level_of(area), table, cells[at[_TABLE_NAME]], line, cells[at[_LINE_NAME]])
        rows.append(ReadRow(row, area, cells[at[_AREA_NAME]].strip(), year, dimensions, [cells[at[_NUMBER]]]))
    whole.refuse_cut_off(name)
    years = [found for row in rows if (found := year_of(row.period)) is not None]
    return Reading(
        family=FAMILY,
        table_code=f"Köln {topic}"[:40],
        title="Stadt Köln: Bevölkerung nach Stadtbezirken und Stadtteilen",
        publisher=PUBLISHER,
        licence=LICENCE,
        retrieved=None,
        numbers=NumberFormat.DECIMAL_POINT,
        columns=(Column((_NUMBER,), None),),
        rows=rows,
        row_count=len(rows),
        territory_date=date(max(years), 12, 31) if years else None,
    )


def level_of(area: str) -> str:
    """City, district or quarter, by the number of the area."""
    if area == _WHOLE_CITY:
        return CITY
    return DISTRICT if area.startswith("00") else QUARTER
