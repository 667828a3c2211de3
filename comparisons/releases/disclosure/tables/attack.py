"""Looks for worlds that meet every demand under a pattern, for everybody outside and for every coalition."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

from comparisons.releases.disclosure.tables.knowledge import EXACT, Coalition
from comparisons.releases.disclosure.tables.reach import Answer, Question, answers, is_whole, whole_world
from comparisons.releases.disclosure.tables.refusal import RefusalKind, TableRefused
from comparisons.releases.disclosure.tables.space import Floats, Space
from comparisons.releases.disclosure.tables.worlds import UP, Demand, Deviations, Gap, Witnesses, Worlds, asked


@dataclass(frozen=True)
class Task:
    """What has to hold: the table as arrays, the demands, and how many contributors may pool what they know."""

    space: Space
    demands: tuple[Demand, ...]
    pooling: int

    def gaps(self, worlds: Worlds, demands: Sequence[Demand], *, strict: bool = False) -> list[Gap]:
        """What the worlds do not cover yet."""
        witnesses = Witnesses(self.space.table, self.space.knowledge, self.pooling)
        return list(witnesses.gaps(worlds, demands, strict=strict))

    def amount(self, gap: Gap) -> int:
        """How far the sum of a gap has to move."""
        return asked(gap.demand, gap.coalition, self.space.table, self.space.knowledge)

    def questions(self, gap: Gap) -> list[Question]:
        """One question per direction."""
        amount = self.amount(gap)
        return [Question(gap.demand.places, side, amount, gap.coalition) for side in gap.demand.sides]


@dataclass(frozen=True)
class Failure:
    """A demand that cannot be met under the pattern for this coalition, with the proof for each direction."""

    demand: Demand
    coalition: Coalition
    amount: int
    proofs: tuple[Answer, ...]


def attacked(task: Task, withheld: Floats, worlds: Worlds, *, first_only: bool = False) -> list[Failure]:
    """Adds worlds until every demand is met or proven not to be; returns the latter. Worlds may be fractional."""
    failures: list[Failure] = []
    settled: set[tuple[Demand, Coalition]] = set()
    waiting: Sequence[Demand] = task.demands
    while waiting:
        found = [gap for gap in task.gaps(worlds, waiting) if (gap.demand, gap.coalition) not in settled]
        asking = dict.fromkeys(question for gap in found for question in task.questions(gap))
        solved = {answer.question: answer for answer in answers(task.space, withheld, tuple(asking))}
        for gap in found:
            settled.add((gap.demand, gap.coalition))
            proofs = tuple(solved[question] for question in task.questions(gap))
            if sum(proof.reach for proof in proofs) < task.amount(gap) - EXACT:
                failures.append(Failure(gap.demand, gap.coalition, task.amount(gap), proofs))
                continue
            for proof in proofs:
                worlds.add(proof.world)
        if failures and first_only:
            break
        waiting = tuple(dict.fromkeys(gap.demand for gap in found))
    return failures


def fitting(worlds: Worlds, withheld: Floats, space: Space) -> Worlds:
    """The worlds that are still possible under another pattern."""
    room = space.room(withheld, frozenset())
    return Worlds(
        [
            world
            for world in worlds.all
            if all(-room.down[place] - EXACT <= value <= room.up[place] + EXACT for place, value in world.items())
        ]
    )


def proven(task: Task, withheld: Floats, *, seconds: float) -> Worlds:
    """Worlds of whole numbers that meet every demand; raises `TableRefused` when there are none.

    This is the final audit: it starts from nothing and never trusts a fractional world.
    """
    worlds = Worlds()
    settled: set[tuple[Demand, Coalition, int]] = set()
    waiting: Sequence[Demand] = task.demands
    while waiting:
        found = task.gaps(worlds, waiting, strict=True)
        if any((gap.demand, gap.coalition, len(gap.values)) in settled for gap in found):
            raise TableRefused(RefusalKind.NOT_PROVEN)
        settled.update((gap.demand, gap.coalition, len(gap.values)) for gap in found)
        asking = dict.fromkeys(question for gap in found if not gap.values for question in task.questions(gap))
        for answer in answers(task.space, withheld, tuple(asking)):
            worlds.add(_whole(task.space, withheld, answer, seconds))
        for gap in found:
            if gap.values:
                worlds.add(_another(task, withheld, gap, seconds))
        waiting = tuple(dict.fromkeys(gap.demand for gap in found))
    return worlds


def _whole(space: Space, withheld: Floats, answer: Answer, seconds: float) -> Deviations:
    """The answer's own world where it is whole, else the furthest whole one."""
    if is_whole(answer.world):
        return answer.world
    question = answer.question
    between = (0, question.enough) if question.side == UP else (-question.enough, 0)
    found = whole_world(space, withheld, question, between=between, seconds=seconds)
    if found is None:
        raise TableRefused(RefusalKind.NOT_PROVEN)
    return found


def _another(task: Task, withheld: Floats, gap: Gap, seconds: float) -> Deviations:
    """A world in which the sum takes a value that no known world has, inside those already reached."""
    low, high = min(gap.values), max(gap.values)
    for value in range(int(low) + 1, int(high)):
        if value in gap.values:
            continue
        question = Question(gap.demand.places, UP, inf, gap.coalition)
        found = whole_world(task.space, withheld, question, between=(value, value), seconds=seconds)
        if found is not None:
            return found
    raise TableRefused(RefusalKind.NOT_PROVEN)
