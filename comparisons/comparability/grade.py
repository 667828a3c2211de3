"""The comparability grade of a set of contributions, with its reasons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from comparisons.comparability.facts import ContributionFacts, Grade, Kind, attribute

# Differing here means that two different things would be compared.
REFUSING = (Kind.DEFINITION_VERSION, Kind.YEAR, Kind.GROUP)
# Differing here disturbs a comparison without making it meaningless.
LIMITING = (Kind.SOURCE, Kind.TERRITORY)
SETTLED = frozenset({"approved"})


@dataclass(frozen=True)
class Reason:
    """Why a grade is less than full.

    `found` lists what was found, most frequent first (concept codes, years, sources, ISO dates, states;
    "" = not named). `affected` of `total` contributions deviate from the most frequent, or are themselves concerned
    (state, invented, coverage: missing ones). Counts and metadata only, no values and no names.
    """

    kind: Kind
    grade: Grade
    found: tuple[str, ...] = ()
    affected: int = 0
    total: int = 0


@dataclass(frozen=True)
class Comparability:
    """The grade of a comparison and everything that lowered it; full without a reason."""

    reasons: tuple[Reason, ...] = ()

    @property
    def grade(self) -> Grade:
        """The lowest grade among the reasons."""
        grades = {reason.grade for reason in self.reasons}
        return next((found for found in (Grade.REFUSED, Grade.LIMITED) if found in grades), Grade.FULL)

    @property
    def refused(self) -> bool:
        return self.grade is Grade.REFUSED

    def of(self, kind: Kind) -> Grade:
        """The grade of one kind alone: its flag in the comparability pass."""
        return next((reason.grade for reason in self.reasons if reason.kind is kind), Grade.FULL)


def same_concept_only(first: str, second: str) -> bool:
    """The rule where no bridge between concepts is recorded."""
    return first == second


def grade(
    contributions: Sequence[ContributionFacts],
    *,
    may_compare: Callable[[str, str], bool] = same_concept_only,
    settled: Collection[str] = SETTLED,
    expected: int | None = None,
) -> Comparability:
    """Judge whether these contributions may stand in one comparison.

    `may_compare` tells whether two different concepts may be put side by side as they are; without it none may.
    `settled` are the states that count as final. `expected` is the number of members that should have contributed;
    with fewer the comparison is limited. Raises ValueError when more contributed than were expected.
    """
    if not contributions:
        return Comparability((Reason(Kind.CONTRIBUTIONS, Grade.REFUSED),))
    return Comparability(tuple(_reasons(contributions, may_compare, settled, expected)))


def _reasons(
    contributions: Sequence[ContributionFacts],
    may_compare: Callable[[str, str], bool],
    settled: Collection[str],
    expected: int | None,
) -> Iterator[Reason]:
    total = len(contributions)
    concepts = {facts.concept for facts in contributions}
    bridged = all(may_compare(a, b) for a, b in combinations(sorted(concepts), 2))
    yield from _differing(contributions, Kind.CONCEPT, Grade.LIMITED if bridged else Grade.REFUSED)
    for kind in REFUSING:
        yield from _differing(contributions, kind, Grade.REFUSED)
    for kind in LIMITING:
        yield from _differing(contributions, kind, Grade.LIMITED)
    unsettled = Counter(facts.state for facts in contributions if facts.state not in settled)
    if unsettled:
        yield Reason(Kind.STATE, Grade.LIMITED, _listed(unsettled), unsettled.total(), total)
    invented = sum(facts.invented for facts in contributions)
    if invented:
        yield Reason(Kind.INVENTED, Grade.LIMITED, (), invented, total)
    if expected is not None and total > expected:
        raise ValueError(f"{total} contributions, but only {expected} were expected")
    if expected is not None and total < expected:
        yield Reason(Kind.COVERAGE, Grade.LIMITED, (), expected - total, expected)


def _differing(contributions: Sequence[ContributionFacts], kind: Kind, lowered: Grade) -> Iterator[Reason]:
    """A reason if the contributions do not all agree on this kind."""
    found = Counter(attribute(facts, kind) for facts in contributions)
    if len(found) > 1:
        affected = len(contributions) - max(found.values())
        yield Reason(kind, lowered, _listed(found), affected, len(contributions))


def _listed(found: Counter[str]) -> tuple[str, ...]:
    """Most frequent first, then by text, so that the order never depends on who handed over first."""
    return tuple(sorted(found, key=lambda text: (-found[text], text)))
