"""The comparability grade of a set of contributions, with its reasons."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from comparisons.comparability.facts import Bridge, ContributionFacts, Grade, Kind, attribute

# Differing here means that two different things would stand in one comparison, whoever they belong to.
REFUSING = (Kind.YEAR, Kind.GROUP)
SETTLED = frozenset({"approved"})
_DAY = re.compile(r"\d{1,2}\.\d{1,2}\.(\d{4})?")
_ORDER = tuple(Grade)


@dataclass(frozen=True)
class Reason:
    """Why a grade is less than full.

    `found` lists what was found, most frequent first (concept codes, years, sources, ISO dates, states;
    "" = not named). `affected` of `total` contributions deviate from the most frequent, or are themselves concerned
    (state, invented, former territory, coverage: missing ones). Counts and metadata only, no values and no names.
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
        return worst(reason.grade for reason in self.reasons)

    @property
    def refused(self) -> bool:
        """Whether members must not be drawn beside each other."""
        return not self.grade.drawable

    def of(self, kind: Kind) -> Grade:
        """The grade of one kind alone: its flag in the comparability pass."""
        return next((reason.grade for reason in self.reasons if reason.kind is kind), Grade.FULL)


def worst(grades: Iterator[Grade] | Collection[Grade]) -> Grade:
    """The lowest of these grades; full where there is none."""
    return max(grades, key=_ORDER.index, default=Grade.FULL)


def no_bridge(first: str, second: str) -> Bridge:
    """The rule where no bridge between two different concepts is recorded."""
    return Bridge.NONE


def grade(
    contributions: Sequence[ContributionFacts],
    *,
    bridge: Callable[[str, str], Bridge] = no_bridge,
    settled: Collection[str] = SETTLED,
    expected: int | None = None,
) -> Comparability:
    """Judge whether these contributions of one year may stand in one comparison.

    Different concepts or versions of a definition leave each member its own path, as long as no member mixes them in
    its own figures. `bridge` tells whether two different concepts may be put side by side with a note. `settled` are
    the states that count as final. `expected` is the number of members that should have contributed; with fewer the
    comparison is limited. Raises ValueError when more contributed than were expected.
    """
    if not contributions:
        return Comparability((Reason(Kind.CONTRIBUTIONS, Grade.REFUSED),))
    return Comparability(tuple(_reasons(contributions, bridge, settled, expected)))


def grade_period(
    contributions: Sequence[ContributionFacts],
    *,
    bridge: Callable[[str, str], Bridge] = no_bridge,
    settled: Collection[str] = SETTLED,
    expected: int | None = None,
) -> Comparability:
    """Judge several years together: every year between the members, and every member along its years.

    A reason that holds in several years is named once, with the most contributions it affected in one year. A member
    that changes concept or definition on the way refuses the period: its line would join two different things.
    """
    if not contributions:
        return Comparability((Reason(Kind.CONTRIBUTIONS, Grade.REFUSED),))
    by_year: dict[int, list[ContributionFacts]] = defaultdict(list)
    for facts in contributions:
        by_year[facts.year].append(facts)
    merged: dict[Kind, Reason] = {}
    for year in sorted(by_year):
        for reason in _reasons(by_year[year], bridge, settled, expected):
            merged[reason.kind] = _lower(merged.get(reason.kind), reason)
    for reason in _along_the_years(contributions):
        merged[reason.kind] = _lower(merged.get(reason.kind), reason)
    return Comparability(tuple(merged[kind] for kind in Kind if kind in merged))


def _lower(known: Reason | None, new: Reason) -> Reason:
    """Of two reasons of one kind the graver one; of two equally grave the one that affects more."""
    if known is None:
        return new
    return max(known, new, key=lambda reason: (_ORDER.index(reason.grade), reason.affected))


