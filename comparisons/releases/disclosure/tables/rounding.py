"""5er-Rundung: every number of persons on its own to a multiple of five, at most two away, and the audit of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from comparisons.releases.disclosure.tables.rules import Rules
from comparisons.releases.disclosure.tables.suppress import Pattern
from comparisons.releases.disclosure.tables.table import Key, Table

BASE = 5
DEVIATION = 2


@dataclass(frozen=True)
class RoundedTable:
    """`figures` are multiples of five; what is withheld is None. `pattern` is for the ledger, as with suppression."""

    figures: Mapping[Key, int | None]
    pattern: Pattern


@dataclass(frozen=True)
class Companion:
    """A further figure that would stand beside a rounded table and is computed from its cells `of`."""

    name: str
    of: tuple[Key, ...]
    exact: bool


class ExactBesideRounded(ValueError):
    """An exact figure of rounded cells would give the rounding away; names the figure."""


def rounded(value: int) -> int:
    """The nearest multiple of five (0 to 2 become 0, 3 to 7 become 5); a whole number is never in the middle."""
    raise NotImplementedError


def round_table(
    table: Table, rules: Rules, *, companions: Iterable[Companion] = (), seconds: float = 60.0
) -> RoundedTable:
    """The table in multiples of five; cells that stay too narrow for an attacker who knows the rounding are withheld.

    Raises `TableRefused` like `suppress`, and `ExactBesideRounded` when an exact mean, rate or sum of its cells is
    to be shown as well.
    """
    raise NotImplementedError
