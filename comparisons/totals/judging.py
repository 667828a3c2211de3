"""Whether and how one table may be shown. Everything that goes wrong here ends in a refusal."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from comparisons.releases.disclosure.audit import (
    Primitive,
    Problem,
    Row,
    RowError,
    SumRow,
    audit,
    differencing_passes,
    row_from_json,
)
from comparisons.releases.disclosure.tables.rounding import round_table
from comparisons.releases.disclosure.tables.rules import Rules
from comparisons.releases.disclosure.tables.suppress import Pattern, RefusalKind, TableRefused, suppress
from comparisons.releases.disclosure.tables.table import Key, Table, TableError
from comparisons.totals.agreed import AgreedEntry
from comparisons.totals.gathering import Gathered
from comparisons.totals.models import Method, TotalsProof
from comparisons.totals.sums import all_rows, family_of, known_rows, shown_rows, table_of, values_of

SECONDS = 30.0  # for the search of a pattern; the proof has as many again


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
    withheld: tuple[Key, ...]
    certificate: Mapping[str, Any]


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
    numbers, pattern = _pattern(table, entry, rounded=rounded)
    sums = shown_rows(gathered, numbers, rounded=rounded)
    earlier = _earlier(entry, gathered.year)
    if not sums or not _apart(gathered, sums.values(), earlier):
        return _nothing(gathered, Verdict.WITHHELD)
    rows = tuple(all_rows(gathered, sums))
    ruling = audit(
        Problem(
            measures=(),
            ledger=tuple(earlier),
            candidates=rows,
            parameters=entry.parameters,
            values=values_of(gathered),
        ),
        seconds=SECONDS,
    )
    if not ruling.passed or ruling.certificate is None:
        return _nothing(gathered, Verdict.WITHHELD)
    proof = {"audit": ruling.certificate.to_json(), "table": pattern.record.certificate.as_json()}
    shown = {key: numbers[key] if key in sums else None for key in table.keys}
    return Judged(gathered, Verdict.SHOWN, shown, rows, tuple(sorted(pattern.withheld)), proof)


def _pattern(table: Table, entry: AgreedEntry, *, rounded: bool) -> tuple[dict[Key, int | None], Pattern]:
    """The numbers as they would be shown, None where they are withheld."""
    rules = Rules.of(entry.parameters, threshold=entry.smallest)
    if rounded:
        found = round_table(table, rules, seconds=SECONDS)
        return dict(found.figures), found.pattern
    pattern = suppress(table, rules, seconds=SECONDS)
    return {cell.key: None if cell.key in pattern.withheld else cell.value for cell in table.cells}, pattern


def _apart(gathered: Gathered, sums: Collection[SumRow], earlier: Iterable[Row]) -> bool:
    """Whether no difference of a new sum and an earlier one tells too much."""
    values = values_of(gathered)
    known = {row.primitive for row in known_rows(gathered)}
    for old in earlier:
        if not isinstance(old, SumRow):
            continue
        before = frozenset(primitive for primitive, _coefficient in old.terms)
        names = {primitive.name for primitive in before}
        if len(names) > 1:  # an identity of one Gemeinde
            continue
        for new in sums:
            now = frozenset(primitive for primitive, _coefficient in new.terms)
            if {primitive.name for primitive in now} != names:
                continue
            if not _stand_beside(now, before, values, known, gathered):
                return False
    return True


def _stand_beside(
    now: frozenset[Primitive],
    before: frozenset[Primitive],
    values: Mapping[Primitive, Any],
    known: Collection[Primitive],
    gathered: Gathered,
) -> bool:
    """The closed rule; a number that was withdrawn or corrected is no longer here, so nobody can say it is safe."""
    parameters = gathered.entry.parameters
    gone = (before - now) - set(values)
    alone = len((now - before) - set(known)) <= parameters.c
    if gone and alone:
        return False
    present = {primitive: value for primitive, value in values.items() if primitive in now | before}
    return differencing_passes(now, before - gone, values=present, known=set(known), parameters=parameters)


def _earlier(entry: AgreedEntry, year: int) -> list[Row]:
    """Everything any circle was shown of this count and year."""
    proofs = TotalsProof.objects.filter(primitive=family_of(entry), year=year)
    return [row_from_json(row) for proof in proofs for row in proof.rows]


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
    return Judged(gathered, verdict, {}, (), (), {})
