"""What looks unusual in a series of figures: hints for the person who checks, never corrections.

Robust on purpose: the usual change is the median of all changes and their spread the median deviation from it, so
that one wrong figure cannot hide itself by widening the band it is judged by.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from statistics import median

MAD_TO_DEVIATION = Decimal("1.4826")  # median deviation of a normal spread, as its standard deviation
SMALLEST_DEVIATION = Decimal("0.05")  # share of the usual level; smaller movements are never unusual
MANY_DEVIATIONS = 4
FEWEST_CHANGES = 4  # below, the spread of changes says nothing
LARGE_CHANGE = Decimal("0.5")  # share of the level, where only few changes are known


class Oddity(StrEnum):
    """Why a figure should be looked at again."""

    PART_EXCEEDS_WHOLE = "part_exceeds_whole"
    VALUE_JUMPS = "value_jumps"
    DENOMINATOR_JUMPS = "denominator_jumps"
    ZERO_AFTER_CASES = "zero_after_cases"


@dataclass(frozen=True)
class Observed:
    """One figure of a series, as far as plausibility needs it; missing figures have no value."""

    id: int
    year: int
    numerator: Decimal | None
    denominator: Decimal | None
    value: Decimal | None
    part_of_whole: bool


def oddities(series: Sequence[Observed]) -> dict[int, tuple[Oddity, ...]]:
    """Hints by the id of the figure, for one series of one indicator, group and concept."""
    ordered = sorted(series, key=lambda figure: figure.year)
    found: dict[int, list[Oddity]] = {}
    for figure in ordered:
        if figure.part_of_whole and _exceeds(figure):
            found.setdefault(figure.id, []).append(Oddity.PART_EXCEEDS_WHOLE)
    for figure_id in _zeros_after_cases(ordered):
        found.setdefault(figure_id, []).append(Oddity.ZERO_AFTER_CASES)
    for oddity, numbers in (
        (Oddity.VALUE_JUMPS, [(f.id, f.year, f.value) for f in ordered if f.value is not None]),
        (Oddity.DENOMINATOR_JUMPS, [(f.id, f.year, f.denominator) for f in ordered if f.denominator is not None]),
    ):
        for figure_id in _jumps(numbers):
            found.setdefault(figure_id, []).append(oddity)
    return {figure_id: tuple(reasons) for figure_id, reasons in found.items()}


def _exceeds(figure: Observed) -> bool:
    if figure.numerator is None or figure.denominator is None:
        return False
    return figure.numerator > figure.denominator


def _zeros_after_cases(ordered: Sequence[Observed]) -> list[int]:
    """Zero where the figure before had cases: often a missing figure that was typed as zero."""
    known = [figure for figure in ordered if figure.value is not None]
    return [now.id for before, now in pairwise(known) if now.value == 0 and before.value]


def _jumps(numbers: Sequence[tuple[int, int, Decimal]]) -> list[int]:
    """Ids whose change since the figure before, per year, is far from the usual change of the series."""
    changes = [
        (later_id, (later - earlier) / (later_year - earlier_year))
        for (_, earlier_year, earlier), (later_id, later_year, later) in pairwise(numbers)
        if later_year > earlier_year
    ]
    level = median([number for _, _, number in numbers]) if numbers else Decimal(0)
    if not changes or not level:
        return []
    if len(changes) < FEWEST_CHANGES:
        return [figure_id for figure_id, change in changes if abs(change) > LARGE_CHANGE * level]
    usual = median([change for _, change in changes])
    spread = MAD_TO_DEVIATION * median([abs(change - usual) for _, change in changes])
    band = MANY_DEVIATIONS * max(spread, SMALLEST_DEVIATION * level)
    return [figure_id for figure_id, change in changes if abs(change - usual) > band]
