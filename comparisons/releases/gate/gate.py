"""The gate itself: grid, identities over the whole ledger, and the ladder of attackers, candidate by candidate."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from benchmark.catalogue.selectors import IndicatorDefinition
from comparisons.releases.disclosure import Grid, GridError, Parameters, Verdict
from comparisons.releases.disclosure.audit import Obstacle, RowError, Ruling
from comparisons.releases.gate.exposures import Exposure, exposure_of
from comparisons.releases.gate.identities import GEMEINDE_KEY, Ties
from comparisons.releases.gate.neighbours import neighbours, with_years
from comparisons.releases.gate.problems import UndecidableError, beside, problem_of
from comparisons.releases.ledger import Family, Known, Value, rows_touching, statistic_rows
from comparisons.releases.official import Officials

NOBODY_TO_PROTECT = "public"


class AuditFailed(Exception):
    """The audit itself could not work (solver missing or in a strange state); nothing may be released at all."""


@dataclass(frozen=True)
class Candidate:
    """A statistic that the rules by number of members would show.

    `drift`: by how many classes figures change from year to year at most, as an attacker may assume; None: no such
    assumption is agreed, and other years are not asked.
    """

    circle_id: int
    family: Family
    definition: IndicatorDefinition
    group: str
    year: int
    grid: Grid
    parameters: Parameters
    verdict: Verdict
    values: Mapping[str, Value]
    known: Known
    drift: int | None = None

    def exposure(self) -> Exposure:
        """What it would tell."""
        rows = statistic_rows(
            self.verdict,
            self.values,
            family=self.family,
            group=self.group,
            year=self.year,
            grid=self.grid,
            known=self.known,
        )
        members = frozenset(self.values)
        return Exposure(
            self.family, self.group, self.year, self.circle_id, members, self.grid, given=(self.values, rows)
        )


@dataclass(frozen=True)
class Passed:
    """Proof that a candidate may be shown: the rung of the audit and what it can be checked with again."""

    rung: str
    certificate: dict[str, Any]


class Gate:
    """Rules on the candidates of one release in their order; what passed counts for the ones after it."""

    def __init__(self, places: Mapping[str, str]) -> None:
        """`places`: the AGS of every municipality that is or was a member of some circle."""
        self._places = places
        self._officials = Officials()
        self._ledger: dict[Family, tuple[frozenset[str], list[Exposure]]] = {}
        self._passed: list[Exposure] = []

    def rule(self, candidate: Candidate) -> Passed | None:
        """The proof, or None: then the candidate would tell too much. Raises AuditFailed."""
        try:
            exposure = candidate.exposure()
            earlier = self._beside(candidate)
            if not all(_grid_keeps(exposure, one) for one in earlier):
                return None
            ruled = self._ruled(candidate, exposure, earlier)
        except (UndecidableError, RowError, GridError):
            return None
        if ruled is not None:
            self._passed.append(exposure)
        return ruled

    def _ruled(self, candidate: Candidate, exposure: Exposure, earlier: list[Exposure]) -> Passed | None:
        if candidate.known.public >= set(candidate.values) and not _others_tied(exposure, earlier):
            return Passed(NOBODY_TO_PROTECT, {})
        facts = Ties(exposure, earlier, self._places, self._officials, candidate.definition).facts()
        asked = beside(exposure, earlier, facts)
        problem = problem_of(exposure, asked, facts, parameters=candidate.parameters, definition=candidate.definition)
        years = neighbours(exposure, self._of_family(candidate)) if candidate.drift else []
        ruling = _audited(with_years(problem, exposure, years, candidate.drift or 0))
        if not ruling.passed or ruling.rung is None or ruling.certificate is None:
            return None
        certificate = {
            "proof": ruling.certificate,
            "narrowest": ruling.narrowest,
            "facts": facts.to_json(),
            "ledger": [one.position for one in asked if one.position is not None],
            "beside": [one.group for one in asked if one.position is None],
        }
        if candidate.drift:
            certificate["years"] = {
                "drift": candidate.drift,
                "ledger": [one.position for one in years if one.position is not None],
                "beside": [one.year for one in years if one.position is None],
            }
        return Passed(ruling.rung.value, certificate)

    def _beside(self, candidate: Candidate) -> list[Exposure]:
        """Everything released or passed so far about figures of the same family and year."""
        touching = self._siblings(candidate.values)
        found = self._of_family(candidate)
        return [one for one in found if one.year == candidate.year and not one.members.isdisjoint(touching)]

    def _of_family(self, candidate: Candidate) -> list[Exposure]:
        """Everything released or passed so far about figures of the same family, of all years and in this order."""
        wanted = self._siblings(candidate.values)
        loaded, rows = self._ledger.get(candidate.family, (frozenset(), []))
        if not wanted <= loaded:
            wanted |= loaded
            rows = [exposure_of(row, candidate.definition.unit) for row in rows_touching(wanted, candidate.family)]
            self._ledger[candidate.family] = wanted, rows
        passed = [one for one in self._passed if one.family == candidate.family]
        return [*rows, *passed]

    def _siblings(self, members: Collection[str]) -> frozenset[str]:
        """The members, and all Gemeinden that share a Landkreis with one of them."""
        keys = {member: self._places.get(member, "") for member in members}
        kreise = {key[:5] for key in keys.values() if len(key) == GEMEINDE_KEY}
        inside = {member for member, key in self._places.items() if len(key) == GEMEINDE_KEY and key[:5] in kreise}
        return frozenset(inside | set(members))


def _audited(problem: Any) -> Ruling:
    try:
        from comparisons.releases.disclosure.audit import audit
    except ImportError as missing:
        raise AuditFailed from missing
    ruling = audit(problem)
    if not ruling.passed and Obstacle.SOLVER in ruling.obstacles.values():
        raise AuditFailed
    return ruling


def _grid_keeps(candidate: Exposure, earlier: Exposure) -> bool:
    """Released years keep their grid: in the same circle cells are only merged, in others they lie in each other."""
    if candidate.grid is None or earlier.grid is None or candidate.members.isdisjoint(earlier.members):
        return True
    if candidate.grid.is_coarsening_of(earlier.grid):
        return True
    return candidate.circle_id != earlier.circle_id and earlier.grid.is_coarsening_of(candidate.grid)


def _others_tied(candidate: Exposure, earlier: list[Exposure]) -> bool:
    """Whether some figure of the same members in another group is not public."""
    return any(one.group != candidate.group and candidate.members & (one.members - one.known) for one in earlier)
