"""Prepares what an uploaded workbook would change, beside the present figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from benchmark.catalogue.selectors import IndicatorDefinition
from benchmark.figures import words
from benchmark.figures.presenters import Said, concept_names, said
from benchmark.figures.rows import FigureRow
from benchmark.figures.selectors import UploadRow
from benchmark.web.numbers import written


@dataclass(frozen=True)
class ChangedLine:
    """One line of an uploaded workbook that changes something."""

    line: int
    name: str
    year: int
    group: str
    before: Said | None
    after: str
    note: str


def changed(
    upload: UploadRow, definitions: Mapping[str, IndicatorDefinition], figures: Sequence[FigureRow]
) -> list[ChangedLine]:
    """What an uploaded workbook says beside what is there now."""
    current = {(row.indicator_code, row.year, row.group, row.concept): row for row in figures}
    names = concept_names()
    lines = []
    for change in upload.changes:
        code, year, group, concept = change["point"]
        before = current.get((code, year, group, concept))
        definition = definitions[code]
        lines.append(
            ChangedLine(
                line=change["line"],
                name=definition.short_name,
                year=year,
                group=f"{words.group(group)}, {names.get(concept, concept)}",
                before=said(before, definition) if before else None,
                after=_after(change),
                note=change["note"],
            )
        )
    return lines


def _after(change: Mapping[str, Any]) -> str:
    """The new counts, or why there are none."""
    if change["missing"]:
        return f"{words.sign(change['missing'])} {words.reason(change['missing'])}"
    counts = [written(Decimal(change[name]), decimals=0) for name in ("numerator", "denominator")]
    return _("%(numerator)s of %(denominator)s") % {"numerator": counts[0], "denominator": counts[1]}
