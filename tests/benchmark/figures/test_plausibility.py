"""What looks unusual in a series: small tables, worked out by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest

from benchmark.figures.plausibility import Observed, Oddity, oddities

USUAL = [10, 11, 12, 13, 14, 15, 16]


def series(values: list[float | None], denominators: list[int] | None = None) -> list[Observed]:
    return [
        Observed(
            id=position,
            year=2010 + position,
            numerator=None,
            denominator=Decimal(denominators[position]) if denominators else None,
            value=None if value is None else Decimal(str(value)),
            part_of_whole=True,
        )
        for position, value in enumerate(values)
    ]


@pytest.mark.parametrize(
    ("values", "odd"),
    [
        (USUAL, {}),
        ([*USUAL, 40], {7: (Oddity.VALUE_JUMPS,)}),
        ([*USUAL, 17.5], {}),
        ([*USUAL, None, 18], {}),  # a gap of two years is two usual changes
        ([10, 11, 30], {2: (Oddity.VALUE_JUMPS,)}),  # few years: half the level
        ([10, 11, 14], {}),
        ([10], {}),
        ([], {}),
        ([0, 0, 0, 0, 0, 0], {}),
        ([10.0, 10.1, 10.0, 10.1, 10.0, 10.3], {}),  # a calm series does not make small changes unusual
        ([2, 2, 2, 2, 2, 0], {5: (Oddity.ZERO_AFTER_CASES,)}),
    ],
)
def test_values(values: list[float | None], odd: dict[int, tuple[Oddity, ...]]) -> None:
    assert oddities(series(values)) == odd


def test_one_wrong_figure_does_not_widen_its_own_band() -> None:
    spoilt = [*USUAL, 400]
    assert 7 in oddities(series(spoilt))


def test_denominators_are_looked_at_too() -> None:
    found = oddities(series([10] * 7, [1000, 1010, 1020, 1030, 1040, 1050, 105]))
    assert found == {6: (Oddity.DENOMINATOR_JUMPS,)}


def test_a_part_larger_than_its_whole() -> None:
    figure = Observed(1, 2020, Decimal(11), Decimal(10), Decimal(110), part_of_whole=True)
    assert oddities([figure]) == {1: (Oddity.PART_EXCEEDS_WHOLE,)}
