"""Which own figures could be converted to another concept of their indicator, and which cannot, and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import permutations

from benchmark.catalogue.selectors import (
    ConceptDefinition,
    ConversionRule,
    IndicatorDefinition,
    concepts,
    conversions,
    indicators,
)
from benchmark.figures.rows import FigureRow
from benchmark.figures.selectors import current_figures
from benchmark.harmonisation.concepts import REDUCTIONS, Reduction

GROUP = "foreign"  # the group whose parts a wider concept is made of
REDUCE = "reduce"


@dataclass(frozen=True)
class Offer:
    """One figure of a wider concept that can be reduced to a narrower one; `known` is the narrower figure, if any."""

    definition: IndicatorDefinition
    figure: FigureRow
    source: ConceptDefinition
    target: ConceptDefinition
    note: str
    reduction: Reduction
    known: FigureRow | None


@dataclass(frozen=True)
class Impossible:
    """Two concepts of one indicator between which nothing may be converted; `reason` is the catalogue's."""

    definition: IndicatorDefinition
    source: ConceptDefinition
    target: ConceptDefinition
    reason: str


def offers() -> list[Offer]:
    """Every own figure of the newest versions that the catalogue lets us reduce; earliest year first."""
    return offers_among(current_figures(), indicators(), concepts(), conversions())


def offers_among(
    figures: Iterable[FigureRow],
    definitions: Iterable[IndicatorDefinition],
    known_concepts: Iterable[ConceptDefinition],
    rules: Iterable[ConversionRule],
) -> list[Offer]:
    """The same on given figures; only counts can be reduced, a published rate has no parts."""
    by_code = {one.code: one for one in definitions}
    named = {one.code: one for one in known_concepts}
    stored = {(row.indicator_code, row.year, row.group, row.concept): row for row in figures}
    found = []
    for rule in rules:
        reduction = REDUCTIONS.get((rule.source, rule.target))
        if rule.rule != REDUCE or reduction is None:
            continue
        for (code, year, group, concept), row in sorted(stored.items()):
            definition = by_code.get(code)
            if definition is None or concept != rule.source or rule.target not in definition.concepts:
                continue
            if group != GROUP or row.numerator is None or row.denominator is None:
                continue
            known = stored.get((code, year, group, rule.target))
            found.append(Offer(definition, row, named[rule.source], named[rule.target], rule.note, reduction, known))
    return found


def impossible(definitions: Sequence[IndicatorDefinition] | None = None) -> list[Impossible]:
    """All pairs of concepts within one indicator that may not be converted, with the catalogue's reason."""
    named = {one.code: one for one in concepts()}
    rules = {(one.source, one.target): one for one in conversions()}
    found = []
    for definition in indicators() if definitions is None else definitions:
        for source, target in permutations(definition.concepts, 2):
            rule = rules.get((source, target)) or rules.get((source, "*"))
            if rule is None or rule.rule != REDUCE:
                found.append(Impossible(definition, named[source], named[target], rule.note if rule else ""))
    return found
