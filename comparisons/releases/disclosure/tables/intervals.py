"""What an attacker can work out: the smallest and the largest value of cells, and of single shares in a sum."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from math import inf

import numpy as np

from comparisons.releases.disclosure.tables.display import exactly, in_fives
from comparisons.releases.disclosure.tables.knowledge import NOBODY, Coalition
from comparisons.releases.disclosure.tables.reach import Question, answers, is_whole, whole_world
from comparisons.releases.disclosure.tables.refusal import RefusalKind, TableRefused
from comparisons.releases.disclosure.tables.space import space_of
from comparisons.releases.disclosure.tables.table import Cell, Key, Table
from comparisons.releases.disclosure.tables.worlds import DOWN, UP


@dataclass(frozen=True)
class Interval:
    """The values an attacker must hold possible, ends included; None: without end."""

    lowest: int | None
    highest: int | None

    @property
    def exact(self) -> bool:
        """Whether the attacker knows the value."""
        return self.lowest is not None and self.lowest == self.highest


def intervals(
    table: Table,
    withheld: Collection[Key],
    *,
    coalition: Coalition = NOBODY,
    rounded: bool = False,
    cells: Iterable[Key] | None = None,
    seconds: float = 60.0,
) -> Mapping[Key, Interval]:
    """The feasibility intervals of `cells` (by default the withheld ones) for a coalition, in whole numbers.

    Raises `TableRefused` when the solver cannot tell.
    """
    space = space_of(table, in_fives if rounded else exactly)
    pattern = np.array([float(cell.key in withheld) for cell in table.cells])
    asked = [key for key in table.keys if key in withheld] if cells is None else list(cells)
    questions = [Question((table.index[key],), side, inf, coalition) for key in asked for side in (DOWN, UP)]
    reached: dict[tuple[int, int], int] = {}
    for answer in answers(space, pattern, questions):
        question, world = answer.question, answer.world
        if not is_whole(world):
            found = whole_world(space, pattern, question, between=(-inf, inf), seconds=seconds)
            if found is None:
                raise TableRefused(RefusalKind.NOT_SOLVED)
            world = found
        reached[question.places[0], question.side] = round(world.get(question.places[0], 0))
    ends = {}
    for key in asked:
        place = table.index[key]
        down, up = reached[place, DOWN], reached[place, UP]
        cell = table[key]
        endless = (-down >= space.withheld.down[place], up >= space.withheld.up[place])
        ends[key] = Interval(
            None if endless[0] and cell.lowest is None and not cell.open_to_all else cell.value + down,
            None if endless[1] and cell.highest is None and not cell.open_to_all else cell.value + up,
        )
    return ends


def share_interval(cell: Cell, contributor: str, coalition: Coalition = NOBODY) -> Interval:
    """What a coalition learns about one other share of a published sum without negative shares: at most the rest."""
    told = sum(
        share.amount for share in cell.unknown if share.contributor in coalition and share.contributor != contributor
    )
    others = [share for share in cell.unknown if share.contributor not in coalition | {contributor}]
    rest = cell.value - cell.known - told
    return Interval(0 if others else rest, rest)
