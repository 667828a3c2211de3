"""Cells that say nothing: a table prints a sign where it has no number, so an empty cell is a question."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from benchmark.plausibility.context import Context
from benchmark.plausibility.findings import Evidence, Finding, Reason, Weight, finding
from benchmark.plausibility.records import Record


def find(records: Iterable[Record], context: Context) -> list[Finding]:
    """Empty cells, one finding each; a missing figure with its reason is none."""
    return [
        finding(Reason.EMPTY, Weight.HINT, (row,), Evidence(Decimal(0), scale=row.scale), also=(row.id,))
        for row in records
        if row.blank and row.value is None
    ]
