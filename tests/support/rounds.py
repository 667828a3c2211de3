"""Circles and rounds for tests, made by the same actions that people call."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.contrib.auth.models import User
from django.db import connection, transaction
from django.utils import timezone

from benchmark.figures.actions import approve_figures, check_figures, enter_figure
from benchmark.figures.selectors import figures_in_state
from comparisons.circles import actions as circles
from comparisons.circles.charters import CoreChoice
from comparisons.circles.models import Circle, Round
from comparisons.releases.actions import Handover, hand_over
from comparisons.releases.actions.releasing import request_preview, request_release
from comparisons.releases.calendar import quarter_of
from tenants.border import Role, acting_as, inside
from tenants.border.jobs import Job, perform
from tenants.membership.people import Person, as_person
from tenants.membership.roles import RoleCode
from tests.support.people import email_of

INDICATOR = "REC-01"  # naturalisations of foreign nationals: one group, numerator and denominator
GROUP = "foreign"


def person_of_platform(role: RoleCode = RoleCode.MODERATOR) -> Person:
    """A test person of the platform."""
    with acting_as(Role.PLATFORM):
        return as_person(User.objects.get(email=email_of(role, "platform")), None)


def person_of_municipality(municipality: Any, role: RoleCode) -> Person:
    """A test person of a municipality."""
    with inside(municipality):
        return as_person(User.objects.get(email=email_of(role, municipality.slug)), municipality.schema_name)


def found_circle(
    members: Iterable[Any],
    *,
    name: str = "Ring der Probe",
    indicators: Iterable[CoreChoice | str] = (INDICATOR,),
    kind: str = "landkreise",
    kreis_ags: str = "",
    profile: str = "normal",
    drift: bool = False,
) -> Circle:
    """A circle with a published charter that all members have signed."""
    moderator = person_of_platform()
    members = list(members)
    with acting_as(Role.PLATFORM):
        circle = circles.create_circle(name=name, kind=kind, kreis_ags=kreis_ags, by=moderator)
        draft = circles.draft_charter(circle=circle, by=moderator, indicators=list(indicators))
        if profile != draft.profile:
            draft = circles.adopt_profile(charter=draft, profile=profile, by=moderator)
        if drift:
            draft = circles.set_parameters(charter=draft, by=moderator, drift=1)
        reasons = {"availability": "Zur Probe.", "balance": "Zur Probe."}
        circles.publish_charter(charter=draft, by=moderator, overrides=reasons)
        for member in members:
            circles.invite(circle=circle, ags=member.ags, by=moderator)
    for member in members:
        leader = person_of_municipality(member, RoleCode.LEADERSHIP)
        with inside(member):
            circles.sign_charter(circle=Circle.objects.get(pk=circle.pk), by=leader)
    return circle


def begin_round(circle: Circle, *, first_year: int = 2023, last_year: int = 2023) -> Round:
    """An open round of the circle."""
    today = timezone.localdate()
    with acting_as(Role.PLATFORM):
        return circles.open_round(
            circle=circle,
            title="Probe",
            first_year=first_year,
            last_year=last_year,
            opens_at=today,
            closes_at=today + datetime.timedelta(days=30),
            by=person_of_platform(),
        )


def end_round(current: Round) -> None:
    """Close the round."""
    with acting_as(Role.PLATFORM):
        circles.close_round(round=Round.objects.get(pk=current.pk), by=person_of_platform())


def approve(
    municipality: Any,
    counts: Mapping[int, tuple[int, int]],
    *,
    indicator: str = INDICATOR,
    group: str = GROUP,
    concept: str = "NAT_AZR",
    version: int = 0,
    source: str = "Statistisches Landesamt",
    reference: str = "",
) -> None:
    """Enter, check and approve figures by two people: year -> (numerator, denominator); `version` is replaced."""
    office = person_of_municipality(municipality, RoleCode.INTEGRATION_OFFICE)
    statistics = person_of_municipality(municipality, RoleCode.STATISTICS_OFFICE)
    with inside(municipality):
        for year, (numerator, denominator) in counts.items():
            enter_figure(
                indicator_code=indicator,
                year=year,
                group=group,
                concept=concept,
                numerator=Decimal(numerator),
                denominator=Decimal(denominator),
                source=source,
                reference=reference,
                expected_version=version,
                by=statistics,
            )
        check_figures(ids=[row.id for row in figures_in_state("draft")], by=statistics, comment="Geprüft.")
        approve_figures(ids=[row.id for row in figures_in_state("checked")], by=office)


def give(municipality: Any, current: Round, *codes: str) -> Handover:
    """Hand over as the municipality's integration office."""
    office = person_of_municipality(municipality, RoleCode.INTEGRATION_OFFICE)
    with inside(municipality):
        return hand_over(round=Round.objects.get(pk=current.pk), indicator_codes=list(codes or (INDICATOR,)), by=office)


def make_last_quarter(circle: Circle) -> None:
    """Everything the circle released so far was released a quarter earlier; only the owner can turn time back."""
    with acting_as(Role.OWNER), transaction.atomic(), connection.cursor() as cursor:
        for table in ("releases_release", "releases_releasedstatistic"):
            cursor.execute(f"ALTER TABLE public.{table} DISABLE TRIGGER USER")
            cursor.execute(
                f"UPDATE public.{table} SET quarter = %s WHERE circle_id = %s",
                [quarter_of(timezone.localdate() - datetime.timedelta(days=92)), circle.pk],
            )
            cursor.execute(f"ALTER TABLE public.{table} ENABLE TRIGGER USER")


def release(current: Round) -> Job:
    """Order and compute a release of a closed round; the finished job."""
    return _done(request_release, current)


def preview(current: Round) -> Job:
    """Order and compute a preview; the finished job."""
    return _done(request_preview, current)


def _done(request: Any, current: Round) -> Job:
    moderator = person_of_platform()
    with acting_as(Role.PLATFORM):
        ordered = request(round=Round.objects.get(pk=current.pk), by=moderator)
    perform(ordered.pk)
    with acting_as(Role.PLATFORM):
        return Job.objects.get(pk=ordered.pk)
