"""Structurally similar municipalities in words: who, how far, what is alike and what differs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from benchmark.territories.selectors import TerritoryInfo, territories_of
from comparisons.joining import words
from comparisons.joining.context import PublicContext, VariableFacts, public_context
from comparisons.joining.variables import BY_CODE, USUAL_WEIGHTS
from comparisons.neighbours import Contribution, Likeness, Neighbour, nearest

_SHOWN = 5
_MOST_NAMED = 3
_MOST_DIFFERENT = 2


@dataclass(frozen=True)
class Compared:
    """One variable of one neighbour: both values in words, and how alike they are."""

    name: str
    own: str
    theirs: str
    likeness: str


@dataclass(frozen=True)
class SimilarPlace:
    """One similar municipality with the sentences that explain its distance."""

    place: TerritoryInfo
    land: str
    distance: str
    alike: str
    different: str
    lacking: str
    compared: tuple[Compared, ...]


@dataclass(frozen=True)
class VariableRow:
    """One variable on offer: what it counts now, its years and sources, and the own value (empty if unknown)."""

    code: str
    name: str
    weight: int
    own: str
    years: str
    source: str


@dataclass(frozen=True)
class SimilarPlaces:
    """The nearest municipalities, the variables they were found by, and what must be said about the search."""

    places: tuple[SimilarPlace, ...]
    variables: tuple[VariableRow, ...]
    candidates: int
    notes: tuple[str, ...]


def similar_to(
    place: TerritoryInfo, *, weights: Mapping[str, int] = USUAL_WEIGHTS, own_land: bool = False
) -> SimilarPlaces:
    """The municipalities of the same kind nearest to one; `own_land` looks only within its Land."""
    context = public_context(place.kind)
    if place.ags not in context.table:
        return SimilarPlaces((), (), 0, (_("The directory has no population for this municipality."),))
    among = [key for key in context.table.keys if key[:2] == place.land] if own_land else None
    found = nearest(context.table, place.ags, weights, count=_SHOWN, among=among)
    infos = territories_of([one.key for one in found.neighbours])
    return SimilarPlaces(
        tuple(_described(one, place.ags, infos[one.key], context) for one in found.neighbours),
        tuple(_row(fact, place.ags, weights, context) for fact in context.facts),
        found.candidates,
        tuple(_notes(found.missing, context, place, complete=found.all_variables)),
    )


def _notes(missing: tuple[str, ...], context: PublicContext, place: TerritoryInfo, *, complete: bool) -> list[str]:
    notes = []
    offered = {fact.variable.code for fact in context.facts}
    absent = [str(words.VARIABLES[code]) for code in (*missing, *(code for code in BY_CODE if code not in offered))]
    if absent:
        notes.append(
            _("No public figure has been read in for %(name)s: %(variables)s. These do not count here.")
            % {"name": place.full_name, "variables": words.listed(absent)}
        )
    if not complete:
        notes.append(
            _(
                "Some of the municipalities compared lack single figures; their distance rests on what both have, at "
                "least half of the weight."
            )
        )
    return notes


def _described(one: Neighbour, own: str, place: TerritoryInfo, context: PublicContext) -> SimilarPlace:
    known = [part for part in one.contributions if part.difference is not None]
    close = sorted((part for part in known if part.likeness in (Likeness.ALIKE, Likeness.SIMILAR)), key=_difference)[
        :_MOST_NAMED
    ]
    apart = [part for part in sorted(known, key=_difference, reverse=True) if part.likeness is not Likeness.ALIKE]
    apart = [part for part in apart if part not in close][:_MOST_DIFFERENT]
    lacking = [str(words.VARIABLES[part.variable]) for part in one.contributions if part.difference is None]
    return SimilarPlace(
        place=place,
        land=words.land(place.ags),
        distance=words.distance_words(one.distance),
        alike=_sentence(close, own, place.ags, context),
        different=_sentence(apart, own, place.ags, context),
        lacking=words.listed(lacking),
        compared=tuple(
            Compared(
                str(words.VARIABLES[part.variable]),
                _value(context, own, part.variable),
                _value(context, place.ags, part.variable),
                str(words.LIKENESS[part.likeness]),
            )
            for part in one.contributions
        ),
    )


def _difference(part: Contribution) -> float:
    return part.difference or 0.0


def _sentence(parts: list[Contribution], own: str, other: str, context: PublicContext) -> str:
    """Variables with both values: "Population (138.931 and 135.002), …"; empty for none."""
    return ", ".join(
        _("%(variable)s (%(own)s and %(theirs)s)")
        % {
            "variable": words.VARIABLES[part.variable],
            "own": _value(context, own, part.variable),
            "theirs": _value(context, other, part.variable),
        }
        for part in parts
    )


def _value(context: PublicContext, ags: str, variable: str) -> str:
    value = context.table.value(ags, variable)
    return "." if value is None else words.variable_words(value, BY_CODE[variable])


def _row(fact: VariableFacts, own: str, weights: Mapping[str, int], context: PublicContext) -> VariableRow:
    code = fact.variable.code
    return VariableRow(
        code=code,
        name=str(words.VARIABLES[code]),
        weight=weights.get(code, 0),
        own=_value(context, own, code),
        years=words.years_words(fact.years) or context.directory_year,
        source="; ".join(fact.sources),
    )
