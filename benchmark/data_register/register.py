"""The register of data access: what was recorded, and what the catalogue suggests where nothing is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from benchmark.catalogue.selectors import IndicatorDefinition, indicators
from benchmark.data_register import words
from benchmark.figures.models import AccessStatus, Returned
from benchmark.figures.selectors import AccessRow, completeness, data_access

ELSEWHERE = (AccessStatus.AT_KREIS, AccessStatus.AT_LAND, AccessStatus.BLOCKED, AccessStatus.AT_A_COST)
_HOLDERS = {"Kreis": AccessStatus.AT_KREIS, "Land": AccessStatus.AT_LAND}


@dataclass(frozen=True)
class Line:
    """One indicator of the register; `suggested` is the status the catalogue suggests where none is recorded."""

    definition: IndicatorDefinition
    known: AccessRow | None
    suggested: AccessStatus | None
    figures: int

    @property
    def status(self) -> str:
        """The recorded status in words, or ""."""
        return str(AccessStatus(self.known.status).label) if self.known else ""

    @property
    def suggestion(self) -> str:
        return str(self.suggested.label) if self.suggested else ""

    @property
    def returned(self) -> str:
        return str(Returned(self.known.returned).label) if self.known and self.known.returned else ""

    @property
    def holders(self) -> str:
        """Who holds such data usually, after the catalogue."""
        return words.holders(self.definition.data_holder)


@dataclass(frozen=True)
class Register:
    """All lines, and the counts that a position paper would begin with."""

    lines: tuple[Line, ...]

    @property
    def recorded(self) -> int:
        return sum(line.known is not None for line in self.lines)

    @property
    def elsewhere(self) -> list[tuple[str, int]]:
        """Recorded gaps by status in words, the most frequent first."""
        found = Counter(line.known.status for line in self.lines if line.known and line.known.status in ELSEWHERE)
        return [(str(AccessStatus(status).label), count) for status, count in found.most_common()]

    @property
    def passed_on(self) -> int:
        return sum(bool(line.known and line.known.passed_to) for line in self.lines)

    @property
    def not_returned(self) -> int:
        """How many of the data that were passed on did not come back, or only in part."""
        lost = (Returned.NO, Returned.PARTLY)
        return sum(bool(line.known and line.known.returned in lost) for line in self.lines)


def register(kind: str, used: Collection[str] = ()) -> Register:
    """Core indicators, those in use and those with figures or a recorded status, core first; four queries."""
    known = data_access()
    counts = {row.indicator_code: row.approved + row.checked + row.drafts for row in completeness()}
    shown = {*known, *used, *(code for code, count in counts.items() if count)}
    lines = tuple(
        Line(
            definition,
            known.get(definition.code),
            None
            if definition.code in known
            else suggested(definition, kind, has_figures=bool(counts.get(definition.code))),
            counts.get(definition.code, 0),
        )
        for definition in indicators()
        if definition.core or definition.code in shown
    )
    return Register(lines)


def suggested(definition: IndicatorDefinition, kind: str, *, has_figures: bool) -> AccessStatus | None:
    """What probably holds for this kind of municipality; None where the catalogue gives no hint."""
    if has_figures:
        return AccessStatus.AVAILABLE
    available = definition.availability.get(kind, "")
    if available == "yes" or "Kommune" in definition.data_holder:
        return None
    return next((_HOLDERS[holder] for holder in _order(kind) if holder in definition.data_holder), None)


def _order(kind: str) -> Sequence[str]:
    """Whom to ask first: a Gemeinde its Kreis, a Kreis the Land."""
    return ("Kreis", "Land") if kind == "kreisangehoerige_gemeinde" else ("Land",)
