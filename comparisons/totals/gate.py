"""The last proof before a table is shown: column by column, no coalition narrows the number of a single Gemeinde.

That cells do not betray each other across columns is proved with the table itself (`disclosure.tables`). What follows
from it for every sum, shown or withheld, is told to the attacker here, together with everything released before.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from comparisons.releases.disclosure.audit import KnownRow, Problem, Row, SumRow, audit
from comparisons.releases.disclosure.tables import Key, Table, intervals
from comparisons.totals.gathering import Gathered
from comparisons.totals.sums import all_rows, family_of, known_rows, members_of, primitive_of, values_of

SECONDS = 30.0
SMALLEST_ROUNDED = 2  # the largest number that is printed as 0 when it is rounded


def told_by(gathered: Gathered, table: Table, withheld: Collection[Key], *, rounded: bool) -> list[SumRow]:
    """What a table tells about each of its sums, also about those that are withheld.

    A printed 0 leaves 0, 1 and 2: as many different numbers as the rules ask for. The gate measures lengths, so that
    such a sum ends at 3 here.
    """
    found = intervals(table, withheld, rounded=rounded, cells=table.keys, seconds=SECONDS)
    rows = []
    for (row, group), interval in found.items():
        parts = [primitive_of(gathered.entry, one, group, gathered.year) for one in members_of(gathered, row)]
        ends = (interval.lowest, interval.highest)
        low, high = (None if end is None else Decimal(end) for end in ends)
        if rounded and low == 0 and high == SMALLEST_ROUNDED:
            high = Decimal(SMALLEST_ROUNDED + 1)
        if parts and (low, high) != (None, None):
            rows.append(SumRow(tuple((part, 1) for part in parts), low, high))
    return rows


@dataclass(frozen=True)
class Proof:
    """That one column betrays nobody: against which attacker, and the certificate."""

    rung: str
    certificate: dict[str, Any]


def proved(gathered: Gathered, told: Sequence[SumRow], earlier: Sequence[Row]) -> dict[str, Proof] | None:
    """The proofs by column, or None if one of them cannot be proved."""
    rows, values = [*all_rows(gathered, told), *_nothing_there(gathered, told)], values_of(gathered)
    proofs: dict[str, Proof] = {}
    for group in gathered.entry.columns.shown:
        name = f"{family_of(gathered.entry)}|{group}"
        ruling = audit(
            Problem(
                measures=(),
                ledger=tuple(_of(name, earlier)),
                candidates=tuple(_of(name, rows)),
                parameters=gathered.entry.parameters,
                values={primitive: value for primitive, value in values.items() if primitive.name == name},
            ),
            seconds=SECONDS,
        )
        if not ruling.passed or ruling.certificate is None or ruling.rung is None:
            return None
        proofs[group] = Proof(ruling.rung.value, ruling.certificate)
    return proofs


def _nothing_there(gathered: Gathered, told: Iterable[SumRow]) -> Iterable[KnownRow]:
    """The numbers in an exact sum of nothing: known to be 0 from now on, which betrays no person."""
    already = {row.primitive for row in known_rows(gathered)}
    found = {part for row in told if row.high == 0 for part, _coefficient in row.terms}
    return [KnownRow(part, Decimal(0)) for part in sorted(found - already)]


def _of(name: str, rows: Iterable[Row]) -> Iterable[Row]:
    """Rows that speak of one column alone."""
    for row in rows:
        if isinstance(row, KnownRow):
            if row.primitive.name == name:
                yield row
        elif isinstance(row, SumRow) and {primitive.name for primitive, _coefficient in row.terms} == {name}:
            yield row
