"""Choosing indicators by question, field of action, kind of municipality, steerability and perspective."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from benchmark.catalogue.indicator_definition import IndicatorDefinition


@dataclass(frozen=True)
class Criteria:
    """What somebody looks for; an empty criterion does not limit. `core` is "core", "optional" or empty."""

    text: str = ""
    kind: str = ""
    steerability: str = ""
    perspective: str = ""
    core: str = ""


def choose(definitions: Iterable[IndicatorDefinition], criteria: Criteria) -> list[IndicatorDefinition]:
    """The definitions that meet all criteria, in their order."""
    return [each for each in definitions if _meets(each, criteria)]


def count_by(definitions: Sequence[IndicatorDefinition], kind: str) -> dict[str, int]:
    """How many indicators this kind of municipality has, partly has and has not (yes, partial, no)."""
    return {
        answer: sum(each.availability[kind] == answer for each in definitions) for answer in ("yes", "partial", "no")
    }


def _meets(each: IndicatorDefinition, criteria: Criteria) -> bool:
    return (
        all(part in _searchable(each) for part in criteria.text.casefold().split())
        and (not criteria.kind or each.availability[criteria.kind] != "no")
        and (not criteria.steerability or each.steerability == criteria.steerability)
        and (not criteria.perspective or each.perspective == criteria.perspective)
        and (not criteria.core or each.core == (criteria.core == "core"))
    )


def _searchable(each: IndicatorDefinition) -> str:
    parts = (each.code, each.question, each.name, each.name_en, each.short_name, each.field_name, each.numerator)
    return " ".join(parts).casefold()
