"""Reading official statistics: what a municipality may adopt, and which files there are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from operator import attrgetter

from benchmark.catalogue.selectors import IndicatorDefinition, UnknownIndicator, indicator, indicators
from benchmark.harmonisation.missing import MissingReason
from benchmark.harmonisation.ratios import RatioError, ratio
from benchmark.harmonisation.territory_change import Method
from benchmark.statistics_offices.measures import Measured
from benchmark.statistics_offices.models import SourceFile
from benchmark.statistics_offices.notes import note
from benchmark.statistics_offices.predecessors import Available, Index, Numbers, numbers_of
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

    @property
    def estimated(self) -> bool:
        """Whether a divided territory was shared out by weights to make this figure."""
        return False


@dataclass(frozen=True)
class EstimatedProposal(Proposal):
    """A proposal that rests on weights of the crosswalk, because a territory was divided."""

    @property
    def estimated(self) -> bool:
        return True


@dataclass(frozen=True)
class _Wanted:
    """One figure to be made: by which recipe and definition, for which year, and when the territory last changed."""

    recipe: Recipe
    definition: IndicatorDefinition
    year: int
    territory_changed: date | None


def imported_files() -> list[SourceFile]:
    """All imported files, the newest import first."""
    return list(SourceFile.objects.order_by("-imported_at", "-pk"))


def proposals(ags: str) -> list[Proposal]:
    """All figures official sources have for a municipality, by indicator, concept, group and year (three queries).

    For years before a change of territory they are made from the predecessors: summed where all of them lie in the
    territory whole, estimated where one was divided, and otherwise as published for the territory of that time.
    """
    numbers = numbers_of(ags)
    found: dict[tuple[str, str, str, int], Proposal] = {}  # an earlier recipe wins
    current = {definition.code: definition for definition in indicators()}
    for recipe in RECIPES:
        definition = current.get(recipe.indicator_code) or _definition(recipe.indicator_code)
        if definition is None:
            continue
        leading = (*recipe.numerator[:1], *((recipe.published,) if recipe.published else ()))
        for year in numbers.years(leading):
            identity = (recipe.indicator_code, recipe.group, recipe.concept, year)
            if identity in found:
                continue
            proposal = _proposal(_Wanted(recipe, definition, year, numbers.changed), numbers)
            if proposal is not None:
                found[identity] = proposal
    return list(found.values())


def denominators(ags: str) -> dict[tuple[str, int, str, str], Decimal]:
    """Published denominators (persons) of a municipality by indicator, year, group and concept (two queries).

    Also those of figures that nobody publishes; invented ones are not among them.
    """
    totals = _published(ags, attrgetter("denominator"), refused=lambda part: part.source.invented)
    return dict(totals)


def published_counts(ags: str) -> dict[tuple[str, int, str, str], int]:
    """Numerators that offices publish of a municipality, by indicator, year, group and concept (two queries).

    Also where no denominator is published, so that there is no proposal. Never invented and never estimated ones.
    """

    def refused(part: Available) -> bool:
        return part.source.invented or part.method is Method.ESTIMATED

    return {key: int(total) for key, total in _published(ags, attrgetter("numerator"), refused=refused)}


def _published(
    ags: str, parts_of: Callable[[Recipe], tuple[Measured, ...]], *, refused: Callable[[Available], bool]
) -> Iterator[tuple[tuple[str, int, str, str], Decimal]]:
    """Sums of published parts by indicator, year, group and concept, for the territory of today, else of its year."""
    numbers = numbers_of(ags)
    seen: set[tuple[str, int, str, str]] = set()
    for recipe in RECIPES:
        wanted = parts_of(recipe)
        for year in numbers.years(wanted[:1]):
            identity = (recipe.indicator_code, year, recipe.group, recipe.concept)
            for index in (numbers.today, numbers.then):
                parts = _parts(wanted, year, index, "")
                total = None if any(map(refused, parts)) else _sum(parts)
                if total is not None and identity not in seen:
                    seen.add(identity)
                    yield identity, total


def _definition(code: str) -> IndicatorDefinition | None:
    try:
        return indicator(code)
    except UnknownIndicator:
        return None


def _proposal(wanted: _Wanted, numbers: Numbers) -> Proposal | None:
    """The figure for the territory of today, else for that of its year; never parts of both in one."""
    for index in (numbers.today, numbers.then):
        if (proposal := _figure(wanted, index)) is not None:
            return proposal
    return None


def _figure(wanted: _Wanted, index: Index) -> Proposal | None:
    """The figure of one year; None where a part was never published, so that there is nothing to state."""
    recipe, year = wanted.recipe, wanted.year
    above = _parts(recipe.numerator, year, index, "")
    publisher = above[0].source.publisher if above else ""
    below = _parts(recipe.denominator, year, index, publisher)
    printed = _parts((recipe.published,), year, index, publisher) if recipe.published else []
    numerator, denominator = _sum(above), _sum(below)
    value = None if recipe.published_first and printed else _computed(numerator, denominator, wanted.definition)
    if value is not None:
        return _stated(wanted, [*above, *below], (numerator, denominator, value))
    if printed and printed[0].value is not None:
        return _stated(wanted, [*printed, *above], (numerator, None, _plain(printed[0].value)))
    gaps = [part for part in (*printed, *above, *below) if part.missing]
    if gaps:
        return _stated(wanted, [*gaps, *above], (None, None, None), MissingReason(gaps[0].missing))
    return None


def _parts(wanted: Iterable[Measured], year: int, index: Index, publisher: str) -> list[Available]:
    """The best row of every wanted measure, or nothing if one of them has none."""
    rows = [_best(index.get((measured, year), []), publisher) for measured in wanted]
    return [row for row in rows if row is not None] if all(row is not None for row in rows) else []


def _best(rows: list[Available], publisher: str) -> Available | None:
    """Real before invented, the same publisher as the numerator, the newest download, a number before a sign."""
    return min(
        rows,
        key=lambda row: (
            row.source.invented,
            bool(publisher) and row.source.publisher != publisher,
            -(row.source.retrieved or date.min).toordinal(),
            row.value is None,
            row.source.pk,
        ),
        default=None,
    )


def _sum(parts: list[Available]) -> Decimal | None:
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
    wanted: _Wanted,
    used: list[Available],
    parts: tuple[Decimal | None, Decimal | None, Decimal | None],
    missing: MissingReason | None = None,
) -> Proposal:
    """A proposal with everything that must be said about where it comes from."""
    numerator, denominator, value = parts
    sources = [row.source for row in used]
    methods = {row.method for row in used}
    kind = EstimatedProposal if Method.ESTIMATED in methods else Proposal
    return kind(
        indicator_code=wanted.recipe.indicator_code,
        definition_version=wanted.definition.version,
        year=wanted.year,
        group=wanted.recipe.group,
        concept=wanted.recipe.concept,
        numerator=numerator,
        denominator=denominator,
        value=value,
        missing=missing,
        source=" / ".join(dict.fromkeys(source.publisher for source in sources)),
        table=" / ".join(dict.fromkeys(source.table_code for source in sources)),
        territory_date=used[0].territory_date,
        retrieved=max((source.retrieved for source in sources if source.retrieved), default=None),
        derived=any(row.derived for row in used) or not methods.isdisjoint((Method.SUMMED, Method.ESTIMATED)),
        invented=any(source.invented for source in sources),
        note=note(
            used,
            year=wanted.year,
            whole=value is None or None not in (numerator, denominator),
            changed=wanted.territory_changed,
        ),
    )
