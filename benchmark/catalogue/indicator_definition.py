"""An indicator's definition as every other room sees it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from benchmark.catalogue.grids import Edges
from benchmark.territories.kinds import TerritoryKind


class Level(StrEnum):
    """Kreise and kreisfreie Städte share one grid; Gemeinden are smaller and have a coarser one."""

    KREISE = "kreise"
    GEMEINDEN = "gemeinden"


_LEVELS = {
    TerritoryKind.KREISFREIE_STADT: Level.KREISE,
    TerritoryKind.LANDKREIS: Level.KREISE,
    TerritoryKind.KREISANGEHOERIGE_GEMEINDE: Level.GEMEINDEN,
    "landkreise": Level.KREISE,  # the kinds of circles
    "kreisfreie_staedte": Level.KREISE,
    "kreis": Level.GEMEINDEN,
    "mixed": Level.GEMEINDEN,  # the coarser one: its edges are edges of the finer one too
}


def level_of(kind: str) -> Level:
    """The level of a kind of municipality or circle. Raises ValueError for any other word."""
    try:
        return _LEVELS[kind]
    except KeyError as error:
        raise ValueError(f"neither a kind of municipality nor of circle: {kind!r}") from error


@dataclass(frozen=True)
class Cells:
    """The grid of one group on one level, in the indicator's unit; `smallest_denominator` counts persons."""

    edges: Edges
    smallest_denominator: int


@dataclass(frozen=True)
class IndicatorDefinition:
    """One indicator in one version. Texts are German; `factor` turns numerator / denominator into the unit."""

    code: str
    version: int
    valid_from: date
    reviewed: date
    core: bool
    field_code: str
    field_name: str
    name: str
    name_en: str
    short_name: str
    question: str
    kind: str  # ratio | index | score
    numerator: str
    denominator: str
    unit: str
    factor: Decimal
    decimals: int
    part_of_whole: bool
    signed: bool
    polarity: str  # higher_better | lower_better | neutral
    perspective: str  # strength | need | context
    differentiation: tuple[str, ...]
    concepts: tuple[str, ...]
    default_concept: str
    groups: tuple[str, ...]
    leading_group: str
    reference_date: str
    periodicity: str
    source: str
    tables: tuple[str, ...]
    data_holder: tuple[str, ...]
    availability: Mapping[str, str]  # kind of municipality -> yes | partial | no
    availability_note: str
    steerability: str  # low | medium | high
    effort: str
    comparability_note: str
    evidence: str  # source | expertise | both
    related: tuple[str, ...]
    sensitive: bool
    percent: int  # of a cell's start: the least width of a cell
    cases: int  # different numerators that every cell must hold in the smallest municipality
    side: str  # value | complement: the end of the scale from which the widths of cells are measured
    cells: Mapping[tuple[str, Level], Cells]
    trial_reason: str = ""  # why it is still being tried out; empty when it is not
    trial_since: date | None = None

    @property
    def on_trial(self) -> bool:
        """Whether the indicator is still being tried out, in all its versions."""
        return bool(self.trial_reason)

    @property
    def grid(self) -> Edges:
        """Edges for the leading group among Kreise, in the indicator's unit; the first and last cell are open."""
        return self.grid_for(TerritoryKind.LANDKREIS)

    def grid_for(self, kind: str, group: str = "") -> Edges:
        """Edges for a kind of municipality or circle; without a group the leading group's, which suit every group.

        Use one of the two ways throughout: two different grids for one figure would narrow its cell.
        """
        return self._cells(kind, group).edges

    def smallest_denominator_for(self, kind: str, group: str = "") -> int:
        """Persons below which a municipality of this kind is too small for this indicator."""
        return self._cells(kind, group).smallest_denominator

    def _cells(self, kind: str, group: str) -> Cells:
        try:
            return self.cells[group or self.leading_group, level_of(kind)]
        except KeyError as error:
            raise ValueError(f"{self.code} has no group {group!r}") from error


_TUPLES = {"differentiation", "concepts", "groups", "tables", "data_holder", "related"}
_DATES = {"valid_from", "reviewed"}


def from_content(content: Mapping[str, Any], *, field_name: str) -> IndicatorDefinition:
    """Build a definition from the stored content of its file (numbers of the grid as text)."""
    values = {name: _value(name, value) for name, value in content.items() if name not in ("field", "grid")}
    values |= {"field_code": content["field"], "field_name": field_name, "factor": Decimal(content["factor"])}
    grid = content["grid"]
    values |= {"percent": grid["p"], "cases": grid["m"], "side": grid["side"], "cells": cells_of(content)}
    return IndicatorDefinition(**values)


def _value(name: str, value: Any) -> Any:
    if name in _TUPLES:
        return tuple(value)
    return date.fromisoformat(value) if name in _DATES else value


def cells_of(content: Mapping[str, Any]) -> dict[tuple[str, Level], Cells]:
    """All grids of a stored definition by group and level."""
    return {
        (group, level): Cells(tuple(Decimal(edge) for edge in grid[level]), grid["smallest_denominator"][level])
        for group, grid in content["grid"]["groups"].items()
        for level in Level
    }
