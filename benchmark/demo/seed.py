"""One whole round of the demonstration, through the same actions that people call; every step may be repeated."""

from __future__ import annotations

import datetime
import multiprocessing
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

from django.db import connection
from django.utils import timezone

from benchmark.demo.members import (
    begin_the_year,
    fill_register,
    hand_over_everything,
    hand_over_numbers,
    mail_of,
    prepare_figures,
    sign_invitations,
    staff_of,
    state_purpose,
)
from benchmark.demo.plan import PASSWORD, SUMS, SUMS_YEAR, Plan, PlannedCircle, address_of
from comparisons.circles.actions import (
    close_round,
    create_circle,
    decide_on_research,
    draft_charter,
    invite,
    open_round,
    publish_charter,
)
from comparisons.circles.levels import CircleKind
from comparisons.circles.models import Circle, Round
from comparisons.releases.actions import request_release
from comparisons.releases.models import Release
from comparisons.totals.actions import Terms, agree_on_totals, request_totals
from tenants.border import Role, acting_as, inside
from tenants.border.jobs import perform, perform_waiting
from tenants.membership.actions import open_account, prepare_roles
from tenants.membership.people import Person, as_person
from tenants.membership.roles import OF_THE_PLATFORM, RoleCode
from tenants.municipalities.models import Municipality
from tenants.onboarding.actions import admit
from tenants.onboarding.models import Admission

Say = Callable[[str], None]
DATA = Path(__file__).parent / "data"
PLATFORM_STAFF = {
    RoleCode.MODERATOR: "Moderation",
    RoleCode.EDITOR: "Redaktion",
    RoleCode.OPERATOR: "Betrieb",
    RoleCode.RESEARCHER: "Forschung",
}
IN_PARALLEL = 2


def seed(say: Say, plan: Plan) -> None:
    """From an empty platform to one release per circle of the plan; what is there already is left as it is."""
    staff = _platform_staff()
    say("Amtliche Statistik einlesen")
    _import_statistics(staff[RoleCode.OPERATOR], say)
    say("Kommunen aufnehmen")
    _admit(plan, staff[RoleCode.OPERATOR])
    for slug, seconds in _each(_provision, _unprovisioned()):
        say(f"  {slug}: bereit ({seconds:.1f} s)")
    say("Vergleichsringe gründen, Vereinbarungen veröffentlichen, einladen")
    with acting_as(Role.PLATFORM):
        for planned in plan.circles:
            found_circle(planned, staff[RoleCode.MODERATOR])
    say("Kommunen: vorbelegen, prüfen, freigeben, unterzeichnen, übergeben")
    for slug, seconds in _each(partial(take_part, plan), _slugs()):
        say(f"  {slug}: übergeben ({seconds:.1f} s)")
    say("Runden schließen, beurteilen, freigeben")
    _release(staff[RoleCode.MODERATOR], say)
    _release_sums(staff[RoleCode.MODERATOR], say)
    _open_for_research(plan.circles[0], staff[RoleCode.MODERATOR])


def _agree_on_sums(circle: Circle, by: Person) -> None:
    """A nested circle adds up one indicator of one year."""
    terms = Terms(first_year=SUMS_YEAR, last_year=SUMS_YEAR)
    agree_on_totals(circle=circle, choices=[SUMS], terms=terms, by=by)


def _release_sums(by: Person, say: Say) -> None:
    """One table of sums per nested circle; a table there already is left as it is."""
    with acting_as(Role.PLATFORM):
        circles = Circle.objects.filter(totals_agreements__isnull=False, totals_releases__isnull=True).distinct()
        point = (SUMS.indicator_code, SUMS_YEAR)
        jobs = [(one.name, request_totals(circle=one, chosen={point}, by=by).pk) for one in circles]
    for name, job in jobs:
        began = time.monotonic()
        if not perform(job):
            raise RuntimeError(f"{name}: the table of sums was not computed; see its job")
        say(f"  {name}: Summen freigegeben ({time.monotonic() - began:.1f} s)")


def _open_for_research(planned: PlannedCircle, by: Person) -> None:
    with acting_as(Role.PLATFORM):
        decide_on_research(circle=Circle.objects.get(name=planned.name), is_open=True, by=by)


def is_seeded(plan: Plan) -> bool:
    """Whether the round has been run to its end."""
    with acting_as(Role.OWNER):
        return Release.objects.values("circle").distinct().count() >= len(plan.circles)


def _platform_staff() -> dict[RoleCode, Person]:
    from django.contrib.auth.models import User

    founder = Person("p_founder", "Betrieb", frozenset({RoleCode.OPERATOR}))
    with acting_as(Role.PLATFORM):
        prepare_roles(OF_THE_PLATFORM)
        known = {user.email: user for user in User.objects.all()}
        return {
            role: as_person(known[mail_of(role, "plattform")], None)
            if mail_of(role, "plattform") in known
            else open_account(
                email=mail_of(role, "plattform"), name=f"{title} Vorführung", roles=[role], password=PASSWORD,
                municipality=None, by=founder,
            )
            for role, title in PLATFORM_STAFF.items()
        }  # fmt: skip


