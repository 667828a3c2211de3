"""What is measured: definitions, concepts, conversions and fields of action, as plain values."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.db.models import F

from benchmark.catalogue.indicator_definition import IndicatorDefinition, from_content
from benchmark.catalogue.models import Concept, ConceptVersion, Conversion, FieldOfAction, IndicatorVersion

__all__ = [
    "ConceptDefinition",
    "ConversionRule",
    "FieldInfo",
    "IndicatorDefinition",
    "UnknownConcept",
    "UnknownField",
    "UnknownIndicator",
    "concept",
    "concept_versions",
    "concepts",
    "conversion",
    "conversions",
    "field",
    "fields",
    "indicator",
    "indicators",
    "versions",
]


class UnknownIndicator(LookupError):
    """There is no indicator with this code, or not in this version."""


class UnknownConcept(LookupError):
    """There is no concept with this code."""


class UnknownField(LookupError):
    """There is no field of action with this code."""


@dataclass(frozen=True)
class FieldInfo:
    """A field of action."""

    code: str
    name: str
    name_en: str


@dataclass(frozen=True)
class ConceptDefinition:
    """A concept of differentiation; `unit_of_analysis` is person, pupil, child or none.

    `population` says who is counted at all, `place` where; `first_year` and `last_year` bound the years there are
    figures of this concept for, None where no bound is known.
    """

    code: str
    version: int
    name: str
    meaning: str
    unit_of_analysis: str
    evidence: str
    source: str
    population: str
    family: str
    place: str
    first_year: int | None
    last_year: int | None


@dataclass(frozen=True)
class ConversionRule:
    """What `rule` says where `target` is wanted: reduce, comparable_with_flag or not_convertible."""

    source: str
    target: str
    rule: str
    note: str

    def as_mapping(self) -> dict[str, str]:
        """The rule in the words of `harmonisation.concepts`."""
        return {"from": self.source, "to": self.target, "rule": self.rule, "note_de": self.note}


def indicators(core: bool | None = None) -> list[IndicatorDefinition]:
    """All indicators in their current version, core first, then by field of action; `core` picks one kind."""
    rows = IndicatorVersion.objects.filter(indicator__retired=False, version=F("indicator__current_version"))
    if core is not None:
        rows = rows.filter(indicator__core=core)
    return [_definition(row) for row in rows.select_related("indicator__field").order_by("indicator__position")]


def indicator(code: str, version: int | None = None) -> IndicatorDefinition:
    """One indicator, in its current version unless one is named; also a retired one. Raises UnknownIndicator."""
    wanted = F("indicator__current_version") if version is None else version
    row = IndicatorVersion.objects.filter(indicator_id=code, version=wanted).select_related("indicator__field").first()
    if row is None:
        raise UnknownIndicator(code if version is None else f"{code}, version {version}")
    return _definition(row)


def versions(code: str) -> list[IndicatorDefinition]:
    """All versions of an indicator, the newest first."""
    rows = IndicatorVersion.objects.filter(indicator_id=code).select_related("indicator__field").order_by("-version")
    return [_definition(row) for row in rows]


def fields() -> list[FieldInfo]:
    """All fields of action in their order."""
    return [_field(row) for row in FieldOfAction.objects.all()]


def field(code: str) -> FieldInfo:
    """One field of action. Raises UnknownField."""
    row = FieldOfAction.objects.filter(pk=code).first()
    if row is None:
        raise UnknownField(code)
    return _field(row)


def concepts() -> list[ConceptDefinition]:
    """All concepts of differentiation in their order."""
    return [_concept(row) for row in Concept.objects.all()]


def concept_versions(code: str) -> list[ConceptDefinition]:
    """All wordings a concept has had, the newest first; empty for an unknown code."""
    rows = ConceptVersion.objects.filter(concept_id=code)
    return [ConceptDefinition(code=code, version=row.version, **row.content) for row in rows]


def concept(code: str) -> ConceptDefinition:
    """One concept. Raises UnknownConcept."""
    row = Concept.objects.filter(pk=code).first()
    if row is None:
        raise UnknownConcept(code)
    return _concept(row)


def conversions() -> list[ConversionRule]:
    """All conversion rules in the order of the file."""
    return [ConversionRule(row.source_id, row.target, row.rule, row.note) for row in Conversion.objects.all()]


def conversion(source: str, target: str) -> ConversionRule | None:
    """The rule for this pair, or the source's rule for every other concept; None where the catalogue says nothing."""
    found = {row.target: row for row in Conversion.objects.filter(source_id=source, target__in=[target, "*"])}
    row = found.get(target) or found.get("*")
    return None if row is None else ConversionRule(row.source_id, row.target, row.rule, row.note)


def _definition(row: IndicatorVersion) -> IndicatorDefinition:
    found = from_content(row.content, field_name=row.indicator.field.name)
    if not row.indicator.trial:
        return found
    return replace(found, trial_reason=row.indicator.trial_reason, trial_since=row.indicator.trial_since)


def _field(row: FieldOfAction) -> FieldInfo:
    return FieldInfo(row.code, row.name, row.name_en)


def _concept(row: Concept) -> ConceptDefinition:
    return ConceptDefinition(**{name: getattr(row, name) for name in ConceptDefinition.__dataclass_fields__})
