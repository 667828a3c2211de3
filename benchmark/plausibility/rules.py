"""All rules that look at the figures of one municipality or one table, in the order of their weight."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from benchmark.plausibility import gaps, jumps, repeats, shares, sources, wholes
from benchmark.plausibility.context import Context
from benchmark.plausibility.findings import Finding
from benchmark.plausibility.records import Record


class Rule(Protocol):
    """What every module of a rule offers."""

    def find(self, records: Iterable[Record], context: Context) -> list[Finding]:
        """All findings of this rule."""
        ...


RULES: tuple[Rule, ...] = (wholes, shares, sources, jumps, repeats, gaps)


def find_all(records: Iterable[Record], context: Context) -> list[Finding]:
    """The findings of all rules, what weighs most first; each key once."""
    rows = list(records)
    found = {said.key: said for rule in RULES for said in rule.find(rows, context)}
    return sorted(found.values(), key=lambda said: (said.weight.rank, said.points[0]))
