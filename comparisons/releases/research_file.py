"""Released statistics of one circle as a file for research: one line per indicator, group and year.

Everything in it stands on the circle's own pages too; members, their number in the circle, cells of the grid and the
reasons of a grade do not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from benchmark.catalogue.selectors import IndicatorDefinition
from benchmark.web.delimited import file_of
from comparisons.releases.presenters import GRADE_WORDS, LEVEL_WORDS, group_words
from comparisons.releases.selectors.released import ReleasedYear

EDGES = ("median", "q1", "q3", "p10", "p90")

Cell = str | int | Decimal | None
Definitions = Mapping[tuple[str, int], IndicatorDefinition]

COLUMNS = (
    "circle",
    "release",
    "released_on",
    "indicator_code",
    "indicator_label",
    "definition_version",
    "concept_code",
    "group_code",
    "group_label",
    "year",
    "unit",
    "n",
    "level_code",
    "level_label",
    "mean",
    *(f"{name}_{side}" for name in EDGES for side in ("low", "high")),
    "comparability_grade",
    "comparability_label",
    "refusal",
    "invented_count",
)


def write(circle: str, rows: Iterable[ReleasedYear], definitions: Definitions) -> bytes:
    """UTF-8 with semicolons and decimal commas; what was not released, and an open side of a class, is empty."""
    lines = (_line(circle, row, definitions[row.indicator_code, row.definition_version]) for row in rows)
    return file_of(COLUMNS, (["" if (cell := line[name]) is None else cell for name in COLUMNS] for line in lines))


def _line(circle: str, row: ReleasedYear, definition: IndicatorDefinition) -> dict[str, Cell]:
    edges: dict[str, Cell] = {
        f"{name}_{side}": getattr(row, f"{name}_{side}") for name in EDGES for side in ("low", "high")
    }
    return edges | {
        "circle": circle,
        "release": row.release_number,
        "released_on": f"{row.published_at:%Y-%m-%d}",
        "indicator_code": row.indicator_code,
        "indicator_label": definition.name,
        "definition_version": row.definition_version,
        "concept_code": row.concept,
        "group_code": row.group,
        "group_label": group_words(row.group),
        "year": row.year,
        "unit": definition.unit,
        "n": row.n,
        "level_code": int(row.level),
        "level_label": str(LEVEL_WORDS[row.level]),
        "mean": row.mean,
        "comparability_grade": row.grade,
        "comparability_label": str(GRADE_WORDS.get(row.grade, row.grade)),
        "refusal": row.refusal,
        "invented_count": row.invented_count,
    }
