"""What a moderator can release today, and what became of the last order."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from benchmark.catalogue.selectors import indicators
from comparisons.circles.models import Circle
from comparisons.totals.agreed import AgreedEntry
from comparisons.totals.selectors import Board, next_table_from
from tenants.border.jobs import Job


@dataclass(frozen=True)
class Choice:
    """One indicator and year: how many Gemeinden handed over, and from when it can be released."""

    entry: AgreedEntry
    year: int
    n: int
    members: int
    fewest: int
    waits_until: datetime.date | None

    @property
    def possible(self) -> bool:
        """Whether enough Gemeinden handed over and the quarter allows it."""
        return self.n >= self.fewest and self.waits_until is None


@dataclass(frozen=True)
class OutcomeLine:
    """One ordered table: shown or not; why not is never told."""

    name: str
    year: int
    shown: bool


@dataclass(frozen=True)
class Outcome:
    """The last order of tables."""

    finished_at: datetime.datetime | None
    lines: tuple[OutcomeLine, ...]
    dead: bool
    outdated: bool  # the agreement was changed in between


def release_choices(circle: Circle, entries: Sequence[AgreedEntry], answers: Board) -> list[Choice]:
    """Every indicator and year for which anybody handed over, newest year first."""
    points = [(entry.code, year) for entry in entries for year in answers.years_of(entry.code)]
    waits = next_table_from(circle, points)
    return [
        Choice(
            entry=entry,
            year=year,
            n=answers.counts[entry.code, year],
            members=len(entry.municipalities),
            fewest=max(entry.parameters.n_min, entry.parameters.c + entry.parameters.k),
            waits_until=waits.get((entry.code, year)),
        )
        for entry in entries
        for year in answers.years_of(entry.code)
    ]


def outcome_of(job: Job) -> Outcome:
    """What became of an order."""
    names = {one.code: one.short_name for one in indicators()}
    return Outcome(
        finished_at=job.finished_at,
        lines=tuple(
            OutcomeLine(names.get(line["indicator"], line["indicator"]), line["year"], bool(line["shown"]))
            for line in job.result.get("tables", [])
        ),
        dead=job.state == Job.State.DEAD,
        outdated=job.result.get("refused") == "agreement",
    )
