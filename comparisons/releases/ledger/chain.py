"""Writing the ledger: one writer at a time, every row sealed with the digest of the row before."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from math import isfinite
from typing import Any

from django.db import OperationalError, connection, transaction
from django.utils import timezone

from comparisons.releases.disclosure.audit import Row
from comparisons.releases.models import LedgerHead, LedgerRow, Release, ReleasedStatistic
from comparisons.releases.receipts import canonical

BEGINNING = "0" * 64
SEALED = (
    "position", "kind", "origin", "circle_id", "release_id", "statistic_id", "members", "members_known",
    "indicator_code", "definition_version", "concept", "group", "year", "data_version", "grid_id", "edges", "cells",
    "rows", "rule_set", "parameters", "rung", "certificate", "previous",
)  # fmt: skip


class LedgerLocked(Exception):
    """Another release is being checked at this moment; nothing was written."""


class LedgerMisused(Exception):
    """Something that must never be written: outside a transaction, a member twice, a number that is none."""


@dataclass(frozen=True)
class Entry:
    """One released statistic on its way into the ledger.

    `edges` are those of its grid, smallest and largest too, as text; `cells` name member, version of the figure,
    cell and whether it is invented. `rung` is the audit's, or another word for why no rung was needed.
    """

    kind: LedgerRow.Kind
    origin: str
    circle_id: int
    members: Sequence[str]
    indicator_code: str
    definition_version: int
    concept: str
    group: str
    year: int
    rows: Sequence[Row]
    rule_set: str
    parameters: dict[str, Any]
    rung: str
    certificate: dict[str, Any] = field(default_factory=dict)
    grid_id: str = ""
    edges: Sequence[str] = ()
    cells: Sequence[tuple[str, int, int, bool]] = ()
    members_known: bool = True
    release: Release | None = None
    statistic: ReleasedStatistic | None = None


def lock() -> LedgerHead:
    """Be the only writer until the end of this transaction. Raises LedgerLocked at once if there is another."""
    if not connection.in_atomic_block:
        raise LedgerMisused("the ledger is locked for a transaction")
    try:
        with transaction.atomic():
            return LedgerHead.objects.select_for_update(nowait=True).get()
    except OperationalError as taken:
        raise LedgerLocked from taken


def append(entries: Sequence[Entry]) -> list[LedgerRow]:
    """Enter released statistics in this order. Raises LedgerLocked, LedgerMisused; then nothing is written."""
    head = lock()
    made: list[LedgerRow] = []
    for entry in entries:
        row = _row(entry, head.position + 1, head.digest)
        head.position, head.digest = row.position, row.digest
        made.append(row)
    LedgerRow.objects.bulk_create(made)
    if made:
        head.save(update_fields=["position", "digest"])
    return made


def digest_of(row: LedgerRow) -> str:
    """SHA-256 of the canonical text of everything a row says, with the digest of the row before."""
    return hashlib.sha256(canonical({name: getattr(row, name) for name in SEALED}).encode()).hexdigest()


def _row(entry: Entry, position: int, previous: str) -> LedgerRow:
    members = sorted(entry.members)
    if len(set(members)) < len(members) or not members:
        raise LedgerMisused("a member stands in a statistic once")
    row = LedgerRow(
        position=position,
        kind=entry.kind.value,
        origin=entry.origin,
        circle_id=entry.circle_id,
        release=entry.release,
        statistic=entry.statistic,
        members=members,
        members_known=entry.members_known,
        indicator_code=entry.indicator_code,
        definition_version=entry.definition_version,
        concept=entry.concept,
        group=entry.group,
        year=entry.year,
        data_version=_data_version(entry, members),
        grid_id=entry.grid_id,
        edges=list(entry.edges),
        cells=_plain(sorted(entry.cells)),
        rows=_plain([row.to_json() for row in entry.rows]),
        rule_set=entry.rule_set,
        parameters=_plain(entry.parameters),
        rung=entry.rung,
        certificate=_plain(entry.certificate),
        entered_at=timezone.now(),
        previous=previous,
    )
    row.digest = digest_of(row)
    return row


def _data_version(entry: Entry, members: list[str]) -> int:
    """The number of the state of the data: one more than before as soon as anything released differs."""
    before = (
        LedgerRow.objects.filter(
            circle_id=entry.circle_id,
            origin=entry.origin,
            kind=entry.kind.value,
            indicator_code=entry.indicator_code,
            concept=entry.concept,
            group=entry.group,
            year=entry.year,
        )
        .order_by("-position")
        .first()
    )
    if before is None:
        return 1
    stated = _plain([row.to_json() for row in entry.rows])
    same = (before.members, before.cells, before.rows) == (members, _plain(sorted(entry.cells)), stated)
    return before.data_version if same else before.data_version + 1


def _plain(value: Any) -> Any:
    """The same as plain lists, mappings, text and finite numbers, which come back from the database as they were."""
    if value is None or isinstance(value, str | bool | int) or (isinstance(value, float) and isfinite(value)):
        return value
    if isinstance(value, dict):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, Decimal) and value.is_finite():
        return str(value)
    raise LedgerMisused(f"{type(value).__name__} has no place in the ledger")
