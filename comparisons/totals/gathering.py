"""What was handed over for one table, and what everybody knows of it already; read as the exchange."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from benchmark.statistics_offices.selectors import published_counts
from comparisons.circles.levels import Level
from comparisons.circles.selectors import current_memberships
from comparisons.named_figures.selectors import known_in
from comparisons.totals.agreed import AgreedEntry, Columns
from comparisons.totals.models import CountContribution


@dataclass(frozen=True)
class Given:
    """What one Gemeinde has in the table: its numbers by column, and which of them everybody knows.

    `version` is the key of its consent: a corrected number has another one. `figures` are the versions of the figures
    at home by column; the derived one has the newest of those it follows from.
    """

    member: str
    ags: str
    version: int
    counts: Mapping[str, int]
    figures: Mapping[str, int]
    known: frozenset[str]
    invented: bool
    source: str
    reference: str


@dataclass(frozen=True)
class Gathered:
    """One indicator and year before it is judged. `official` are exact totals of the Kreis that are published.

    `outside` are by column the keys of the Gemeinden that handed nothing over and whose numbers are not public either.
    """

    entry: AgreedEntry
    year: int
    given: tuple[Given, ...]
    official: Mapping[str, int]
    outside: Mapping[str, frozenset[str]]

    @property
    def n(self) -> int:
        return len(self.given)

    @property
    def members(self) -> int:
        """Number of Gemeinden of the Kreis."""
        return len(self.entry.municipalities)

    @property
    def public_count(self) -> int:
        """Gemeinden all of whose numbers everybody knows."""
        return sum(set(self.entry.columns.shown) <= one.known for one in self.given)

    @property
    def invented_count(self) -> int:
        return sum(one.invented for one in self.given)


class ContradictionError(ValueError):
    """Numbers of one Gemeinde that cannot all be true: a part larger than its total."""


def gather(entry: AgreedEntry, year: int) -> Gathered:
    """The numbers of all present members that are in force under the agreement."""
    rows = _rows(entry, year)
    named = known_in(entry.agreement.circle)
    given, columns = [], entry.columns
    official = {key: _official(key, entry, year) for key in entry.municipalities}
    for member, own in sorted(rows.items()):
        counts = completed({row.group: row.count for row in own}, columns)
        if set(columns.shown) - set(counts):
            continue
        published = official.get(own[0].ags, {})
        known = {group for group, count in counts.items() if published.get(group) == count}
        known |= {group for group in counts if member in named.members(entry.code, group, year)}
        given.append(_given(member, own, counts, with_derived(known, columns)))
    taking_part = {one.ags for one in given}
    outside = {
        group: frozenset(
            key for key in entry.municipalities if key not in taking_part and group not in official.get(key, {})
        )
        for group in columns.shown
    }
    kreis = _official(entry.agreement.circle.kreis_ags, entry, year)
    return Gathered(entry, year, tuple(given), kreis, outside)


def completed(counts: dict[str, int], columns: Columns) -> dict[str, int]:
    """The numbers with the column that follows from the others. Raises ContradictionError if it would be negative."""
    found = dict(counts)
    missing = [group for group in (columns.total, *columns.parts) if group and group not in found]
    if len(missing) == 1 and columns.total:
        parts = sum(found.get(part, 0) for part in columns.parts)
        found[missing[0]] = parts if missing[0] == columns.total else found[columns.total] - parts
    if any(count < 0 for count in found.values()):
        raise ContradictionError("a part is larger than its total")
    return found


def with_derived(known: set[str], columns: Columns) -> frozenset[str]:
    """What is known, with the column that follows from it."""
    tied = {columns.total, *columns.parts} if columns.total else set[str]()
    return frozenset(known | tied) if tied and len(tied - known) <= 1 else frozenset(known)


def _rows(entry: AgreedEntry, year: int) -> dict[str, list[CountContribution]]:
    circle = entry.agreement.circle
    members = current_memberships(circle).filter(level=Level.GEMEINDE).values("municipality")
    rows = CountContribution.objects.filter(
        consent__agreement=entry.agreement,
        consent__withdrawn_at__isnull=True,
        circle=circle,
        indicator_code=entry.code,
        definition_version=entry.definition.version,
        concept=entry.concept,
        year=year,
        municipality__in=members,
        ags__in=entry.municipalities,
    )
    found: dict[str, list[CountContribution]] = defaultdict(list)
    for row in rows:
        found[str(row.municipality_id)].append(row)
    return found


def _given(member: str, own: Sequence[CountContribution], counts: dict[str, int], known: frozenset[str]) -> Given:
    first = own[0]
    return Given(
        member=member,
        ags=first.ags,
        version=first.consent_id,
        counts=counts,
        figures=dict.fromkeys(counts, max(row.figure_version for row in own))
        | {row.group: row.figure_version for row in own},
        known=known,
        invented=any(row.invented for row in own),
        source=first.source,
        reference=first.reference,
    )


def _official(ags: str, entry: AgreedEntry, year: int) -> dict[str, int]:
    """Published numbers of a territory by column, never invented ones; with the column that follows from them."""
    found = {
        group: number
        for (code, published_year, group, concept), number in published_counts(ags).items()
        if (code, published_year, concept) == (entry.code, year, entry.concept) and group in entry.columns.shown
    }
    try:
        return completed(found, entry.columns)
    except ContradictionError:
        return found
