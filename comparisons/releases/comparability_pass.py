"""The comparability pass (Vergleichbarkeits-Pass): per indicator, group and year a letter, and in one sentence why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from comparisons.circles.models import Circle, Round
from comparisons.circles.selectors import CoreEntry, core_set
from comparisons.comparability import Comparability, Grade, grade, grade_period
from comparisons.releases.judged_facts import basis_of
from comparisons.releases.models import Contribution
from comparisons.releases.presenters import GRADE_KINDS, grade_sentence, group_words, reasons_of
from comparisons.releases.selectors import released_by_circle


@dataclass(frozen=True)
class PassYear:
    """One year of a row; without a grade nobody contributed."""

    year: int
    grade: Grade | None
    sentence: str

    @property
    def kind(self) -> str:
        """The kind of badge for the grade."""
        return GRADE_KINDS[self.grade] if self.grade else "neutral"


@dataclass(frozen=True)
class PassRow:
    """One indicator and group: the grade of the whole period, and of every year."""

    code: str
    name: str
    group: str
    period: PassYear
    years: tuple[PassYear, ...]

    @property
    def sentences(self) -> list[tuple[str, str]]:
        """Years below A with their sentence, years with the same one together."""
        alike: dict[str, list[str]] = defaultdict(list)
        for one in self.years:
            if one.grade not in (None, Grade.FULL):
                alike[f"{one.grade.letter}: {one.sentence}"].append(str(one.year))
        return [(", ".join(years), sentence) for sentence, years in alike.items()]


@dataclass(frozen=True)
class Pass:
    """All rows in the order of the core set, with the years of the heading."""

    years: tuple[int, ...]
    rows: tuple[PassRow, ...]


def pass_of_round(round: Round) -> Pass:
    """What the contributions of a round come to today, for its moderators: from metadata, before any release."""
    basis = basis_of(round)
    rows = Contribution.objects.filter(
        round=round, municipality_id__in=basis.members, consent__withdrawn_at__isnull=True, eligible=True
    ).defer("cell", "public", "figure_version")
    entries = core_set(round.charter)
    usual = {entry.indicator_code: entry.definition.reference_date for entry in entries}
    found: dict[tuple[str, str], list[Any]] = defaultdict(list)
    for row in rows:
        found[row.indicator_code, row.group].append(basis.facts(row, usual.get(row.indicator_code, "")))
    years = tuple(range(round.first_year, round.last_year + 1))

    def judged(entry: CoreEntry, group: str) -> PassRow:
        facts = found[entry.indicator_code, group]
        expected = len(basis.members)
        by_year = {
            year: grade(same, bridge=basis.bridge, expected=expected)
            for year in years
            if (same := [one for one in facts if one.year == year])
        }
        period = grade_period(facts, bridge=basis.bridge, expected=expected) if facts else None
        return _row(entry, group, years, {year: _said(one) for year, one in by_year.items()}, period)

    return Pass(years, tuple(judged(entry, group) for entry in entries for group in entry.groups))


def pass_of_releases(circle: Circle, entries: Sequence[CoreEntry]) -> Pass:
    """What the newest releases of a circle say about comparability, for its members: frozen with the release."""
    released = released_by_circle(circle)
    by_row: dict[tuple[str, str], dict[int, tuple[Grade, str]]] = defaultdict(dict)
    for code, rows in released.items():
        for row in rows:
            if row.n:
                found = Grade(row.grade)
                by_row[code, row.group][row.year] = found, grade_sentence(found, row.reasons)
    years = tuple(sorted({year for found in by_row.values() for year in found}))
    return Pass(
        years,
        tuple(
            _row(entry, group, years, by_row[entry.indicator_code, group], None)
            for entry in entries
            for group in entry.groups
        ),
    )


def _said(judged: Comparability) -> tuple[Grade, str]:
    return judged.grade, grade_sentence(judged.grade, reasons_of(judged))


def _row(
    entry: CoreEntry,
    group: str,
    years: Iterable[int],
    by_year: dict[int, tuple[Grade, str]],
    period: Comparability | None,
) -> PassRow:
    nothing = gettext("Nobody contributed a figure that counts.")
    cells = tuple(PassYear(year, *by_year.get(year, (None, nothing))) for year in years)
    if period is not None:
        whole = PassYear(0, *_said(period))
    elif by_year:
        lowest = max(by_year.values(), key=lambda found: found[0].letter)
        whole = PassYear(0, *lowest)
    else:
        whole = PassYear(0, None, nothing)
    return PassRow(entry.indicator_code, entry.definition.short_name, group_words(group), whole, cells)
