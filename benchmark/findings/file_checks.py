"""All rules on official files: alone, against each other, and against what is usual among Kreise and Gemeinden."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations
from typing import NamedTuple

from benchmark.findings.official_files import CheckedFile, published_shares
from benchmark.findings.relations import PUBLISHED_SHARES
from benchmark.plausibility import gaps, jumps, repeats, shares, sources, wholes
from benchmark.plausibility.breaks import KNOWN_BREAKS
from benchmark.plausibility.changes import changes_of
from benchmark.plausibility.context import Context
from benchmark.plausibility.findings import Finding, Reason
from benchmark.plausibility.kinds import ChangeName, KindReference, reference
from benchmark.plausibility.records import Aspect, Record, series_of

OTHER_KIND = ""  # sums of territories, remainders and former units: compared with nobody


class Successor(NamedTuple):
    """The key that a former one was merged into or renamed to, and the first year-end on which it was."""

    key: str
    since: int


@dataclass(frozen=True)
class FileCheck:
    """What was found in some files, and how many numbers were looked at."""

    numbers: int
    findings: tuple[Finding, ...]

    def of(self, reason: Reason) -> list[Finding]:
        """The findings of one reason."""
        return [said for said in self.findings if said.reason is reason]


def check_files(
    files: Sequence[CheckedFile], kinds: Mapping[str, str], successors: Mapping[str, Successor] | None = None
) -> FileCheck:
    """All findings in the files.

    `kinds` says of each key what kind of municipality it is, `successors` which one took its place and since when.
    """
    values = [record for checked in files for record in checked.values]
    lines = [record for checked in files for record in checked.lines]
    strange = [
        record for checked in files if not checked.understood for record in checked.lines if record.point.place in kinds
    ]
    found = [*gaps.find(lines, Context()), *_doubled(lines)]
    computed: list[Record] = []
    for table, records in published_shares(files).items():
        decimals = PUBLISHED_SHARES[table].shown_decimals
        found += shares.find(records, Context(shown_decimals=decimals, denominators=_denominators(values)))
        computed += [record for record in records if record.value is not None]
    stated = [*values, *(record for record in computed if record.point.subject == "population_share")]
    found += [*wholes.find(values, Context()), *sources.find(stated, Context())]
    found += sources.find(_downloads(files, successors or {}), Context())
    found += sources.level_shifts(_of_two_concepts(stated), KNOWN_BREAKS)
    found += _moving([*_newest(values), *strange], kinds)
    known = {said.key: said for said in found}
    seen = [record for record in (*values, *strange) if record.value is not None]
    return FileCheck(len(seen), tuple(sorted(known.values(), key=lambda said: (said.weight.rank, said.points[0]))))


def _downloads(files: Iterable[CheckedFile], successors: Mapping[str, Successor]) -> list[Record]:
    """The numbers of tables that were downloaded more than once, a former key read as its successor's."""
    by_table: dict[str, list[CheckedFile]] = defaultdict(list)
    for checked in files:
        by_table[checked.table].append(checked)
    again = [record for group in by_table.values() if len(group) > 1 for checked in group for record in checked.cells]
    return [_at_home(record, successors) for record in again]


def _at_home(record: Record, successors: Mapping[str, Successor]) -> Record:
    successor = successors.get(record.point.place)
    if successor is None or record.point.year < successor.since:
        return record
    return replace(record, point=record.point._replace(place=successor.key))


def _doubled(lines: Iterable[Record]) -> list[Finding]:
    """Duplicates only: what else repeats is judged on values."""
    doubled = (Reason.DUPLICATE, Reason.CONTRADICTING_DUPLICATE)
    return [said for said in repeats.find(lines, Context()) if said.reason in doubled]


def _denominators(values: Iterable[Record]) -> dict[tuple[str, int], dict[str, Decimal]]:
    """What every source states for the whole population, by place and year."""
    found: dict[tuple[str, int], dict[str, Decimal]] = defaultdict(dict)
    for record in values:
        if record.point[:2] == ("population", "total") and record.value is not None:
            found[record.point.place, record.point.year][record.source] = record.value
    return found


def _of_two_concepts(stated: Iterable[Record]) -> list[tuple[Record, Record]]:
    """The foreign share by two statistics, place by place and year by year."""
    cells: dict[tuple[str, str, int], list[Record]] = defaultdict(list)
    for record in stated:
        if record.point[:2] == ("population_share", "foreign"):
            cells[record.point.place, record.point.group, record.point.year].append(record)
    pairs = []
    for records in cells.values():
        ordered = sorted(records, key=lambda record: record.point.concept, reverse=True)
        pairs += [pair for pair in combinations(ordered, 2) if pair[0].point.concept != pair[1].point.concept]
    return pairs


def _newest(values: Iterable[Record]) -> list[Record]:
    """One record per point, the last file's, so that two downloads make one series."""
    return list({record.point: record for record in values}.values())


def _moving(records: Sequence[Record], kinds: Mapping[str, str]) -> list[Finding]:
    """Jumps, repeated years and zeros, every kind of municipality with its own reference."""
    by_kind: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        by_kind[kinds.get(record.point.place, OTHER_KIND)].append(record)
    found: list[Finding] = []
    for kind, members in by_kind.items():
        context = Context(kind=reference_of(members) if kind != OTHER_KIND else None)
        found += [*jumps.find(members, context), *repeats.find(members, context)]
    return found


def reference_of(records: Iterable[Record]) -> KindReference:
    """What is usual among these municipalities."""
    changes: dict[ChangeName, list[float]] = defaultdict(list)
    for rows in series_of(records).values():
        for aspect in (Aspect.VALUE, Aspect.DENOMINATOR):
            for change in changes_of(rows, aspect):
                point = change.after.point
                name = (point.subject, point.group, point.concept)
                changes[name, aspect.value, change.before.point.year, point.year].append(change.per_year)
    return reference(changes)
