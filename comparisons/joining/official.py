"""What official statistics say of a municipality, indicator by indicator; invented figures never count."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from benchmark.catalogue.selectors import IndicatorDefinition
from benchmark.statistics_offices.selectors import Proposal


@dataclass(frozen=True)
class OfficialSeries:
    """One indicator for one group in one concept, year by year; years without a number keep their reason."""

    definition: IndicatorDefinition
    group: str
    concept: str
    points: tuple[Proposal, ...]
    beside: tuple[Proposal, ...] = ()  # the newest year of the other groups, in the same concept

    @property
    def known(self) -> tuple[Proposal, ...]:
        """The years that have a number, oldest first."""
        return tuple(point for point in self.points if point.value is not None)

    @property
    def latest(self) -> Proposal:
        """The newest year with a number; a series has at least one."""
        return self.known[-1]


def real(found: Iterable[Proposal]) -> list[Proposal]:
    """Only what an office published."""
    return [proposal for proposal in found if not proposal.invented]


def series_of(definition: IndicatorDefinition, found: Sequence[Proposal]) -> OfficialSeries | None:
    """The best series of an indicator: the leading group, then the newest, then the usual concept; None without one.

    Concepts are never mixed, because their figures do not continue each other.
    """
    lines: dict[tuple[str, str], list[Proposal]] = defaultdict(list)
    for proposal in found:
        if proposal.indicator_code == definition.code and not proposal.invented:
            lines[proposal.group, proposal.concept].append(proposal)
    known = {
        line: sorted(points, key=lambda point: point.year)
        for line, points in lines.items()
        if any(point.value is not None for point in points)
    }
    if not known:
        return None
    group, concept = min(known, key=lambda line: _rank(definition, line, known[line]))
    return OfficialSeries(
        definition, group, concept, tuple(known[group, concept]), tuple(_beside(known, group, concept))
    )


def _rank(definition: IndicatorDefinition, line: tuple[str, str], points: Sequence[Proposal]) -> tuple[object, ...]:
    group, concept = line
    newest = max(point.year for point in points if point.value is not None)
    groups = (definition.leading_group, *definition.groups)
    return (
        groups.index(group) if group in groups else len(groups),
        -newest,
        concept != definition.default_concept,
        concept,
    )


def _beside(known: dict[tuple[str, str], list[Proposal]], group: str, concept: str) -> Iterable[Proposal]:
    """The newest number of every other group of the same concept, for the same year as the series itself."""
    year = max(point.year for point in known[group, concept] if point.value is not None)
    for (other, its_concept), points in sorted(known.items()):
        if other == group or its_concept != concept:
            continue
        same_year = [point for point in points if point.year == year and point.value is not None]
        yield from same_year
