"""Blocks of cells from a spreadsheet: cut, laid onto the rows, refused where they do not fit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmark.figures.entry.paste import BlockRefused, Target, cells_of, lay
from benchmark.figures.entry.typed import NUMBERS, Typed

pytestmark = pytest.mark.requirement("I3.8")


def rows(*keys: str, fields: tuple[str, ...] = NUMBERS, locked: str = "") -> list[Target]:
    return [Target(key, f"row {key}", Typed(), fields, key == locked) for key in keys]


def test_a_block_fills_to_the_right_and_below() -> None:
    laid = lay("1\t10\r\n2\t20\r\n", rows("a", "b", "c"), key="b", field="numerator")
    assert laid.typed == {
        "b": Typed(numerator="1", denominator="10"),
        "c": Typed(numerator="2", denominator="20"),
    }
    assert len(laid.filled) == 4


def test_empty_cells_change_nothing_and_a_number_replaces_a_reason() -> None:
    target = Target("a", "row a", Typed(numerator="7", missing="blocked"), NUMBERS, is_locked=False)
    laid = lay("\t20", [target], key="a", field="numerator")
    assert laid.typed == {"a": Typed(numerator="7", denominator="20")}
    assert laid.filled == (("a", "denominator"),)


@pytest.mark.parametrize(
    "block",
    [
        "",
        "\t\n\t",
        "1\t2\n3",
        '"zwei\nZeilen"\t3\n1\t2',
        "x" * 61,
        "1\n2\n3",
        "1\t2\t3\t4",
        "1\t" * 20_000,
    ],
)
def test_what_does_not_fit_is_refused_with_a_sentence(block: str) -> None:
    with pytest.raises(BlockRefused) as caught:
        lay(block, rows("a", "b"), key="a", field="numerator")
    assert str(caught.value)


def test_locked_rows_and_fields_that_are_not_there_are_refused() -> None:
    with pytest.raises(BlockRefused, match="row b"):
        lay("1\n2", rows("a", "b", locked="b"), key="a", field="value")
    with pytest.raises(BlockRefused, match="row a"):
        lay("1", rows("a", fields=("value",)), key="a", field="numerator")
    with pytest.raises(BlockRefused):
        lay("1", rows("a"), key="elsewhere", field="value")


@given(st.lists(st.lists(st.integers(0, 10**9), min_size=2, max_size=2), min_size=1, max_size=30))
def test_every_rectangle_of_numbers_comes_back_cell_by_cell(numbers: list[list[int]]) -> None:
    block = "\r\n".join("\t".join(str(number) for number in row) for row in numbers)
    assert cells_of(block) == [[str(number) for number in row] for row in numbers]
