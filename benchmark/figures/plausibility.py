"""What looks unusual in a series of figures, for the lists of checking and entry: a short form of the rules.

The rules themselves are in `benchmark.plausibility`. Here only what somebody has to confirm before a figure is
checked counts; the whole explained list, with other municipalities beside it, is the page of `findings`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from benchmark.plausibility import jumps, repeats, wholes
from benchmark.plausibility.context import Context
from benchmark.plausibility.findings import Finding, Reason
from benchmark.plausibility.records import Aspect, Point, Record, Scale


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
    factor: Decimal = Decimal(100)


def oddities(series: Sequence[Observed]) -> dict[int, tuple[Oddity, ...]]:
    """Hints by the id of the figure, for one series of one indicator, group and concept."""
    records = [_record(figure) for figure in series]
    found: dict[int, list[Oddity]] = {}
    for rule in (wholes, repeats, jumps):
        for said in rule.find(records, Context()):
            oddity = _oddity(said)
            known = found.setdefault(int(said.ids[0]), []) if oddity else []
            if oddity and oddity not in known:
                known.append(oddity)
    return {figure_id: tuple(reasons) for figure_id, reasons in found.items()}


def _record(figure: Observed) -> Record:
    return Record(
        id=str(figure.id),
        point=Point("", "", "", figure.year),
        scale=Scale.SHARE if figure.part_of_whole else Scale.RATE,
        value=figure.value,
        numerator=figure.numerator,
        denominator=figure.denominator,
        factor=figure.factor,
        part_of_whole=figure.part_of_whole,
    )


def _oddity(said: Finding) -> Oddity | None:
    """The short name of a finding that asks for a comment; hints and explained breaks do not."""
    if said.reason is Reason.PART_EXCEEDS_WHOLE:
        return Oddity.PART_EXCEEDS_WHOLE
    if said.reason is Reason.ZERO_AFTER_CASES:
        return Oddity.ZERO_AFTER_CASES
    if said.reason is Reason.JUMP:
        return Oddity.DENOMINATOR_JUMPS if said.evidence.aspect is Aspect.DENOMINATOR else Oddity.VALUE_JUMPS
    return None
