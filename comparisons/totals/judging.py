"""Whether and how one table may be shown. Everything that goes wrong here ends in a refusal."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from comparisons.releases.disclosure.audit import (
    Primitive,
    Row,
    RowError,
    SumRow,
    row_from_json,
)
from comparisons.releases.disclosure.tables import (
    Key,
    Pattern,
    Record,
    RefusalKind,
    Rules,
    Table,
    TableError,
    TableRefused,
    round_table,
    suppress,
)
from comparisons.releases.disclosure.tables import rounded as rounded_to_five
from comparisons.totals.agreed import AgreedEntry
from comparisons.totals.differencing import may_stand_beside
from comparisons.totals.gate import Proof, proved, told_by
from comparisons.totals.gathering import Gathered
from comparisons.totals.models import Method, TotalsProof
from comparisons.totals.sums import all_rows, family_of, known_rows, table_of, values_of

SECONDS = 30.0  # for the search of a pattern; the proof has as many again
DEVIATION = 2  # a rounded number is at most so far from the true one


class Verdict(StrEnum):
    """What became of a table. Outside nobody is told more than whether it is shown."""

    SHOWN = "shown"
    WITHHELD = "withheld"  # judged, and nothing of it may be shown
    FAILED = "failed"  # could not be judged: no trace is left


@dataclass(frozen=True)
class Judged:
    """One table after judging; `shown` has a number or None per cell, `rows` what everybody then knows."""

    gathered: Gathered
    verdict: Verdict
    shown: Mapping[Key, int | None]
    rows: tuple[Row, ...]
    place: int  # number of earlier proofs of this count and year
    withheld: tuple[Key, ...]
    columns: Mapping[str, Proof]
    record: Record | None  # how what is withheld was found, and why it holds


def judged(gathered: Gathered) -> Judged:
    """Judge one table beside everything that was released before."""
    try:
        if not _enough(gathered):
            return _nothing(gathered, Verdict.WITHHELD)
        return _judged(gathered)
    except TableRefused as refusal:
        failed = refusal.kind is RefusalKind.NOT_SOLVED
        return _nothing(gathered, Verdict.FAILED if failed else Verdict.WITHHELD)
    except (TableError, RowError, ArithmeticError, ValueError):
        return _nothing(gathered, Verdict.FAILED)


def _enough(gathered: Gathered) -> bool:
    """Decided on counts of Gemeinden alone: enough contribute, and a published total betrays nobody who does not."""
    parameters = gathered.entry.parameters
    fewest = parameters.c + parameters.k
    outside = [len(gathered.outside[group]) for group in gathered.official]
    return gathered.n >= max(parameters.n_min, fewest) and all(count == 0 or count >= fewest for count in outside)


def _judged(gathered: Gathered) -> Judged:
    entry = gathered.entry
    table = table_of(gathered, withheld_before=_withheld_before(entry, gathered.year))
    rounded = entry.agreement.method == Method.ROUNDING
    proofs = _earlier(entry, gathered.year)
    earlier = [row_from_json(row) for proof in proofs for row in proof.rows]
    for pattern in _patterns(table, entry, rounded=rounded):
        shown = _shown(table, pattern, rounded=rounded)
        if all(number is None for number in shown.values()):
            continue
        told = told_by(gathered, table, pattern.withheld, rounded=rounded)
        columns = proved(gathered, told, earlier) if _apart(gathered, told, earlier) else None
        if columns is not None:
            rows, withheld = tuple(all_rows(gathered, told)), tuple(sorted(pattern.withheld))
            return Judged(gathered, Verdict.SHOWN, shown, rows, len(proofs), withheld, columns, pattern.record)
    return _nothing(gathered, Verdict.WITHHELD)


def _patterns(table: Table, entry: AgreedEntry, *, rounded: bool) -> Iterator[Pattern]:
    """What to withhold: with rounding first as little as it allows, then as much as if the numbers were exact."""
    if rounded:
        yield round_table(table, _rules(entry), seconds=SECONDS).pattern
    yield suppress(table, _rules(entry), seconds=SECONDS)


def _shown(table: Table, pattern: Pattern, *, rounded: bool) -> dict[Key, int | None]:
    """The numbers as they would be shown, None where they are withheld or nobody handed anything over."""
    return {
        cell.key: None
        if cell.key in pattern.withheld or not cell.shares
        else rounded_to_five(cell.value)
        if rounded
        else cell.value
        for cell in table.cells
    }


def _rules(entry: AgreedEntry) -> Rules:
    return Rules.of(entry.parameters, threshold=entry.smallest)


def _apart(gathered: Gathered, sums: Collection[SumRow], earlier: Iterable[Row]) -> bool:
    """Whether no difference of a new sum and an earlier one of the same count tells too much."""
    values = {primitive: int(value) for primitive, value in values_of(gathered).items()}
    known = {row.primitive for row in known_rows(gathered)}
    rules = _rules(gathered.entry)
    published = [members for row in earlier if isinstance(row, SumRow) and (members := _summed(row))]
    return all(
        may_stand_beside(now, before, values=values, known=known, rules=rules)
        for row in sums
        if (now := _summed(row))
        for before in published
        if {one.name for one in now} == {one.name for one in before}
    )


def _summed(row: SumRow) -> frozenset[Primitive]:
    """What a sum adds up that is known as well as a rounded one; nothing for an identity within one Gemeinde."""
    if row.low is None or row.high is None or row.high - row.low > 2 * DEVIATION:
        return frozenset()
    members = frozenset(primitive for primitive, _coefficient in row.terms)
    return members if len({primitive.name for primitive in members}) == 1 else frozenset()


def _earlier(entry: AgreedEntry, year: int) -> list[TotalsProof]:
    """Everything any circle was shown of this count and year."""
    return list(TotalsProof.objects.filter(primitive=family_of(entry), year=year))


def _withheld_before(entry: AgreedEntry, year: int) -> Sequence[Key]:
    """What was withheld in the newest table of this or an earlier year with the same rows and columns."""
    proof = (
        TotalsProof.objects.filter(
            circle=entry.agreement.circle,
            primitive=family_of(entry),
            year__lte=year,
            release__agreement=entry.agreement,
        )
        .order_by("-year", "-pk")
        .first()
    )
    return [(row, group) for row, group in proof.withheld] if proof else []


def _nothing(gathered: Gathered, verdict: Verdict) -> Judged:
    return Judged(gathered, verdict, {}, (), 0, (), {}, None)
