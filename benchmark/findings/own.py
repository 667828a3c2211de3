"""The municipality's figures, and the official ones beside them, as records for the rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from benchmark.catalogue.selectors import IndicatorDefinition
from benchmark.figures.rows import FigureRow, ProposalRow
from benchmark.findings.official_files import official_record
from benchmark.findings.relations import decimals_of, step_of
from benchmark.plausibility.records import Point, Record, Scale
from benchmark.statistics_offices.measures import Measured
from benchmark.statistics_offices.models import OfficialValue
from benchmark.statistics_offices.recipes import RECIPES

FIGURE, PROPOSAL, OFFICIAL = "figure", "proposal", "official"
STORED_DECIMALS = 8  # of a value whose digits are all known; the database keeps no more


def figure_record(row: FigureRow, definition: IndicatorDefinition) -> Record:
    """One current figure; where both counts are known its value was computed and has all digits."""
    return _record(f"{FIGURE}:{row.id}", row, definition, source=row.source)


def proposal_record(row: ProposalRow, definition: IndicatorDefinition) -> Record:
    """One official figure that nobody has decided about yet."""
    day = f", {row.retrieved:%d.%m.%Y}" if row.retrieved else ""
    return _record(f"{PROPOSAL}:{row.id}", row, definition, source=f"{row.source} ({row.table}{day})")


def _record(identity: str, row: FigureRow | ProposalRow, definition: IndicatorDefinition, *, source: str) -> Record:
    counted = row.numerator is not None and row.denominator is not None
    printed = None if counted or row.value is None else decimals_of(row.value.normalize())
    return Record(
        id=identity,
        point=Point(row.indicator_code, row.group, row.concept, row.year),
        scale=scale_of(definition),
        value=row.value,
        numerator=row.numerator,
        denominator=row.denominator,
        factor=Decimal(definition.factor),
        part_of_whole=definition.part_of_whole,
        decimals=STORED_DECIMALS if printed is None else printed,
        step=step_of(row.indicator_code, row.concept, row.year),
        source=source,
        definition_version=row.definition_version,
    )


def scale_of(definition: IndicatorDefinition) -> Scale:
    """A part of a whole is a share; everything else moves like a rate."""
    return Scale.SHARE if definition.part_of_whole else Scale.RATE


def differing(proposals: Iterable[ProposalRow], definitions: Mapping[str, IndicatorDefinition]) -> list[Record]:
    """Official figures and the own ones at the same points, where they do not agree; two records per point."""
    records = []
    for row in proposals:
        definition = definitions.get(row.indicator_code)
        if definition is not None and row.own is not None and not row.agrees:
            records += [figure_record(row.own, definition), proposal_record(row, definition)]
    return records


def official_records(ags: str, indicator_codes: Iterable[str]) -> tuple[list[Record], dict[str, str]]:
    """All official values of a municipality for measures of these indicators, and by measure the indicator it serves.

    One query. A value stands once per file, so that sources can be held against each other.
    """
    wanted = set(indicator_codes)
    serves: dict[str, str] = {}
    for recipe in RECIPES:
        if recipe.indicator_code in wanted:
            for part in (*recipe.numerator, *recipe.denominator, *((recipe.published,) if recipe.published else ())):
                serves.setdefault(part.measure, recipe.indicator_code)
    rows = OfficialValue.objects.filter(ags=ags, measure__in=serves, value__isnull=False, source__invented=False)
    found = []
    for row in rows.select_related("source"):
        day = f" ({row.source.retrieved:%d.%m.%Y})" if row.source.retrieved else ""
        measured = Measured(row.measure, row.group, row.concept)
        source = f"{row.source.publisher}, {row.source.table_code}{day}"
        value = row.value.normalize() if row.value is not None else None
        found.append(official_record(f"{OFFICIAL}:{row.pk}", measured, ags, row.year, value, source))
    return found, serves
