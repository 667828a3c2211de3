"""Reading the definition files and saying, file by file and field by field, what is wrong with them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from benchmark.catalogue.mixing import never_mix
from benchmark.catalogue.schema import ConceptFile, ConversionFile, FieldFile, IndicatorFile, TrialFile

FOLDER = Path(__file__).parent / "definitions"
ANY_CONCEPT = "*"
TRIAL_FILE = "trial.yaml"

FAULTS = {
    "missing": _("is missing"),
    "extra_forbidden": _("is not a known field"),
    "literal_error": _("must be one of %(expected)s"),
    "string_too_long": _("is longer than %(max_length)s characters"),
    "string_too_short": _("must not be empty"),
    "string_pattern_mismatch": _("does not have the expected form (%(pattern)s)"),
    "greater_than_equal": _("must be at least %(ge)s"),
    "less_than_equal": _("must be at most %(le)s"),
    "too_short": _("must have at least %(min_length)s entries"),
    "too_few_cells": _("at least two cells are needed"),
    "edges_fall": _("edges must rise, but %(high)s follows %(low)s"),
    "not_nested": _("every edge must also be an edge of “kreise”"),
    "not_in_list": _("%(value)s is not listed in “%(list)s”"),
    "code_of_other_field": _("the code %(code)s does not start with the field of action %(field)s"),
    "wrong_factor": _("the unit %(unit)s needs the factor %(factor)s"),
    "bad_group": _("%(value)s must be written in small letters"),
    "grid_per_group": _("exactly one grid is needed for each group in “groups”"),
    "leading_not_smallest": _("no group may have a smaller denominator than the leading group %(group)s"),
    "balance_not_even": _("a balance needs the same edges below and above zero"),
    "first_edge": _("the first edge must be 0, not %(edge)s"),
    "last_edge": _("the last edge of a share must be %(factor)s, not %(edge)s"),
    "cell_too_narrow": _("the cell from %(low)s to %(high)s is narrower than %(needed)s"),
    "period_backward": _("the period from %(first)s to %(last)s runs backwards"),
    "named_twice": _("%(value)s is named twice"),
}


class BrokenDefinitions(Exception):
    """The definition files break their rules; `problems` says so in sentences that name file and field."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


@dataclass(frozen=True)
class Definitions:
    """Everything the files say, in the order in which it is shown: core indicators first, by field of action."""

    fields: tuple[FieldFile, ...]
    concepts: tuple[ConceptFile, ...]
    conversions: tuple[ConversionFile, ...]
    indicators: tuple[IndicatorFile, ...]
    trial: tuple[TrialFile, ...] = ()


def content_of(indicator: IndicatorFile) -> dict[str, Any]:
    """A definition as it is stored: plain JSON, numbers of the grid as text."""
    return indicator.model_dump(mode="json")


def content_hash(content: dict[str, Any]) -> str:
    """A fingerprint of a stored definition: the same content has the same fingerprint, however it is laid out."""
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def read_definitions(folder: Path = FOLDER) -> Definitions:
    """Read and check all files. Raises BrokenDefinitions with every problem found, not only the first."""
    problems: list[str] = []
    fields = _read(folder / "fields.yaml", TypeAdapter(list[FieldFile]), problems) or []
    concepts = _read(folder / "concepts.yaml", TypeAdapter(list[ConceptFile]), problems) or []
    conversions = _read(folder / "conversions.yaml", TypeAdapter(list[ConversionFile]), problems) or []
    indicators = []
    for path in sorted((folder / "indicators").glob("*.yaml")):
        indicator = _read(path, TypeAdapter(IndicatorFile), problems)
        if indicator is None:
            continue
        if path.stem != indicator.code:
            problems.append(_problem(path.name, "code", gettext("must be the name of the file")))
        indicators.append(indicator)
    listed = folder / TRIAL_FILE  # optional: without it no indicator is on trial
    trial = _read(listed, TypeAdapter(list[TrialFile]), problems) if listed.exists() else []
    if not problems:
        problems.extend(_cross_checks(fields, concepts, conversions, indicators))
        problems.extend(_trial_problems(trial, indicators))
    if problems:
        raise BrokenDefinitions(problems)
    order = [field.code for field in fields]
    indicators.sort(key=lambda each: (not each.core, order.index(each.field), each.code))
    return Definitions(tuple(fields), tuple(concepts), tuple(conversions), tuple(indicators), tuple(trial))


