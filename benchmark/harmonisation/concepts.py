"""Which concepts of differentiation may stand in one comparison, and the one exact conversion: leaving parts out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

ANY = "*"  # stands for every other concept in a conversion rule


class Rule(StrEnum):
    """How two concepts relate."""

    SAME = "same"
    COMPARABLE_WITH_FLAG = "comparable_with_flag"  # may be compared if the difference is shown beside it
    REDUCE = "reduce"  # may be compared after the wider one is reduced to the narrower one
    NEVER = "never"


@dataclass(frozen=True)
class Comparison:
    """The judgement on two concepts; `wider` and `narrower` are named where one must be reduced; `note` says why."""

    rule: Rule
    note: str = ""
    wider: str | None = None
    narrower: str | None = None

    @property
    def allowed_as_they_are(self) -> bool:
        """Whether values of both may be put side by side without converting one."""
        return self.rule in (Rule.SAME, Rule.COMPARABLE_WITH_FLAG)


_RULES = {
    "comparable_with_flag": Rule.COMPARABLE_WITH_FLAG,
    "reduce": Rule.REDUCE,
    "not_convertible": Rule.NEVER,
    "never": Rule.NEVER,
}


def may_compare(a: str, b: str, *, conversions: Iterable[Mapping[str, str]] = ()) -> Comparison:
    """Judge two concept codes by the catalogue's conversions (mappings with `from`, `to`, `rule`, `note_de`).

    A pair that no rule names is never comparable. A flag holds in both directions; a reduction only from wider to
    narrower, but it is found whichever of the two is named first. Raises ValueError for an unknown rule.
    """
    if a == b:
        return Comparison(Rule.SAME)
    found = [found for rule in conversions if (found := _applied(rule, a, b)) is not None]
    for wanted in (Rule.COMPARABLE_WITH_FLAG, Rule.REDUCE, Rule.NEVER):
        for comparison in found:
            if comparison.rule is wanted:
                return comparison
    return Comparison(Rule.NEVER)


def common_ground(concepts: Sequence[str], *, conversions: Iterable[Mapping[str, str]] = ()) -> Comparison:
    """The strictest judgement among all pairs of the concepts that stand in one comparison."""
    rules = tuple(conversions)
    order = list(Rule)
    pairs = [(a, b) for position, a in enumerate(concepts) for b in concepts[position + 1 :]]
    judged = [may_compare(a, b, conversions=rules) for a, b in pairs]
    return max(judged, key=lambda comparison: order.index(comparison.rule), default=Comparison(Rule.SAME))


def _applied(rule: Mapping[str, str], a: str, b: str) -> Comparison | None:
    """One catalogue rule as a judgement on this pair, or None if it speaks of others."""
    try:
        kind = _RULES[rule["rule"]]
    except KeyError as error:
        raise ValueError(f"unknown conversion rule: {rule.get('rule')!r}") from error
    note = rule.get("note_de", "")
    for source, target in ((a, b), (b, a)):
        if rule["from"] == source and rule["to"] in (target, ANY):
            if kind is Rule.REDUCE:
                return Comparison(kind, note, wider=source, narrower=target)
            return Comparison(kind, note)
    return None


@dataclass(frozen=True)
class Reduction:
    """Which parts of the wider concept make up the narrower one, and which are left out."""

    keep: tuple[str, ...]
    drop: tuple[str, ...]


REDUCTIONS: dict[tuple[str, str], Reduction] = {
    ("MIGRAPRO", "NAT_MR"): Reduction(("foreign",), ("german_with_migration_background",)),
    ("ZEN11_MH", "NAT_FS"): Reduction(("foreign",), ("german_with_migration_background",)),
    ("KMK", "SCH_NAT"): Reduction(("foreign",), ("german_born_abroad", "german_other_family_language")),
    ("MIGHEV", "NAT_BA"): Reduction(("foreign",), ("german_with_migration_background",)),
}


@dataclass(frozen=True)
class Reduced:
    """A count of the narrower concept, with the parts it was made of and those left out."""

    value: Decimal
    kept: Mapping[str, Decimal]
    dropped: Mapping[str, Decimal]


class PartsMissing(ValueError):
    """A reduction needs parts that were not delivered; `parts` names them."""

    def __init__(self, parts: Sequence[str]) -> None:
        super().__init__(", ".join(parts))
        self.parts = tuple(parts)


class NoReduction(ValueError):
    """There is no exact reduction between these two concepts."""


def reduce_to(source: str, target: str, parts: Mapping[str, Decimal | None]) -> Reduced:
    """Reduce a count (persons) of a wider concept to a narrower one by leaving parts out.

    All parts must be there, also those left out: a part that is missing may hide in another. Raises `NoReduction`
    for other pairs, `PartsMissing` where a part is absent.
    """
    try:
        reduction = REDUCTIONS[source, target]
    except KeyError as error:
        raise NoReduction(f"{source} -> {target}") from error
    known = {name: value for name in (*reduction.keep, *reduction.drop) if (value := parts.get(name)) is not None}
    absent = [name for name in (*reduction.keep, *reduction.drop) if name not in known]
    if absent:
        raise PartsMissing(absent)
    kept = {name: known[name] for name in reduction.keep}
    dropped = {name: known[name] for name in reduction.drop}
    return Reduced(sum(kept.values(), Decimal(0)), kept, dropped)
