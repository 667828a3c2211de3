"""What a municipality reads on its own connection: its circles, and who else belongs to them."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.db import connection

from benchmark.territories.selectors import territories_of
from comparisons.circles.models import CharterVersion, Circle, CoreIndicator, Invitation, Membership, Round, Signature
from comparisons.circles.selectors.running import runs_today


class Standing(StrEnum):
    """How a municipality stands to a circle."""

    INVITED = "invited"
    MEMBER = "member"
    LEFT = "left"


@dataclass(frozen=True)
class Member:
    """A member as other members see it: name, level, dates and nothing else."""

    ags: str
    name: str
    sort_key: str
    level: str
    member_from: datetime.date
    member_until: datetime.date | None


@dataclass(frozen=True)
class CircleOfMunicipality:
    """One of the municipality's circles with what it may have to do there."""

    circle: Circle
    standing: Standing
    level: str
    charter: CharterVersion | None
    has_signed: bool
    round: Round | None

    @property
    def may_compare(self) -> bool:
        """Whether the circle's releases are this municipality's business today."""
        return self.standing == Standing.MEMBER


def circles_of_municipality() -> list[CircleOfMunicipality]:
    """All circles the municipality is a member of, was a member of or is invited to, by name."""
    return _described(list(Circle.objects.all()))


def circle_of_municipality(slug: str) -> CircleOfMunicipality:
    """One of the municipality's circles; raises Circle.DoesNotExist for every other."""
    return _described([Circle.objects.get(slug=slug)])[0]


def own_membership(circle: Circle) -> Membership | None:
    """The municipality's membership that runs today."""
    return Membership.objects.filter(runs_today(), circle=circle).order_by("-member_from").first()


def signed_charters() -> frozenset[int]:
    """Keys of the charter versions that the municipality has signed."""
    return frozenset(Signature.objects.values_list("charter_id", flat=True))


def agreed_codes() -> list[str]:
    """The indicators of the core sets that the municipality has signed and whose circles it is a member of today."""
    circles = Membership.objects.filter(runs_today()).values("circle")
    rows = CoreIndicator.objects.filter(charter__in=Signature.objects.values("charter"), charter__circle__in=circles)
    return list(rows.order_by().values_list("indicator_code", flat=True).distinct())


def members_seen_by_member(circle: Circle) -> list[Member]:
    """Who belongs or belonged to the circle, by name, for a member or an invited municipality."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT ags, level, member_from, member_until FROM public.circle_members() WHERE circle_id = %s",
            [circle.pk],
        )
        rows = cursor.fetchall()
    return named(rows)


def named(rows: Iterable[tuple[str, str, datetime.date, datetime.date | None]]) -> list[Member]:
    """Rows of key, level and dates as members with their names, sorted as Germans expect."""
    known = list(rows)
    places = territories_of({row[0] for row in known})
    found = [
        Member(ags, places[ags].name, places[ags].sort_key, level, since, until)
        if ags in places
        else Member(ags, ags, ags, level, since, until)
        for ags, level, since, until in known
    ]
    return sorted(found, key=lambda member: (member.sort_key, member.member_from))


def _described(circles: Sequence[Circle]) -> list[CircleOfMunicipality]:
    """Circles with their standing, newest charter and open round; five queries for any number of circles."""
    memberships = Membership.objects.filter(runs_today(), circle__in=circles).order_by("member_from")
    levels = {row.circle_id: row.level for row in memberships}
    invited = {row.circle_id: row.level for row in Invitation.objects.filter(circle__in=circles, answer="")}
    published = CharterVersion.objects.filter(circle__in=circles, published_at__isnull=False).order_by("number")
    charters = {row.circle_id: row for row in published}
    open_rounds = Round.objects.filter(circle__in=circles, state=Round.State.OPEN).select_related("circle")
    rounds = {row.circle_id: row for row in open_rounds}
    signed = signed_charters()

    def described(circle: Circle) -> CircleOfMunicipality:
        charter = charters.get(circle.pk)
        standing = Standing.LEFT
        if circle.pk in levels:
            standing = Standing.MEMBER
        elif circle.pk in invited:
            standing = Standing.INVITED
        return CircleOfMunicipality(
            circle=circle,
            standing=standing,
            level=levels.get(circle.pk) or invited.get(circle.pk, ""),
            charter=charter,
            has_signed=charter is not None and charter.pk in signed,
            round=rounds.get(circle.pk),
        )

    return [described(circle) for circle in circles]