def _import_statistics(by: Person, say: Say) -> None:
    from benchmark.statistics_offices.actions import import_file
    from benchmark.statistics_offices.territory_keys import load_directory

    with acting_as(Role.OWNER):
        directory = load_directory()
        for path in sorted(DATA.rglob("*.csv")):
            imported = import_file(data=path.read_bytes(), name=path.name, by=by, directory=directory)
            if not imported.already_there:
                say(f"  {path.name}: {imported.source.rows_read} Zeilen")


def _admit(plan: Plan, by: Person) -> None:
    with acting_as(Role.PLATFORM):
        known = set(Municipality.objects.values_list("ags", flat=True))
        for place in plan.municipalities:
            if place.ags not in known:
                address = address_of(place)
                admit(
                    ags=place.ags, name=place.full_name, kind=str(place.kind), slug=address,
                    email=mail_of(RoleCode.LEADERSHIP, address), person_name=f"Leitung {place.full_name}", by=by,
                )  # fmt: skip


def _unprovisioned() -> list[str]:
    with acting_as(Role.PLATFORM):
        rows = Admission.objects.filter(municipality__provisioned_at__isnull=True).order_by("pk")
        return list(rows.values_list("municipality__slug", flat=True))


def _slugs() -> list[str]:
    with acting_as(Role.PLATFORM):
        return list(Municipality.objects.order_by("pk").values_list("slug", flat=True))


def _provision(slug: str) -> None:
    with acting_as(Role.OWNER):
        job = Admission.objects.get(municipality__slug=slug).job
    if job is None or not perform(job):
        raise RuntimeError(f"{slug}: the schema could not be made; see onboarding")


def take_part(plan: Plan, slug: str) -> None:
    """What the people of one municipality do: figures, charters, targets, handing over to every open round."""
    with acting_as(Role.OWNER):
        municipality = Municipality.objects.get(slug=slug)
    with inside(municipality):
        founder = Person("p_founder", "Betrieb", municipality=municipality.schema_name)
        staff = staff_of(municipality, founder, with_password=municipality.ags in plan.shown)
        prepare_figures(municipality, staff)
        sign_invitations(staff)
        codes = {
            entry.indicator_code
            for circle in Circle.objects.prefetch_related("charters__core_indicators")
            for charter in circle.charters.all()
            for entry in charter.core_indicators.all()
        }
        state_purpose(staff, sorted(codes))
        hand_over_everything(staff)
        hand_over_numbers(staff)
        if municipality.ags in plan.shown:
            begin_the_year(staff)
            fill_register(staff)


def found_circle(planned: PlannedCircle, by: Person) -> None:
    """A circle with a published charter, everybody invited and a round open."""
    if Circle.objects.filter(name=planned.name).exists():
        return
    circle = create_circle(
        name=planned.name, kind=planned.kind, purpose=planned.purpose, kreis_ags=planned.kreis_ags, by=by
    )
    charter = draft_charter(
        circle=circle,
        by=by,
        indicators=planned.core,
        parameters=planned.parameters or None,
        statement="Wir lernen voneinander. Kein Wert einer Kommune verlässt ihr Haus, niemand erstellt Rangfolgen.",
    )
    publish_charter(charter=charter, by=by)
    for ags in planned.members:
        invite(circle=circle, ags=ags, by=by)
    if planned.kind == CircleKind.KREIS:
        _agree_on_sums(circle, by)
    today = timezone.localdate()
    open_round(
        circle=circle,
        title=f"Vergleichsrunde {today.year}",
        first_year=planned.first_year,
        last_year=planned.last_year,
        opens_at=today,
        closes_at=today + datetime.timedelta(days=42),
        by=by,
    )


def _release(by: Person, say: Say) -> None:
    perform_waiting()  # what an interrupted run had ordered already
    with acting_as(Role.PLATFORM):
        rounds = list(Round.objects.select_related("circle").exclude(releases__isnull=False).order_by("pk"))
        jobs = []
        for round_ in rounds:
            if round_.state == Round.State.OPEN:
                close_round(round=round_, by=by)
            jobs.append((round_.circle.name, request_release(round=Round.objects.get(pk=round_.pk), by=by).pk))
    for name, job in jobs:
        began = time.monotonic()
        if not perform(job):
            raise RuntimeError(f"{name}: the release was not computed; see its job")
        say(f"  {name}: freigegeben ({time.monotonic() - began:.1f} s)")


def _timed(work: Callable[[str], None], slug: str) -> tuple[str, float]:
    began = time.monotonic()
    work(slug)
    return slug, time.monotonic() - began


def _each(work: Callable[[str], None], slugs: Iterable[str]) -> Iterable[tuple[str, float]]:
    """Do the same for many municipalities, two at a time; each child process opens connections of its own."""
    waiting = list(slugs)
    if not waiting:
        return
    connection.close()
    context: Any = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(IN_PARALLEL, mp_context=context) as pool:
        running = [pool.submit(_timed, work, slug) for slug in waiting]
        for one in running:
            yield one.result()
