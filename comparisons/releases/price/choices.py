"""The choices that a page sets side by side: both profiles, and what the circle has chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from comparisons.circles.models import CharterVersion
from comparisons.circles.profiles import Profile, values_of
from comparisons.circles.selectors import CoreEntry
from comparisons.releases.disclosure import Parameters
from comparisons.releases.grids import disclosure_parameters


@dataclass(frozen=True)
class Choice:
    """One column: its heading and a charter, which need not be saved."""

    title: str
    charter: CharterVersion


@dataclass(frozen=True)
class Table:
    """A table to be shown as it is; the first column heads the rows, a cell may have several lines."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    wordy: bool = False  # whether cells hold several lines


def side_by_side(own: CharterVersion, title: str) -> tuple[Choice, ...]:
    """Both profiles, then the circle's own choice."""
    profiles = (
        Choice(str(profile.label), CharterVersion(circle=own.circle, profile=profile, **values_of(profile)))
        for profile in Profile
    )
    return (*profiles, Choice(title, own))


def alike(entries: Sequence[CoreEntry]) -> list[list[CoreEntry]]:
    """The core set apart: indicators under the charter's own rules, and those that always have the stricter ones."""
    sensitive = [entry for entry in entries if entry.definition.sensitive]
    others = [entry for entry in entries if not entry.definition.sensitive]
    return [part for part in (others, sensitive) if part]


def parameters_for(choice: Choice, part: Sequence[CoreEntry]) -> Parameters:
    """The parameters that hold for these indicators, which are all alike."""
    return disclosure_parameters(choice.charter, part[0].definition)


def names(part: Sequence[CoreEntry]) -> str:
    """The indicators' names in one line."""
    return ", ".join(entry.definition.short_name for entry in part)


def head(first: str, choices: Sequence[Choice]) -> tuple[str, ...]:
    """A table's heading: what the rows are, then the choices."""
    return (first, *(choice.title for choice in choices))
