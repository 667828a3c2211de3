"""5er-Rundung: every number of persons on its own to a multiple of five, at most two away, and the audit of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from comparisons.releases.disclosure.tables.certificate import Certificate
from comparisons.releases.disclosure.tables.display import rounded
from comparisons.releases.disclosure.tables.knowledge import Insiders
from comparisons.releases.disclosure.tables.rules import Rules
from comparisons.releases.disclosure.tables.suppress import Pattern, protect
from comparisons.releases.disclosure.tables.table import Key, Table, TableError


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
    """An exact figure of rounded cells would give the rounding away; carries the `name` of the figure."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"{name} is exact and stands beside the rounded numbers it is computed from")


def refuse_exact(companions: Iterable[Companion], table: Table) -> None:
    """Raises `ExactBesideRounded` for the first exact figure computed from cells of the table not everybody knows."""
    for companion in companions:
        cells = [table[key] for key in companion.of if key in table.index]
        if companion.exact and not all(cell.open_to_all for cell in cells):
            raise ExactBesideRounded(companion.name)


def round_table(
    table: Table,
    rules: Rules,
    *,
    companions: Iterable[Companion] = (),
    insiders: Insiders = Insiders.SHARES,
    seconds: float = 60.0,
) -> RoundedTable:
    """The table in multiples of five; what stays too narrow for an attacker who knows the rounding is withheld.

    Attackers and time limit as with `suppress`. Raises `TableRefused`, `TableError` for negative numbers, and
    `ExactBesideRounded` when an exact mean, rate or sum of its cells is to be shown as well.
    """
    refuse_exact(companions, table)
    if any(cell.value < 0 for cell in table.cells):
        raise TableError("only numbers of persons are rounded to multiples of five")
    pattern = protect(table, Certificate(rules, rounded=True, insiders=insiders, worlds=()), seconds=seconds)
    figures = {cell.key: None if cell.key in pattern.withheld else rounded(cell.value) for cell in table.cells}
    return RoundedTable(figures, pattern)
