"""Secondary suppression: which further cells must be withheld so that no withheld cell can be recomputed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from comparisons.releases.disclosure.tables.certificate import Certificate
from comparisons.releases.disclosure.tables.rules import Rules
from comparisons.releases.disclosure.tables.table import Key, Table


class RefusalKind(StrEnum):
    """Why there is no pattern at all; told in the same words whatever the values are."""

    NOT_PROTECTABLE = "not_protectable"  # what is public already lets a sensitive cell be recomputed
    NOT_SOLVED = "not_solved"  # the solver failed, ran out of time or returned something strange
    NOT_PROVEN = "not_proven"  # the pattern did not stand the final audit


class TableRefused(Exception):
    """Nothing of this table may be shown; carries a `RefusalKind`, never a cell."""

    def __init__(self, kind: RefusalKind) -> None:
        self.kind = kind
        super().__init__(kind.value)


class Method(StrEnum):
    """How a pattern was found."""

    NOTHING_SENSITIVE = "nothing_sensitive"
    OPTIMISED = "optimised"
    GREEDY = "greedy"


@dataclass(frozen=True)
class Record:
    """How a pattern came about and why it holds; for the ledger and the re-check, never for a page.

    `cost` is the weight of everything withheld beyond the sensitive cells; `optimal` says whether it is proven to
    be the smallest possible.
    """

    method: Method
    cost: int
    optimal: bool
    seconds: float
    certificate: Certificate


@dataclass(frozen=True)
class Pattern:
    """The withheld cells of a table, all alike; presenters look at nothing but `withheld`."""

    withheld: frozenset[Key]
    record: Record


def suppress(table: Table, rules: Rules, *, insiders: bool = True, seconds: float = 60.0) -> Pattern:
    """The cheapest set of cells to withhold so that nothing sensitive can be recomputed.

    Protects against everybody outside and, with `insiders`, against every coalition of at most `rules.c`
    contributors. When `seconds` are over, a greedy pattern is returned instead (`record.optimal` False).
    Raises `TableRefused`; a pattern that was not proven to protect is never returned.
    """
    raise NotImplementedError
