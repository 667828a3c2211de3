"""A Landkreis with its Gemeinden for tests of sums: one Gemeinde with people, the others as rows of the database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils import timezone

from benchmark.territories.selectors import gemeinden_of
from comparisons.circles.charters import CoreChoice
from comparisons.circles.models import Circle, Invitation, Membership, Signature
from comparisons.totals.actions import Terms, TotalChoice, agree_on_totals, hand_over_counts, request_totals
from comparisons.totals.agreed import entry_of, newest_agreement
from comparisons.totals.models import CountContribution, TotalsAgreement, TotalsConsent
from tenants.border import Role, acting_as, inside
from tenants.border.jobs import Job, perform
from tenants.membership.roles import RoleCode
from tenants.municipalities.models import Municipality
from tests.support.people import Place, settle
from tests.support.rounds import found_circle, person_of_municipality, person_of_platform

KREIS = "05754"
OWN = Place("05754024", "langenberg", "Gemeinde Langenberg", "kreisangehoerige_gemeinde")
INDICATOR = "ARB-01"  # employees, all and foreign nationals; Germans follow from both
GROUPS = ("total", "foreign")
LETTERS = "abcdefghij"
Counts = Mapping[str, tuple[int, int]]  # key of a Gemeinde -> (total, foreign)


def settle_own() -> Municipality:
    """The Gemeinde that has a schema and people."""
    return settle(OWN)


def found_nested(own: Municipality, indicators: Iterable[CoreChoice | str] = (INDICATOR,)) -> Circle:
    """A nested circle of all Gemeinden of the Kreis; all but one are rows only."""
    circle = found_circle([own], name="Kreis der Probe", indicators=indicators, kind="kreis", kreis_ags=KREIS)
    admit(circle, [place.ags for place in gemeinden() if place.ags != own.ags])
    return circle


def gemeinden(kreis: str = KREIS) -> list[Any]:
    """The Gemeinden of a Kreis in the directory."""
    with acting_as(Role.OWNER):
        return gemeinden_of(kreis)


def admit(circle: Circle, keys: Sequence[str]) -> None:
    """Members that exist as rows: invited, signed, joined."""
    with acting_as(Role.OWNER):
        charter = circle.charters.get(published_at__isnull=False)
        for ags in keys:
            name = "t_nested" + "".join(LETTERS[int(digit)] for digit in ags[-4:])
            one = Municipality.objects.create(
                schema_name=name, ags=ags, slug=name.replace("_", "-"), name=ags, kind="kreisangehoerige_gemeinde"
            )
            asked = Invitation.objects.create(
                circle=circle, municipality=one, ags=ags, level="gemeinde", invited_by="p_x"
            )
            today = timezone.localdate()
            Membership.objects.create(circle=circle, municipality=one, ags=ags, level="gemeinde", member_from=today)
            asked.answer, asked.answered_at, asked.answered_by = "signed", timezone.now(), "p_x"
            asked.save()
            Signature.objects.create(charter=charter, municipality=one, signed_by="p_x", signed_name="X")


def agree(
    circle: Circle,
    *,
    groups: tuple[str, ...] = GROUPS,
    method: str = "rounding",
    smallest: int = 3,
    code: str = INDICATOR,
) -> TotalsAgreement:
    """An agreement on one indicator for many years."""
    terms = Terms(first_year=2000, last_year=2024, method=method, smallest=smallest)
    with acting_as(Role.PLATFORM):
        return agree_on_totals(
            circle=Circle.objects.get(pk=circle.pk),
            choices=[TotalChoice(code, groups)],
            terms=terms,
            by=person_of_platform(),
        )


def give_rows(circle: Circle, year: int, counts: Counts, *, code: str = INDICATOR) -> None:
    """Numbers of Gemeinden that are rows only, under the newest agreement and the guards of the database."""
    with acting_as(Role.OWNER):
        agreement = newest_agreement(Circle.objects.get(pk=circle.pk))
        entry = entry_of(agreement, code)
        for ags, numbers in counts.items():
            member = Municipality.objects.get(ags=ags)
            consent = TotalsConsent.objects.create(
                agreement=agreement,
                circle=circle,
                municipality=member,
                indicator_code=code,
                year=year,
                given_by="p_x",
            )
            for group, count in zip(entry.groups, numbers, strict=False):
                CountContribution.objects.create(
                    consent=consent,
                    circle=circle,
                    municipality=member,
                    ags=ags,
                    indicator_code=code,
                    definition_version=entry.definition.version,
                    concept=entry.concept,
                    year=year,
                    group=group,
                    count=count,
                    source="Meldung der Gemeinde",
                    figure_state="approved",
                    figure_version=1,
                )


def withdraw_rows(circle: Circle, year: int, ags: str) -> None:
    """Withdraw the numbers of a Gemeinde that is rows only."""
    with acting_as(Role.OWNER):
        consents = TotalsConsent.objects.filter(
            circle=circle, municipality__ags=ags, year=year, withdrawn_at__isnull=True
        )
        CountContribution.objects.filter(consent__in=consents).delete()
        consents.update(withdrawn_at=timezone.now(), withdrawn_by="p_x")


def give_own(own: Municipality, circle: Circle, points: Iterable[tuple[str, int]]) -> Any:
    """Hand over as the Gemeinde with people."""
    office = person_of_municipality(own, RoleCode.INTEGRATION_OFFICE)
    with inside(own):
        return hand_over_counts(circle=Circle.objects.get(pk=circle.pk), chosen=set(points), by=office)


def release(circle: Circle, *points: tuple[str, int]) -> Job:
    """Order and compute tables; the job after one attempt."""
    with acting_as(Role.PLATFORM):
        ordered = request_totals(circle=Circle.objects.get(pk=circle.pk), chosen=set(points), by=person_of_platform())
    perform(ordered.pk)
    with acting_as(Role.PLATFORM):
        return Job.objects.get(pk=ordered.pk)
