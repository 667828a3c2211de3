"""What leaves this room when somebody reads: frozen rows, never models."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from benchmark.figures.models import Figure, Proposal


@dataclass(frozen=True)
class FigureRow:
    """One version of a figure; `value` is in the unit of the indicator, `missing` a reason code or empty."""

    id: int
    indicator_code: str
    definition_version: int
    year: int
    group: str
    concept: str
    numerator: Decimal | None
    denominator: Decimal | None
    value: Decimal | None
    missing: str
    part_of_whole: bool
    signed: bool
    factor: Decimal
    origin: str
    source: str
    table: str
    territory_date: date | None
    reference: str
    invented: bool
    derived: bool
    note: str
    confirmation: str
    version: int
    is_current: bool
    state: str
    entered_by: str
    entered_at: datetime
    checked_by: str
    checked_at: datetime | None
    checked_as: str
    check_comment: str
    approved_by: str
    approved_at: datetime | None

    @classmethod
    def of(cls, figure: Figure) -> FigureRow:
        return cls(**_taken(cls, figure))


@dataclass(frozen=True)
class ProposalRow:
    """An official figure with the decision about it, and what the municipality itself has at the same point."""

    id: int
    indicator_code: str
    definition_version: int
    year: int
    group: str
    concept: str
    numerator: Decimal | None
    denominator: Decimal | None
    value: Decimal | None
    missing: str
    source: str
    table: str
    territory_date: date | None
    retrieved: date | None
    derived: bool
    invented: bool
    note: str
    decision: str
    decided_by: str
    decided_at: datetime | None
    own: FigureRow | None = None

    @classmethod
    def of(cls, proposal: Proposal, own: FigureRow | None = None) -> ProposalRow:
        return cls(**_taken(cls, proposal, without=("own",)), own=own)

    @property
    def difference(self) -> Decimal | None:
        """Own value minus official value, in the unit of the indicator; None where one of them is missing."""
        if self.own is None or self.own.value is None or self.value is None:
            return None
        return self.own.value - self.value

    @property
    def agrees(self) -> bool:
        """Whether the municipality already has the same figure."""
        if self.own is None:
            return False
        own = (self.own.numerator, self.own.denominator, self.own.missing)
        if own != (self.numerator, self.denominator, self.missing):
            return False
        return self.own.value == self.value or self.numerator is not None


def _taken(
    row: type[FigureRow | ProposalRow], model: Figure | Proposal, *, without: tuple[str, ...] = ()
) -> dict[str, Any]:
    return {name: getattr(model, name) for name in row.__dataclass_fields__ if name not in without}
