"""What a charter says, joined with the catalogue."""

from __future__ import annotations

from dataclasses import dataclass

from benchmark.catalogue.selectors import IndicatorDefinition, concepts, indicator, indicators
from comparisons.circles.models import CharterVersion, Circle


@dataclass(frozen=True)
class CoreEntry:
    """One indicator of a core set with the definition it was agreed in."""

    position: int
    indicator_code: str
    definition_version: int
    concept: str
    concept_name: str
    groups: tuple[str, ...]
    definition: IndicatorDefinition


def newest_charter(circle: Circle) -> CharterVersion | None:
    """The newest published version, or None before the first."""
    return CharterVersion.objects.filter(circle=circle, published_at__isnull=False).order_by("-number").first()


def published_charters(circle: Circle) -> list[CharterVersion]:
    """Every published version, the first one first."""
    return list(CharterVersion.objects.filter(circle=circle, published_at__isnull=False).order_by("number"))


def core_set(charter: CharterVersion) -> list[CoreEntry]:
    """The charter's core set in its order; current definitions and all concepts come in one query each."""
    current = {(one.code, one.version): one for one in indicators()}
    names = {one.code: one.name for one in concepts()}
    return [
        CoreEntry(
            position=row.position,
            indicator_code=row.indicator_code,
            definition_version=row.definition_version,
            concept=row.concept,
            concept_name=names.get(row.concept, row.concept),
            groups=tuple(row.groups),
            definition=current.get((row.indicator_code, row.definition_version))
            or indicator(row.indicator_code, version=row.definition_version),
        )
        for row in charter.core_indicators.all()
    ]
