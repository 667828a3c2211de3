"""What a municipality could show by name today, and what stands against the rest; on its own connection."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from benchmark.figures.rows import FigureRow
from benchmark.figures.selectors import approved_figures
from comparisons.circles.models import CharterVersion
from comparisons.circles.selectors import CoreEntry, core_set
from comparisons.named_figures.persons import as_shown, protects_persons


class Obstacle(StrEnum):
    """Why an approved figure may not be shown."""

    FEW_PERSONS = "few_persons"
    NO_COUNTS = "no_counts"


@dataclass(frozen=True)
class Showable:
    """One year that may be shown: the own figure, and its value (indicator's unit) as others would read it."""

    year: int
    value: Decimal
    figure: FigureRow


@dataclass(frozen=True)
class Offer:
    """One core indicator and group: years that may be shown, and approved years that may not, with the reason."""

    entry: CoreEntry
    group: str
    years: tuple[Showable, ...]
    kept_back: Mapping[int, Obstacle]


def offers(charter: CharterVersion) -> list[Offer]:
    """All core indicators and groups of a charter, with the own approved figures of the agreed meaning."""
    entries = core_set(charter)
    own: dict[tuple[str, str], list[FigureRow]] = defaultdict(list)
    for row in approved_figures(indicator_codes=[entry.indicator_code for entry in entries]):
        own[row.indicator_code, row.group].append(row)
    return [_offer(entry, group, own[entry.indicator_code, group]) for entry in entries for group in entry.groups]


def offer_of(charter: CharterVersion, indicator_code: str, group: str) -> Offer | None:
    """One core indicator and group; None where the charter does not compare it."""
    for entry in core_set(charter):
        if entry.indicator_code == indicator_code and group in entry.groups:
            rows = approved_figures(indicator_codes=[indicator_code])
            return _offer(entry, group, [row for row in rows if row.group == group])
    return None


def _offer(entry: CoreEntry, group: str, rows: list[FigureRow]) -> Offer:
    agreed = (entry.concept, entry.definition_version)
    years, kept_back = [], {}
    for row in sorted(rows, key=lambda one: one.year):
        if (row.concept, row.definition_version) != agreed or row.value is None:
            continue
        protected = protects_persons(row, entry.definition)
        if protected:
            years.append(Showable(row.year, as_shown(row.value, entry.definition), row))
        else:
            kept_back[row.year] = Obstacle.NO_COUNTS if protected is None else Obstacle.FEW_PERSONS
    return Offer(entry, group, tuple(years), kept_back)
