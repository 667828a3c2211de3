"""What ties a municipality's figures to each other and to published totals, as far as everybody can look it up.

Two kinds: groups of persons that add up (circles.charters.IDENTITIES), and the published total of a Landkreis over its
Gemeinden. Every decision here rests on public metadata and on which figures stand in the ledger, never on a value.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from benchmark.catalogue.selectors import IndicatorDefinition
from benchmark.territories.selectors import gemeinden_of
from comparisons.circles.charters import IDENTITIES
from comparisons.releases.disclosure.audit import Primitive, SumRow
from comparisons.releases.gate.exposures import Exposure
from comparisons.releases.gate.problems import Facts, UndecidableError
from comparisons.releases.ledger import Value
from comparisons.releases.official import Officials

Room = tuple[Decimal, Decimal | None]  # from the least to the most persons, None: no bound
GEMEINDE_KEY = 8  # digits of a Gemeinde's key; the first five are its Landkreis


@dataclass
class Ties:
    """Collects the sums around one candidate; `earlier` are the other statistics of its family and year, in order."""

    candidate: Exposure
    earlier: Sequence[Exposure]
    places: Mapping[str, str]  # member -> AGS
    officials: Officials
    definition: IndicatorDefinition

    def __post_init__(self) -> None:
        self._denominators: dict[tuple[str, str], Decimal] = {}
        self._exact: dict[Primitive, Decimal] = {}
        self._by_member: dict[str, dict[str, Exposure]] = defaultdict(dict)
        for one in (*self.earlier, self.candidate):
            if one.grid is not None:
                for member in one.members:
                    self._by_member[member][one.group] = one

    def facts(self) -> Facts:
        """All sums, with the denominators and published counts they need. Raises UndecidableError."""
        sums = [*self._of_groups(), *self._of_kreise(), *self._released()]
        if not sums:
            return Facts()
        return Facts(tuple(sums), dict(self._denominators), dict(self._exact))

    def _released(self) -> Iterator[SumRow]:
        """Sums that were released themselves, where they speak of figures of the candidate."""
        primitives = {self._primitive(self.candidate, member) for member in self.candidate.members}
        for one in self.earlier:
            for row in one.rows if one.grid is None else ():
                if isinstance(row, SumRow) and not primitives.isdisjoint(primitive for primitive, _a in row.terms):
                    for primitive, _coefficient in row.terms:
                        self._need(primitive.member, self._group_of(primitive))
                    yield row

    def _group_of(self, primitive: Primitive) -> str:
        return primitive.name.rsplit("/", 1)[-1]

    def _of_groups(self) -> Iterator[SumRow]:
        for whole, *parts in IDENTITIES:
            offered = {whole, *parts}.intersection(self.definition.groups)
            if self.candidate.group in offered and len(offered) > 1:
                coefficients = {whole: 1, **dict.fromkeys(parts, -1)}
                for member in sorted(self.candidate.members):
                    row = self._groups_of(member, coefficients)
                    if row is not None:
                        yield row

    def _groups_of(self, member: str, coefficients: Mapping[str, int]) -> SumRow | None:
        touched = {group: one for group, one in self._by_member[member].items() if group in coefficients}
        if all(member in one.known for one in touched.values()) or self._invented(member, touched):
            return None
        rooms = {group: self._room(member, group) for group in coefficients if group not in touched}
        if len(touched) == 1 and not any(low == high for low, high in rooms.values()):
            return None
        terms = tuple((self._primitive(one, member), coefficients[group]) for group, one in touched.items())
        bounded = [self._is_bounded(member, group, term[0]) for group, term in zip(touched, terms, strict=True)]
        if not all(bounded):
            if all(low == high for low, high in rooms.values()):
                raise UndecidableError("a denominator is not known")
            return None  # with one group open, nobody who lacks the denominator can subtract
        low, high = _opposite(rooms, coefficients)
        return SumRow(terms, low, high)

    def _of_kreise(self) -> Iterator[SumRow]:
        kreise = {
            key[:5]
            for member in self.candidate.members - self.candidate.known
            if len(key := self.places.get(member, "")) == GEMEINDE_KEY
        }
        for kreis in sorted(kreise):
            total = self.officials.count(kreis, self._key(self.candidate.group))
            row = None if total is None else self._kreis(kreis, total)
            if row is not None:
                yield row

    def _kreis(self, kreis: str, total: Decimal) -> SumRow | None:
        group = self.candidate.group
        inside = {ags: member for member, ags in self.places.items() if ags[:5] == kreis and len(ags) == GEMEINDE_KEY}
        terms: list[tuple[Primitive, int]] = []
        open_low, open_high = Decimal(0), Decimal(0)
        for place in gemeinden_of(kreis):
            member = inside.get(place.ags, "")
            one = self._by_member.get(member, {}).get(group)
            if one is not None and not self._invented(member, {group: one}):
                terms.append((self._primitive(one, member), 1))
                if not self._is_bounded(member, group, terms[-1][0]):
                    raise UndecidableError("a denominator is not known")
                continue
            low, high = self._room_of(place.ags, group)
            open_low, open_high = open_low + low, open_high + (total if high is None else high)
        if not terms:
            return None
        return SumRow(tuple(terms), max(total - open_high, Decimal(0)), max(total - open_low, Decimal(0)))

    def _key(self, group: str) -> tuple[str, int, str, str]:
        family = self.candidate.family
        return family.indicator_code, self.candidate.year, group, family.concept

    def _room(self, member: str, group: str) -> Room:
        return self._room_of(self.places.get(member, ""), group)

    def _room_of(self, ags: str, group: str) -> Room:
        """What everybody can say about a count that stands in no release: published, or between 0 and its whole."""
        exact = self.officials.count(ags, self._key(group)) if ags else None
        if exact is not None:
            return exact, exact
        whole = self.officials.denominator(ags, self._key(group)) if ags and self.definition.part_of_whole else None
        return Decimal(0), whole

    def _invented(self, member: str, touched: Mapping[str, Exposure]) -> bool:
        """Invented figures are no parts of any published total."""
        return any((value := self._value(one, member)) is not None and value.invented for one in touched.values())

    def _value(self, one: Exposure, member: str) -> Value | None:
        return one.values.get(member) if one.values is not None else None

    def _primitive(self, one: Exposure, member: str) -> Primitive:
        value = self._value(one, member)
        if value is None:
            raise UndecidableError("the figure of an earlier release is no longer known")
        primitive = one.family.primitive(member, one.group, one.year, value.version)
        if member in one.known:
            count = self.officials.count(self.places.get(member, ""), self._key(one.group))
            if count is not None:
                self._exact[primitive] = count
        return primitive

    def _need(self, member: str, group: str) -> bool:
        number = self.officials.denominator(self.places.get(member, ""), self._key(group))
        if number is not None:
            self._denominators[member, group] = number
        return number is not None

    def _is_bounded(self, member: str, group: str, primitive: Primitive) -> bool:
        """Whether a cell says something about this count: the count itself or its denominator is published."""
        return self._need(member, group) or primitive in self._exact


def _opposite(rooms: Mapping[str, Room], coefficients: Mapping[str, int]) -> tuple[Decimal | None, Decimal | None]:
    """Bounds of the touched groups' sum: the opposite of what the others can add up to."""
    low: Decimal | None = Decimal(0)
    high: Decimal | None = Decimal(0)
    for group, (least, most) in rooms.items():
        first, last = (least, most) if coefficients[group] > 0 else (most, least)
        sign = coefficients[group]
        low = None if low is None or first is None else low + sign * first
        high = None if high is None or last is None else high + sign * last
    return (None if high is None else -high), (None if low is None else -low)
