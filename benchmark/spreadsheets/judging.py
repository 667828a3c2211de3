"""What the figures of a file would change: each is judged by its definition and set beside the present one."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping as Dictionary
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum

from benchmark.catalogue.selectors import IndicatorDefinition
from benchmark.figures.contents import Content, Numbers, Point, counts_are_whole, judged, stored_count
from benchmark.figures.plausibility import Observed, Oddity, oddities
from benchmark.figures.refusals import FigureRefused
from benchmark.figures.rows import FigureRow
from benchmark.spreadsheets.reading.outcome import Applied, Candidate, Problem, Spot, Wrong


class Effect(StrEnum):
    """What storing one figure of the file would do."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"


@dataclass(frozen=True)
class Judged:
    """One figure of the file that may be stored, beside the present one."""

    candidate: Candidate
    content: Content
    effect: Effect
    before: FigureRow | None
    oddities: tuple[Oddity, ...] = ()


@dataclass(frozen=True)
class Judgement:
    """All figures of a file, and everything that is wrong with it; `digest` names exactly what was shown."""

    figures: tuple[Judged, ...]
    problems: tuple[Problem, ...]
    digest: str
    changes: tuple[Judged, ...] = field(default=())


def judge(
    applied: Applied, definitions: Dictionary[str, IndicatorDefinition], current: Sequence[FigureRow]
) -> Judgement:
    """Judge every candidate; those the definition forbids become problems with their cell."""
    present = {Point(row.indicator_code, row.year, row.group, row.concept): row for row in current}
    problems = list(applied.problems)
    figures: dict[Point, Judged] = {}
    for candidate in applied.candidates:
        try:
            content = _content(candidate, definitions[candidate.entry.indicator])
        except FigureRefused as refused:
            problems.append(Problem(Wrong.REFUSED, candidate.parts[0].spot, detail=str(refused)))
            continue
        if content.point in figures:
            other = figures[content.point].candidate.parts[0].spot
            spot = candidate.parts[0].spot
            problems.append(Problem(Wrong.CONTRADICTION, spot, detail=str(content.year), other=other))
            continue
        before = present.get(content.point)
        figures[content.point] = Judged(candidate, content, _effect(content, before), before)
    odd = _oddities(list(figures.values()), current)
    shown = tuple(replace(one, oddities=odd.get(point, ())) for point, one in figures.items())
    changes = tuple(one for one in shown if one.effect is not Effect.SAME)
    return Judgement(shown, tuple(problems), _digest(shown, problems), changes)


def _content(candidate: Candidate, definition: IndicatorDefinition) -> Content:
    """The figure as it would be stored; a share is turned into the unit of the indicator."""
    numbers = Numbers(missing=candidate.missing)
    if not candidate.missing:
        numerator, denominator, value = (
            part.value if part else None for part in (candidate.numerator, candidate.denominator, candidate.value)
        )
        if value is not None and candidate.entry.scale:
            value = value * Decimal(definition.factor) / candidate.entry.scale
        whole = counts_are_whole(definition)
        counts = [count if count is None or whole else stored_count(count) for count in (numerator, denominator)]
        numbers = Numbers(counts[0], counts[1], value)
    return judged(
        definition,
        year=candidate.year,
        group=candidate.entry.group,
        concept=candidate.entry.concept,
        numbers=numbers,
        whole=counts_are_whole(definition),
    )


def _effect(content: Content, before: FigureRow | None) -> Effect:
    """The same where numbers and reason agree: a source alone makes no new version."""
    if before is None:
        return Effect.NEW
    if (content.numerator, content.denominator, content.missing) != (
        before.numerator,
        before.denominator,
        before.missing,
    ):
        return Effect.CHANGED
    return Effect.SAME if content.value == before.value else Effect.CHANGED


def _oddities(figures: Sequence[Judged], current: Sequence[FigureRow]) -> dict[Point, tuple[Oddity, ...]]:
    """What looks unusual in the series as they would be after storing."""
    series: dict[tuple[str, str, str], dict[int, Observed]] = defaultdict(dict)
    keys = {(one.content.indicator_code, one.content.group, one.content.concept) for one in figures}
    for row in current:
        key = (row.indicator_code, row.group, row.concept)
        if key in keys:
            series[key][row.year] = Observed(-1, row.year, row.numerator, row.denominator, row.value, row.part_of_whole)
    for number, one in enumerate(figures):
        said = one.content
        series[said.indicator_code, said.group, said.concept][said.year] = Observed(
            number, said.year, said.numerator, said.denominator, said.value, said.part_of_whole
        )
    found: dict[Point, tuple[Oddity, ...]] = {}
    for observed in series.values():
        for number, reasons in oddities(list(observed.values())).items():
            if number >= 0:
                found[figures[number].content.point] = reasons
    return found


def _digest(figures: Sequence[Judged], problems: Sequence[Problem]) -> str:
    """A name for exactly these figures beside exactly these versions."""
    lines = [
        f"{one.content.point}|{one.content.numerator}|{one.content.denominator}|{one.content.value}"
        f"|{one.content.missing}|{one.before.version if one.before else 0}"
        for one in figures
    ]
    lines += [f"{problem.wrong}|{problem.spot}" for problem in problems]
    return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()


def places_of(one: Judged) -> list[Spot]:
    """The cells a figure comes from."""
    return [part.spot for part in one.candidate.parts]
