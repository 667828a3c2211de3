"""What moderators read: the circles they prepare, with members and invitations."""

from __future__ import annotations

from django.db.models import QuerySet

from benchmark.territories.kinds import TerritoryKind
from comparisons.circles.levels import KINDS_OF, CircleKind
from comparisons.circles.models import Circle, Membership
from comparisons.circles.selectors.members import Member, named
from comparisons.circles.selectors.running import runs_today
from tenants.membership.people import Person


def all_circles() -> list[Circle]:
    """Every circle by name, for the operator's list."""
    return list(Circle.objects.all())


def circles_of_moderator(person: Person) -> list[Circle]:
    """The circles this person prepares."""
    return list(Circle.objects.filter(moderations__person=person.reference))


def moderated_circle(slug: str, person: Person) -> Circle:
    """A circle that this person prepares; raises Circle.DoesNotExist for every other."""
    return Circle.objects.get(slug=slug, moderations__person=person.reference)


def current_memberships(circle: Circle) -> QuerySet[Membership]:
    """Memberships that run today."""
    return circle.memberships.filter(runs_today())


def members(circle: Circle) -> list[Member]:
    """Everybody who belongs or belonged to the circle, by name."""
    return named(circle.memberships.values_list("ags", "level", "member_from", "member_until"))


def kinds_in(circle: Circle) -> frozenset[TerritoryKind]:
    """Kinds of municipality for which the core set must be available: those of the circle's kind, or, in a mixed
    circle that has members or invitations, those present."""
    if circle.kind != CircleKind.MIXED:
        return KINDS_OF[CircleKind(circle.kind)]
    taking_part = {
        *current_memberships(circle).values_list("municipality__kind", flat=True),
        *circle.invitations.filter(answer="").values_list("municipality__kind", flat=True),
    }
    return frozenset(TerritoryKind(kind) for kind in taking_part) or frozenset(TerritoryKind)
