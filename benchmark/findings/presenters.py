"""Prepares what the pages show; nothing here queries anything."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from benchmark.catalogue.selectors import IndicatorDefinition
from benchmark.figures import words as figure_words
from benchmark.findings import words
from benchmark.findings.forms import AnswerForm
from benchmark.findings.models import AnswerKind
from benchmark.findings.own import FIGURE
from benchmark.findings.selectors import OwnFinding
from benchmark.findings.sentences import Manner, number, sentence
from benchmark.plausibility.findings import Cause, Reason


@dataclass(frozen=True)
class Answered:
    """An answer in words."""

    kind: str
    comment: str
    name: str
    at: object


@dataclass(frozen=True)
class ShownFinding:
    """One finding as it stands on the page."""

    key: str
    title: str
    about: str
    weight: str
    weight_kind: str
    sentence: str
    facts: tuple[tuple[str, str], ...]
    to_do: str
    url: str
    link: str
    answer: Answered | None
    form: AnswerForm
    opened: bool


@dataclass(frozen=True)
class Section:
    """The findings of one indicator."""

    definition: IndicatorDefinition
    findings: tuple[ShownFinding, ...]
    grid_url: str


@dataclass(frozen=True)
class Setting:
    """What all findings of a page share: the kind of municipality, names of concepts and of people, a form in hand."""

    kind: str
    concepts: Mapping[str, str]
    people: Mapping[str, str]
    bound: AnswerForm | None = None
    bound_key: str = ""


def manner_of(row: OwnFinding, definition: IndicatorDefinition, setting: Setting) -> Manner:
    """How the numbers of a finding are written."""
    points = row.finding.points
    names = [setting.concepts.get(point.concept, point.concept) for point in (points[0], points[-1])]
    return Manner(definition.unit, definition.decimals, setting.kind, (names[0], names[1]))


def said_about(row: OwnFinding, definition: IndicatorDefinition, setting: Setting) -> str:
    """The sentence of a finding."""
    return sentence(row.finding, manner_of(row, definition, setting))


def sections(
    rows: Sequence[OwnFinding], definitions: Mapping[str, IndicatorDefinition], setting: Setting
) -> list[Section]:
    """Findings by indicator, in the order of the catalogue's codes."""
    shown: dict[str, list[ShownFinding]] = {}
    for row in rows:
        shown.setdefault(row.indicator_code, []).append(_shown(row, definitions[row.indicator_code], setting))
    return [
        Section(definitions[code], tuple(findings), reverse("figures:indicator", args=[code]))
        for code, findings in shown.items()
    ]


def _shown(row: OwnFinding, definition: IndicatorDefinition, setting: Setting) -> ShownFinding:
    said, manner = row.finding, manner_of(row, definition, setting)
    weight, weight_kind = words.WEIGHTS[said.weight]
    url, link = _where(row)
    key, answer = said.key, row.answer
    bound = setting.bound if key == setting.bound_key else None
    before = {"version": answer.version, "kind": answer.kind, "comment": answer.comment} if answer else {"version": 0}
    return ShownFinding(
        key=key,
        title=str(words.TITLES[said.reason]),
        about=_about(row, definition, setting),
        weight=str(weight),
        weight_kind=weight_kind,
        sentence=sentence(said, manner),
        facts=_facts(row, manner),
        to_do=_to_do(row),
        url=url,
        link=link,
        answer=_answered(row, setting),
        form=bound or AnswerForm(initial=before, auto_id=f"%s-{key}"),
        opened=bound is not None,
    )


def _about(row: OwnFinding, definition: IndicatorDefinition, setting: Setting) -> str:
    """Which figure it is: year, group, concept where the indicator has several, the measure of official numbers."""
    point = row.finding.points[0]
    parts = [str(point.year)]
    if row.official:
        parts.append(words.measure(point.subject))
    parts.append(figure_words.group(point.group))
    if len(definition.concepts) > 1 and row.finding.evidence.cause is not Cause.CONCEPT:
        parts.append(setting.concepts.get(point.concept, point.concept))
    return ", ".join(parts)


def _facts(row: OwnFinding, manner: Manner) -> tuple[tuple[str, str], ...]:
    """The numbers beside each other."""
    said, evidence = row.finding, row.finding.evidence
    if evidence.compared is None:
        return ()
    observed, compared = (number(value, evidence, manner) for value in (evidence.observed, evidence.compared))
    if said.reason is Reason.TWO_SOURCES:
        names = manner.concept_names if evidence.cause is Cause.CONCEPT else evidence.sources
        return ((names[1] or _("other source"), compared), (names[0] or _("own figure"), observed))
    if evidence.year_before is not None:
        return ((str(evidence.year_before), compared), (str(row.year), observed))
    return ()


def _to_do(row: OwnFinding) -> str:
    said = row.finding
    if row.official:
        return str(words.OFFICIAL_DIFFERENCE)
    if said.reason is Reason.TWO_SOURCES and said.evidence.cause is Cause.CONCEPT:
        return str(words.EXPECTED_DIFFERENCE)
    return str(words.TO_DO.get(said.reason, ""))


def _where(row: OwnFinding) -> tuple[str, str]:
    """Where the figure can be looked at: its history, or the official figures that wait for a decision."""
    point = row.finding.points[0]
    if row.official or point.subject != row.indicator_code:
        return reverse("figures:indicator", args=[row.indicator_code]), _("Look at the figures")
    if row.finding.ids[0].startswith(FIGURE):
        return reverse("figures:history", args=[point.subject, point.year, point.group, point.concept]), _(
            "Look at the figure"
        )
    return f"{reverse('figures:proposals')}?indicator={point.subject}", _("Look at the official figure")


def _answered(row: OwnFinding, setting: Setting) -> Answered | None:
    if row.answer is None:
        return None
    name = setting.people.get(row.answer.answered_by, "") or _("somebody without an account here")
    return Answered(str(AnswerKind(row.answer.kind).label), row.answer.comment, name, row.answer.answered_at)
