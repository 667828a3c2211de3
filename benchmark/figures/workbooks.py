"""What the workbook of this municipality holds, and what a filled one would change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from benchmark.catalogue.selectors import IndicatorDefinition, concepts, indicators
from benchmark.figures import words
from benchmark.figures.contents import Content, Numbers, Point, counts_are_whole, judged
from benchmark.figures.intake.workbook import Choice, IndicatorSheet, IntakeRow, Template, TemplateRow
from benchmark.figures.models.numbers import FIRST_YEAR
from benchmark.figures.rows import FigureRow
from benchmark.figures.selectors import current_figures
from benchmark.harmonisation.missing import MissingReason

YEARS_IN_TEMPLATE = 5


def template_of(*, municipality: str, ags: str) -> Template:
    """The workbook of a municipality: its core indicators and those it has figures of, for the latest years."""
    figures = current_figures()
    kept = {row.indicator_code for row in figures}
    definitions = [one for one in indicators() if one.core or one.code in kept]
    names = {entry.code: entry.name for entry in concepts()}
    today = timezone.localdate()
    last_year = today.year - 1
    return Template(
        municipality=municipality,
        ags=ags,
        made_on=today,
        first_year=FIRST_YEAR,
        last_year=today.year,
        indicators=tuple(_sheet(definition, names) for definition in definitions),
        reasons=tuple(Choice(code, words.reason(code), words.sign(code)) for code in MissingReason),
        rows=tuple(_rows(definitions, figures, range(last_year - YEARS_IN_TEMPLATE + 1, last_year + 1))),
    )


def _sheet(definition: IndicatorDefinition, names: Mapping[str, str]) -> IndicatorSheet:
    return IndicatorSheet(
        code=definition.code,
        name=definition.short_name,
        numerator=definition.numerator,
        denominator=definition.denominator,
        unit=definition.unit,
        source=definition.source,
        data_holder=", ".join(definition.data_holder),
        concepts=tuple(Choice(code, names.get(code, code)) for code in definition.concepts),
        groups=tuple(Choice(code, words.group(code)) for code in definition.groups),
        part_of_whole=definition.part_of_whole,
        whole_counts=counts_are_whole(definition),
    )


def _rows(definitions: Sequence[IndicatorDefinition], figures: Sequence[FigureRow], years: range) -> list[TemplateRow]:
    known = {Point(row.indicator_code, row.year, row.group, row.concept): row for row in figures}
    used = {(row.indicator_code, row.group): row.concept for row in figures}
    return [
        _row(definition.code, year, group, used.get((definition.code, group), definition.default_concept), known)
        for definition in definitions
        for group in definition.groups
        for year in years
    ]


def _row(code: str, year: int, group: str, concept: str, known: Mapping[Point, FigureRow]) -> TemplateRow:
    """One line; recovered counts and published rates without a denominator are left out: nobody could type them."""
    figure, before = known.get(Point(code, year, group, concept)), known.get(Point(code, year - 1, group, concept))
    row = TemplateRow(code, year, group, concept, last_year=before.value if before else None)
    if figure is None or figure.derived or (figure.denominator is None and not figure.missing):
        return row
    return replace(
        row,
        numerator=figure.numerator,
        denominator=figure.denominator,
        missing=figure.missing,
        note=figure.note,
    )


def changes(rows: Sequence[IntakeRow], figures: Sequence[FigureRow]) -> list[dict[str, Any]]:
    """The lines that say something else than the current figures, each with the version it was compared with."""
    current = {Point(row.indicator_code, row.year, row.group, row.concept): row for row in figures}
    found = []
    for row in rows:
        figure = current.get(Point(row.indicator_code, row.year, row.group, row.concept))
        said = (row.numerator, row.denominator, row.missing, row.note)
        if figure and said == (figure.numerator, figure.denominator, figure.missing, figure.note):
            continue
        found.append(
            {
                "line": row.line,
                "point": [row.indicator_code, row.year, row.group, row.concept],
                "numerator": _text(row.numerator),
                "denominator": _text(row.denominator),
                "missing": row.missing,
                "note": row.note,
                "version": figure.version if figure else 0,
            }
        )
    return found


def content_of_change(change: Mapping[str, Any], definition: IndicatorDefinition, *, name: str) -> Content:
    """The figure that a changed line would make. Raises a refusal where the definition forbids it."""
    point = Point(*change["point"])
    numbers = Numbers(_number(change["numerator"]), _number(change["denominator"]), missing=change["missing"])
    content = judged(
        definition,
        year=point.year,
        group=point.group,
        concept=point.concept,
        numbers=numbers,
        whole=counts_are_whole(definition),
    )
    source = _("Own figures, workbook “%(name)s”") % {"name": name}
    return replace(content, source=source, note=change["note"])


def _text(number: Decimal | None) -> str:
    return "" if number is None else str(number)


def _number(text: str) -> Decimal | None:
    return Decimal(text) if text else None
