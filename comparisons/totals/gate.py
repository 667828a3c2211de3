"""The last proof before a table is shown: column by column, no coalition narrows the number of a single Gemeinde.

That cells do not betray each other across columns is proved with the table itself (`disclosure.tables`). What follows
from it for every sum, shown or withheld, is told to the attacker here, together with everything released before.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from decimal import Decimal
from typing import Any

from comparisons.releases.disclosure.audit import KnownRow, Problem, Row, SumRow, audit
from comparisons.releases.disclosure.tables import Key, Table, intervals
from comparisons.totals.gathering import Gathered
from comparisons.totals.sums import all_rows, family_of, members_of, primitive_of, values_of

SECONDS = 30.0


def told_by(gathered: Gathered, table: Table, withheld: Collection[Key], *, rounded: bool) -> list[SumRow]:
    """What a table tells about each of its sums, also about those that are withheld."""
    found = intervals(table, withheld, rounded=rounded, cells=table.keys, seconds=SECONDS)
    rows = []
    for (row, group), interval in found.items():
        parts = [primitive_of(gathered.entry, one, group, gathered.year) for one in members_of(gathered, row)]
        ends = (interval.lowest, interval.highest)
        low, high = (None if end is None else Decimal(end) for end in ends)
        if parts and (low, high) != (None, None):
            rows.append(SumRow(tuple((part, 1) for part in parts), low, high))
    return rows


def proved(gathered: Gathered, told: Sequence[SumRow], earlier: Sequence[Row]) -> dict[str, Any] | None:
    """The certificates by column, or None if one of them cannot be proved."""
    rows, values = all_rows(gathered, told), values_of(gathered)
    certificates: dict[str, Any] = {}
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
        if not ruling.passed or ruling.certificate is None:
            return None
        certificates[group] = ruling.certificate
    return certificates


def _of(name: str, rows: Iterable[Row]) -> Iterable[Row]:
    """Rows that speak of one column alone."""
    for row in rows:
        if isinstance(row, KnownRow):
            if row.primitive.name == name:
                yield row
        elif isinstance(row, SumRow) and {primitive.name for primitive, _coefficient in row.terms} == {name}:
            yield row
