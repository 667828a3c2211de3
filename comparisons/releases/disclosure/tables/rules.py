"""Primary rules: which cells may not be told on their own account, and how much room they need to stay unknown.

p%-rule with coalition, number of unknown contributors, optional (2,k)-dominance, smallest number of persons and
its complement. None of this is ever displayed: whoever knows why a cell is withheld knows more than the cell tells.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from comparisons.releases.disclosure.parameters import Parameters
from comparisons.releases.disclosure.tables.table import Cell, Key, Table


class Reason(StrEnum):
    """Why a cell is sensitive; for the ledger, never for a page."""

    TOO_FEW_CONTRIBUTORS = "too_few_contributors"
    CONCENTRATED = "concentrated"  # p%-rule
    DOMINATED = "dominated"  # (2,k)
    TOO_FEW_PERSONS = "too_few_persons"
    TOO_FEW_OTHERS = "too_few_others"  # (nearly) everybody of a total is in this cell: group disclosure


@dataclass(frozen=True)
class Rules:
    """Parameters of the primary rules.

    `c` members may pool what they know, `k` unknown others must remain beside them; `p` is a ratio (0.10 = 10 %);
    `threshold` is the smallest number of persons that may be told (None: the table does not count persons);
    `dominance` the percentage of the (2,k)-rule (None: not used); `contributors` False where the shares of a cell
    do not have to be protected from each other.
    """

    c: int = 2
    k: int = 3
    p: Decimal = Decimal("0.10")
    threshold: int | None = 3
    dominance: Decimal | None = None
    contributors: bool = True

    @classmethod
    def of(cls, parameters: Parameters, *, threshold: int | None) -> Rules:
        """The rules of a circle's charter; `threshold` is 3, for sensitive indicators 10, None without persons."""
        return cls(c=parameters.c, k=parameters.k, p=parameters.p, threshold=threshold)


@dataclass(frozen=True)
class Need:
    """A sum of cells that must stay unknown: `terms` are (cell, +1 or -1), values between -`below` and +`above`.

    For most needs `terms` is one cell; for a group disclosure it is the rest of a total.
    """

    terms: tuple[tuple[Key, int], ...]
    above: int  # upper protection level: an attacker must hold it possible that it is larger by so much
    below: int  # lower protection level
    reasons: frozenset[Reason]


def needs(table: Table, rules: Rules) -> tuple[Need, ...]:
    """Everything in the table that must stay unknown, without what everybody knows already."""
    raise NotImplementedError


def sensitive(cell: Cell, rules: Rules) -> frozenset[Reason]:
    """Why one cell, looked at alone, may not be told; empty when it may."""
    raise NotImplementedError


def sum_may_be_told(cell: Cell, rules: Rules) -> bool:
    """Whether a single published sum is safe: `sensitive` is empty."""
    return not sensitive(cell, rules)


def p_of_dominance(percent: Decimal) -> Decimal:
    """The p (in percent) that protects like the (2,k)-rule with this percentage: p = 100 * (100 - k) / k."""
    raise NotImplementedError


def dominance_of_p(percent: Decimal) -> Decimal:
    """The k of the (2,k)-rule that protects like p percent: k = 100 * 100 / (100 + p)."""
    raise NotImplementedError


def protection(table: Table, rules: Rules) -> Mapping[Key, frozenset[Reason]]:
    """The sensitive cells of a table with their reasons."""
    return {cell.key: found for cell in table.cells if (found := sensitive(cell, rules))}
