"""The strict shape of the definition files, and every rule that binds them together.

Nothing is guessed: an unknown key, a missing key or a value outside its list is refused. Faults carry a short name and
their particulars; `definitions` puts them into words.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Annotated, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from benchmark.catalogue.grids import Side, WidthRule, is_coarsening, too_narrow

SHORT_NAME_LENGTH = 28  # fits above a small multiple
FACTORS = {"%": 100, "je 1.000": 1000, "je 10.000": 10000, "Index 0 bis 100": 100}

Availability = Literal["yes", "partial", "no"]
Evidence = Literal["source", "expertise", "both"]
# Where a concept is measured; some families never mix, whatever a conversion says.
Family = Literal[
    "population_statistics",
    "central_register",
    "municipal_register",
    "employment_agency",
    "microcensus",
    "census",
    "school_statistics",
    "youth_welfare",
    "own_survey",
    "none",
]
Text = Annotated[str, Field(min_length=1, pattern=r"^\S(.*\S)?$")]


def _exact(value: object) -> object:
    """Read an edge as it is written: YAML hands floats over, and their shortest spelling is the written one."""
    return Decimal(str(value)) if isinstance(value, int | float) and not isinstance(value, bool) else value


Edge = Annotated[Decimal, BeforeValidator(_exact)]


def fault(name: str, **particulars: object) -> PydanticCustomError:
    """A broken rule, to be worded where it is shown."""
    return PydanticCustomError(name, name, {key: str(value) for key, value in particulars.items()})


class Part(BaseModel):
    """A piece of a definition file: no unknown keys, no change afterwards."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class FieldFile(Part):
    """A field of action (Handlungsfeld)."""

    code: Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
    name: Text
    name_en: Text


class ConceptFile(Part):
    """A concept by which persons are told apart (Konzept der Differenzierung)."""

    code: Annotated[str, Field(pattern=r"^[A-Z0-9_]+$")]
    version: Annotated[int, Field(ge=1)]
    name: Text
    meaning: Text
    unit_of_analysis: Literal["person", "pupil", "child", "none"]
    evidence: Evidence
    source: Text
    population: Text
    family: Family
    place: Literal["residence", "work", "school", "facility", "any"]
    first_year: Annotated[int, Field(ge=1950, le=2100)] | None
    last_year: Annotated[int, Field(ge=1950, le=2100)] | None

    @model_validator(mode="after")
    def _period_runs_forward(self) -> Self:
        if self.first_year and self.last_year and self.first_year > self.last_year:
            raise fault("period_backward", where="last_year", first=self.first_year, last=self.last_year)
        return self


class ConversionFile(Part):
    """What may be done with a value of one concept where another one is wanted."""

    source: Annotated[str, Field(alias="from")]
    target: Annotated[str, Field(alias="to")]
    rule: Literal["reduce", "comparable_with_flag", "not_convertible"]
    note: Text


class PerLevel(Part):
    """A number of persons for Kreise (with kreisfreie Städte) and for their Gemeinden."""

    kreise: Annotated[int, Field(ge=1)]
    gemeinden: Annotated[int, Field(ge=1)]


class GroupGrid(Part):
    """The cells of one group: the smallest denominator to be expected (persons) and the edges, per level."""

    smallest_denominator: PerLevel
    kreise: list[Edge]
    gemeinden: list[Edge]

    @model_validator(mode="after")
    def _edges_rise_and_nest(self) -> Self:
        for level in ("kreise", "gemeinden"):
            edges = getattr(self, level)
            if len(edges) < 3:
                raise fault("too_few_cells", where=level)
            for low, high in pairwise(edges):
                if low >= high:
                    raise fault("edges_fall", where=level, low=low, high=high)
        if not is_coarsening(self.kreise, self.gemeinden):
            raise fault("not_nested", where="gemeinden")
        return self


class GridFile(Part):
    """Widths and edges: `p` in percent of a cell's start, `m` cases; `side` says which end is measured finely."""

    p: Annotated[int, Field(ge=1, le=100)]
    m: Annotated[int, Field(ge=1)]
    side: Literal["value", "complement"]
    groups: Annotated[dict[str, GroupGrid], Field(min_length=1)]


class AvailabilityFile(Part):
    """Where the figure can be had, per kind of municipality."""

    kreisfreie_stadt: Availability
    landkreis: Availability
    kreisangehoerige_gemeinde: Availability


class TrialFile(Part):
    """An indicator that is still being tried out; apart from its definition, so that saying so needs no new version."""

    code: Annotated[str, Field(pattern=r"^[A-Z]{3}-\d{2}$")]
    since: date
    reason: Text


