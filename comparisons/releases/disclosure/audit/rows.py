"""What the ledger remembers of everything shown: constraint rows in one canonical spelling.

A row says what an attacker can write down as a fact after reading a publication. Distributions are facts about cells
(`DistributionRow`), sums and identities are facts about numerators (`SumRow`), and some numerators are simply known
(`KnownRow`). A corrected figure is another version of the same primitive, and both stay in the ledger.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple


class RowError(ValueError):
    """A row that cannot be read, or that says something no world can satisfy."""


class Point(NamedTuple):
    """One value in a distribution: a member (its opaque name) and the version of its data."""

    member: str
    version: int = 1


class Primitive(NamedTuple):
    """One numerator: whose, which count (group included), of which year, in which version of the data."""

    member: str
    name: str
    year: int
    version: int = 1


class Quantile(NamedTuple):
    """The value at this rank (from 1, inverse distribution function) lies in this cell."""

    rank: int
    cell: int


class Mean(NamedTuple):
    """The mean of the members' cell mid-points lies in [low, high), in the grid's unit."""

    low: Decimal
    high: Decimal


class Bar(NamedTuple):
    """`size` members lie in the cells `first` to `last`, both included."""

    first: int
    last: int
    size: int


Fact = Quantile | Mean | Bar


@dataclass(frozen=True)
class DistributionRow:
    """What a circle was shown of one measure: the exact set of values it is about and the facts about their cells."""

    measure: str
    points: tuple[Point, ...]
    facts: tuple[Fact, ...]

    def __post_init__(self) -> None:
        points = tuple(sorted(Point(*point) for point in self.points))
        if not points or len(set(points)) < len(points):
            raise RowError("a distribution needs members, each version of a figure once")
        for fact in self.facts:
            _require(fact, len(points))
        object.__setattr__(self, "points", points)
        object.__setattr__(self, "facts", tuple(sorted(self.facts, key=_order)))

    @property
    def n(self) -> int:
        """Number of values the row is about."""
        return len(self.points)

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values; `row_from_json` reads them back."""
        return {
            "kind": "distribution",
            "measure": self.measure,
            "points": [list(point) for point in self.points],
            "facts": [_fact_to_json(fact) for fact in self.facts],
        }


@dataclass(frozen=True)
class SumRow:
    """`low <= sum of coefficient * numerator <= high`, in numerator units; an open side is None.

    The terms are sorted and each primitive stands once; coefficients are whole numbers other than zero.
    """

    terms: tuple[tuple[Primitive, int], ...]
    low: Decimal | None
    high: Decimal | None

    def __post_init__(self) -> None:
        terms = tuple(sorted((Primitive(*primitive), int(coefficient)) for primitive, coefficient in self.terms))
        if not terms or len({primitive for primitive, _ in terms}) < len(terms):
            raise RowError("a sum needs terms, each primitive once")
        if any(coefficient == 0 for _, coefficient in terms):
            raise RowError("a coefficient of zero says nothing")
        for side in (self.low, self.high):
            if side is not None and not Decimal(side).is_finite():
                raise RowError("a sum must be a finite number")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise RowError("the lower bound of a sum exceeds the upper one")
        object.__setattr__(self, "terms", terms)

    @classmethod
    def identity(cls, terms: Mapping[Primitive, int]) -> SumRow:
        """An accounting identity: the terms add up to zero (total − german − foreign = 0)."""
        return cls(tuple(terms.items()), Decimal(0), Decimal(0))

    @classmethod
    def exact(cls, parts: Iterable[Primitive], total: Decimal | int) -> SumRow:
        """An exact total of the parts, as official statistics publish them."""
        return cls(tuple((part, 1) for part in parts), Decimal(total), Decimal(total))

    @classmethod
    def rounded(cls, parts: Iterable[Primitive], published: int) -> SumRow:
        """A total rounded to a multiple of five: the truth lies at most two away, and not below zero."""
        if published < 0 or published % 5:
            raise RowError("a total rounded to five is a multiple of five and not negative")
        return cls(tuple((part, 1) for part in parts), Decimal(max(published - 2, 0)), Decimal(published + 2))

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values; `row_from_json` reads them back."""
        return {
            "kind": "sum",
            "terms": [[*primitive, coefficient] for primitive, coefficient in self.terms],
            "low": _spelled(self.low),
            "high": _spelled(self.high),
        }


@dataclass(frozen=True)
class KnownRow:
    """A numerator others know exactly, because it is public or its member agreed.

    `value` is None where the gate itself holds only the cell; the rules then assume any value of that cell.
    """

    primitive: Primitive
    value: Decimal | None = None

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values; `row_from_json` reads them back."""
        return {"kind": "known", "primitive": list(self.primitive), "value": _spelled(self.value)}


Row = DistributionRow | SumRow | KnownRow


def row_from_json(content: Mapping[str, Any]) -> Row:
    """The row that these JSON values spell; raises `RowError` for anything else."""
    try:
        match content["kind"]:
            case "distribution":
                points = tuple(Point(str(member), int(version)) for member, version in content["points"])
                return DistributionRow(str(content["measure"]), points, tuple(map(_fact_from_json, content["facts"])))
            case "sum":
                terms = tuple((_primitive(term[:4]), int(term[4])) for term in content["terms"])
                return SumRow(terms, _number(content["low"]), _number(content["high"]))
            case "known":
                return KnownRow(_primitive(content["primitive"]), _number(content["value"]))
    except RowError:
        raise
    except (KeyError, TypeError, ValueError, IndexError, ArithmeticError) as cause:
        raise RowError(f"not a constraint row: {cause}") from cause
    raise RowError("a row of an unknown kind")


def canonical_bytes(rows: Iterable[Row]) -> bytes:
    """The same bytes for the same facts, whatever their order; what a ledger's digest is made of."""
    spelled = sorted(json.dumps(row.to_json(), sort_keys=True, separators=(",", ":")) for row in rows)
    return ("[" + ",".join(spelled) + "]").encode()


def _require(fact: Fact, n: int) -> None:
    """Facts that cannot be true of n members whatever their cells."""
    match fact:
        case Quantile(rank, cell):
            sound = 1 <= rank <= n and cell >= 0
        case Mean(low, high):
            sound = low.is_finite() and high.is_finite() and low < high
        case Bar(first, last, size):
            sound = 0 <= first <= last and 0 <= size <= n
    if not sound:
        raise RowError(f"{fact} cannot hold for {n} members")


def _order(fact: Fact) -> tuple[str, tuple[Any, ...]]:
    return type(fact).__name__, tuple(fact)


def _fact_to_json(fact: Fact) -> list[Any]:
    return [type(fact).__name__.lower(), *(_spelled(part) if isinstance(part, Decimal) else part for part in fact)]


def _fact_from_json(content: list[Any]) -> Fact:
    match content:
        case ["quantile", rank, cell]:
            return Quantile(int(rank), int(cell))
        case ["mean", low, high]:
            return Mean(Decimal(low), Decimal(high))
        case ["bar", first, last, size]:
            return Bar(int(first), int(last), int(size))
    raise RowError("a fact of an unknown kind")


def _primitive(content: Iterable[Any]) -> Primitive:
    member, name, year, version = content
    return Primitive(str(member), str(name), int(year), int(version))


def _spelled(number: Decimal | None) -> str | None:
    """One spelling per number: 5, 5.0 and 5E0 are the same."""
    if number is None:
        return None
    number = Decimal(number)
    return "0" if number == 0 else format(number.normalize(), "f")


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
