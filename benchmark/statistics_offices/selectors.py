"""Reading official statistics: what a municipality may adopt, and which files there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from benchmark.catalogue.selectors import IndicatorDefinition, UnknownIndicator, indicator, indicators
from benchmark.harmonisation.missing import MissingReason
from benchmark.harmonisation.ratios import RatioError, ratio
from benchmark.statistics_offices.measures import Measured
from benchmark.statistics_offices.models import OfficialValue, SourceFile
from benchmark.statistics_offices.recipes import RECIPES, Recipe


@dataclass(frozen=True)
class Proposal:
    """One figure a municipality may adopt; `value` is in the indicator's unit, unrounded."""

    indicator_code: str
    definition_version: int
    year: int
    group: str
    concept: str
    numerator: Decimal | None
    denominator: Decimal | None
    value: Decimal | None
    missing: MissingReason | None
    source: str
    table: str
    territory_date: date
    retrieved: date | None
    derived: bool
    invented: bool
    note: str


_Index = dict[tuple[Measured, int], list[OfficialValue]]


def imported_files() -> list[SourceFile]:
    """All imported files, the newest import first."""
    return list(SourceFile.objects.order_by("-imported_at", "-pk"))


def proposals(ags: str) -> list[Proposal]:
    """All figures official sources have for a municipality, by indicator, concept, group and year (two queries)."""
    index: _Index = defaultdict(list)
    years: dict[Measured, set[int]] = defaultdict(set)
    for row in OfficialValue.objects.filter(ags=ags).select_related("source"):
        measured = Measured(row.measure, row.group, row.concept)
        index[measured, row.year].append(row)
        years[measured].add(row.year)
    found: dict[tuple[str, str, str, int], Proposal] = {}  # an earlier recipe wins
    current = {definition.code: definition for definition in indicators()}
    for recipe in RECIPES:
        definition = current.get(recipe.indicator_code) or _definition(recipe.indicator_code)
        if definition is None:
            continue
        leading = (*recipe.numerator[:1], *((recipe.published,) if recipe.published else ()))
        for year in sorted(set().union(*(years[measured] for measured in leading))):
            identity = (recipe.indicator_code, recipe.group, recipe.concept, year)
            proposal = None if identity in found else _proposal(recipe, definition, year, index)
            if proposal is not None:
                found[identity] = proposal
    return list(found.values())


def _definition(code: str) -> IndicatorDefinition | None:
    try:
        return indicator(code)
    except UnknownIndicator:
        return None


def _proposal(recipe: Recipe, definition: IndicatorDefinition, year: int, index: _Index) -> Proposal | None:
    """The figure of one year; None where a part was never published, so that there is nothing to state."""
    above = _parts(recipe.numerator, year, index, "")
    publisher = above[0].source.publisher if above else ""
    below = _parts(recipe.denominator, year, index, publisher)
    printed = _parts((recipe.published,), year, index, publisher) if recipe.published else []
    numerator, denominator = _sum(above), _sum(below)
    value = None if recipe.published_first and printed else _computed(numerator, denominator, definition)
    if value is not None:
        return _stated(recipe, definition, year, [*above, *below], (numerator, denominator, value))
    if printed and printed[0].value is not None:
        return _stated(recipe, definition, year, [*printed, *above], (numerator, None, _plain(printed[0].value)))
    gaps = [part for part in (*printed, *above, *below) if part.missing]
    if gaps:
        return _stated(recipe, definition, year, [*gaps, *above], (None, None, None), MissingReason(gaps[0].missing))
    return None


def _parts(wanted: Iterable[Measured], year: int, index: _Index, publisher: str) -> list[OfficialValue]:
    """The best row of every wanted measure, or nothing if one of them has none."""
    rows = [_best(index.get((measured, year), []), publisher) for measured in wanted]
    return [row for row in rows if row is not None] if all(row is not None for row in rows) else []


def _best(rows: list[OfficialValue], publisher: str) -> OfficialValue | None:
    """Real before invented, the same publisher as the numerator, the newest download, a number before a sign."""
    return min(
        rows,
        key=lambda row: (
            row.source.invented,
            bool(publisher) and row.source.publisher != publisher,
            -(row.source.retrieved or date.min).toordinal(),
            row.value is None,
            row.source_id,
        ),
        default=None,
    )


def _sum(parts: list[OfficialValue]) -> Decimal | None:
    """The sum of all parts; a gap in one of them is a gap in the sum."""
    known = [part.value for part in parts if part.value is not None]
    return Decimal(int(sum(known))) if parts and len(known) == len(parts) else None


def _plain(value: Decimal) -> Decimal:
    """Without the zeros that the database adds, and never with an exponent."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def _computed(
    numerator: Decimal | None, denominator: Decimal | None, definition: IndicatorDefinition
) -> Decimal | None:
    if numerator is None or denominator is None:
        return None
    try:
        return ratio(numerator, denominator, definition.factor, part_of_whole=definition.part_of_whole)
    except RatioError:  # two sources that contradict each other give no figure
        return None


def _stated(
    recipe: Recipe,
    definition: IndicatorDefinition,
    year: int,
    used: list[OfficialValue],
    numbers: tuple[Decimal | None, Decimal | None, Decimal | None],
    missing: MissingReason | None = None,
) -> Proposal:
    """A proposal with everything that must be said about where it comes from."""
    numerator, denominator, value = numbers
    sources = [row.source for row in used]
    return Proposal(
        indicator_code=recipe.indicator_code,
        definition_version=definition.version,
        year=year,
        group=recipe.group,
        concept=recipe.concept,
        numerator=numerator,
        denominator=denominator,
        value=value,
        missing=missing,
        source=" / ".join(dict.fromkeys(source.publisher for source in sources)),
        table=" / ".join(dict.fromkeys(source.table_code for source in sources)),
        territory_date=used[0].territory_date,
        retrieved=max((source.retrieved for source in sources if source.retrieved), default=None),
        derived=any(row.derived for row in used),
        invented=any(source.invented for source in sources),
        note=_note(used, year, value, numerator, denominator),
    )


def _note(
    used: list[OfficialValue], year: int, value: Decimal | None, numerator: Decimal | None, denominator: Decimal | None
) -> str:
    """What a careful reader should know about the figure, in sentences."""
    notes = []
    if any(row.source.invented for row in used):
        notes.append(_("Invented for the demonstration; no real figure."))
    if any(row.derived for row in used):
        notes.append(_("Denominator computed from the published count and share."))
    if value is not None and (numerator is None or denominator is None):
        notes.append(_("Value as published; its parts are not published."))
    if used[0].territory_date.year > year:
        notes.append(
            _("Published for the territory of %(date)s, also for earlier years.")
            % {"date": date_format(used[0].territory_date, "SHORT_DATE_FORMAT")}
        )
    return " ".join(notes)