def _reasons(
    contributions: Sequence[ContributionFacts],
    bridge: Callable[[str, str], Bridge],
    settled: Collection[str],
    expected: int | None,
) -> Iterator[Reason]:
    total = len(contributions)
    yield from _differing(contributions, Kind.CONCEPT, _concept_grade(contributions, bridge))
    own = Grade.OWN_PATH if _each_holds(contributions, Kind.DEFINITION_VERSION) else Grade.REFUSED
    yield from _differing(contributions, Kind.DEFINITION_VERSION, own)
    for kind in REFUSING:
        yield from _differing(contributions, kind, Grade.REFUSED)
    yield from _differing(contributions, Kind.SOURCE, Grade.LIMITED)
    uneven = Counter(facts.land for facts in contributions if facts.uneven_by_land)
    if len(uneven) > 1:
        yield Reason(Kind.LAND, Grade.LIMITED, _listed(uneven), uneven.total() - max(uneven.values()), total)
    days = all(_DAY.fullmatch(facts.reference) for facts in contributions)
    yield from _differing(contributions, Kind.REFERENCE_DATE, Grade.LIMITED if days else Grade.OWN_PATH)
    yield from _territory(contributions)
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


def _concept_grade(contributions: Sequence[ContributionFacts], bridge: Callable[[str, str], Bridge]) -> Grade:
    """What differing concepts come to: a note where every pair has a bridge, else each its own path, else refused."""
    pairs = list(combinations(sorted({facts.concept for facts in contributions}), 2))
    if all(bridge(a, b) is Bridge.WITH_NOTE for a, b in pairs):
        return Grade.LIMITED
    return Grade.OWN_PATH if _each_holds(contributions, Kind.CONCEPT) else Grade.REFUSED


def _territory(contributions: Sequence[ContributionFacts]) -> Iterator[Reason]:
    """Figures of a territory that has changed since, or that name no territory while others do."""
    named = [facts for facts in contributions if facts.territory_date is not None]
    concerned = [facts for facts in named if facts.former_territory]
    if named:
        concerned += [facts for facts in contributions if facts.territory_date is None]
    if concerned:
        found = Counter(attribute(facts, Kind.TERRITORY) for facts in concerned)
        yield Reason(Kind.TERRITORY, Grade.LIMITED, _listed(found), len(concerned), len(contributions))


def _along_the_years(contributions: Sequence[ContributionFacts]) -> Iterator[Reason]:
    """Members whose own series changes its meaning on the way."""
    series: dict[Hashable, list[ContributionFacts]] = defaultdict(list)
    for facts in contributions:
        series[facts.member, facts.group].append(facts)
    for kind in (Kind.CONCEPT, Kind.DEFINITION_VERSION):
        broken = [own for own in series.values() if len({attribute(facts, kind) for facts in own}) > 1]
        if broken:
            found = Counter(attribute(facts, kind) for own in broken for facts in own)
            yield Reason(kind, Grade.REFUSED, _listed(found), len(broken), len(series))


def _each_holds(contributions: Sequence[ContributionFacts], kind: Kind) -> bool:
    """Whether every member is known and keeps to one meaning in its own figures."""
    meanings: dict[str, set[str]] = defaultdict(set)
    for facts in contributions:
        meanings[facts.member].add(attribute(facts, kind))
    return "" not in meanings and all(len(found) == 1 for found in meanings.values())


def _differing(contributions: Sequence[ContributionFacts], kind: Kind, lowered: Grade) -> Iterator[Reason]:
    """A reason if the contributions do not all agree on this kind."""
    found = Counter(attribute(facts, kind) for facts in contributions)
    if len(found) > 1:
        affected = len(contributions) - max(found.values())
        yield Reason(kind, lowered, _listed(found), affected, len(contributions))


def _listed(found: Counter[str]) -> tuple[str, ...]:
    """Most frequent first, then by text, so that the order never depends on who handed over first."""
    return tuple(sorted(found, key=lambda text: (-found[text], text)))
