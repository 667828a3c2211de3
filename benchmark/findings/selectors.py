"""The findings in the municipality's own figures, computed anew, each with the answer that was given to it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from benchmark.catalogue.selectors import IndicatorDefinition, indicators
from benchmark.figures.models import Decision
from benchmark.figures.rows import FigureRow, ProposalRow
from benchmark.figures.selectors import current_figures
from benchmark.figures.selectors import proposals as waiting_proposals
from benchmark.findings.models import Answer
from benchmark.findings.own import differing, figure_record, official_records, proposal_record
from benchmark.findings.reference import usual_among
from benchmark.plausibility import sources
from benchmark.plausibility.context import Context
from benchmark.plausibility.findings import Cause, Finding
from benchmark.plausibility.records import Record
from benchmark.plausibility.rules import find_all


@dataclass(frozen=True)
class AnswerRow:
    """One version of an answer."""

    key: str
    indicator_code: str
    year: int
    reason: str
    sentence: str
    kind: str
    comment: str
    version: int
    answered_by: str
    answered_at: datetime

    @classmethod
    def of(cls, answer: Answer) -> AnswerRow:
        return cls(**{name: getattr(answer, name) for name in cls.__dataclass_fields__})


@dataclass(frozen=True)
class OwnFinding:
    """One finding about an indicator of the municipality, with the newest answer, if there is one.

    `official` says that two official sources differ, whatever the municipality itself states.
    """

    indicator_code: str
    finding: Finding
    answer: AnswerRow | None
    official: bool = False

    @property
    def year(self) -> int:
        return self.finding.points[0].year

    @property
    def is_open(self) -> bool:
        return self.answer is None


def findings_of(ags: str, kind: str) -> list[OwnFinding]:
    """All findings in current figures and open proposals, what weighs most first within each indicator.

    A handful of queries, whatever the number of figures.
    """
    definitions = {definition.code: definition for definition in indicators()}
    figures = [row for row in current_figures() if row.indicator_code in definitions]
    open_rows = [row for row in waiting_proposals() if row.decision in (Decision.OPEN, Decision.LATER)]
    series, beside = _records(figures, open_rows, definitions), differing(open_rows, definitions)
    context = Context(kind=usual_among(kind))
    found = [(said.points[0].subject, said, False) for said in find_all(series, context)]
    found += [(said.points[0].subject, said, False) for said in sources.find(beside, context)]
    official, serves = official_records(ags, {record.point.subject for record in series})
    found += [
        (serves[said.points[0].subject], said, True)
        for said in sources.find(official, context)
        if said.evidence.cause is not Cause.CONCEPT  # told by the indicators themselves
    ]
    answers = newest_answers()
    rows = {said.key: OwnFinding(code, said, answers.get(said.key), official) for code, said, official in found}
    return sorted(rows.values(), key=lambda row: (row.indicator_code, row.finding.weight.rank, -row.year))


def _records(
    figures: Iterable[FigureRow], proposals: Iterable[ProposalRow], definitions: dict[str, IndicatorDefinition]
) -> list[Record]:
    """The series as they are, and open official figures where there is no own one yet."""
    records = [figure_record(row, definitions[row.indicator_code]) for row in figures]
    return records + [
        proposal_record(row, definitions[row.indicator_code])
        for row in proposals
        if row.own is None and row.indicator_code in definitions
    ]


def newest_answers() -> dict[str, AnswerRow]:
    """The newest version of every answer, by the key of its finding; one query."""
    newest: dict[str, AnswerRow] = {}
    for answer in Answer.objects.order_by("key", "version"):
        newest[answer.key] = AnswerRow.of(answer)
    return newest


def answer_history(key: str) -> list[AnswerRow]:
    """All versions of the answer to one finding, the newest first."""
    return [AnswerRow.of(answer) for answer in Answer.objects.filter(key=key).order_by("-version")]


def open_findings(ags: str, kind: str) -> dict[str, int]:
    """How many findings without an answer each indicator has; indicators without any are left out."""
    return dict(Counter(row.indicator_code for row in findings_of(ags, kind) if row.is_open))


def answered(ags: str, kind: str) -> dict[str, list[OwnFinding]]:
    """The findings that somebody answered and that still hold, by indicator."""
    found: dict[str, list[OwnFinding]] = defaultdict(list)
    for row in findings_of(ags, kind):
        if not row.is_open:
            found[row.indicator_code].append(row)
    return dict(found)
