"""The steps by which the number of contributing members decides what is shown, as a table to read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from comparisons.circles.models import CharterVersion
from comparisons.circles.selectors import CoreEntry
from comparisons.releases.disclosure import Parameters, ParametersError, steps
from comparisons.releases.grids import disclosure_parameters
from comparisons.releases.presenters import LEVEL_WORDS


@dataclass(frozen=True)
class StepLine:
    """From how many members to how many, and what is then shown."""

    members: str
    shown: str


@dataclass(frozen=True)
class Legend:
    """The steps for some indicators; `indicators` is empty where they hold for the whole core set."""

    indicators: tuple[str, ...]
    lines: tuple[StepLine, ...]


def legends(charter: CharterVersion, entries: Sequence[CoreEntry]) -> tuple[Legend, ...]:
    """One table for each set of parameters in the core set: the charter's own, and the stricter one if it applies.

    None for a charter outside the bounds: nothing is shown under it at all.
    """
    found: dict[Parameters, list[str]] = {}
    try:
        for entry in entries:
            found.setdefault(disclosure_parameters(charter, entry.definition), []).append(entry.definition.short_name)
    except ParametersError:
        return ()
    return tuple(
        Legend(tuple(names) if len(found) > 1 else (), tuple(_lines(parameters))) for parameters, names in found.items()
    )


def _lines(parameters: Parameters) -> list[StepLine]:
    lines = []
    for step in steps(parameters):
        if step.last_n is None:
            members = gettext("from %(first)s") % {"first": step.first_n}
        elif step.last_n == step.first_n:
            members = str(step.first_n)
        else:
            members = gettext("%(first)s to %(last)s") % {"first": step.first_n, "last": step.last_n}
        lines.append(StepLine(members, str(LEVEL_WORDS[step.level])))
    return lines
