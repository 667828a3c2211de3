"""A circle in which one member shows a figure, for the tests of this room."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from comparisons.circles import actions as circles
from comparisons.circles.models import Circle, Membership
from comparisons.named_figures.actions import show_figures, stop_showing
from comparisons.named_figures.models import NamedConsent
from comparisons.named_figures.selectors import ShownToUs, consented_members, shown_to_us
from tenants.border import Role, acting_as, inside
from tenants.membership.roles import RoleCode
from tests.support.rounds import GROUP, INDICATOR, person_of_municipality, person_of_platform

YEARS = (2022, 2023)
COUNTS = {2022: (117, 8000), 2023: (131, 8210)}  # 1.4625 % and 1.5956… %


def show(
    home: Any,
    circle: Circle,
    *viewers: str,
    years: Iterable[int] = YEARS,
    indicator: str = INDICATOR,
    group: str = GROUP,
    **more: Any,
) -> NamedConsent:
    """Show as the municipality's integration office; without viewers to all members of today."""
    office = person_of_municipality(home, RoleCode.INTEGRATION_OFFICE)
    with inside(home):
        return show_figures(
            circle=Circle.objects.get(pk=circle.pk),
            indicator_code=indicator,
            group=group,
            years=list(years),
            viewers=list(viewers) or None,
            by=office,
            **more,
        )


def stop(home: Any, consent: NamedConsent) -> None:
    """Stop as the municipality's integration office."""
    office = person_of_municipality(home, RoleCode.INTEGRATION_OFFICE)
    with inside(home):
        stop_showing(pk=consent.pk, by=office)


def read(reader: Any, circle: Circle) -> list[ShownToUs]:
    """What this municipality is shown in the circle."""
    with inside(reader):
        return shown_to_us(circle)


def known(circle: Circle, *, group: str = GROUP, year: int = 2023, indicator: str = INDICATOR) -> frozenset[str]:
    """Whom the gate counts as known by name."""
    with acting_as(Role.EXCHANGE):
        return consented_members(circle, indicator, group, year)


def join(newcomer: Any, circle: Circle) -> None:
    """Another municipality is invited, signs and is a member."""
    with acting_as(Role.PLATFORM):
        circles.invite(circle=circle, ags=newcomer.ags, by=person_of_platform())
    leader = person_of_municipality(newcomer, RoleCode.LEADERSHIP)
    with inside(newcomer):
        circles.sign_charter(circle=Circle.objects.get(pk=circle.pk), by=leader)


def leave_at_once(home: Any, circle: Circle) -> None:
    """End a membership with yesterday as its last day; the owner writes it, the action ends today at the earliest."""
    yesterday = timezone.localdate() - timedelta(days=1)
    with acting_as(Role.OWNER):
        Membership.objects.filter(circle=circle, municipality=home.schema_name).update(
            member_from=yesterday, member_until=yesterday, left_by="p_x"
        )
