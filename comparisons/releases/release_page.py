"""The matrix of a release or of its preview: indicator and group by year, each with its step and its reasons."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from benchmark.catalogue.selectors import indicators
from comparisons.releases.disclosure import Level
from comparisons.releases.presenters import GRADE_WORDS, LEVEL_WORDS, group_words, reason_words, refusal_words
from comparisons.releases.selectors import OverviewRow


@dataclass(frozen=True)
class MatrixCell:
    """One year: how much may be shown of it, and why not more."""

    year: int
    n: int
    level: int
    words: str
    grade: str
    grade_words: str
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class MatrixRow:
    """One indicator and group; a year without any answer is None."""

    code: str
    name: str
    group: str
    cells: tuple[MatrixCell | None, ...]

    @property
    def sentences(self) -> tuple[str, ...]:
        """Every reason once, with the years it holds for."""
        found: dict[str, list[int]] = defaultdict(list)
        for cell in self.cells:
            for reason in cell.reasons if cell else ():
                found[reason].append(cell.year)  # type: ignore[union-attr]
        return tuple(f"{span(years)}: {reason}" for reason, years in found.items())


@dataclass(frozen=True)
class Matrix:
    """Rows by years."""

    years: tuple[int, ...]
    rows: tuple[MatrixRow, ...]


def of_release(overview: Iterable[OverviewRow]) -> Matrix:
    """The matrix of a frozen release."""
    return _matrix(
        {
            "indicator": row.indicator_code,
            "group": row.group,
            "year": one.year,
            "n": one.n,
            "level": int(one.level),
            "refusal": one.refusal,
            "needed": one.needed,
            "grade": one.grade,
            "reasons": one.reasons,
        }
        for row in overview
        for one in row.years
    )


def of_preview(result: Mapping[str, Any]) -> Matrix:
    """The matrix of a preview, from the result of its job."""
    return _matrix(result.get("items", []))


def span(years: Iterable[int]) -> str:
    """Years in short: "2019–2022, 2024"."""
    parts: list[list[int]] = []
    for year in sorted(years):
        if parts and parts[-1][-1] == year - 1:
            parts[-1].append(year)
        else:
            parts.append([year])
    return ", ".join(str(part[0]) if len(part) == 1 else f"{part[0]}–{part[-1]}" for part in parts)


def _matrix(items: Iterable[Mapping[str, Any]]) -> Matrix:
    by_row: dict[tuple[str, str], dict[int, MatrixCell]] = defaultdict(dict)
    for item in items:
        by_row[item["indicator"], item["group"]][item["year"]] = _cell(item)
    years = tuple(sorted({year for cells in by_row.values() for year in cells}))
    names = _names()
    rows = tuple(
        MatrixRow(code, names.get(code, code), group_words(group), tuple(cells.get(year) for year in years))
        for (code, group), cells in by_row.items()
    )
    return Matrix(years, rows)


def _cell(item: Mapping[str, Any]) -> MatrixCell:
    refused = refusal_words(item["refusal"], item["n"], item["needed"])
    reasons = [reason_words(reason) for reason in item["reasons"]]
    return MatrixCell(
        year=item["year"],
        n=item["n"],
        level=item["level"],
        words=str(LEVEL_WORDS[Level(item["level"])]),
        grade=item["grade"],
        grade_words=str(GRADE_WORDS[item["grade"]]),
        reasons=tuple([refused, *reasons] if refused else reasons),
    )


def _names() -> dict[str, str]:
    return {one.code: one.short_name for one in indicators()}
