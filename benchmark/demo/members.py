"""What each municipality does in the demonstration, by the actions its own people would call."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.contrib.auth.models import User
from django.utils import timezone

from benchmark.catalogue.selectors import indicator
from benchmark.collection.actions import change_item, open_collection
from benchmark.collection.selectors import collection_of, standing
from benchmark.demo.plan import PASSWORD, TARGETS
from benchmark.figures.actions import (
    DataPassage,
    adopt_proposals,
    approve_figures,
    check_figures,
    propose_from_official,
    set_data_access,
)
from benchmark.figures.selectors import data_access, figures_in_state, proposals
from benchmark.goals.actions import set_use
from benchmark.goals.selectors import uses
from benchmark.goals.targets import Target
from benchmark.territories.kinds import TerritoryKind
from benchmark.territories.selectors import territory
from comparisons.circles.actions import sign_charter
from comparisons.circles.levels import CircleKind, Level, compared_levels
from comparisons.circles.selectors import Standing, circles_of_municipality, core_set
from comparisons.releases.actions import hand_over
from comparisons.releases.readiness import readiness
from comparisons.releases.selectors import own_contributions
from comparisons.totals.actions import hand_over_counts
from comparisons.totals.agreed import newest_agreement
from comparisons.totals.offers import offers
from comparisons.totals.selectors import own_points
from tenants.delegation.actions import delegate
from tenants.delegation.selectors import running_delegations
from tenants.membership.actions import open_account
from tenants.membership.people import Person, as_person
from tenants.membership.roles import RoleCode
from tenants.municipalities.models import Municipality

LOAN, UNTIL_DEADLINE = timedelta(days=365), timedelta(days=60)
REGISTER = (
    (
        "SPR-02",
        "at_land",
        "Beispiel: Die Ergebnisse der Schuleingangsuntersuchung liegen nur noch beim Land.",
        DataPassage(
            holder="Gesundheitsamt (Beispiel)", passed_to="Landesgesundheitsamt", returned="no", since=2015,
            legal_basis="Beispiel: Schulgesetz des Landes, Schuleingangsuntersuchung",
        ),
    ),
    ("SPR-01", "at_a_cost", "Beispiel: Auswertung des BAMF nur auf Anfrage.", DataPassage(holder="BAMF")),
    ("WOH-01", "available", "", DataPassage(holder="Wohngeldstelle (Beispiel)")),
)  # fmt: skip
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

    @property
    def checker(self) -> Person:
        """Who checks figures: the own statistics office, or the Kreis on loan."""
        return self.by_role.get(RoleCode.STATISTICS_OFFICE) or self.by_role[RoleCode.STATISTICS_SUBSTITUTE]


def mail_of(role: RoleCode, address: str) -> str:
    """Sign-in address of a person of the demonstration."""
    return f"{role.value.replace('_', '-')}@{address}.example"


def staff_of(municipality: Municipality, by: Person, *, with_password: bool) -> Staff:
    """The people of this municipality, invited where they are missing; a few get the printed password."""
    known = {user.email: user for user in User.objects.prefetch_related("groups")}
    people = {}
    lends = municipality.kind == TerritoryKind.KREISANGEHOERIGE_GEMEINDE
    for role, title in STAFF.items():
        if lends and role == RoleCode.STATISTICS_OFFICE:
            continue
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
    if lends:
        people[RoleCode.STATISTICS_SUBSTITUTE] = _lent_check(municipality, people, with_password=with_password)
    return Staff(people)


def _lent_check(municipality: Municipality, people: dict[RoleCode, Person], *, with_password: bool) -> Person:
    """A Gemeinde has no statistics office: its Kreis checks on loan, for a year from today."""
    address = mail_of(RoleCode.STATISTICS_SUBSTITUTE, municipality.slug)
    if not running_delegations():
        today = timezone.localdate()
        delegate(
            email=address,
            name=f"Kreis-Statistik für {municipality.name}",
            office=f"{territory(municipality.ags[:5]).full_name}, Statistikstelle",
            first_day=today,
            last_day=today + LOAN,
            by=people[RoleCode.LEADERSHIP],
        )
    user = User.objects.get(email=address)
    if with_password and not user.has_usable_password():
        user.set_password(PASSWORD)
        user.save(update_fields=["password"])
    return as_person(user, municipality.schema_name)


def prepare_figures(municipality: Municipality, staff: Staff) -> int:
    """Prefill from official statistics, adopt, check and approve; how many figures are approved by this."""
    office = staff[RoleCode.INTEGRATION_OFFICE]
    propose_from_official(municipality_ags=municipality.ags, by=office)
    if proposals(waiting=True):
        adopt_proposals(by=office)
    drafts = [row.id for row in figures_in_state("draft")]
    if drafts:
        check_figures(ids=drafts, by=staff.checker, comment=COMMENT)
    checked = [row.id for row in figures_in_state("checked")]
    if checked:
        approve_figures(ids=checked, by=staff[RoleCode.LEADERSHIP])
    return len(checked)


def begin_the_year(staff: Staff) -> None:
    """Open the newest year of collection with somebody responsible for every indicator."""
    year = timezone.localdate().year - 1
    if collection_of(year) is not None:
        return
    office = staff[RoleCode.INTEGRATION_OFFICE]
    collection = open_collection(year=year, deadline=timezone.localdate() + UNTIL_DEADLINE, by=office)
    for item in standing(collection).items:
        change_item(
            collection=collection,
            indicator_code=item.definition.code,
            responsible=staff.by_role.get(RoleCode.STATISTICS_OFFICE, office).reference,
            source=item.source,
            question=item.question,
            by=office,
        )


def fill_register(staff: Staff) -> None:
    """Say for three indicators where their data are; they are examples, as every reason and office says."""
    known = data_access()
    for code, status, reason, passage in REGISTER:
        if code not in known:
            office = staff[RoleCode.INTEGRATION_OFFICE]
            set_data_access(indicator_code=code, status=status, reason=reason, passage=passage, by=office)


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


def hand_over_numbers(staff: Staff) -> int:
    """Hand over what is ready for the sums of a nested circle; how many numbers."""
    count = 0
    for found in circles_of_municipality():
        agreement = newest_agreement(found.circle)
        if agreement is None or not found.may_compare or found.level != Level.GEMEINDE or own_points(found.circle):
            continue
        ready = {(one.entry.code, one.year) for one in offers(agreement) if one.ready}
        if ready:
            given = hand_over_counts(circle=found.circle, chosen=ready, by=staff[RoleCode.INTEGRATION_OFFICE])
            count += given.numbers
    return count


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
