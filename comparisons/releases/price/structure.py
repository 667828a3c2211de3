"""Who forms a circle's distribution, with what is publicly known about the size of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils import timezone

from benchmark.statistics_offices.denominators import public_denominators
from benchmark.territories.selectors import gemeinden_of, territories_of
from comparisons.circles.levels import CircleKind, compared_levels
from comparisons.circles.models import Circle
from comparisons.circles.selectors import CoreEntry, current_memberships, members_seen_by_member

Denominators = Mapping[tuple[str, str, str], int]


@dataclass(frozen=True)
class Structure:
    """Keys of members and of those invited, their population (persons) and their published denominators (persons).

    `possible` are the Gemeinden of a nested circle that nobody has invited yet; they stand in for members as long as
    there are none. `planned` is a number somebody wants to reckon with, 0 for none.
    """

    members: tuple[str, ...]
    invited: tuple[str, ...]
    possible: tuple[str, ...]
    population: Mapping[str, int]
    denominators: Denominators
    planned: int = 0

    @property
    def places(self) -> tuple[str, ...]:
        """Whom the page looks at one by one: members and invited, or else those who are possible."""
        return (*self.members, *self.invited) or self.possible

    @property
    def expected(self) -> int:
        """The number of members reckoned with: the planned one, else that of today, else of all invited."""
        return self.planned or len(self.members) or len(self.places)


def seen_by_moderator(circle: Circle, entries: Sequence[CoreEntry], *, planned: int = 0) -> Structure:
    """The structure as a moderator knows it, with open invitations."""
    levels = compared_levels(CircleKind(circle.kind))
    members = current_memberships(circle).filter(level__in=levels).values_list("ags", flat=True)
    invited = circle.invitations.filter(answer="", level__in=levels).values_list("ags", flat=True)
    return _structure(circle, members, set(invited) - set(members), entries, planned)


def seen_by_member(circle: Circle, entries: Sequence[CoreEntry]) -> Structure:
    """The structure as a member or an invited municipality knows it: others that are invited are not its business."""
    levels = compared_levels(CircleKind(circle.kind))
    today = timezone.localdate()
    running = (one for one in members_seen_by_member(circle) if one.member_until is None or one.member_until >= today)
    members = [one.ags for one in running if one.level in levels]
    return _structure(circle, members, (), entries, 0)


def _structure(
    circle: Circle, members: Iterable[str], invited: Iterable[str], entries: Sequence[CoreEntry], planned: int
) -> Structure:
    known, asked = tuple(sorted(members)), tuple(sorted(invited))
    gemeinden = [] if known or asked or not circle.kreis_ags else gemeinden_of(circle.kreis_ags)
    possible = tuple(one.ags for one in gemeinden if not one.unincorporated)
    places = (*known, *asked) or possible
    population = {ags: one.population for ags, one in territories_of(places).items() if one.population is not None}
    wanted = [(entry.indicator_code, group) for entry in entries for group in entry.groups]
    return Structure(known, asked, possible, population, public_denominators(places, wanted), planned)
