"""What the pages of this room read beyond the doors of single rooms; a fixed number of queries each."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.utils import timezone

from benchmark.figures.rows import FigureRow
from benchmark.figures.selectors import approved_figures, current_figures
from comparisons.circles.levels import CircleKind, Level, compared_levels
from comparisons.circles.models import Circle, Invitation, Membership, Round
from comparisons.circles.selectors import runs_today
from comparisons.releases.models import Consent, ReleasedStatistic
from tenants.membership.people import Person
from tenants.membership.permissions import Permission


@dataclass(frozen=True)
class OwnCircle:
    """A circle the municipality belongs to today; `compared` is False where only its Gemeinden are compared."""

    circle: Circle
    compared: bool


@dataclass(frozen=True)
class Waiting:
    """What waits in the circles: invitations without an answer, open rounds without a handover."""

    invitations: tuple[Circle, ...] = ()
    rounds: tuple[Round, ...] = ()


def visible_figures(person: Person, indicator_code: str | None = None) -> list[FigureRow]:
    """The current figures this person may see: all of them, or for guests the approved ones only."""
    if person.may(Permission.FIGURES_VIEW):
        return current_figures(indicator_code)
    return approved_figures(None if indicator_code is None else [indicator_code])


def own_circles() -> list[OwnCircle]:
    """The circles the municipality is a member of today, by name; one query."""
    found = {}
    for row in Membership.objects.filter(runs_today()).select_related("circle").order_by("circle__name"):
        found[row.circle_id] = OwnCircle(row.circle, Level(row.level) in compared_levels(CircleKind(row.circle.kind)))
    return list(found.values())


def waiting_in_circles(person: Person) -> Waiting:
    """What this person could do for the circles; at most two queries."""
    invitations: tuple[Circle, ...] = ()
    rounds: tuple[Round, ...] = ()
    if person.may(Permission.CHARTER_SIGN):
        invitations = tuple(row.circle for row in Invitation.objects.filter(answer="").select_related("circle"))
    if person.may(Permission.FIGURES_HAND_OVER):
        rounds = tuple(_rounds_without_handover())
    return Waiting(invitations, rounds)


def _rounds_without_handover() -> list[Round]:
    today = timezone.localdate()
    compared = [one.circle.pk for one in own_circles() if one.compared]
    handed_over = Consent.objects.filter(round=OuterRef("pk"), withdrawn_at__isnull=True)
    rows = Round.objects.filter(state=Round.State.OPEN, opens_at__lte=today, closes_at__gte=today)
    return list(rows.filter(~Exists(handed_over), circle__in=compared).select_related("circle").order_by("closes_at"))


def circles_with_release(indicator_code: str) -> frozenset[int]:
    """Keys of the own circles that have released something about this indicator; no values are read."""
    rows = ReleasedStatistic.objects.filter(indicator_code=indicator_code).order_by()
    return frozenset(rows.values_list("circle_id", flat=True).distinct())
