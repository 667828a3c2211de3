"""The rooms of the house: one line each, with its kind.

Everything that depends on the kind (shared or tenant tables, system checks, grants) is derived from this table,
so a room can never stand in both lists.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a room may own."""

    PUBLIC = "public"  # tables once, in the public schema
    TENANT = "tenant"  # tables once per municipality, in its own schema
    FACE = "face"  # pages and templates, no tables
    PURE = "pure"  # no Django at all
    COMPOSE = "compose"  # puts rooms together: settings, demonstration, local start; no tables


@dataclass(frozen=True)
class Room:
    """One room: dotted package name and kind."""

    package: str
    kind: Kind

    @property
    def label(self) -> str:
        return self.package.rsplit(".", 1)[-1]

    @property
    def is_app(self) -> bool:
        return self.kind in (Kind.PUBLIC, Kind.TENANT, Kind.FACE)


ROOMS: tuple[Room, ...] = (
    Room("benchmark.config", Kind.COMPOSE),
    Room("benchmark.demo", Kind.COMPOSE),
    Room("benchmark.local", Kind.COMPOSE),
    Room("benchmark.web", Kind.FACE),
    Room("tenants.border", Kind.PUBLIC),
    Room("tenants.audit", Kind.PUBLIC),
    Room("tenants.municipalities", Kind.PUBLIC),
    Room("tenants.membership", Kind.FACE),
    Room("tenants.delegation", Kind.TENANT),
    Room("tenants.onboarding", Kind.PUBLIC),
    Room("benchmark.territories", Kind.PUBLIC),
    Room("benchmark.catalogue", Kind.PUBLIC),
    Room("benchmark.harmonisation", Kind.PURE),
    Room("benchmark.plausibility", Kind.PURE),
    Room("benchmark.intake", Kind.FACE),
    Room("benchmark.statistics_offices", Kind.PUBLIC),
    Room("benchmark.figures", Kind.TENANT),
    Room("benchmark.goals", Kind.TENANT),
    Room("benchmark.spreadsheets", Kind.TENANT),
    Room("benchmark.findings", Kind.TENANT),
    Room("benchmark.conversion", Kind.FACE),
    Room("benchmark.data_register", Kind.FACE),
    Room("benchmark.collection", Kind.TENANT),
    Room("knowledge_base", Kind.PUBLIC),
    Room("comparisons.comparability", Kind.PURE),
    Room("comparisons.circles", Kind.PUBLIC),
    Room("comparisons.named_figures", Kind.PUBLIC),
    Room("comparisons.releases", Kind.PUBLIC),
    Room("comparisons.releases.disclosure", Kind.PURE),
    Room("comparisons.totals", Kind.PUBLIC),
    Room("comparisons.statistics", Kind.PURE),
    Room("comparisons.charts", Kind.PURE),
    Room("comparisons.neighbours", Kind.PURE),
    Room("comparisons.joining", Kind.PUBLIC),
    Room("comparisons.data_gaps", Kind.PUBLIC),
    Room("comparisons.insights", Kind.FACE),
)


def packages(*kinds: Kind) -> list[str]:
    """Dotted names of all rooms of these kinds, in the order of the table."""
    return [room.package for room in ROOMS if room.kind in kinds]
