"""What comparability is judged on: metadata of contributions, never their cells."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from benchmark.catalogue.selectors import conversions
from benchmark.harmonisation.concepts import Rule, may_compare
from benchmark.territories.selectors import reshaped_on
from comparisons.circles.levels import CircleKind, compared_levels
from comparisons.circles.models import Membership, Round
from comparisons.circles.selectors import runs_today
from comparisons.comparability import Bridge, ContributionFacts
from comparisons.releases.models import Contribution

# The Länder carry out the definition of the Kultusministerkonferenz each in their own way (catalogue, concept KMK).
UNEVEN_BY_LAND = frozenset({"KMK"})


@dataclass(frozen=True)
class Basis:
    """Today's members of a round's circle on the levels that are compared, with the day of their last reform."""

    territory_since: Mapping[str, date | None]
    land: Mapping[str, str]
    bridge: Callable[[str, str], Bridge]

    @property
    def members(self) -> frozenset[str]:
        """Database roles of the members; who has left is out from this release on."""
        return frozenset(self.territory_since)

    def facts(self, row: Contribution, usual_reference: str) -> ContributionFacts:
        """The metadata of one contribution of a member; without a reference date of its own it has the usual one."""
        member = str(row.municipality_id)
        return ContributionFacts(
            concept=row.concept,
            definition_version=row.definition_version,
            source=row.source,
            year=row.year,
            group=row.group,
            territory_date=row.territory_date,
            state=row.figure_state,
            invented=row.invented,
            member=member,
            reference=row.reference or usual_reference,
            territory_since=self.territory_since[member],
            land=self.land[member],
            uneven_by_land=row.concept in UNEVEN_BY_LAND,
        )


def basis_of(round: Round) -> Basis:
    """The basis of every judgement on a round; three queries."""
    levels = compared_levels(CircleKind(round.circle.kind))
    rows = Membership.objects.filter(runs_today(), circle=round.circle, level__in=levels)
    members = {str(role): ags for role, ags in rows.values_list("municipality_id", "ags")}
    reshaped = reshaped_on(members.values())
    since = {role: reshaped.get(ags) for role, ags in members.items()}
    return Basis(since, {role: ags[:2] for role, ags in members.items()}, recorded_bridge())


def recorded_bridge() -> Callable[[str, str], Bridge]:
    """Which two concepts the catalogue lets stand side by side with a note."""
    rules = [rule.as_mapping() for rule in conversions()]

    def bridge(first: str, second: str) -> Bridge:
        noted = may_compare(first, second, conversions=rules).rule is Rule.COMPARABLE_WITH_FLAG
        return Bridge.WITH_NOTE if noted else Bridge.NONE

    return bridge
