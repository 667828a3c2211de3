"""Municipalities and people that tests act with."""

from __future__ import annotations

from dataclasses import dataclass

from tenants.border import Role, acting_as, inside
from tenants.border.jobs import perform
from tenants.membership.actions import open_account, prepare_roles
from tenants.membership.people import Person
from tenants.membership.roles import OF_THE_PLATFORM, RoleCode
from tenants.municipalities.models import Municipality
from tenants.onboarding.actions import admit

PASSWORD = "richtig-langes-Kennwort-7"
FOUNDER = Person(reference="p_founder", name="Betrieb", roles=frozenset({RoleCode.OPERATOR}))


@dataclass(frozen=True)
class Place:
    """A municipality of the test world: AGS, slug (its host is ``<slug>.localhost``), name, kind."""

    ags: str
    slug: str
    name: str
    kind: str


AHAUSEN = Place("03157", "ahausen", "Landkreis Ahausen", "landkreis")
BEDORF = Place("03153", "bedorf", "Landkreis Bedorf", "landkreis")
MORE = (
    Place("03151", "cehausen", "Landkreis Cehausen", "landkreis"),
    Place("03154", "dedorf", "Landkreis Dedorf", "landkreis"),
    Place("03155", "eheim", "Landkreis Eheim", "landkreis"),
    Place("03158", "efstadt", "Landkreis Efstadt", "landkreis"),
)
ROLES_HERE = (
    RoleCode.INTEGRATION_OFFICE,
    RoleCode.STATISTICS_OFFICE,
    RoleCode.STATISTICS_SUBSTITUTE,
    RoleCode.LEADERSHIP,
    RoleCode.GUEST,
)


def email_of(role: RoleCode, slug: str) -> str:
    """Address of the test person who has this role at this host."""
    return f"{role.value.replace('_', '-')}@{slug}.test"


def settle(place: Place) -> Municipality:
    """Admit and provision a municipality through the real action and job, with one person per role."""
    with acting_as(Role.OWNER):
        admission = admit(
            ags=place.ags,
            name=place.name,
            kind=place.kind,
            slug=place.slug,
            email=f"first@{place.slug}.test",
            person_name="Erste Person",
            by=FOUNDER,
        )
    if not perform(admission.job):
        raise AssertionError(f"provisioning of {place.slug} failed")
    with acting_as(Role.OWNER):
        municipality = Municipality.objects.get(slug=place.slug)
    with inside(municipality):
        for role in ROLES_HERE:
            open_account(
                email=email_of(role, place.slug),
                name=f"{role.value.title()} {place.name}",
                roles=[role],
                password=PASSWORD,
                municipality=municipality.schema_name,
                by=FOUNDER,
            )
    return municipality


def settle_platform() -> None:
    """Accounts of the platform: one per role."""
    with acting_as(Role.PLATFORM):
        prepare_roles(OF_THE_PLATFORM)
        for role in OF_THE_PLATFORM:
            open_account(
                email=email_of(role, "platform"),
                name=f"{role.value.title()} Plattform",
                roles=[role],
                password=PASSWORD,
                municipality=None,
                by=FOUNDER,
            )
