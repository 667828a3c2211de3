"""Whose figures are known to others by name: what the gate counts as known. Runs as the exchange, reads no value."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from comparisons.circles.charters import IDENTITIES
from comparisons.circles.models import Circle, Membership
from comparisons.named_figures.models import NamedConsent


@dataclass(frozen=True)
class Known:
    """Which groups of an indicator and year a municipality (schema name) has ever shown, for a whole circle."""

    groups: Mapping[tuple[str, int], Mapping[str, frozenset[str]]]

    def members(self, indicator_code: str, group: str, year: int) -> frozenset[str]:
        """Schema names of those whose figure others know or can compute from other groups that were shown."""
        shown = self.groups.get((indicator_code, year), {})
        return frozenset(name for name, groups in shown.items() if group in _with_derived(groups))


def known_in(circle: Circle) -> Known:
    """Everything that present or former members of this circle have shown to anybody in any circle; one query.

    Stopped consents count: what was seen is known. Consents of other circles count as well, and to whom they were
    given is not asked: members meet in several circles, and who joins later reads earlier releases. Concept and
    version of the definition are not asked either: another version of a figure still says much about it.
    """
    members = Membership.objects.filter(circle=circle).values("municipality")
    found: dict[tuple[str, int], dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    rows = NamedConsent.objects.filter(municipality__in=members).order_by()
    for name, code, group, years in rows.values_list("municipality", "indicator_code", "group", "years"):
        for year in years:
            found[code, year][str(name)].add(group)
    return Known({key: {name: frozenset(groups) for name, groups in by.items()} for key, by in found.items()})


def consented_members(circle: Circle, indicator_code: str, group: str, year: int) -> frozenset[str]:
    """Schema names of the circle's members whose figure is known by name; `known_in` answers many at once."""
    return known_in(circle).members(indicator_code, group, year)


def _with_derived(groups: frozenset[str]) -> frozenset[str]:
    """These groups and those that follow from them: a total and all but one of its parts give the last part."""
    derived = {part for identity in IDENTITIES for part in identity if set(identity) - {part} <= groups}
    return groups | derived
