"""What each municipality does in the demonstration, by the actions its own people would call."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.utils import timezone

from benchmark.catalogue.selectors import indicator
from benchmark.demo.plan import PASSWORD, TARGETS
from benchmark.figures.actions import adopt_proposals, approve_figures, check_figures, propose_from_official
from benchmark.figures.selectors import figures_in_state, proposals
from benchmark.goals.actions import set_use
from benchmark.goals.selectors import uses
from benchmark.goals.targets import Target
from comparisons.circles.actions import sign_charter
from comparisons.circles.levels import CircleKind, Level, compared_levels
from comparisons.circles.selectors import Standing, circles_of_municipality, core_set
from comparisons.releases.actions import hand_over
from comparisons.releases.readiness import readiness
from comparisons.releases.selectors import own_contributions
from tenants.membership.actions import open_account
from tenants.membership.people import Person, as_person
from tenants.membership.roles import RoleCode
from tenants.municipalities.models import Municipality

COMMENT = "Mit der veröffentlichten Tabelle verglichen; der Sprung steht so in der amtlichen Statistik."
STAFF = {
    RoleCode.INTEGRATION_OFFICE: "Fachstelle Integration",
    RoleCode.STATISTICS_OFFICE: "Statistikstelle",
    RoleCode.LEADERSHIP: "Leitung",
    RoleCode.GUEST: "Gast",
}


@dataclass(frozen=True)
class Staff:
    """The people of one municipality by role."""

    by_role: dict[RoleCode, Person]

    def __getitem__(self, role: RoleCode) -> Person:
        return self.by_role[role]


def mail_of(role: RoleCode, address: str) -> str:
    """Sign-in address of a person of the demonstration."""
    return f"{role.value.replace('_', '-')}@{address}.example"


def staff_of(municipality: Municipality, by: Person, *, with_password: bool) -> Staff:
    """The people of this municipality, invited where they are missing; a few get the printed password."""
    known = {user.email: user for user in User.objects.prefetch_related("groups")}
    people = {}
    for role, title in STAFF.items():
        address = mail_of(role, municipality.slug)
        if address in known:
            user = known[address]
            if with_password and not user.has_usable_password():
                user.set_password(PASSWORD)
                user.save(update_fields=["password"])
            people[role] = as_person(user, municipality.schema_name)
            continue
        people[role] = open_account(
            email=address,
            name=f"{title} {municipality.name}",
            roles=[role],
            password=PASSWORD if with_password else None,
            municipality=municipality.schema_name,
            by=by,
        )
    return Staff(people)


def prepare_figures(municipality: Municipality, staff: Staff) -> int:
    """Prefill from official statistics, adopt, check and approve; how many figures are approved by this."""
    office = staff[RoleCode.INTEGRATION_OFFICE]
    propose_from_official(municipality_ags=municipality.ags, by=office)
    if proposals(waiting=True):
        adopt_proposals(by=office)
    drafts = [row.id for row in figures_in_state("draft")]
    if drafts:
        check_figures(ids=drafts, by=staff[RoleCode.STATISTICS_OFFICE], comment=COMMENT)
    checked = [row.id for row in figures_in_state("checked")]
    if checked:
        approve_figures(ids=checked, by=staff[RoleCode.LEADERSHIP])
    return len(checked)


def state_purpose(staff: Staff, codes: Iterable[str]) -> None:
    """Say for each core indicator why it is wanted, and set a target where the plan has one."""
    in_use = {use.indicator_code for use in uses()}
    for code in codes:
        if code in in_use:
            continue
        set_use(
            indicator_code=code, question=indicator(code).question, target=_target(code), by=staff[RoleCode.LEADERSHIP]
        )


def _target(code: str) -> Target:
    planned = TARGETS.get(code)
    if planned is None:
        today = timezone.localdate()
        return Target(
            still_open_reason="Der Ausschuss berät den Zielwert in seiner nächsten Sitzung.",
            still_open_until=today.replace(year=today.year + 1, day=1),
        )
    return Target(
        target_value=planned.target,
        threshold_value=planned.threshold,
        direction=planned.direction,
        base_year=planned.base_year,
        target_year=planned.target_year,
    )


def sign_invitations(staff: Staff) -> None:
    """Sign the charter of every circle this municipality is invited to."""
    for found in circles_of_municipality():
        if found.standing == Standing.INVITED:
            sign_charter(circle=found.circle, by=staff[RoleCode.LEADERSHIP])


def hand_over_everything(staff: Staff) -> int:
    """Hand over what is ready to every open round; how many indicators."""
    count = 0
    for found in circles_of_municipality():
        compared = Level(found.level) in compared_levels(CircleKind(found.circle.kind))
        if found.round is None or not found.round.is_open or not compared or own_contributions(found.round):
            continue
        round_ = found.round
        codes = [entry.indicator_code for entry in core_set(round_.charter)]
        ready = [one.entry.indicator_code for one in readiness(round_, codes) if one.goes]
        if ready:
            hand_over(round=round_, indicator_codes=ready, by=staff[RoleCode.INTEGRATION_OFFICE])
            count += len(ready)
    return count
