"""The sums of a table as entries of the common ledger, one per column, in the spelling all rooms share."""

from __future__ import annotations

from collections.abc import Iterator

from comparisons.releases.disclosure.audit import KnownRow, Primitive, Row, SumRow
from comparisons.releases.grids import frozen_parameters
from comparisons.releases.ledger import Entry, Family
from comparisons.releases.models import LedgerRow
from comparisons.releases.rule_set import RULE_SET
from comparisons.totals.judging import Judged
from comparisons.totals.sums import primitive_of

ORIGIN = "totals"


def entries(one: Judged) -> Iterator[Entry]:
    """What everybody knows of each column from now on: its sums, also those that follow, and known numbers."""
    gathered, entry = one.gathered, one.gathered.entry
    family = Family(entry.code, entry.concept)
    for group, proof in one.columns.items():
        shared = {
            primitive_of(entry, given, group, gathered.year): family.primitive(
                given.member, group, gathered.year, given.figures[group]
            )
            for given in gathered.given
        }
        yield Entry(
            kind=LedgerRow.Kind.LINEAR,
            origin=ORIGIN,
            circle_id=entry.agreement.circle_id,
            members=[given.member for given in gathered.given],
            indicator_code=entry.code,
            definition_version=entry.definition.version,
            concept=entry.concept,
            group=group,
            year=gathered.year,
            rows=[spelled for row in one.rows if (spelled := _spelled(row, shared)) is not None],
            rule_set=RULE_SET,
            parameters=frozen_parameters(entry.agreement.charter),
            rung=proof.rung,
            certificate=proof.certificate,
        )


def _spelled(row: Row, shared: dict[Primitive, Primitive]) -> Row | None:
    """A row of this column in the common spelling; None for rows of other columns or of several."""
    if isinstance(row, KnownRow):
        return KnownRow(shared[row.primitive], row.value) if row.primitive in shared else None
    if isinstance(row, SumRow) and all(primitive in shared for primitive, _coefficient in row.terms):
        terms = tuple((shared[primitive], coefficient) for primitive, coefficient in row.terms)
        return SumRow(terms, row.low, row.high)
    return None
