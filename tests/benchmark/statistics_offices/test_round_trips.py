"""Numbers, signs and periods written into a file of each family come back as they were."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmark.statistics_offices.extraction import Extract
from benchmark.statistics_offices.readers.compact import FIRST_LINE
from tests.benchmark.statistics_offices.conftest import understood

pytestmark = [pytest.mark.requirement("I3.1"), pytest.mark.requirement("R73")]

SIGNS = {".": "unknown", "x": "blocked", "/": "not_reliable", "...": "later"}
KEYS = ("03157", "03155", "03459")  # of all times
# A whole number, a whole number in brackets (value and mark), a dash (zero, since the Kreis existed) or a sign.
Cell = tuple[Decimal | None, str, str]

counts = st.integers(0, 10**9).map(lambda n: (Decimal(n), "", "plain"))
limited = st.integers(0, 10**6).map(lambda n: (Decimal(n), "", "limited"))
gaps = st.sampled_from(sorted(SIGNS)).map(lambda sign: (None, SIGNS[sign], sign))
zero = st.just((Decimal(0), "", "dash"))
shares = st.decimals(0, 100, places=1).map(lambda n: (n, "", "plain"))
years = st.integers(1990, 2049)


def text(cell: Cell, *, comma: bool = True, dotted: bool = False) -> str:
    """A cell as an office prints it."""
    value, _missing, how = cell
    if how == "dash":
        return "-"
    if value is None:
        return how
    number = f"{value:,f}" if dotted else f"{value:f}"
    if comma:
        number = number.replace(",", "_").replace(".", ",").replace("_", ".")
    return f"({number})" if how == "limited" else number


def check(found: Extract, cells: dict[tuple[str, int], Cell]) -> None:
    """Every cell is there, with its value or reason and its mark, and nothing else."""
    values = {(value.ags, value.year): value for value in found.values}
    assert values.keys() == cells.keys()
    for place, (value, missing, how) in cells.items():
        got = values[place]
        assert (got.value, got.missing, got.quality) == (value, missing, "limited" if how == "limited" else "")


def tables(cell: st.SearchStrategy[Cell]) -> st.SearchStrategy[dict[tuple[str, int], Cell]]:
    """Cells of all three Kreise for some years."""
    return st.lists(years, min_size=1, max_size=4, unique=True).flatmap(
        lambda chosen: st.fixed_dictionaries({(key, year): cell for key in KEYS for year in chosen})
    )


@settings(max_examples=60, deadline=None)
@given(cells=tables(counts | limited | gaps | zero), form=st.sampled_from(["{}", "30.06.{}", "{}-06-30"]))
def test_regional_table(cells: dict[tuple[str, int], Cell], form: str) -> None:
    lines = ["Tabelle: 13111-02-02-4", "Titel;;;;;;;;", ";;;" + ";".join(["Insgesamt"] * 3 + ["Ausländer"] * 3)]
    lines += [";;;" + ";".join(["Insgesamt", "männlich", "weiblich"] * 2)]
    lines += [f"{form.format(year)};{key};Kreis;1;1;1;{text(cell)};1;1" for (key, year), cell in cells.items()]
    found = understood("\n".join([*lines, "__________", "Stand: 01.01.2050 / 10:00:00", ""]).encode(), "t.csv")
    foreign = Extract([value for value in found.values if value.measured.group == "foreign"])
    check(foreign, cells)
    days = {value.territory_date for value in found.values}
    assert days == {date(year, 12, 31) if form == "{}" else date(year, 6, 30) for _key, year in cells}


@settings(max_examples=60, deadline=None)
@given(cells=tables(counts | limited | zero))
def test_long_file(cells: dict[tuple[str, int], Cell]) -> None:
    lines = ["Year,Gebietseinheit,GeoCode,Value"]
    lines += [f"{year},Kreis,K{key},{text(cell, comma=False)}" for (key, year), cell in cells.items()]
    check(understood("\n".join([*lines, ""]).encode(), "indicator_1-1-1.csv"), cells)


@settings(max_examples=60, deadline=None)
@given(people=tables(counts | gaps | zero), rates=tables(shares | gaps))
def test_inkar(people: dict[tuple[str, int], Cell], rates: dict[tuple[str, int], Cell]) -> None:
    chosen = [("Bevölkerung gesamt", people), ("Arbeitslosenquote", rates)]
    columns = [(title, cells, year) for title, cells in chosen for year in sorted({year for _key, year in cells})]
    lines = ["Kennziffer;Raumeinheit;Aggregat;" + ";".join(title for title, _cells, _year in columns)]
    lines += [";;;" + ";".join(str(year) for _title, _cells, year in columns)]
    lines += [
        f"{key.lstrip('0')};Kreis;Landkreis;"
        + ";".join(text(cells[key, year], dotted=True) for _t, cells, year in columns)
        for key in KEYS
    ]
    found = understood(("\ufeff" + "\r\n".join([*lines, ""])).encode(), "inkar.csv")
    by_measure = {"population": people, "unemployment_rate": rates}
    for measure, cells in by_measure.items():
        check(Extract([value for value in found.values if value.measured.measure == measure]), cells)


@settings(max_examples=60, deadline=None)
@given(cells=tables(counts | limited | gaps | zero), old=st.booleans())
def test_flat_file(cells: dict[tuple[str, int], Cell], old: bool) -> None:
    if old:
        head = "Statistik_Code;Statistik_Label;Zeit_Code;Zeit_Label;Zeit;1_Merkmal_Code;1_Merkmal_Label;"
        head += "1_Auspraegung_Code;1_Auspraegung_Label;BEVSTD__Bevoelkerungsstand__Anzahl"
        row, day, foot = "12411;F;STAG;Stichtag;{};KREISE;Kreise;{};Kreis;{}", "31.12.{}", ["__________"]
    else:
        head = "statistics_code;statistics_label;time_code;time_label;time;1_variable_code;1_variable_label;"
        head += "1_variable_attribute_code;1_variable_attribute_label;value;value_unit;value_variable_code;"
        head += "value_variable_label;value_q"
        row, day, foot = "12411;F;STAG;Stichtag;{};KREISE;Kreise;{};Kreis;{};Anzahl;BEVSTD;B;e", "{}-12-31", []
    lines = [head, *(row.format(day.format(year), key, text(cell)) for (key, year), cell in cells.items()), *foot, ""]
    check(understood("\n".join(lines).encode(), "12411-01-01-4_flat.csv"), cells)


@settings(max_examples=60, deadline=None)
@given(cells=tables(counts | gaps))
def test_compact(cells: dict[tuple[str, int], Cell]) -> None:
    chosen = sorted({year for _key, year in cells})
    facts = {"table": "T", "title": "T", "publisher": "P", "licence": "L", "retrieved": "unknown", "invented": "no"}
    lines = [FIRST_LINE, *(f"# {fact}: {value}" for fact, value in facts.items())]
    lines += ["measure,group,concept,ags,territory_date,derived," + ",".join(map(str, chosen))]
    lines += [
        f"population,total,NAT_FS,{key},*-12-31,," + ",".join(text(cells[key, year], comma=False) for year in chosen)
        for key in KEYS
    ]
    check(understood("\n".join([*lines, f"# rows: {len(KEYS)}", ""]).encode(), "c.csv"), cells)