class IndicatorFile(Part):
    """One indicator in one version."""

    code: Annotated[str, Field(pattern=r"^[A-Z]{3}-\d{2}$")]
    version: Annotated[int, Field(ge=1)]
    valid_from: date
    reviewed: date
    core: bool
    field: str
    name: Text
    name_en: Text
    short_name: Annotated[Text, Field(max_length=SHORT_NAME_LENGTH)]
    question: Annotated[Text, Field(pattern=r"\?$")]
    kind: Literal["ratio", "index", "score"]
    numerator: Text
    denominator: Text
    unit: Literal["%", "je 1.000", "je 10.000", "Index 0 bis 100"]
    factor: int
    decimals: Annotated[int, Field(ge=0, le=2)]
    part_of_whole: bool
    signed: bool
    polarity: Literal["higher_better", "lower_better", "neutral"]
    perspective: Literal["strength", "need", "context"]
    differentiation: list[Text]
    concepts: Annotated[list[str], Field(min_length=1)]
    default_concept: str
    groups: Annotated[list[str], Field(min_length=1)]
    leading_group: str
    reference_date: Text
    periodicity: Literal["annual", "semiannual", "every_2_years", "every_4_years", "per_election"]
    source: Text
    tables: list[Text]
    data_holder: Annotated[list[Literal["Kommune", "Kreis", "Land", "Bund"]], Field(min_length=1)]
    availability: AvailabilityFile
    availability_note: str
    steerability: Literal["low", "medium", "high"]
    effort: Literal["low", "medium", "high"]
    comparability_note: str
    evidence: Evidence
    related: list[Text]
    sensitive: bool
    grid: GridFile

    @model_validator(mode="after")
    def _names_agree(self) -> Self:
        _unique("concepts", self.concepts)
        _unique("groups", self.groups)
        if self.default_concept not in self.concepts:
            raise fault("not_in_list", where="default_concept", value=self.default_concept, list="concepts")
        if self.leading_group not in self.groups:
            raise fault("not_in_list", where="leading_group", value=self.leading_group, list="groups")
        if not self.code.startswith(f"{self.field}-"):
            raise fault("code_of_other_field", where="field", code=self.code, field=self.field)
        if self.factor != FACTORS[self.unit]:
            raise fault("wrong_factor", where="factor", unit=self.unit, factor=FACTORS[self.unit])
        bad = [group for group in self.groups if not re.fullmatch(r"[a-z][a-z_]*", group)]
        if bad:
            raise fault("bad_group", where="groups", value=bad[0])
        return self

    @model_validator(mode="after")
    def _grid_fits(self) -> Self:
        if set(self.grid.groups) != set(self.groups):
            raise fault("grid_per_group", where="grid.groups")
        leading = self.grid.groups[self.leading_group].smallest_denominator
        for group, cells in self.grid.groups.items():
            least = cells.smallest_denominator
            if least.kreise < leading.kreise or least.gemeinden < leading.gemeinden:
                raise fault("leading_not_smallest", where=f"grid.groups.{group}", group=self.leading_group)
            for level in ("kreise", "gemeinden"):
                self._check_edges(f"grid.groups.{group}.{level}", getattr(cells, level), self.rule(group, level))
        return self

    def rule(self, group: str, level: str) -> WidthRule:
        """The width rule of one group on one level (`kreise` or `gemeinden`)."""
        smallest = getattr(self.grid.groups[group].smallest_denominator, level)
        return WidthRule(Decimal(self.grid.p), self.grid.m, smallest, Decimal(self.factor))

    def _check_edges(self, where: str, edges: list[Edge], rule: WidthRule) -> None:
        if self.signed and edges != [-edge for edge in reversed(edges)]:
            raise fault("balance_not_even", where=where)
        if not self.signed and edges[0] != 0:
            raise fault("first_edge", where=where, edge=edges[0])
        if self.part_of_whole and edges[-1] != self.factor:
            raise fault("last_edge", where=where, factor=self.factor, edge=edges[-1])
        narrow = too_narrow(tuple(edges), rule, Side(self.grid.side))
        if narrow:
            low, high, needed = narrow[0]
            raise fault("cell_too_narrow", where=where, low=low, high=high, needed=f"{needed.normalize():f}")


def _unique(name: str, values: list[str]) -> None:
    doubled = next((value for value in values if values.count(value) > 1), None)
    if doubled:
        raise fault("named_twice", where=name, value=doubled)
