"""The quick way through long files gives the same rows, gaps and refusals as reading every cell by itself."""

from __future__ import annotations

import csv
import io

import pytest

from benchmark.statistics_offices import readers
from benchmark.statistics_offices.refusals import FileRefused

pytestmark = pytest.mark.requirement("I3.1")

LONG = """Year,Gebietseinheit,Kategorie,Units,GeoCode,Value
2024,"Braunschweig, Stadt",Insgesamt,Anzahl,K03101,176.5
2024,Peine,Insgesamt,Anzahl,K03157,.
2024,Peine,Insgesamt,Anzahl,K03157,.
 2023,"Braunschweig, Stadt",Insgesamt,Anzahl,K03101,-
2023,"Der ""Harz"", Kreis",Insgesamt,Anzahl,#NV,
2023,Peine,Insgesamt,Anzahl,K03157,(12)
"""
FLAT_HEAD = (
    "statistics_code;statistics_label;time_code;time_label;time;1_variable_code;1_variable_label;"
    "1_variable_attribute_code;1_variable_attribute_label;value;value_unit;value_variable_code;value_q"
)
FLAT = f"""{FLAT_HEAD}
12411;Stand;STAG;Stichtag;2022-12-31;KREISE;Kreise;03157;Peine;140 ;Anzahl;BEVSTD;e
12411;Stand;STAG;Stichtag;2023-12-31;KREISE;Kreise;03157; Peine;/;Anzahl;BEVSTD;
12411;Stand;STAG;Stichtag;2023-12-31;KREISE;Kreise;03101;Braunschweig;;Anzahl;BEVSTD;e
"""
SAMPLES = [("indicator_1-3-1.csv", LONG, ","), ("12411-09-01-4_flat.csv", FLAT, ";")]


def quoted(text: str, separator: str) -> str:
    """The same table with quotes around every cell below its head."""
    head, *lines = csv.reader(io.StringIO(text), delimiter=separator)
    out = io.StringIO()
    out.write(separator.join(head) + "\n")
    csv.writer(out, delimiter=separator, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(lines)
    return out.getvalue()


@pytest.mark.parametrize(("name", "text", "separator"), SAMPLES)
def test_quotes_around_every_cell_change_nothing(name: str, text: str, separator: str) -> None:
    plain, careful = (readers.read(one.encode(), name) for one in (text, quoted(text, separator)))
    rows = list(plain.rows)
    assert rows == list(careful.rows)
    assert plain.skipped == careful.skipped
    assert plain.row_count == careful.row_count == len(text.splitlines()) - 1
    assert [row.row for row in rows] == ([2, 3, 5, 6, 7] if name.startswith("indicator") else [2, 3, 4])


def test_signs_names_and_keys_stay_as_they_stand() -> None:
    rows = list(readers.read(LONG.encode(), "indicator_1-3-1.csv").rows)
    assert [row.cells for row in rows] == [["176.5"], ["."], ["-"], [""], ["(12)"]]
    assert [row.key for row in rows] == ["03101", "03157", "03101", "", "03157"]
    assert (rows[3].name, rows[2].period) == ('Der "Harz", Kreis', "2023")


@pytest.mark.parametrize("way", [str, lambda text: quoted(text, ",")], ids=["plain", "quoted"])
def test_two_values_for_one_cell_are_refused_with_their_row(way: object) -> None:
    text = LONG + "2023,Peine,Insgesamt,Anzahl,K03157,13\n"
    with pytest.raises(FileRefused, match=r"(?s)8.*\(12\).*13"):
        readers.read(way(text).encode(), "indicator_1-3-1.csv")  # type: ignore[operator]


@pytest.mark.parametrize("line", ["2023", "", "2023,Peine", '2023,"Peine', "2023,Peine,Insgesamt,Anzahl,K03157,1,2"])
def test_a_damaged_line_is_refused_with_its_row(line: str) -> None:
    with pytest.raises(FileRefused, match=r"\b[89]\b"):
        readers.read(f"{LONG}{line}\n".encode(), "indicator_1-3-1.csv")


@pytest.mark.parametrize("line", ["12411;Stand", "", '12411;"Stand'])
def test_a_damaged_line_of_a_flat_file_is_refused_with_its_row(line: str) -> None:
    with pytest.raises(FileRefused, match=r"\b[56]\b"):
        list(readers.read(f"{FLAT}{line}\n".encode(), "12411-09-01-4_flat.csv").rows)
