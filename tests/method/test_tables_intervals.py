"""What an attacker can work out from displayed cells: known answers from the literature."""

from __future__ import annotations

import pytest

from comparisons.releases.disclosure.tables import Cell, Dimension, Interval, Share, Table, cross_table, intervals
from comparisons.releases.disclosure.tables.table import Equation


def matrix(rows: dict[str, list[int]], columns: str) -> Table:
    """A two-way table with all margins."""
    inner = {
        (row, column): value for row, values in rows.items() for column, value in zip(columns, values, strict=True)
    }
    return cross_table(inner, [Dimension.flat("total", tuple(rows)), Dimension.flat("total", tuple(columns))])


def hidden(*cells: str) -> set[tuple[str, str]]:
    """Cells by row and columns, "w:abc"."""
    return {(row, column) for row, columns in (cell.split(":") for cell in cells) for column in columns}


@pytest.mark.requirement("I4.9")
@pytest.mark.requirement("O4")
def test_one_withheld_part_is_the_rest_of_the_total():
    table = cross_table({("a",): 998, ("b",): 47_600, ("c",): 8_002}, [Dimension.flat("total", ("a", "b", "c"))])
    assert intervals(table, {("a",)}) == {("a",): Interval(998, 998)}
    assert intervals(table, {("a",)})["a",].exact


@pytest.mark.requirement("I4.9")
@pytest.mark.requirement("O4")
@pytest.mark.requirement("T3")
def test_who_fills_a_cell_alone_recomputes_the_other_one():
    inner = {("a",): [Share("A", 25)], ("b",): [Share("B", 15)], ("c",): [Share(f"c{n}", 10) for n in range(6)]}
    table = cross_table(inner, [Dimension.flat("total", ("a", "b", "c"))])
    withheld = {("a",), ("b",)}
    assert intervals(table, withheld) == {("a",): Interval(0, 40), ("b",): Interval(0, 40)}
    assert intervals(table, withheld, coalition=frozenset({"A"}))["b",] == Interval(15, 15)


@pytest.mark.requirement("I4.9")
@pytest.mark.requirement("O5")
def test_four_cells_of_a_small_table():
    table = matrix({"1": [5, 2], "2": [1, 2], "3": [3, 3]}, "xy")
    assert [table[row, "total"].value for row in "123"] == [7, 3, 6]
    found = intervals(table, hidden("1:xy", "2:xy"))
    assert found == {
        ("1", "x"): Interval(3, 6),
        ("1", "y"): Interval(1, 4),
        ("2", "x"): Interval(0, 3),
        ("2", "y"): Interval(0, 3),
    }


NORTH = {"Agr": [0, 1004, 1398], "Ent": [168, 94, 1053], "Gov": [0, 236, 92], "Ind": [203, 291, 84]}  # in tenths


@pytest.mark.requirement("I4.9")
@pytest.mark.requirement("O7")
def test_linked_sectors_of_three_countries():
    inner = {
        (country, sector): values[place]
        for sector, values in NORTH.items()
        for place, country in enumerate(("Iceland", "Portugal", "Spain"))
    }
    sectors = Dimension({"Total": ("private", "public"), "private": ("Agr", "Ent", "Ind"), "public": ("Gov",)})
    table = cross_table(inner, [Dimension.flat("Total", ("Iceland", "Portugal", "Spain")), sectors])
    told = {("Total", "Total"), ("Total", "Agr"), ("Total", "Ent"), ("Iceland", "public"), ("Iceland", "Agr")}
    told |= {("Iceland", "Gov"), ("Portugal", "private"), ("Spain", "Total")}
    four = [("Iceland", "Ent"), ("Iceland", "Ind"), ("Portugal", "public"), ("Portugal", "Gov")]
    found = intervals(table, set(table.keys) - told)
    assert [found[key] for key in four] == [Interval(0, 607)] * 4
    assert found["Spain", "Agr"] == Interval(1013, 2402)
    found = intervals(table, set(table.keys) - told | {("Portugal", "private")})
    assert [found[key].highest for key in four] == [1315, 906, 906, 906]
    assert found["Spain", "Agr"] == Interval(406, 2402)


@pytest.mark.requirement("I4.9")
@pytest.mark.requirement("O9")
def test_two_withheld_cells_in_every_line_are_not_enough():
    rows = {"w": [30, 47, 64, 89], "x": [90, 124, 5, 31], "y": [92, 100, 59, 85], "z": [800, 991, 651, 685]}
    table = matrix(rows, "abcd")
    assert intervals(table, hidden("w:abc", "x:ac", "y:bd", "z:bd"))["w", "b"] == Interval(47, 47)
    found = intervals(table, hidden("w:abc", "x:abc", "y:bd", "z:bd"))
    assert (found["w", "b"], found["x", "b"]) == (Interval(0, 141), Interval(30, 171))


@pytest.mark.requirement("O10")
@pytest.mark.requirement("T16")
def test_whole_numbers_may_leave_one_world_where_fractions_leave_many():
    """Of four members, two of each of three groups are above a threshold; fractions allow anything from 0 to 1."""
    above = dict(zip("1234", (1, 1, 1, 0), strict=True))
    members = tuple(Cell((name,), value, highest=1) for name, value in above.items())
    groups = ("124", "234", "134")
    counts = tuple(Cell((group,), sum(above[name] for name in group)) for group in groups)
    table = Table((*members, *counts), tuple(Equation((group,), tuple((name,) for name in group)) for group in groups))
    found = intervals(table, {(name,) for name in "1234"})
    assert all(interval.exact for interval in found.values())


@pytest.mark.requirement("O7")
def test_an_end_that_nobody_knows_stays_open():
    table = Table((Cell(("a",), 5), Cell(("b",), 7, lowest=None), Cell(("c",), 7, highest=9)))
    found = intervals(table, set(table.keys))
    assert found == {("a",): Interval(0, None), ("b",): Interval(None, None), ("c",): Interval(0, 9)}