def _read(path: Path, shape: TypeAdapter[Any], problems: list[str]) -> Any:
    """One file in its shape, or None with the problems noted."""
    try:
        return shape.validate_python(yaml.safe_load(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        problems.append(gettext("%(file)s: the file is missing.") % {"file": path.name})
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        problems.append(
            gettext("%(file)s: this is not readable YAML (%(error)s).") % {"file": path.name, "error": error}
        )
    except ValidationError as error:
        problems.extend(_worded(path.name, each) for each in error.errors())
    return None


def _worded(file: str, error: ErrorDetails) -> str:
    particulars = {key: value for key, value in error.get("ctx", {}).items() if key != "where"}
    where = ".".join([*(str(step) for step in error["loc"]), *filter(None, [error.get("ctx", {}).get("where")])])
    if error["type"] in FAULTS:
        return _problem(file, where, str(FAULTS[error["type"]]) % particulars)
    return _problem(file, where, gettext("does not have the right form (%(message)s)") % {"message": error["msg"]})


def _problem(file: str, field: str, text: str) -> str:
    return gettext("%(file)s, field “%(field)s”: %(text)s.") % {"file": file, "field": field, "text": text}


def _cross_checks(
    fields: Sequence[FieldFile],
    concepts: Sequence[ConceptFile],
    conversions: Sequence[ConversionFile],
    indicators: Sequence[IndicatorFile],
) -> Iterable[str]:
    """What no file can know alone: codes named elsewhere exist, and nothing is defined twice."""
    known_fields, known_concepts = {each.code for each in fields}, {each.code for each in concepts}
    doubled = gettext("%(value)s is named twice")
    for file, codes in (("fields.yaml", [each.code for each in fields]), ("concepts.yaml", [c.code for c in concepts])):
        yield from (_problem(file, "code", doubled % {"value": code}) for code in codes if codes.count(code) > 1)
    unknown = gettext("%(value)s is not defined")
    for conversion in conversions:
        for key, code in (("from", conversion.source), ("to", conversion.target)):
            if code not in known_concepts and not (key == "to" and code == ANY_CONCEPT):
                yield _problem("conversions.yaml", key, unknown % {"value": code})
    yield from _forbidden_mixtures(concepts, conversions)
    pairs = [(each.source, each.target) for each in conversions]
    for pair in sorted({pair for pair in pairs if pairs.count(pair) > 1}):
        yield _problem("conversions.yaml", "from", doubled % {"value": " → ".join(pair)})
    short_names = [each.short_name for each in indicators]
    for each in indicators:
        file = f"{each.code}.yaml"
        if each.field not in known_fields:
            yield _problem(file, "field", unknown % {"value": each.field})
        for code in each.concepts:
            if code not in known_concepts:
                yield _problem(file, "concepts", unknown % {"value": code})
        if short_names.count(each.short_name) > 1:
            yield _problem(file, "short_name", doubled % {"value": each.short_name})


def _trial_problems(trial: Sequence[TrialFile], indicators: Sequence[IndicatorFile]) -> Iterable[str]:
    """Only known indicators outside the core are tried out, each named once."""
    core = {each.code: each.core for each in indicators}
    codes = [each.code for each in trial]
    for code in sorted(set(codes)):
        if code not in core:
            yield _problem(TRIAL_FILE, "code", gettext("%(value)s is not defined") % {"value": code})
        elif core[code]:
            yield _problem(TRIAL_FILE, "code", gettext("%(value)s is core and so not on trial") % {"value": code})
        if codes.count(code) > 1:
            yield _problem(TRIAL_FILE, "code", gettext("%(value)s is named twice") % {"value": code})


def _forbidden_mixtures(concepts: Sequence[ConceptFile], conversions: Sequence[ConversionFile]) -> Iterable[str]:
    """Conversions that allow what never may be compared, whoever writes the file."""
    known = {each.code: each for each in concepts}
    for each in conversions:
        source, target = known.get(each.source), known.get(each.target)
        if each.rule == "not_convertible" or source is None:
            continue
        if target is None:
            text = gettext("only “not_convertible” may hold for every other concept")
            yield _problem("conversions.yaml", f"{each.source} → {each.target}", text)
        elif never_mix(source, target):
            text = gettext("these two sources never mix; only “not_convertible” is possible")
            yield _problem("conversions.yaml", f"{each.source} → {each.target}", text)
