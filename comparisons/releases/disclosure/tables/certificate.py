"""Certificates: worlds that no attacker can tell from the true one, to be re-checked without a solver."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from comparisons.releases.disclosure.tables.display import exactly, in_fives
from comparisons.releases.disclosure.tables.knowledge import Insiders, Knowledge
from comparisons.releases.disclosure.tables.rules import Need, Reason, Rules, needs
from comparisons.releases.disclosure.tables.table import Key, Table
from comparisons.releases.disclosure.tables.worlds import Witnesses, Worlds, demands

World = Mapping[Key, int]  # by cell, how much it differs from the true value; nothing else differs


class FaultKind(StrEnum):
    """What is wrong with a certificate or its pattern."""

    UNKNOWN_CELL = "unknown_cell"  # the pattern or a world names a cell that the table does not have
    PUBLIC_WITHHELD = "public_withheld"  # a cell that everybody knows counts as withheld
    SENSITIVE_SHOWN = "sensitive_shown"  # a cell that may not be told on its own account is displayed
    NOT_ADDITIVE = "not_additive"  # a world breaks an equation
    NOT_POSSIBLE = "not_possible"  # a world contradicts what is displayed or known in advance
    NOT_COVERED = "not_covered"  # for some attacker no world hides what must stay unknown


@dataclass(frozen=True)
class Fault:
    """One fault, with the cells it is about. Names what is sensitive: for the ledger, never for a page."""

    kind: FaultKind
    cells: tuple[Key, ...]


@dataclass(frozen=True)
class Certificate:
    """Why a pattern holds: the rules it was made for, and worlds that every attacker must reckon with.

    `rounded` tells that displayed cells are multiples of five, `insiders` what coalitions of contributors are taken to
    know. A world serves every attacker who does not notice it; the re-check finds out who that is.
    """

    rules: Rules
    rounded: bool
    insiders: Insiders
    worlds: tuple[World, ...]

    @property
    def pooling(self) -> int:
        """How many contributors may pool what they know."""
        return self.rules.c if self.insiders is not Insiders.NONE and self.rules.contributors else 0

    def as_json(self) -> dict[str, Any]:
        """Plain lists, numbers and texts for the ledger."""
        rules = self.rules
        return {
            "rules": {
                "c": rules.c,
                "k": rules.k,
                "p": str(rules.p),
                "threshold": rules.threshold,
                "dominance": None if rules.dominance is None else str(rules.dominance),
                "dominators": rules.dominators,
                "contributors": rules.contributors,
            },
            "rounded": self.rounded,
            "insiders": self.insiders.value,
            "worlds": [[[list(key), value] for key, value in sorted(world.items())] for world in self.worlds],
        }

    @classmethod
    def from_json(cls, given: Mapping[str, Any]) -> Certificate:
        """What `as_json` wrote; raises `KeyError`, `TypeError` or `ValueError` for anything else."""
        rules = dict(given["rules"])
        dominance = rules.pop("dominance")
        return cls(
            Rules(
                **{**rules, "p": Decimal(rules["p"]), "dominance": None if dominance is None else Decimal(dominance)}
            ),
            bool(given["rounded"]),
            Insiders(given["insiders"]),
            tuple({tuple(key): value for key, value in world} for world in given["worlds"]),
        )


def recheck(table: Table, withheld: Collection[Key], certificate: Certificate) -> list[Fault]:
    """Every fault of a pattern and its certificate; empty when each attacker is shown to fail. Uses no solver."""
    found = list(_faults_of_pattern(table, frozenset(withheld), certificate))
    for world in certificate.worlds:
        found.extend(_faults_of_world(table, frozenset(withheld), certificate, world))
    if found:
        return found
    worlds = Worlds([{table.index[key]: value for key, value in world.items()} for world in certificate.worlds])
    knowledge = Knowledge(table, certificate.insiders)
    asks = demands(table, needs(table, certificate.rules), blurred=certificate.rounded)
    witnesses = Witnesses(table, knowledge, certificate.pooling)
    return [Fault(FaultKind.NOT_COVERED, gap.demand.need.terms) for gap in witnesses.gaps(worlds, asks, strict=True)]


def always_withheld(found: Collection[Need], *, rounded: bool) -> frozenset[Key]:
    """The cells that are withheld on their own account.

    Rounding makes up for few persons and, where it is wide enough, for concentration, but not for too few contributors.
    """
    hard = {Reason.TOO_FEW_CONTRIBUTORS, Reason.DOMINATED}
    return frozenset(need.terms[0] for need in found if len(need.terms) == 1 and (not rounded or hard & need.reasons))


def _faults_of_pattern(table: Table, withheld: frozenset[Key], certificate: Certificate) -> Iterator[Fault]:
    if unknown := sorted(withheld - table.index.keys()):
        yield Fault(FaultKind.UNKNOWN_CELL, tuple(unknown))
        return
    if public := sorted(key for key in withheld if table[key].open_to_all):
        yield Fault(FaultKind.PUBLIC_WITHHELD, tuple(public))
    sensitive = always_withheld(needs(table, certificate.rules), rounded=certificate.rounded)
    if shown := sorted(sensitive - withheld):
        yield Fault(FaultKind.SENSITIVE_SHOWN, tuple(shown))


def _faults_of_world(table: Table, withheld: frozenset[Key], certificate: Certificate, world: World) -> Iterator[Fault]:
    """A world must keep all equations and contradict nothing that everybody can see or knows in advance."""
    unknown = sorted(key for key in world if key not in table.index)
    if unknown or any(isinstance(value, bool) or not isinstance(value, int) for value in world.values()):
        yield Fault(FaultKind.UNKNOWN_CELL, tuple(unknown))
        return
    for equation in table.equations:
        if world.get(equation.total, 0) != sum(world.get(key, 0) for key in equation.parts):
            yield Fault(FaultKind.NOT_ADDITIVE, (equation.total,))
    shown = in_fives if certificate.rounded else exactly
    for key, difference in world.items():
        cell = table[key]
        low, high = (cell.lowest, cell.highest) if key in withheld else shown(cell)
        value = cell.value + difference
        moved = cell.open_to_all and difference != 0
        if moved or (low is not None and value < low) or (high is not None and value > high):
            yield Fault(FaultKind.NOT_POSSIBLE, (key,))
